"""What happened on different days is counted by the days of the calendar (FR-155)."""

from __future__ import annotations

from datetime import datetime

import pytest

from amends.core.analysis import Analysis
from amends.core.calendar_words import read_calendar
from amends.core.condition_reading import parse
from amends.core.counting import Counting
from amends.core.evaluate import Scene, holds
from amends.core.ledger import Done
from amends.core.plain_language import condition
from tests.core.telling import OFFICE, pack_of

DAYS = {"happened": {"event": "contact_failed", "different": "day", "at_least": 2}}
TRIES = {"happened": {"event": "contact_failed", "at_least": 3}}
PACK = pack_of("")


def tried(*at: str) -> bool | None:
    """Return whether tries at these times in Shanghai make “not reached”."""
    done = tuple(Done("contact_failed", datetime.fromisoformat(f"{one}+08:00")) for one in at)
    now = datetime.fromisoformat("2024-03-09T12:00:00+08:00")
    seen = Scene(PACK, {}, {}, now, read_calendar({"week": OFFICE}), Counting(), done=done)
    return holds(parse({"all": [TRIES, DAYS]}), seen).true


@pytest.mark.parametrize(
    ("at", "reached_out"),
    [
        (("2024-03-07T15:00", "2024-03-07T16:00", "2024-03-08T09:30"), True),
        (("2024-03-07T15:00", "2024-03-07T16:00", "2024-03-07T17:00"), False),
        (("2024-03-07T15:00", "2024-03-08T09:30"), False),
        (("2024-03-07T23:30", "2024-03-07T23:40", "2024-03-08T00:10"), True),  # one day of UTC, two of Shanghai
    ],
)
def test_three_tries_on_two_days_make_not_reached(at: tuple[str, ...], reached_out: bool) -> None:
    """FR-155: 3 tries on 2 days → 'not reached'."""
    assert tried(*at) is reached_out


def test_it_is_read_aloud_and_the_checker_shows_a_case_for_it() -> None:
    said = condition(PACK, parse(DAYS))

    assert "on different days" in said.en
    assert "不同日期" in said.zh
    assert Analysis(PACK).satisfiable(parse({"all": [TRIES, DAYS]})) is not None
