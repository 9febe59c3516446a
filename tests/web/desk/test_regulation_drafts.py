"""The screens on which a rule owner changes a regulation: tables, forms, files, signatures, publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.utils import timezone

from amends.cases.models import Case, ObligationRow
from amends.cases.steps import take_step
from amends.cli import main
from amends.core.loading import row_tables
from amends.core.refusal import Refused
from amends.people.models import Membership
from amends.people.tenancy import organisation
from amends.regulations import drafts, folders
from amends.regulations.models import PackDraft, PublishedPack
from amends.regulations.toml_rows import head_of, rows_in
from amends.regulations.zipped import unzipped, zipped
from amends.web.desk.regulation_asks import Ask, asks_of
from amends.web.desk.regulation_key_words import CODES, GROUPS, KEYS, TABLES
from amends.web.desk.regulation_row_values import read_row
from tests.makers import START, Town, govern, registered, town, viewer
from tests.shipped import pack_named
from tests.web.desk.test_regulation_row_values import browser
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
COERCIVE = """
[[advice]]
id = "threaten"
article = "$ARTICLE"
title = { zh = "吓退", en = "Scare them off" }
say = { zh = "再闹就报警", en = "Make trouble and we call the police" }
tags = ["coercive"]
"""


@pytest.fixture
def river() -> Town:
    """A developer with its four grades in force; Lan writes regulations, Mo signs for headquarters."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
        for name, role in (("lan", drafts.RULE_OWNER), ("mo", "hq_cs")):
            Membership.objects.create(
                org=made.org, person=made.people[name], unit=made.office, role=role, from_date=START
            )
    return made


def client(made: Town, name: str = "lan", language: str = "en") -> Client:
    with organisation(made.org.id):
        return signed_in(made.people[name], language)


def begun(made: Town) -> PackDraft:
    with organisation(made.org.id):
        base = PublishedPack.objects.get()
    client(made).post("/regulation/drafts/new/", {"base": str(base.pk)})
    return kept(made)


def kept(made: Town) -> PackDraft:
    with organisation(made.org.id):
        return PackDraft.objects.order_by("-made_at")[0]


def row_of(draft: PackDraft, row: str, file: str = "grading.toml", table: str = "row") -> tuple[int, dict[str, Any]]:
    rows = rows_in(draft.files[file], table)
    return next((nth, one) for nth, one in enumerate(rows, start=1) if one["id"] == row)


def typed(draft: PackDraft, row: dict[str, Any], table: str = "row", **more: str) -> QueryDict:
    """What a browser sends for a row, with other words in some inputs."""
    asks = asks_of(table)
    sent = browser(asks, read_row(asks, row), QueryDict(mutable=True))
    sent["draft_version"] = str(draft.version)
    for name, value in more.items():
        sent[name] = value
    return sent


def post(made: Town, path: str, sent: QueryDict, **headers: str) -> HttpResponse:
    content = "application/x-www-form-urlencoded"
    return client(made).post(path, sent.urlencode(), content_type=content, headers=headers)  # type: ignore[return-value]


def test_a_draft_shows_its_tables_its_signatures_and_what_the_checker_says(river: Town) -> None:
    draft = begun(river)

    page = client(river).get(f"/regulation/drafts/{draft.pk}/").content.decode()

    assert "Grading" in page
    assert "not signed" in page
    assert "Which third party mediates?" in page or "not decided" in page


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "售后客户投诉"), ("en", "After-sales")])
def test_packs_are_offered_by_their_titles_with_the_folder_behind(river: Town, language: str, title: str) -> None:
    page = client(river, language=language).get("/regulation/drafts/new/").content.decode()

    shipped = page.partition('name="shipped"')[2].partition("</select>")[0]
    options = re.findall(r'<option value="([^"]+)">([^<]+)</option>', shipped)
    assert [name for name, said in options if said == name] == []
    assert all(said.endswith(f" · {name}") for name, said in options)
    assert dict(options)["after-sales-guideline"].startswith(title)


