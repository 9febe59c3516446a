"""FR-239: somebody who is complained of looks for the complaint, and is told that there is none; it is noted."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.people.models import AccessLog
from amends.people.tokens import make_token
from tests.attacks.conftest import Browser
from tests.makers import MONDAY, Town, registered, viewer


def without_token(page: bytes) -> bytes:
    """Return a page without what differs from answer to answer, and without the address asked for."""
    return re.sub(rb"[A-Za-z0-9]{64}|CS-\d+-\d+", b"", page)


@pytest.fixture
def number(river: Town) -> str:
    """A complaint about 林岚."""
    return registered(river, by="mo", at=timezone.now(), accused=[str(river.lan.id)])


@pytest.mark.parametrize("name", ["case", "case_here", "evidence_add"])
def test_the_page_is_not_found_and_the_attempt_is_noted(river: Town, browser: Browser, number: str, name: str) -> None:
    """FR-239."""
    client = browser(river.lan)
    address = reverse(f"desk:{name}", args=[number])

    answer = client.post(address) if name == "evidence_add" else client.get(address)

    assert answer.status_code == 404
    line = AccessLog.objects.get(kind="accused_refused")
    assert (line.person, line.about) == (river.lan, number)


def test_the_answer_is_the_one_for_a_number_that_does_not_exist(river: Town, browser: Browser, number: str) -> None:
    client = browser(river.lan)

    hidden, absent = (client.get(reverse("desk:case", args=[one])) for one in (number, "CS-2024-999"))

    assert without_token(hidden.content) == without_token(absent.content)


def test_the_api_says_and_notes_the_same(river: Town, number: str) -> None:
    """ANCHORS 13: the second door must hold what the first one holds."""
    token = make_token(river.lan, name="x", at=timezone.now())

    answers = [
        Client().get(f"/api/v1/cases/{number}{part}", headers={"Authorization": f"Bearer {token}"})
        for part in ("", "/journal", "/obligations", "/explain")
    ]

    assert [one.status_code for one in answers] == [404] * 4
    assert AccessLog.objects.filter(kind="accused_refused", person=river.lan).count() == 4


def test_a_step_is_not_found_and_noted(river: Town, number: str) -> None:
    """FR-059."""
    at = timezone.now()

    with pytest.raises(NotFound):
        take_step(viewer(river, "lan", at=at), number, "note", at=at, words={"note": "x"})

    assert AccessLog.objects.get().kind == "accused_refused"


def test_a_deputy_of_a_handler_who_is_accused_finds_nothing_either(river: Town, number: str, browser: Browser) -> None:
    """The right of the person stood in for does not lift the bar on one's own person."""
    from amends.people.models import Substitute

    day = timezone.localdate()
    Substitute.objects.create(org=river.org, person=river.mo, deputy=river.lan, from_date=day, to_date=day)

    assert browser(river.lan).get(reverse("desk:case", args=[number])).status_code == 404


def test_a_stranger_to_the_case_is_not_found_but_not_noted_as_accused(
    river: Town, number: str, browser: Browser
) -> None:
    assert browser(river.zhou).get(reverse("desk:case", args=[number])).status_code == 404

    assert not AccessLog.objects.filter(kind="accused_refused").exists()


def test_the_accused_gets_no_part_in_the_case(river: Town) -> None:
    """FR-059: naming the accused as the next person is refused."""
    from amends.core.refusal import Refused

    number = registered(river, by="mo", accused=[str(river.lan.id)])
    at = MONDAY + timedelta(minutes=2)

    with pytest.raises(Refused):
        take_step(viewer(river, "mo", at=at), number, "transfer", at=at,
                  detail={"to_person": str(river.lan.id), "customer_note": "x"})  # fmt: skip
