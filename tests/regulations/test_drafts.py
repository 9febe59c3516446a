"""Drafts of regulations: who writes them, nobody overwrites another, signatures hold for one content (FR-236)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amends.core.finding import BrokenPack
from amends.core.loading import load
from amends.core.refusal import Refused
from amends.people.directory import directory
from amends.people.models import Membership
from amends.people.tenancy import organisation
from amends.regulations import drafts
from amends.regulations.models import PackDraft, PublishedPack
from amends.regulations.publishing import places, publish_draft, sign
from amends.regulations.shelf import pack, rules_for
from amends.regulations.toml_rows import head_of, put_head, put_row, rows_in
from tests.makers import MONDAY, START, Town, govern, town, two_towns, viewer

pytestmark = pytest.mark.django_db
TOMORROW = MONDAY.date() + timedelta(days=1)


def give(made: Town, name: str, role: str) -> None:
    Membership.objects.create(
        org=made.org, person=made.people[name], unit=made.office, role=role, from_date=START, to_date=None
    )


@pytest.fixture
def river() -> Town:
    """A developer with its four grades in force; Mo answers for headquarters, Lan writes regulations."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
        give(made, "mo", "hq_cs")
        give(made, "lan", drafts.RULE_OWNER)
    return made


def begun(made: Town, name: str = "lan") -> PackDraft:
    return drafts.begin_from(viewer(made, name, at=MONDAY), PublishedPack.objects.get(), at=MONDAY)


def from_eight(made: Town, draft: PackDraft) -> PackDraft:
    """Raise the threshold of a major complaint from five people to eight."""
    text = draft.files["grading.toml"]
    nth, row = next((nth, row) for nth, row in enumerate(rows_in(text, "row"), start=1) if row["id"] == "M3")
    row["when"] = {"complainants": {"and_above": 8}}
    lan = viewer(made, "lan", at=MONDAY)
    return drafts.change(
        lan, draft.pk, version=draft.version, at=MONDAY, files={"grading.toml": put_row(text, "row", nth, row)}
    )


def soundly(made: Town, draft: PackDraft) -> PackDraft:
    """The same with the examples that count to five taken out, so that the pack holds."""
    files: dict[str, str | None] = {name: None for name in draft.files if name.startswith("examples")}
    return drafts.change(viewer(made, "lan", at=MONDAY), draft.pk, version=draft.version, at=MONDAY, files=files)


def publish(made: Town, draft: PackDraft, **more: Any) -> PublishedPack:
    values = {"unit": made.office.id, "from_date": TOMORROW, "version": draft.version, "at": MONDAY, **more}
    return publish_draft(viewer(made, "lan", at=MONDAY), draft.pk, **values)


def test_a_draft_of_a_version_is_its_text_with_the_next_version_number(river: Town) -> None:
    with organisation(river.org.id):
        draft, row = begun(river), PublishedPack.objects.get()

        assert draft.files["pack.toml"] == row.files["pack.toml"].replace('version = "1"', 'version = "2"')
        assert {name for name, text in draft.files.items() if text != row.files[name]} == {"pack.toml"}


@pytest.mark.parametrize(
    ("version", "after"), [("1", "2"), ("2024.9", "2024.10"), ("A/3 rev", "A/4 rev"), ("first", "first.1")]
)
def test_the_version_after_one_counts_its_last_number(version: str, after: str) -> None:
    assert drafts.next_version(version) == after


def test_a_change_on_an_old_version_is_refused_and_overwrites_nothing(river: Town) -> None:
    with organisation(river.org.id):
        draft = begun(river)
        changed = from_eight(river, draft)

        with pytest.raises(drafts.Stale):
            drafts.change(viewer(river, "he", at=MONDAY), draft.pk, version=1, at=MONDAY, files={"grading.toml": ""})

        assert PackDraft.objects.get().files == changed.files


@pytest.mark.parametrize("value", ["A\0board", {"zh": "仲裁委", "en": "A\0board"}])
def test_words_with_a_character_that_no_row_holds_are_no_value(river: Town, value: Any) -> None:
    with organisation(river.org.id):
        draft = begun(river)

        with pytest.raises(Refused):
            drafts.change(
                viewer(river, "lan", at=MONDAY), draft.pk, version=draft.version, at=MONDAY,
                chosen={"third_party": value},
            )  # fmt: skip