def test_every_table_of_a_draft_can_be_read_and_every_form_opened(river: Town) -> None:
    draft, lan = begun(river), client(river)
    path = f"/regulation/drafts/{draft.pk}/rows"

    for table in ("pack", "counting"):
        assert lan.get(f"{path}/{table}/row/").status_code == 200
    for table in set(TABLES) - {"example", "pack", "counting"}:
        assert lan.get(f"{path}/{table}/").status_code == 200
        assert lan.get(f"{path}/{table}/row/").status_code == 200
        own = {name: text for name, text in draft.files.items() if drafts.is_own(name)}
        for file in (name for name, text in own.items() if rows_in(text, table)):
            assert lan.get(f"{path}/{table}/row/?file={file}&nth=1").status_code == 200


def test_the_threshold_is_raised_in_a_form_and_only_that_figure_of_the_text_changes(river: Town) -> None:
    draft = begun(river)
    nth, row = row_of(draft, "M3")
    path = f"/regulation/drafts/{draft.pk}/rows/row/row/?file=grading.toml&nth={nth}"

    answer = post(river, path, typed(draft, row, **{"when.0:right": "8"}))

    assert answer.status_code == 302
    assert kept(river).files["grading.toml"] == draft.files["grading.toml"].replace(
        "complainants = { and_above = 5 }", "complainants = { and_above = 8 }"
    )


def test_while_one_types_the_sentence_and_the_checker_s_words_stand_beside_the_form(river: Town) -> None:
    draft = begun(river)
    nth, row = row_of(draft, "M3")
    path = f"/regulation/drafts/{draft.pk}/rows/row/check/?file=grading.toml&nth={nth}"

    good = post(river, path, typed(draft, row, **{"when.0:right": "8"})).content.decode()
    bad = post(river, path, typed(draft, row, grade="huge")).content.decode()

    assert "Number of complainants ≥ 8 → Major" in good
    assert "Nothing is wrong with this row." in good
    assert "huge" in bad
    assert "fault" in bad
    assert kept(river).version == draft.version


def test_a_form_on_an_old_version_is_refused_and_keeps_what_was_typed(river: Town) -> None:
    draft = begun(river)
    nth, row = row_of(draft, "M3")
    path = f"/regulation/drafts/{draft.pk}/rows/row/row/?file=grading.toml&nth={nth}"
    post(river, path, typed(draft, row, **{"when.0:right": "8"}))

    late = post(river, path, typed(draft, row, **{"when.0:right": "9"}))

    assert late.status_code == 409
    assert 'value="9"' in late.content.decode()
    assert f'name="draft_version" value="{draft.version + 1}"' in late.content.decode()
    assert "and_above = 8" in kept(river).files["grading.toml"]


def test_a_button_of_the_form_adds_a_row_to_a_condition_and_keeps_what_was_typed(river: Town) -> None:
    draft = begun(river)
    nth, row = row_of(draft, "M3")
    path = f"/regulation/drafts/{draft.pk}/rows/row/row/?file=grading.toml&nth={nth}"

    page = post(
        river, path, typed(draft, row, _do="when|when|/add/test", **{"says.en": "Eight"}), **{"HX-Request": "true"}
    )

    assert 'name="when.1:fact"' in page.content.decode()
    assert "Eight" in page.content.decode()
    assert kept(river).version == draft.version


def test_a_field_a_grade_a_clock_and_a_gate_are_added_in_forms(river: Town) -> None:
    draft = begun(river)
    new: dict[str, dict[str, Any]] = {
        "field": {"id": "lift_no", "article": "5.1", "type": "text", "title": {"zh": "电梯编号", "en": "Number of the lift"}},
        "grade": {"id": "extreme", "list": "r37", "article": "3.1", "title": {"zh": "特大", "en": "Extreme"}},
        "duty": {
            "id": "C99", "article": "5.1", "title": {"zh": "当日回电", "en": "Called back the same day"},
            "owner": "project_cs", "opens": "received", "met_by": "acknowledged", "within": "8 h",
        },
        "gate": {"step": "close", "article": "5.4", "id": "numbered", "needs": [{"known": "lift_no"}]},
    }  # fmt: skip

    for table, row in new.items():
        draft = kept(river)
        answer = post(river, f"/regulation/drafts/{draft.pk}/rows/{table}/row/", typed(draft, row, table))
        assert answer.status_code == 302, answer.content.decode()

    files = kept(river).files
    for table, row in new.items():
        assert row in [one for text in files.values() for one in rows_in(text, table)]


