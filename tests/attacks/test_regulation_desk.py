"""ANCHORS 12, 16, 35, 40: the desk of regulations and replays attacked by who may sit at it, and by who may not."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from amends.cases.models import Run
from amends.cases.replay import asking
from amends.cases.replay.asking import Wanted, ask_replay
from amends.core.refusal import Refused
from amends.people.models import Membership, Unit
from amends.people.tenancy import organisation
from amends.regulations import drafts, folders
from amends.regulations.models import Binding, PackDraft, PublishedPack
from amends.regulations.publishing import publish_draft, sign
from amends.regulations.toml_rows import head_of, put_head
from tests.attacks.conftest import Browser
from tests.attacks.test_script_in_every_text import SCRIPT
from tests.makers import MONDAY, START, Town, govern, viewer

TOMORROW = MONDAY.date() + timedelta(days=1)
PAGES = ("", "differences/", "examples/", "try/", "settings/", "files/", "file/?name=pack.toml", "folder.zip", "rows/article/",
         "rows/article/row/?nth=1")  # fmt: skip
POSTS = ("upload/", "drop/", "sign/", "publish/", "settings/", "file/?name=pack.toml", "rows/article/row/?nth=1",
         "rows/article/check/?nth=1", "rows/article/drop/?nth=1")  # fmt: skip


def owner(made: Town, name: str, unit: Unit) -> None:
    Membership.objects.create(org=made.org, person=made.people[name], unit=unit, role="rule_owner", from_date=START)


def signed_in(made: Town, name: str, browser: Browser) -> Client:
    with organisation(made.org.id):
        return browser(made.people[name])


def unsigned(made: Town, **head: object) -> PackDraft:
    """A rule owner's draft of the regulation with four signatures, brought as a folder that asks for none."""
    files = folders.read(folders.find("developer-four-grades"))
    said = head_of(files["pack.toml"])
    said.pop("signatures")
    files["pack.toml"] = put_head(files["pack.toml"], {**said, "version": "2", **head})
    return drafts.begin(viewer(made, "lan"), files, at=MONDAY)


def publish(made: Town, draft: PackDraft, unit: UUID) -> PublishedPack:
    return publish_draft(viewer(made, "lan"), draft.pk, unit=unit, from_date=TOMORROW, version=1, at=MONDAY)


@pytest.mark.parametrize("name", ["developer-four-grades", "another-name"])
def test_signatures_are_not_got_rid_of_by_bringing_the_regulation_anew(river: Town, name: str) -> None:
    """FR-236: a draft begun from nothing, and one under another name, replaced what four roles sign."""
    govern(river, "developer-four-grades", unit=river.desk)
    owner(river, "lan", river.office)

    with pytest.raises(Refused) as no:
        publish(river, unsigned(river, id=name), river.desk.id)

    assert no.value.missing[0].field == "signatures"
    assert Binding.objects.count() == 2


def test_a_rule_owner_of_one_unit_has_no_say_over_those_above(river: Town) -> None:
    owner(river, "lan", river.engineering)
    files = folders.read(folders.find("property-instruction"))
    files["pack.toml"] = put_head(files["pack.toml"], {**head_of(files["pack.toml"]), "version": "9"})
    draft = drafts.begin(viewer(river, "lan"), files, at=MONDAY)
    for role in drafts.signers(draft):
        Membership.objects.create(
            org=river.org, person=river.lan, unit=river.engineering, role=role, from_date=START
        )  # fmt: skip
        sign(viewer(river, "lan"), draft.pk, role, content_hash=draft.content_hash, version=1, at=MONDAY)

    for unit in (river.office.id, river.desk.id):
        with pytest.raises(Refused) as no:
            publish(river, draft, unit)
        assert no.value.missing[0].field == "unit"

    assert publish(river, draft, river.engineering.id).version == "9"


@pytest.mark.parametrize("signed_in_as", ["stranger", "without the role"])
def test_a_guessed_key_opens_no_draft_and_changes_none(
    river: Town, stranger: Town, browser: Browser, signed_in_as: str
) -> None:
    draft = drafts.begin_from(viewer(river, "he"), PublishedPack.objects.get(), at=MONDAY)
    whose = stranger if signed_in_as == "stranger" else river
    client = signed_in(whose, "he" if whose is stranger else "chen", browser)
    sent = {"draft_version": "1", "text": "x", "role": "unit_head", "content": draft.content_hash}

    with organisation(whose.org.id):
        for header in ({}, {"HX-Request": "true"}):
            for tail in PAGES:
                assert client.get(f"/regulation/drafts/{draft.pk}/{tail}", headers=header).status_code == 404, tail
            for tail in POSTS:
                assert client.post(f"/regulation/drafts/{draft.pk}/{tail}", sent, headers=header).status_code == 404, (
                    tail
                )

    with organisation(river.org.id):
        left = PackDraft.objects.get()
        assert (left.version, left.state, left.content_hash) == (1, PackDraft.OPEN, draft.content_hash)


def test_a_guessed_key_opens_no_published_version_and_no_replay(river: Town, stranger: Town, browser: Browser) -> None:
    row = PublishedPack.objects.get()
    he, today = viewer(river, "he", at=timezone.now()), timezone.localdate()
    run = ask_replay(he, Wanted(row.files, today, today), at=timezone.now())
    client = signed_in(stranger, "he", browser)

    with organisation(stranger.org.id):
        for tail in ("", "examples/", "try/", "spoken/", "copies/", "regulation.docx", f"against/{row.pk}/"):
            assert client.get(f"/regulation/{row.pk}/{tail}").status_code == 404, tail
        for tail in ("", "progress/", "cases/", f"work/{river.desk.id}/", "cases/1/"):
            assert client.get(f"/regulation/replay/{run.pk}/{tail}").status_code == 404, tail
        assert client.post(f"/regulation/replay/{run.pk}/stop/").status_code == 404
        assert client.post("/regulation/drafts/new/", {"base": str(row.pk)}).status_code == 404
    with organisation(river.org.id):
        assert Run.objects.get().state == "waiting"