@pytest.mark.parametrize("name", ["chen", "zhou", "mo"])
def test_only_rule_owners_and_administrators_write(river: Town, name: str) -> None:
    with organisation(river.org.id):
        draft, someone = begun(river), viewer(river, name, at=MONDAY)

        with pytest.raises(drafts.NotRuleOwner):
            drafts.change(someone, draft.pk, version=1, at=MONDAY, files={})
        with pytest.raises(drafts.NotRuleOwner):
            publish_draft(someone, draft.pk, unit=river.office.id, from_date=TOMORROW, version=1, at=MONDAY)


def test_who_is_asked_to_sign_may_read_the_draft_and_others_do_not_know_of_it(river: Town) -> None:
    with organisation(river.org.id):
        draft = begun(river)

        assert [bool(drafts.draft_of(viewer(river, one, at=MONDAY), draft.pk)) for one in ("lan", "mo", "chen")] == [
            True, True, False,
        ]  # fmt: skip
        assert drafts.drafts(viewer(river, "chen", at=MONDAY)) == ()


def test_without_the_signatures_nothing_is_published_and_the_refusal_names_who_lacks(river: Town) -> None:
    """FR-236."""
    with organisation(river.org.id):
        draft = begun(river)

        with pytest.raises(Refused) as no:
            publish(river, draft)

        assert [(one.what, "莫主任" in one.says.zh) for one in no.value.missing] == [("signed:hq_cs", True)]
        assert PublishedPack.objects.count() == 1


def test_four_signatures_are_four(river: Town) -> None:
    """FR-236: three of the four do not do."""
    four = {"mo": "hq_cs", "he": "project_gm", "chen": "project_cs", "wu": "department"}
    with organisation(river.org.id):
        for name in ("he", "chen", "wu"):
            give(river, name, four[name])
        draft = begun(river)
        head = draft.files["pack.toml"].replace('["hq_cs"]', '["hq_cs", "project_gm", "project_cs", "department"]')
        files = {"pack.toml": head}
        draft = drafts.change(viewer(river, "lan", at=MONDAY), draft.pk, version=1, at=MONDAY, files=files)

        for name, role in list(four.items())[:3]:
            signed(river, draft, name, role)
        with pytest.raises(Refused) as no:
            publish(river, draft)
        signed(river, draft, "wu", "department")

        assert [one.what for one in no.value.missing] == ["signed:department"]
        assert len(publish(river, draft).signatures) == 4


def signed(made: Town, draft: PackDraft, name: str, role: str) -> None:
    sign(
        viewer(made, name, at=MONDAY), draft.pk, role, content_hash=draft.content_hash, version=draft.version, at=MONDAY
    )


def test_a_change_after_signing_asks_for_the_signature_again(river: Town) -> None:
    """FR-236: a signature holds for one content."""
    with organisation(river.org.id):
        draft = begun(river)
        signed(river, draft, "mo", "hq_cs")
        assert places(viewer(river, "lan", at=MONDAY), draft)[0].at == MONDAY

        changed = soundly(river, draft)

        place = places(viewer(river, "lan", at=MONDAY), changed)[0]
        assert (place.at, place.outdated) == (None, True)
        with pytest.raises(Refused):
            publish(river, changed)


def test_a_signature_is_not_got_rid_of_by_taking_it_out_of_the_draft(river: Town) -> None:
    with organisation(river.org.id):
        draft = begun(river)
        head = {"pack.toml": draft.files["pack.toml"].replace('signatures = ["hq_cs"]', "signatures = []")}
        draft = drafts.change(viewer(river, "lan", at=MONDAY), draft.pk, version=1, at=MONDAY, files=head)

        with pytest.raises(Refused, match="signatures"):
            publish(river, draft)


def test_who_signs_the_group_s_regulation_signs_the_local_pack_that_extends_it(river: Town) -> None:
    """FR-236, FR-251: a local pack adds signers and drops none, however its head is written."""
    with organisation(river.org.id):
        draft = begun(river)
        above = {f"parent/{draft.pack}/{name}": text for name, text in draft.files.items() if "examples" not in name}
        head = 'id = "local"\nextends = "%s"\nversion = "1"\nvalid_from = 2024-01-01\nsignatures = ["project_gm"]\n'
        local = (
            dict.fromkeys(draft.files)
            | above
            | {"pack.toml": head % draft.pack + 'title = { zh = "本地", en = "Local" }\n'}
        )
        draft.files = {name: text for name, text in local.items() if text is not None}

        assert drafts.signers(draft) == ("hq_cs", "project_gm")
        draft.base = None
        assert drafts.signers(draft) == ("hq_cs", "project_gm")
        assert load(draft.files).signatures == ("hq_cs", "project_gm")