def test_rows_are_moved_and_taken_out(river: Town) -> None:
    draft = begun(river)
    path = f"/regulation/drafts/{draft.pk}/rows/row"

    client(river).post(f"{path}/down/?file=grading.toml&nth=1", {"draft_version": draft.version})
    client(river).post(f"{path}/drop/?file=grading.toml&nth=2", {"draft_version": draft.version + 1})

    before = [one["id"] for one in rows_in(draft.files["grading.toml"], "row")]
    assert [one["id"] for one in rows_in(kept(river).files["grading.toml"], "row")] == before[1:]


def test_a_file_is_changed_as_text_and_a_broken_one_is_kept_and_named(river: Town) -> None:
    draft = begun(river)
    path = f"/regulation/drafts/{draft.pk}/file/?name=roles.toml"

    client(river).post(path, {"draft_version": draft.version, "text": "[[role]\n"})

    assert kept(river).files["roles.toml"] == "[[role]\n"
    page = client(river).get(path).content.decode()
    assert "fault" in page
    for table in ("role", "row"):
        assert client(river).get(f"/regulation/drafts/{draft.pk}/rows/{table}/").status_code == 200
    assert client(river).get(f"/regulation/drafts/{draft.pk}/").status_code == 200


def test_the_folder_goes_out_as_a_zip_and_comes_in_again_as_it_was(river: Town) -> None:
    draft = begun(river)
    sent = client(river).get(f"/regulation/drafts/{draft.pk}/folder.zip")
    files = unzipped(sent.content)
    assert files == draft.files

    files["roles.toml"] += "# brought\n"
    brought = SimpleUploadedFile("x.zip", zipped({f"folder/{name}": text for name, text in files.items()}))
    client(river).post(f"/regulation/drafts/{draft.pk}/upload/", {"draft_version": draft.version, "folder": brought})

    assert kept(river).files == files


def test_a_script_that_coerces_is_never_published_however_it_is_brought(river: Town) -> None:
    """FR-135: the folder is taken as a draft, which says why, and its publication is refused; nothing is in force."""
    draft, lan = begun(river), client(river)
    article = next(iter(pack_named("developer-four-grades").articles))
    files = {**draft.files, "advice-bad.toml": COERCIVE.replace("$ARTICLE", article)}
    brought = SimpleUploadedFile("x.zip", zipped({f"folder/{name}": text for name, text in files.items()}))
    lan.post(f"/regulation/drafts/{draft.pk}/upload/", {"draft_version": draft.version, "folder": brought})
    now_ = kept(river)
    assert "advice-bad.toml" in now_.files
    signing = {"draft_version": now_.version, "content": now_.content_hash, "role": "hq_cs"}
    client(river, "mo").post(f"/regulation/drafts/{draft.pk}/sign/", signing)
    today = timezone.localdate().isoformat()
    sent = {"draft_version": kept(river).version, "unit": str(river.office.id), "position": "lead", "from_date": today}

    page = lan.post(f"/regulation/drafts/{draft.pk}/publish/", sent, follow=True).content.decode()

    assert "Not published" in page
    assert "what is coercive becomes no rule" in page
    with organisation(river.org.id):
        assert PublishedPack.objects.count() == 1


def test_the_command_refuses_a_script_that_coerces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """FR-135: `amends check` says where it stands, and ends as failed."""
    for name, text in folders.read(folders.find("developer-four-grades")).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    article = next(iter(pack_named("developer-four-grades").articles))
    (tmp_path / "advice-bad.toml").write_text(COERCIVE.replace("$ARTICLE", article), encoding="utf-8")

    code = main(["check", str(tmp_path)])

    out = capsys.readouterr()
    assert code != 0
    assert "advice-bad.toml" in out.out + out.err


@pytest.mark.parametrize("content", [b"", b"no zip", zipped({"notes.toml": "x = 1"})])
def test_what_is_no_folder_of_a_pack_is_refused(river: Town, content: bytes) -> None:
    answer = client(river).post("/regulation/drafts/new/", {"folder": SimpleUploadedFile("x.zip", content or b" ")})

    assert answer.status_code == 422


def test_a_zip_that_unpacks_to_more_than_any_pack_is_refused(river: Town) -> None:
    bomb = SimpleUploadedFile("x.zip", zipped({"pack.toml": "#" * 3_000_000}))

    assert client(river).post("/regulation/drafts/new/", {"folder": bomb}).status_code == 422


