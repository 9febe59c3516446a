"""The stories of a draft as forms: a table of steps, run alone, what came instead beside each expectation (FR-254)."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict

from amends.people.tenancy import organisation
from amends.regulations.models import PackDraft
from amends.regulations.toml_rows import rows_in, same
from amends.web.desk.regulation_names import Names
from amends.web.desk.regulation_story_form import Unreadable, form_of, sent, values_of
from amends.web.desk.regulation_story_told import kinds_for
from amends.web.desk.regulation_story_values import READ, Kinds, NotSo
from tests.makers import Town
from tests.shipped import pack_named
from tests.web.desk.test_regulation_drafts import begun, client, kept, post, river, row_of
from tests.web.desk.test_regulation_drafts import typed as typed_row

pytestmark = pytest.mark.django_db
__all__ = ["river"]

FILE = "examples-way.toml"
CHOSEN = r'value="([^"]*)" selected'


def page_of(made: Town, draft: PackDraft, query: str = f"?file={FILE}&nth=1") -> str:
    answer = client(made).get(f"/regulation/drafts/{draft.pk}/story/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def typed(page: str) -> QueryDict:
    """What a browser sends for the form of a story as the page shows it."""
    form = page[page.index('id="story-form"') :]
    form, found = form[: form.index("</form>")], QueryDict(mutable=True)
    for control in re.finditer(r"<(input)([^>]*)>|<(select)([^>]*)>(.*?)</select>", form, re.DOTALL):
        name = re.search(r'name="([^"]+)"', control[2] or control[4])
        value = re.search(r'value="([^"]*)"', control[2]) if control[1] else re.search(CHOSEN, control[5])
        if name:
            found.appendlist(name[1], unescape(value[1]) if value else "")
    return found


@pytest.mark.parametrize("pack", ["developer-four-grades", "optical", "uk-fca-disp", "rural-credit"])
def test_every_story_comes_out_of_its_form_as_it_went_in(pack: str) -> None:
    from amends.regulations import folders

    names = Names(pack_named(pack), "en")
    for text in folders.read(folders.find(pack)).values():
        for story in tomllib.loads(text).get("example", []):
            for kinds in (Kinds(), kinds_for(names, story.get("calendar"))):
                told = values_of(form_of(story, kinds), story, kinds)
                assert same(told, story)
                assert list(told["event"][0]) == list(story["event"][0])


ODD = [
    "phone", "5", 5, 2.5, "true", True, "a, b", "", " x", ["M3"], ["a", "b"], ["a,b"], [], {"a": 1}, {}, 'say "so"', "行",
    "= 5", "=", "-", "[x", "[1]", "two\nlines", date(2024, 3, 1), datetime(2024, 3, 1, 9, 30, tzinfo=UTC), time(9, 30),
    datetime(2024, 3, 1, 9, 30, 5, tzinfo=timezone(timedelta(hours=8))), {"C1": datetime(2024, 3, 1, 9, 30, tzinfo=UTC)},
    {"C1": [datetime(2024, 3, 1, 9, 30, tzinfo=UTC)]}, {"article": "4.1", "missing": ["known:x", "stage"]},
    {"missing": ["stage"]}, {"article": "4.1"}, {"article": "", "missing": []}, {"a": "b=c"}, {"a b": "c"}, {"a": "c, d"},
]  # fmt: skip


@pytest.mark.parametrize("value", ODD, ids=str)
@pytest.mark.parametrize("kind", sorted(READ))
def test_a_value_is_read_as_it_is_shown_whatever_its_input_is_for(kind: str, value: Any) -> None:
    kinds = Kinds()

    assert same(kinds.read(kind, kinds.show(kind, value)), value)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "12", 12), ("number", "2.5", 2.5), ("yes_no", "no", False), ("word", "5", "5"),
        ("words", "C12, C13", ["C12", "C13"]), ("words", "C12，C13", ["C12", "C13"]), ("words", "-", []),
        ("words", '["C12"]', ["C12"]), ("word", "= 5", 5), ("pairs", "r25 = other", {"r25": "other"}),
        ("moment", "2024-03-01 09:30", datetime(2024, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=8)))),
        ("moments", "C1 = 2024-03-01 09:30Z", {"C1": datetime(2024, 3, 1, 9, 30, tzinfo=UTC)}),
        ("refusal", "4.1: known:cause, stage", {"article": "4.1", "missing": ["known:cause", "stage"]}),
        ("refusal", "yes", True),
    ],
)  # fmt: skip
def test_plain_words_are_read_by_what_the_input_is_for(kind: str, text: str, value: Any) -> None:
    assert same(Kinds().read(kind, text), value)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "many"), ("number", ""), ("yes_no", "perhaps"), ("words", "a,,b"), ("words", ""), ("toml", "= ["),
        ("moment", "tomorrow"), ("moment", "2024-02-30"), ("moments", "C1 = soon"), ("moments", "C1"), ("pairs", "a ="),
        ("refusal", ""), ("refusal", "4.1: "),
    ],
)  # fmt: skip
def test_what_an_input_is_not_for_is_refused(kind: str, text: str) -> None:
    with pytest.raises(NotSo):
        Kinds().read(kind, text)


def test_every_input_that_cannot_be_read_is_named_at_once() -> None:
    post_ = QueryDict(mutable=True)
    post_.update({"e.0:was": "", "e.0.at": "soon", "e.0.do": "nothing"})
    post_.setlist("e.0:fact", ["complainants", ""])
    post_.setlist("e.0:said", ["many", "nameless"])
    post_.setlist("e.0:kind", ["late", "late"])
    post_.setlist("e.0:value", ["C12", "C13"])

    with pytest.raises(Unreadable) as no:
        values_of(sent(post_), {}, kinds_for(Names(pack_named("optical"), "en"), None))

    assert no.value.wrong == {
        "e.0.at": "moment", "e.0:said.0": "number", "e.0:fact.1": "fact", "e.0:kind.1": "twice"
    }  # fmt: skip


def test_facts_are_typed_by_what_they_are_and_what_cannot_be_read_is_said_at_its_input(river: Town) -> None:
    draft = begun(river)
    form = typed(page_of(river, draft))
    form["_do"] = "fact|0"
    for _ in range(3):
        page = post(river, f"/regulation/drafts/{draft.pk}/story/?file={FILE}&nth=1", form).content.decode()
        form = typed(page)
        form["_do"] = "fact|0"
    was = form.getlist("e.0:fact")[:-3]
    form.setlist("e.0:fact", [*was, "outside", "complainants", "second_time"])
    form.setlist("e.0:said", [*form.getlist("e.0:said")[:-3], "court, media", "many", ""])
    form["_do"] = "shape"
    address = f"/regulation/drafts/{draft.pk}/story/?file={FILE}&nth=1"

    shaped = post(river, address, form).content.decode()
    form.pop("_do")
    refused = post(river, address, form)
    form.setlist("e.0:said", [*form.getlist("e.0:said")[:-2], "6", "no"])
    saved = post(river, address, form)

    at = f'id="fact-0-{len(was) + 1}"'
    assert re.search(r'<select name="e.0:said"[^>]*>.*?<option value="yes">', shaped, re.DOTALL)
    assert "Write a number" in shaped[shaped.index(at) :][:400]
    assert (refused.status_code, saved.status_code) == (409, 302)
    told = rows_in(kept(river).files[FILE], "example")[0]["event"][0]["with"]
    assert (told["outside"], told["complainants"], told["second_time"]) == (["court", "media"], 6, False)


def test_the_form_shows_the_story_and_that_it_comes_out_as_written(river: Town) -> None:
    draft = begun(river)

    page = page_of(river, draft)

    assert "All as written" in page
    assert "is so" in page
    assert "came instead" not in page


def test_what_came_instead_stands_beside_the_expectation_that_is_not_met(river: Town) -> None:
    draft = begun(river)
    form = typed(page_of(river, draft))
    kinds = form.getlist("e.0:kind")
    values = form.getlist("e.0:value")
    values[kinds.index("grade")] = "nonsense"
    form.setlist("e.0:value", values)
    form.setlist("e.0:kind", [*kinds, "not_late"])
    form.appendlist("e.0:value", "C25")

    answer = post(river, f"/regulation/drafts/{draft.pk}/story/run/?file={FILE}&nth=1", form).content.decode()

    assert "1 event differs" in answer
    at = kinds.index("grade")
    beside = answer[answer.index(f'id="came-0-{at}"') : answer.index(f'id="came-0-{at + 1}"')]
    assert "came instead" in beside
    assert "grade: " in beside
    assert "is so" in answer[answer.index(f'id="came-0-{len(kinds)}"') :][:300], "the expectation that was added is so"
    assert kept(river).files == draft.files, "running stores nothing"


def test_a_word_that_is_no_step_is_said_at_its_event(river: Town) -> None:
    draft = begun(river)
    form = typed(page_of(river, draft))
    form["e.0.do"] = "dance"

    answer = post(river, f"/regulation/drafts/{draft.pk}/story/run/?file={FILE}&nth=1", form).content.decode()

    assert "there is no step" in unescape(answer)


def test_what_is_done_is_chosen_by_its_title_and_by_whom_may_be_a_certain_person(river: Town) -> None:
    draft = begun(river)
    page = page_of(river, draft)
    form = typed(page)
    form["e.0.by"] = "front_desk:li"

    post(river, f"/regulation/drafts/{draft.pk}/story/?file={FILE}&nth=1", form)

    assert '<select name="e.0.do">' in page
    assert re.search(r'<input name="e.0.by"[^>]*list="story-roles"', page)
    assert rows_in(kept(river).files[FILE], "example")[0]["event"][0]["by"] == "front_desk:li"


def test_a_story_is_saved_and_every_other_line_stays(river: Town) -> None:
    draft = begun(river)
    form = typed(page_of(river, draft))
    form["en"] = "Another title"
    form["_do"] = "expect|0"
    more = typed(post(river, f"/regulation/drafts/{draft.pk}/story/?file={FILE}&nth=1", form).content.decode())
    more.setlist("e.0:kind", [*more.getlist("e.0:kind")[:-1], "not_late"])
    more.setlist("e.0:value", [*more.getlist("e.0:value")[:-1], "C25"])

    answer = post(river, f"/regulation/drafts/{draft.pk}/story/?file={FILE}&nth=1", more)

    assert answer.status_code == 302
    before, after = draft.files[FILE].splitlines(), kept(river).files[FILE].splitlines()
    assert len([one for one in before if one not in after]) == 1, "only the title's line changed"
    story = rows_in(kept(river).files[FILE], "example")[0]
    assert (story["title"]["en"], story["event"][0]["expect"]["not_late"]) == ("Another title", ["C25"])


def test_a_new_story_is_written_behind_the_others_and_taken_out_again(river: Town) -> None:
    draft = begun(river)
    form = QueryDict(mutable=True)
    form.update({
        "draft_version": str(draft.version), "zh": "新故事", "en": "New", "e.0:was": "",
        "e.0.at": "2024-03-07T10:00:00+08:00", "e.0.do": "nothing", "e.0:kind": "flags", "e.0:value": "[]",
    })  # fmt: skip
    address = f"/regulation/drafts/{draft.pk}/story/"

    assert post(river, f"{address}?file={FILE}", form).status_code == 302
    longer = kept(river)
    nth = len(rows_in(longer.files[FILE], "example"))
    post(river, f"{address}drop/?file={FILE}&nth={nth}", QueryDict(f"draft_version={longer.version}"))

    assert longer.files[FILE].startswith(draft.files[FILE].rstrip("\n"))
    assert kept(river).files[FILE].strip() == draft.files[FILE].strip()


def test_an_old_version_is_refused_and_keeps_what_was_typed(river: Town) -> None:
    draft = begun(river)
    form = typed(page_of(river, draft))
    form["en"] = "Typed meanwhile"
    form["draft_version"] = "0"

    answer = post(river, f"/regulation/drafts/{draft.pk}/story/?file={FILE}&nth=1", form)

    assert answer.status_code == 409
    assert "Typed meanwhile" in answer.content.decode()
    assert kept(river).files == draft.files


@pytest.mark.parametrize(
    "query", ["?file=none.toml&nth=1", f"?file={FILE}&nth=999", "?file=../x.toml", "?nth=abc", "?nth=²", "?nth=-1"]
)
def test_a_story_that_is_not_there_is_not_found(river: Town, query: str) -> None:
    draft = begun(river)

    assert client(river).get(f"/regulation/drafts/{draft.pk}/story/{query}").status_code == 404


@pytest.mark.parametrize("name", ["e.0:was", "_do"])
def test_a_digit_that_is_none_of_ascii_names_no_place_of_a_form(river: Town, name: str) -> None:
    draft = begun(river)
    form = typed(page_of(river, draft))
    form[name] = {"e.0:was": "²", "_do": "drop|²"}[name]

    page = post(river, f"/regulation/drafts/{draft.pk}/story/run/?file={FILE}&nth=1", form)

    assert page.status_code == 200
    assert len(sent(form).events) == len(rows_in(draft.files[FILE], "example")[0]["event"])


@pytest.mark.parametrize("said", ["event = 5", 'event = ["x"]', "event = [{ with = 1 }]", "shows = 7", "event = [{}]"])
def test_a_story_that_is_no_table_of_steps_leads_to_its_file(river: Town, said: str) -> None:
    draft = begun(river)
    with organisation(river.org.id):
        PackDraft.objects.filter(pk=draft.pk).update(files=draft.files | {FILE: f"[[example]]\n{said}\n"})
    at = f"/regulation/drafts/{draft.pk}/story/"

    shown_ = client(river).get(f"{at}?file={FILE}&nth=1")
    run = post(river, f"{at}run/?file={FILE}&nth=1", QueryDict("zh=x"))

    assert client(river).get(f"/regulation/drafts/{draft.pk}/stories/").status_code == 200
    assert (shown_.status_code, run.status_code) == ((200, 200) if said == "event = [{}]" else (302, 404))


def test_for_who_does_not_write_regulations_there_are_no_stories(river: Town) -> None:
    draft = begun(river)

    for path in ("stories/", "story/"):
        assert client(river, "chen").get(f"/regulation/drafts/{draft.pk}/{path}").status_code == 404


def test_the_list_of_stories_leads_to_their_forms(river: Town) -> None:
    draft = begun(river)

    page = client(river).get(f"/regulation/drafts/{draft.pk}/stories/").content.decode()

    assert page.count("/story/?file=") >= len(pack_named("developer-four-grades").example) > 5


def test_the_head_of_a_draft_says_how_many_stories_no_longer_come_out_as_written(river: Town) -> None:
    """Raise M3 from five to eight: its rows are sound, its stories are not, and no page calls it sound alone."""
    draft, lan = begun(river), client(river)
    asked = f'hx-get="/regulation/drafts/{draft.pk}/told/" hx-trigger="load"'
    told_as_it_was = lan.get(f"/regulation/drafts/{draft.pk}/told/").content.decode()
    nth, row = row_of(draft, "M3")
    path = f"/regulation/drafts/{draft.pk}/rows/row/row/?file=grading.toml&nth={nth}"

    post(river, path, typed_row(draft, row, **{"when.0:right": "8"}))
    before = lan.get(f"/regulation/drafts/{draft.pk}/").content.decode()
    told = lan.get(f"/regulation/drafts/{draft.pk}/told/").content.decode()
    after = lan.get(f"/regulation/drafts/{draft.pk}/").content.decode()
    examples = lan.get(f"/regulation/drafts/{draft.pk}/examples/").content.decode()

    assert "stories as written" in told_as_it_was
    assert asked in before
    assert "stories not told yet" in before
    differing = re.search(r"(\d+) differ", examples)
    assert differing
    assert re.search(rf">{differing[1]} of \d+ stories differ", told)
    assert told.strip() in after
    assert asked not in after


def test_the_stories_of_a_draft_with_an_unreadable_row_cannot_be_told_and_the_head_says_so(river: Town) -> None:
    draft = begun(river)
    with organisation(river.org.id):
        PackDraft.objects.filter(pk=draft.pk).update(files={**draft.files, "grading.toml": "[[row]]\nid = 5\n"})

    told = client(river).get(f"/regulation/drafts/{draft.pk}/told/").content.decode()

    assert "stories cannot be told" in told


def test_who_may_not_read_a_draft_is_not_told_its_stories(river: Town) -> None:
    draft = begun(river)

    assert client(river, "chen").get(f"/regulation/drafts/{draft.pk}/told/").status_code == 404
