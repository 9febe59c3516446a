"""Moments before and after a due time (FR-085)."""

from __future__ import annotations

import pytest

from amends.core.due import (
    offset,
    rung,
    share,
)
from amends.core.span import Unit
from tests.core.clocks import OFFICE, cn


def test_warnings_rise_before_at_and_after_the_due_time() -> None:
    """FR-085: 12 h from 10:04 warns at 19:04 (75 %), 22:04 and 12 h later."""
    start, due = cn("2024-03-01T10:04"), cn("2024-03-01T22:04")

    climbed = [rung(text, start, due, unit=Unit.H, calendar=OFFICE) for text in ("75 %", "due", "due + 12 h")]

    assert climbed == [cn("2024-03-01T19:04"), due, cn("2024-03-02T10:04")]


def test_a_share_of_working_hours_passes_in_open_time() -> None:
    """FR-085 on an 8 wh clock: half of it has passed on Monday at 10:00."""
    start, due = cn("2024-03-01T15:00"), cn("2024-03-04T15:00")

    assert share(start, due, 50, unit=Unit.WH, calendar=OFFICE) == cn("2024-03-04T10:00")
    assert share(start, due, 50, unit=Unit.H, calendar=OFFICE) == cn("2024-03-03T03:00")
    assert share(start, cn("2024-03-05T18:00"), 50, unit=Unit.WD, calendar=OFFICE) == cn("2024-03-04T16:30")
    assert share(start, due, 100, unit=Unit.WH, calendar=OFFICE) == due
    with pytest.raises(ValueError, match="no share"):
        share(start, due, 101, unit=Unit.H, calendar=OFFICE)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("+12 h", "2024-03-06T06:00"),
        ("-1 wd", "2024-03-04T18:00"),
        ("- 2 wd", "2024-03-01T18:00"),
        ("+1 wd", "2024-03-06T18:00"),
        ("-8 wh", "2024-03-05T09:00"),
        ("+1 wh", "2024-03-06T10:00"),
        ("-3 d", "2024-03-02T18:00"),
        ("+1 wk", "2024-03-12T18:00"),
        ("-1 mo", "2024-02-05T18:00"),
        ("+1 y", "2025-03-05T18:00"),
        ("+0 wd", "2024-03-05T18:00"),
    ],
)
def test_rungs_lie_so_long_before_or_after_the_due_time(text: str, moment: str) -> None:
    """FR-085: rungs relative to Tue 2024-03-05 18:00."""
    assert offset(cn("2024-03-05T18:00"), text, calendar=OFFICE) == cn(moment)


@pytest.mark.parametrize("text", ["", "12 h", "due", "+ h", "75", "due 12 h", "% 75", "75 % of it", "due + 1.5 d"])
def test_a_rung_that_cannot_be_read_is_refused(text: str) -> None:
    start = cn("2024-03-01T10:00")
    asked = "soon" if text == "due" else text

    with pytest.raises(ValueError, match=r"rung|offset|span|whole"):
        rung(asked, start, start, unit=Unit.H, calendar=OFFICE)