@pytest.mark.parametrize("name", ["chen", "zhou"])
def test_for_who_neither_writes_nor_signs_there_is_no_draft(river: Town, name: str) -> None:
    draft = begun(river)
    someone = client(river, name)

    assert someone.get(f"/regulation/drafts/{draft.pk}/").status_code == 404
    assert someone.get(f"/regulation/drafts/{draft.pk}/rows/row/").status_code == 404
    assert someone.post("/regulation/drafts/new/", {"shipped": "manufacturing"}).status_code == 404
    assert "New draft" not in someone.get("/regulation/").content.decode()


def test_who_signs_reads_the_draft_and_changes_nothing(river: Town) -> None:
    draft, mo = begun(river), client(river, "mo")

    assert mo.get(f"/regulation/drafts/{draft.pk}/").status_code == 200
    assert mo.get(f"/regulation/drafts/{draft.pk}/rows/row/").status_code == 404
    assert mo.post(f"/regulation/drafts/{draft.pk}/drop/", {"draft_version": draft.version}).status_code == 404
    assert str(draft.pk) in mo.get("/regulation/").content.decode()


def test_publishing_without_signature_is_refused_by_name_and_with_it_done(river: Town) -> None:
    """FR-236."""
    draft, lan = begun(river), client(river)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    sent = {"draft_version": draft.version, "unit": str(river.office.id), "position": "lead", "from_date": tomorrow}

    refused = lan.post(f"/regulation/drafts/{draft.pk}/publish/", sent, follow=True).content.decode()
    assert "not signed by" in refused
    assert "Mo" in refused

    signing = {"draft_version": draft.version, "content": draft.content_hash, "role": "hq_cs"}
    client(river, "mo").post(f"/regulation/drafts/{draft.pk}/sign/", signing)
    done = lan.post(f"/regulation/drafts/{draft.pk}/publish/", sent, follow=True).content.decode()

    assert f"in force from {tomorrow}" in done
    assert "Version 2" in done


def test_a_draft_is_begun_from_a_pack_that_comes_along(river: Town) -> None:
    client(river).post("/regulation/drafts/new/", {"shipped": "manufacturing"})

    assert kept(river).pack == "manufacturing"


def test_a_row_of_a_file_that_is_none_of_the_draft_s_is_not_there(river: Town) -> None:
    draft, lan = begun(river), client(river)

    for query in (
        "file=../x.toml&nth=1",
        "file=grading.toml&nth=999",
        "file=grading.toml&nth=x",
        "file=library/a/b.toml",
    ):
        assert lan.get(f"/regulation/drafts/{draft.pk}/rows/row/row/?{query}").status_code == 404


def raised(made: Town) -> PackDraft:
    """A draft in which a complaint is major from eight people on."""
    draft = begun(made)
    nth, row = row_of(draft, "M3")
    path = f"/regulation/drafts/{draft.pk}/rows/row/row/?file=grading.toml&nth={nth}"
    post(made, path, typed(draft, row, **{"when.0:right": "8"}))
    return kept(made)


def test_facts_are_tried_on_what_is_in_force_and_on_the_draft(river: Town) -> None:
    """UX: what would this case get? Five people are major today, hot under the draft."""
    draft, lan = raised(river), client(river)
    with organisation(river.org.id):
        row = PublishedPack.objects.get()

    today = lan.get(f"/regulation/{row.pk}/try/?complainants=5&matter=complaint").content.decode()
    then = lan.get(f"/regulation/drafts/{draft.pk}/try/?complainants=5&matter=complaint").content.decode()

    assert "Five people or more together" in today
    assert "Five people or more together" not in then
    assert "Three people or more together" in then
    assert "Pass to the property company" in then
    assert "How it is counted" in then


def test_what_a_fact_cannot_be_is_said_and_nothing_is_tried(river: Town) -> None:
    draft = begun(river)

    page = client(river).get(f"/regulation/drafts/{draft.pk}/try/?complainants=many").content.decode()

    assert "Write a number" in page


