"""A greeting that leaves a week after closing: listed at once, withdrawn when the case is taken up again (FR-154)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from amends.cases.letters import WITHDRAWN
from amends.cases.models import Letter
from amends.cases.queries.case_page import case_page
from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.makers import MONDAY, Town, govern, registered, town, viewer

MINUTE = timedelta(minutes=1)


@pytest.fixture
def hall(db: None) -> Iterator[Town]:
    """A business hall under the telecom manual."""
    made = town()
    with organisation(made.org.id):
        govern(made, "telecom-manual")
        yield made


def closed(hall: Town) -> str:
    """Return the number of a complaint that was settled on the spot and closed on Monday."""
    number = registered(hall, category="charges")
    take(hall, number, "settle", 1, result="已退还", satisfaction="satisfied", waiver=True)
    take(hall, number, "close", 2, closing_reason="solved")
    return number


def take(hall: Town, number: str, step: str, minutes: int, **detail: object) -> None:
    """Take a step so many minutes after Monday's ten o'clock."""
    at = MONDAY + minutes * MINUTE
    take_step(viewer(hall, "lan", at=at), number, step, at=at, detail=detail)


def test_the_greeting_is_listed_at_closing_and_leaves_seven_days_later(hall: Town) -> None:
    """FR-154: SMS 7 days later [assumption] is listed."""
    number = closed(hall)

    page = case_page(viewer(hall, "lan"), number, MONDAY + 3 * MINUTE)

    greeting = next(one for one in page.letters if one.letter == "greeting_after_closing")
    assert greeting.not_before == MONDAY + 2 * MINUTE + timedelta(days=7)
    assert (greeting.sent_at, number in greeting.body) == (None, True)


def test_a_case_that_is_taken_up_again_is_not_greeted(hall: Town) -> None:
    number = closed(hall)

    take(hall, number, "reopen", 60, reason="又出现同样的扣费")

    greeting = Letter.objects.get(letter="greeting_after_closing")
    assert (greeting.failed_at, greeting.error) == (MONDAY + 60 * MINUTE, WITHDRAWN)


def test_what_left_already_is_not_withdrawn(hall: Town) -> None:
    number = closed(hall)
    sent = MONDAY + timedelta(days=8)
    Letter.objects.filter(letter="greeting_after_closing").update(sent_at=sent)

    take(hall, number, "reopen", 9 * 24 * 60, reason="又出现同样的扣费")

    greeting = Letter.objects.get(letter="greeting_after_closing")
    assert (greeting.sent_at, greeting.failed_at, greeting.error) == (sent, None, "")
