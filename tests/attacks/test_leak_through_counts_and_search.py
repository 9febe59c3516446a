"""ANCHORS 40: what may not be seen shows in a count, a list, a search, a file or a letter (zammad#2757, osTicket#1557)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.cases.export import export_case
from amends.cases.models import Case, Letter
from amends.cases.preview import preview
from amends.cases.queries.case_page import case_page
from amends.cases.queries.journal_lines import journal
from amends.cases.queries.likes import earlier_cases, known_complainants, look_alikes
from amends.cases.queries.queue import Filters, all_lines, queue
from amends.cases.queries.today import today
from amends.cases.queries.visible import NotFound, visible
from amends.cases.queries.waiting import approvals_waiting, numbers
from amends.people.tokens import make_token
from amends.people.viewer import Viewer
from tests.attacks.conftest import Browser
from tests.makers import MONDAY, Town, complaint, registered, viewer

SECRET = "三号楼电梯停运两天"
SORTS = ("due", "-due", "received", "-received")


@pytest.fixture(params=["of another department", "complained of"])
def forbidden(request: pytest.FixtureRequest, river: Town) -> tuple[str, str]:
    """A case, and the name of somebody who may not see it."""
    if request.param == "complained of":
        return registered(river, by="mo", at=timezone.now(), accused=[str(river.lan.id)]), "lan"
    return registered(river, by="mo", at=timezone.now()), "zhou"


def seen_by(river: Town, name: str) -> Viewer:
    return viewer(river, name, at=timezone.now())


def test_no_list_holds_it(river: Town, forbidden: tuple[str, str]) -> None:
    who, now = seen_by(river, forbidden[1]), timezone.now()

    assert visible(who).count() == 0
    for sort in SORTS:
        for filters in (Filters(), Filters(open_only=False), Filters(unit=river.desk.id), Filters(holder=river.mo.id)):
            assert queue(who, filters, now=now, sort=sort).lines == ()
    shown = today(who, now)
    assert (shown.mine, shown.unit, shown.followed) == ((), (), ())
    assert approvals_waiting(who) == ()


def test_no_search_and_no_likeness_finds_it(river: Town, forbidden: tuple[str, str]) -> None:
    who, now = seen_by(river, forbidden[1]), timezone.now()
    number = forbidden[0]

    for words in ("电梯", "電梯", "梯", "13812341234", "王先生", number, SECRET):
        assert queue(who, Filters(words=words), now=now).lines == (), words
    assert look_alikes(who, SECRET, since=MONDAY - timedelta(days=9)) == ()
    assert earlier_cases(who, phone="13812341234", text=SECRET) == ()
    assert known_complainants(who, phone="13812341234") == ()
    assert known_complainants(who, name="王先生") == ()


def test_no_number_beside_the_menu_counts_it(river: Town, forbidden: tuple[str, str]) -> None:
    who, now = seen_by(river, forbidden[1]), timezone.now()

    counted = numbers(who, now + timedelta(days=2))

    assert (counted.late, counted.mine, counted.approvals) == (0,) * 3


def test_no_page_journal_or_export_opens_it(river: Town, forbidden: tuple[str, str]) -> None:
    who, (number, _), now = seen_by(river, forbidden[1]), forbidden, timezone.now()

    for read in (
        lambda: case_page(who, number, now), lambda: journal(who, number), lambda: export_case(who, number, at=now),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            read()
    assert list(all_lines(who, Filters(open_only=False), now=now)) == []


def test_no_address_of_the_desk_shows_it(river: Town, forbidden: tuple[str, str], browser: Browser) -> None:
    number, name = forbidden
    client = browser(river.people[name])
    pages = ["/", "/?of=unit", "/?of=followed", "/queues/", "/queues/?closed=1", f"/queues/?q={number}", "/approvals/",
             f"/queues/?holder={river.mo.id}", "/find/?q=电梯", f"/find/?q={number}", "/queues/cases.csv"]  # fmt: skip

    for page in pages:
        text = client.get(page).content.decode()
        assert SECRET not in text, page
        assert "王先生" not in text, page
    for name_, more in (("case", []), ("step", ["dispatch"]), ("case_here", [])):
        assert client.get(reverse(f"desk:{name_}", args=[number, *more])).status_code == 404
    for name_, more in (("compose", []), ("step", ["note"]), ("evidence_add", []), ("step_draft", ["note"])):
        assert client.post(reverse(f"desk:{name_}", args=[number, *more]), {"note": "x"}).status_code == 404


def test_no_address_of_the_api_shows_it(river: Town, forbidden: tuple[str, str]) -> None:
    number, name = forbidden
    token = make_token(river.people[name], name="x", at=timezone.now())
    headers = {"Authorization": f"Bearer {token}"}

    for path in ("/cases", "/cases?q=电梯", f"/cases?q={number}"):
        answer = Client().get(f"/api/v1{path}", headers=headers)
        assert (answer.status_code, SECRET in answer.content.decode()) == (200, False), path
        assert answer.json()["cases" if "cases" in answer.json() else "items"] == []
    for part in ("", "/journal", "/obligations", "/explain"):
        assert Client().get(f"/api/v1/cases/{number}{part}", headers=headers).status_code == 404
    step = Client().post(
        f"/api/v1/cases/{number}/steps/note", {"words": {"note": "x"}}, content_type="application/json", headers=headers
    )
    assert step.status_code == 404


def test_nobody_forbidden_gets_a_letter_about_it(river: Town, forbidden: tuple[str, str]) -> None:
    """Neither when it comes in nor when it becomes late."""
    from amends.cases.journal import pass_time

    number, name = forbidden
    case = Case.objects.get(number=number)
    pass_time([case.pk], org=river.org.id, at=timezone.now() + timedelta(days=4))

    assert not Letter.objects.filter(person=river.people[name]).exists()


def test_trying_facts_counts_only_what_may_be_counted(river: Town, forbidden: tuple[str, str]) -> None:
    """A preview answers like for like but names no case."""
    who = seen_by(river, forbidden[1])

    shown = preview(who, river.desk.id, complaint(), timezone.now())

    assert forbidden[0] not in str(shown)


def test_merging_needs_the_right_to_both_cases(river: Town, forbidden: tuple[str, str]) -> None:
    """FreeScout lets agents move conversations into mailboxes that they cannot see."""
    from amends.cases.steps import take_step

    number, _ = forbidden
    Case.objects.filter(number=number)
    barred = Case.objects.get(number=number).accused
    own = registered(river, by="lan", at=timezone.now(), phone="13900001111", complainant="李")
    at = timezone.now()
    if barred:
        with pytest.raises(NotFound):
            take_step(viewer(river, "lan", at=at), own, "merge", at=at, detail={"other": number, "reason": "x"})
    assert Case.objects.get(number=own).merged_into is None


def test_personal_data_is_masked_for_those_without_a_part(river: Town, browser: Browser) -> None:
    """FR-237."""
    number = registered(river, by="mo", at=timezone.now())

    text = browser(river.he).get(reverse("desk:case", args=[number])).content.decode()

    assert "13812341234" not in text