def test_the_differences_of_a_draft_stand_under_their_article(river: Town) -> None:
    draft = raised(river)

    page = client(river).get(f"/regulation/drafts/{draft.pk}/differences/").content.decode()

    assert "Number of complainants ≥ 5 → Major" in page
    assert "Number of complainants ≥ 8 → Major" in page
    assert page.count('class="panel change"') == 2  # the version number, and article 3.2


def test_two_published_versions_are_compared(river: Town) -> None:
    with organisation(river.org.id):
        first = PublishedPack.objects.get()
        govern(river, "developer-four-grades", unit=river.desk, project_limit=1)
        second = PublishedPack.objects.exclude(pk=first.pk).get()

    page = client(river, "chen").get(f"/regulation/{second.pk}/against/{first.pk}/").content.decode()

    assert 'class="panel change"' in page


def test_open_points_are_decided_and_what_is_no_choice_is_named(river: Town) -> None:
    draft, lan = begun(river), client(river)
    path = f"/regulation/drafts/{draft.pk}/settings/"

    lan.post(path, {"draft_version": draft.version, "group_window": "calendar_month", "third_party": "仲裁委"})

    assert kept(river).chosen == {"group_window": "calendar_month", "third_party": "仲裁委"}
    lan.post(path, {"draft_version": kept(river).version, "group_window": "fortnight"})
    page = lan.get(path).content.decode()
    assert 'class="field bad" id="field-group_window"' in page
    assert "1 fault" in page


def test_words_are_decided_once_for_both_languages_or_once_for_each(river: Town) -> None:
    draft, lan = begun(river), client(river)
    path = f"/regulation/drafts/{draft.pk}/settings/"
    both = {"zh": "仲裁委", "en": "The arbitration board"}

    for zh, en, chosen in (
        ("仲裁委", "The arbitration board", both),
        ("仲裁委", "", "仲裁委"),
        ("", "A board", "A board"),
    ):
        sent = {"draft_version": kept(river).version, "third_party": zh, "third_party.en": en}
        assert lan.post(path, sent).status_code == 302
        assert kept(river).chosen == {"third_party": chosen}
        shown = lan.get(path).content.decode()
        assert all(f'value="{one}"' in shown for one in (zh, en) if one)


def test_the_head_and_the_counting_of_a_regulation_are_changed_in_forms(river: Town) -> None:
    draft = begun(river)
    head = head_of(draft.files["pack.toml"])
    path = f"/regulation/drafts/{draft.pk}/rows"

    post(river, f"{path}/pack/row/", typed(draft, head, "pack", version="3"))
    counting = head_of(draft.files["calendar.toml"])["counting"]
    post(river, f"{path}/counting/row/", typed(kept(river), counting, "counting", day_one="opening_day"))

    files = kept(river).files
    assert files["pack.toml"] == draft.files["pack.toml"].replace('version = "2"', 'version = "3"')
    assert head_of(files["calendar.toml"])["counting"] == {**counting, "day_one": "opening_day"}


def test_the_case_of_a_finding_opens_in_try(river: Town) -> None:
    """Without a grade for what no row grades there is a gap, and the finding shows a case that falls into it."""
    draft = begun(river)
    row = rows_in(draft.files["grading.toml"], "list")[0]
    post(
        river,
        f"/regulation/drafts/{draft.pk}/rows/list/row/?file=grading.toml&nth=1",
        typed(draft, row, "list", default=""),
    )

    page = client(river).get(f"/regulation/drafts/{draft.pk}/").content.decode()
    address = re.search(r'href="(/regulation/drafts/[^"]+/try/[^"]*)">Try this case', page)

    assert address, page
    tried = client(river).get(unescape(address[1])).content.decode()
    assert "No row of the regulation holds" in tried