def test_nobody_signs_for_a_role_that_is_not_theirs_nor_a_content_that_changed(river: Town) -> None:
    with organisation(river.org.id):
        draft = begun(river)
        with pytest.raises(Refused):
            signed(river, draft, "he", "hq_cs")
        with pytest.raises(Refused):
            sign(viewer(river, "mo", at=MONDAY), draft.pk, "hq_cs", content_hash="0" * 64, version=1, at=MONDAY)


def test_a_draft_with_faults_is_neither_signed_nor_published(river: Town) -> None:
    """FR-254."""
    with organisation(river.org.id):
        draft = begun(river)
        files = {"duties.toml": '[[duty]]\nid = "C1"\n'}
        draft = drafts.change(viewer(river, "lan", at=MONDAY), draft.pk, version=1, at=MONDAY, files=files)

        with pytest.raises(BrokenPack):
            signed(river, draft, "mo", "hq_cs")
        with pytest.raises(BrokenPack):
            publish(river, draft)


def test_a_signed_draft_is_in_force_from_its_day_and_not_before(river: Town) -> None:
    """FR-255."""
    with organisation(river.org.id):
        draft = soundly(river, from_eight(river, begun(river)))
        signed(river, draft, "mo", "hq_cs")

        row = publish(river, draft)

        known = directory(river.org.id)
        limits = [
            next(one for one in rules_for(river.desk.id, at, known=known).rules.lead.row if one.id == "M3").when.right
            for at in (MONDAY, MONDAY + timedelta(days=1))
        ]
        assert limits == [5, 8]
        assert pack(row.content_hash).version == "2"
        assert [one["person"] for one in row.signatures] == [str(river.mo.id)]
        assert PackDraft.objects.get().state == PackDraft.PUBLISHED


def test_a_past_day_a_taken_day_and_a_taken_version_number_are_refused(river: Town) -> None:
    with organisation(river.org.id):
        draft = begun(river)
        signed(river, draft, "mo", "hq_cs")
        with pytest.raises(Refused, match="past day"):
            publish(river, draft, from_date=MONDAY.date() - timedelta(days=1))
        publish(river, draft)

        again = begun_again(river)
        signed(river, again, "mo", "hq_cs")
        with pytest.raises(Refused, match="Version 2 is taken"):
            publish(river, again)
        third = drafts.change(
            viewer(river, "lan", at=MONDAY), again.pk, version=again.version, at=MONDAY,
            files={"pack.toml": put_head(again.files["pack.toml"], _head(again, version="3"))},
        )  # fmt: skip
        signed(river, third, "mo", "hq_cs")
        with pytest.raises(Refused, match="Another regulation leads"):
            publish(river, third)


def begun_again(made: Town) -> PackDraft:
    """A second draft of the first version, so that it takes the same number, with one word more."""
    first = PublishedPack.objects.get(version="1")
    draft = drafts.begin_from(viewer(made, "lan", at=MONDAY), first, at=MONDAY)
    files = {"roles.toml": draft.files["roles.toml"] + "\n# one word more\n"}
    return drafts.change(viewer(made, "lan", at=MONDAY), draft.pk, version=1, at=MONDAY, files=files)


def _head(draft: PackDraft, **keys: Any) -> dict[str, Any]:
    return {**head_of(draft.files["pack.toml"]), **keys}


def test_a_draft_of_another_organisation_is_not_there() -> None:
    mine, stranger = two_towns()
    with organisation(stranger.org.id):
        govern(stranger, "property-instruction")
        key = drafts.begin_from(viewer(stranger, "he", at=MONDAY), PublishedPack.objects.get(), at=MONDAY).pk

    with organisation(mine.org.id):
        assert drafts.draft_of(viewer(mine, "he", at=MONDAY), key) is None


@pytest.mark.parametrize("name", ["../evil.toml", "a/b.toml", "notes.txt", ".toml", "x\n.toml"])
def test_only_names_of_pack_files_are_taken(river: Town, name: str) -> None:
    with organisation(river.org.id):
        draft = begun(river)
        with pytest.raises(Refused):
            drafts.change(viewer(river, "lan", at=MONDAY), draft.pk, version=1, at=MONDAY, files={name: "x = 1"})
