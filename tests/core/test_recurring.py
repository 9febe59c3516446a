"""Fixed hours and days: 17:00 daily, the 25th, Friday (FR-070)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from amends.core.due import (
    Counting,
    Ends,
    next_day_of_month,
    next_time_of_day,
    next_weekday,
)
from amends.core.span import Span
from amends.core.working_calendar import WorkingCalendar, parse_week
from tests.core.clocks import CN, NEXT_OPEN, OFFICE, cn


def test_the_daily_hour_comes_once_a_day_and_not_at_once_after_an_order() -> None:
    """FR-070, C05: daily 17:00; an order less than an hour before it owes its first answer next day."""

    def daily(at: str, first_after: str = "", counting: Counting | None = None) -> datetime:
        first = Span.parse(first_after) if first_after else None
        due = next_time_of_day(cn(at), "17:00", calendar=OFFICE, first_after=first, counting=counting or Counting())
        return due.at

    assert daily("2024-03-01T10:04") == cn("2024-03-01T17:00")
    assert daily("2024-03-01T17:00") == cn("2024-03-02T17:00")
    assert daily("2024-03-01T16:00", "1 h") == cn("2024-03-01T17:00")
    assert daily("2024-03-01T16:01", "1 h") == cn("2024-03-02T17:00")
    assert daily("2024-03-01T17:00", "", NEXT_OPEN) == cn("2024-03-04T17:00")


def test_the_25th_comes_each_month_and_the_31st_of_a_short_month_is_its_last_day() -> None:
    """FR-070, C08: by the 25th."""

    def monthly(at: str, day: int, counting: Counting | None = None, ends: Ends | None = None) -> datetime:
        return next_day_of_month(cn(at), day, calendar=OFFICE, counting=counting or Counting(), ends=ends).at

    assert monthly("2024-03-01T10:00", 25) == cn("2024-03-25T23:59:59")
    assert monthly("2024-03-25T23:59:59", 25) == cn("2024-04-25T23:59:59")
    assert monthly("2024-12-26T10:00", 25) == cn("2025-01-25T23:59:59")
    assert monthly("2024-02-01T10:00", 31) == cn("2024-02-29T23:59:59")
    assert monthly("2024-03-01T10:00", 25, ends="close_of_business") == cn("2024-03-25T18:00")
    assert monthly("2024-05-20T10:00", 25, NEXT_OPEN) == cn("2024-05-27T23:59:59")
    assert monthly("2024-05-26T10:00", 25, NEXT_OPEN) == cn("2024-05-27T23:59:59")
    assert monthly("2024-05-27T23:59:59", 25, NEXT_OPEN) == cn("2024-06-25T23:59:59")
    assert monthly("2024-04-01T10:00", 31, NEXT_OPEN) == cn("2024-04-01T23:59:59")  # Sunday 31 March, moved
    assert monthly("2024-04-02T10:00", 31, NEXT_OPEN) == cn("2024-04-30T23:59:59")
    with pytest.raises(ValueError, match="no day of a month"):
        monthly("2024-03-01T10:00", 32)


def test_a_weekday_inside_a_long_shutdown_is_due_when_work_begins_again() -> None:
    shut = {date(2024, 7, 5) + timedelta(days=n): () for n in range(24)}
    plant = WorkingCalendar("plant", CN, parse_week("mon-fri 09:00-18:00"), shut)

    due = next_weekday(cn("2024-07-28T10:00"), "fri", calendar=plant, counting=NEXT_OPEN)

    assert due.at == cn("2024-07-29T23:59:59")


def test_the_weekly_records_are_due_on_their_weekday() -> None:
    """C35."""

    def weekly(at: str, counting: Counting | None = None) -> datetime:
        return next_weekday(cn(at), "fri", calendar=OFFICE, counting=counting or Counting()).at

    assert weekly("2024-03-01T10:00") == cn("2024-03-01T23:59:59")
    assert weekly("2024-03-02T00:00") == cn("2024-03-08T23:59:59")
    assert weekly("2024-02-10T10:00", NEXT_OPEN) == cn("2024-02-18T23:59:59")
    with pytest.raises(ValueError, match="no weekday"):
        next_weekday(cn("2024-03-01T10:00"), "friday", calendar=OFFICE)