def test_a_gap_on_a_sunday_opens_in_try_on_a_sunday(river: Town) -> None:
    """Issue 3: no row answers a complaint by e-mail on a Sunday with two people; Try is opened on such a day."""
    draft = begun(river)
    lines = draft.files["grading.toml"].replace('default = "ordinary"', "", 1)
    gap = 'unless = { channel = "email", told_weekday = "sun", complainants = 2 }'
    says = 'says = { zh = "其余", en = "The rest" }'
    row = f'[[row]]\nid = "M0"\nlist = "r37"\ngrade = "ordinary"\narticle = "3.2"\n{says}\nwhen = {{ {gap} }}\n'
    with organisation(river.org.id):
        files = {**draft.files, "grading.toml": lines + row}
        drafts.change(viewer(river, "lan"), draft.pk, version=draft.version, at=timezone.now(), files=files)

    page = client(river).get(f"/regulation/drafts/{draft.pk}/").content.decode()
    found = [unescape(one) for one in re.findall(r'href="(/regulation/drafts/[^"]+/try/[^"]*)">Try this case', page)]

    assert "Day of the week when first told: Sunday" in unescape(page)
    asked = next(one for one in found if "at=" in one)
    tried = client(river).get(asked).content.decode()
    assert "Told on a Sunday" in tried
    assert "No row of the regulation holds" in tried
    monday = re.sub(r"at=[^&]*", "at=2026-11-23T10:00", asked)
    assert "Told on a Monday, Working day, 10:00" in client(river).get(monday).content.decode()


def test_the_examples_of_a_draft_say_what_the_change_does(river: Town) -> None:
    draft = raised(river)

    page = client(river).get(f"/regulation/drafts/{draft.pk}/examples/").content.decode()

    assert "Five are major, four are hot, two are ordinary" in page
    assert page.count("differs") > 1
    assert "examples-grades.toml" in page


@pytest.mark.parametrize(("key", "value"), [("within", "soon"), ("owner", "nobody_here"), ("article", "9.9")])
def test_a_faulty_row_leaves_every_page_of_the_draft_open(river: Town, key: str, value: str) -> None:
    draft, lan = begun(river), client(river)
    nth, row = row_of(draft, "C25", "duties.toml", "duty")
    base = f"/regulation/drafts/{draft.pk}"
    post(river, f"{base}/rows/duty/row/?file=duties.toml&nth={nth}", typed(draft, row, "duty", **{key: value}))

    assert kept(river).version == draft.version + 1
    pages = (
        "",
        "differences/",
        "examples/",
        "settings/",
        "files/",
        "rows/duty/",
        "try/?complainants=2&matter=complaint",
    )
    assert {one: lan.get(f"{base}/{one}").status_code for one in pages} == dict.fromkeys(pages, 200)
    assert "fault" in lan.get(f"{base}/rows/duty/").content.decode()


def test_what_a_row_says_is_shown_and_never_run(river: Town) -> None:
    draft = begun(river)
    nth, row = row_of(draft, "M3")
    path = f"/regulation/drafts/{draft.pk}/rows/row"
    script = "<script>alert(1)</script>"
    post(
        river, f"{path}/row/?file=grading.toml&nth={nth}", typed(draft, row, **{"says.en": script, "when.0:right": "1"})
    )
    lan = client(river)

    base = f"/regulation/drafts/{draft.pk}"
    pages = [
        f"{path}/",
        f"{path}/row/?file=grading.toml&nth={nth}",
        f"{base}/differences/",
        f"{base}/file/?name=grading.toml",
    ]
    shown = [lan.get(one).content.decode() for one in (*pages, f"{base}/try/?complainants=2&matter=complaint")]

    assert not any(script in one for one in shown)
    assert "&lt;script&gt;" in shown[1]
    assert "&lt;script&gt;" in shown[-1]