@pytest.mark.parametrize("value", ["nan", "inf", "-1e999", "a\x00b", "9" * 30_000])
def test_a_value_of_a_setting_that_no_row_can_hold_is_refused(river: Town, browser: Browser, value: str) -> None:
    draft = drafts.begin_from(viewer(river, "he"), PublishedPack.objects.get(), at=MONDAY)
    text = draft.files["pack.toml"] + (
        '\n[[setting]]\nid = "odd"\narticle = "1"\ntype = "number"\nquestion = { zh = "几", en = "How many" }\n'
    )
    drafts.change(viewer(river, "he"), draft.pk, version=1, at=MONDAY, files={"pack.toml": text})

    answer = browser(river.he).post(f"/regulation/drafts/{draft.pk}/settings/", {"draft_version": "2", "odd": value})

    assert answer.status_code in (400, 409)
    assert PackDraft.objects.get().version == 2


@pytest.mark.parametrize("nul", ["\x00", "\\u0000", "\\U00000000"])
def test_a_character_that_no_row_can_hold_is_refused_however_it_is_written(river: Town, nul: str) -> None:
    """TOML writes it as six plain characters: the title it stood in failed when the draft was published."""
    files = {"pack.toml": f'id = "x"\ntitle = {{ zh = "a{nul}", en = "a" }}\n'}

    with pytest.raises(Refused):
        drafts.begin(viewer(river, "he"), files, at=MONDAY)


def test_a_version_too_long_for_its_row_is_refused_by_name(river: Town) -> None:
    files = folders.read(folders.find("cn-telecom"))
    files["pack.toml"] = put_head(files["pack.toml"], {**head_of(files["pack.toml"]), "version": "9" * 41})
    he = viewer(river, "he")
    draft = drafts.begin(he, files, at=MONDAY)

    with pytest.raises(Refused) as no:
        publish_draft(
            he, draft.pk, unit=river.office.id, from_date=TOMORROW, version=1, at=MONDAY, position=Binding.COMPANION
        )

    assert no.value.missing[0].field == "version"


def test_replays_that_wait_are_bounded(river: Town) -> None:
    row, he, today = PublishedPack.objects.get(), viewer(river, "he", at=timezone.now()), timezone.localdate()
    for _ in range(asking.MOST_WAITING):
        ask_replay(he, Wanted(row.files, today, today), at=timezone.now())

    with pytest.raises(Refused):
        ask_replay(he, Wanted(row.files, today, today), at=timezone.now())

    assert Run.objects.count() == asking.MOST_WAITING


@pytest.mark.parametrize("evil", ["\x00", "' OR 1=1 --", "work:x:y", "work::9999-12-31", "grade:\x00", "%", "{}"])
def test_a_filter_of_a_replay_is_a_value_and_never_a_fault(river: Town, browser: Browser, evil: str) -> None:
    row, today = PublishedPack.objects.get(), timezone.localdate()
    he = viewer(river, "he", at=timezone.now())
    run = ask_replay(he, Wanted(row.files, today, today), at=timezone.now())
    Run.objects.filter(pk=run.pk).update(
        state="done", result={"cases": 0, "differ": 0, "failed": 0, "marks": {}, "units": [str(river.desk.id)],
                              "work_before": {}, "work_after": {}, "seconds": 0},
    )  # fmt: skip
    client: Client = browser(river.he)

    for query in ({"of": evil}, {"after": evil}, {"of": evil, "after": str(run.pk)}):
        assert client.get(f"/regulation/replay/{run.pk}/cases/", query).status_code in (200, 400, 404)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_of_the_desk_runs_what_a_regulation_says(river: Town, browser: Browser, language: str) -> None:
    """Titles, articles, settings, roles, wishes of a finding: every text of a pack is text."""
    draft = drafts.begin_from(viewer(river, "he"), PublishedPack.objects.get(), at=MONDAY)
    said = SCRIPT.replace("\\", "").replace('"', '\\"')
    files = {
        name: text.replace('zh = "', f'zh = "{said}').replace('en = "', f'en = "{said}')
        for name, text in draft.files.items() if drafts.is_own(name)
    }  # fmt: skip
    drafts.change(viewer(river, "he"), draft.pk, version=1, at=MONDAY, files=files)
    client = browser(river.he)
    client.cookies["django_language"] = language
    pages = [client.get(f"/regulation/drafts/{draft.pk}/{tail}") for tail in PAGES if "zip" not in tail]
    pages += [
        client.get(f"/regulation/drafts/{draft.pk}/rows/{one}/") for one in ("article", "setting", "step", "role")
    ]
    pages += [client.get(f"/regulation/drafts/{draft.pk}/try/", {"description": SCRIPT, "category": SCRIPT})]
    pages += [client.get(one) for one in ("/regulation/", "/regulation/replay/", "/regulation/meanings/?q=" + SCRIPT)]

    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200, page.request["PATH_INFO"]
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<svg/onload" not in text
        assert "unsafe" not in page["Content-Security-Policy"]
    assert any("&lt;script&gt;alert" in page.content.decode() for page in pages)