def columns() -> set[tuple[str, str, str]]:
    """Every column of the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
        )
        return set(cursor.fetchall())


def add(made: Town, table: str, row: dict[str, Any], query: str = "") -> None:
    draft = kept(made)
    answer = post(made, f"/regulation/drafts/{draft.pk}/rows/{table}/row/{query}", typed(draft, row, table))
    assert answer.status_code == 302, answer.content.decode()


def published(made: Town) -> None:
    draft = kept(made)
    signing = {"draft_version": draft.version, "content": draft.content_hash, "role": "hq_cs"}
    client(made, "mo").post(f"/regulation/drafts/{draft.pk}/sign/", signing)
    today = timezone.localdate().isoformat()
    sent = {"draft_version": draft.version, "unit": str(made.office.id), "position": "lead", "from_date": today}
    page = client(made).post(f"/regulation/drafts/{draft.pk}/publish/", sent, follow=True).content.decode()
    assert f"in force from {today}" in page, page


def test_a_field_a_grade_a_clock_and_a_gate_work_at_once_without_migration_or_restart(river: Town) -> None:
    """A running organisation: the same process and the same tables serve what the rule owner added."""
    lan, at = client(river), timezone.now()
    assert "Number of the lift" not in lan.get("/register/").content.decode()
    before, draft = columns(), begun(river)

    add(
        river,
        "field",
        {"id": "lift_no", "article": "5.1", "type": "text", "title": {"zh": "电梯编号", "en": "Number of the lift"}},
    )
    add(river, "grade", {"id": "extreme", "list": "r37", "article": "3.1", "title": {"zh": "特大", "en": "Extreme"}})
    listed = rows_in(draft.files["grading.toml"], "list")[0]
    add(river, "list", {**listed, "grades": ["extreme", *listed["grades"]]}, "?file=grading.toml&nth=1")
    add(river, "row", {
        "id": "X1", "list": "r37", "grade": "extreme", "article": "3.1", "when": {"complainants": {"at_least": 50}},
        "says": {"zh": "五十人以上", "en": "Fifty people or more"},
    })  # fmt: skip
    add(river, "duty", {
        "id": "C99", "article": "5.1", "title": {"zh": "当日回电", "en": "Called back"}, "owner": "project_cs",
        "opens": "received", "met_by": "acknowledged", "within": "8 h",
    })  # fmt: skip
    add(river, "gate", {"step": "read_back", "article": "5.4", "id": "numbered", "needs": [{"known": "lift_no"}]})
    published(river)

    assert "Number of the lift" in lan.get("/register/").content.decode()
    with organisation(river.org.id):
        give(river, "lan", "project_cs")
        number = registered(river, at=timezone.now(), complainants=60, category="engineering")
        assert Case.objects.get(number=number).grade == "extreme"
        due = ObligationRow.objects.get(case__number=number, duty="C99").due_at
        assert due is not None
        assert due > at
        with pytest.raises(Refused) as no:
            take_step(viewer(river, "lan", at=timezone.now()), number, "read_back", at=timezone.now(), detail={})
        assert [one.what for one in no.value.missing] == ["known:lift_no"]
    assert columns() == before


def give(made: Town, name: str, role: str) -> None:
    Membership.objects.create(org=made.org, person=made.people[name], unit=made.office, role=role, from_date=START)


def _asked(asks: tuple[Ask, ...]) -> Iterator[Ask]:
    for one in asks:
        yield one
        yield from _asked(one.below)


@pytest.mark.parametrize("table", [one for one in (*row_tables(), "pack", "counting") if one != "example"])
def test_every_table_key_and_choice_of_the_forms_has_words_for_a_reader(table: str) -> None:
    """A quality manager meets no key of the language: each has a title, and each closed choice its words."""
    assert table in TABLES
    assert any(table in tables for _title, tables in GROUPS)
    asked = tuple(_asked(asks_of(table)))
    assert {one.key for one in asked} <= set(KEYS)
    assert {code for one in asked for code in one.options} <= set(CODES)


@pytest.mark.parametrize(
    ("table", "keys"),
    [("duty", ("opens", "met_by", "within")), ("field", ("type", "title", "article")), ("step", ("from", "to", "by"))],
)
def test_a_new_row_shows_what_its_table_is_about_and_folds_the_rest(
    river: Town, table: str, keys: tuple[str, ...]
) -> None:
    draft = begun(river)
    page = client(river).get(f"/regulation/drafts/{draft.pk}/rows/{table}/row/").content.decode()

    in_sight = page.partition(" more</summary>")[0]
    for key in keys:
        assert f'id="field-{key}"' in in_sight
    if table == "duty":
        assert "working days" in page


def test_a_finding_calls_keys_by_their_titles_and_a_new_grade_is_told_where_it_belongs(river: Town) -> None:
    draft = begun(river)
    address = f"/regulation/drafts/{draft.pk}/rows"
    sent = {"id": "critical", "list": "r37", "title.zh": "特急", "title.en": "Critical"}
    page = client(river).post(f"{address}/grade/check/", sent).content.decode()
    assert "put it into the list, in its place by weight" in page

    page = client(river, language="zh-hans").post(f"{address}/field/check/", {"id": "building"}).content.decode()
    assert "须写“类型”" in page
    listed = client(river).get(f"{address}/grade/").content.decode()
    assert re.search(r">Major[^<]*</a>", listed)
