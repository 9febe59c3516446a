"""Windows of counts: how long something counts that happened at an instant.

Rolling windows ask of each event "is it still within 1 mo"; calendar windows end with
the month or year, in the zone of the organisation's calendar.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from amends.core.due import Counting, age_reached
from amends.core.noted import of_moments
from amends.core.span import Span
from amends.core.working_calendar import WorkingCalendar

ROLLING, CALENDAR_MONTH, CALENDAR_YEAR = "rolling", "calendar_month", "calendar_year"
WINDOWS = (ROLLING, CALENDAR_MONTH, CALENDAR_YEAR)


def counts_until(
    at: datetime, *, within: Span | None, window: str, calendar: WorkingCalendar, counting: Counting
) -> datetime | None:
    """Return the last second in which what happened at ``at`` still counts; None: for ever.

    Raises ValueError for a window that is not one of WINDOWS.
    """
    if window not in WINDOWS:
        raise ValueError(f"unknown window “{window}”; known: {', '.join(WINDOWS)}")
    if window == ROLLING:
        return age_reached(at, within, calendar=calendar, counting=counting) if within else None
    return _end_of(at, window, calendar)


@of_moments
def _end_of(at: datetime, window: str, calendar: WorkingCalendar) -> datetime:
    """Return the last second of the month or year of a moment."""
    local = calendar.local(at)
    months = 12 if window == CALENDAR_YEAR else local.month
    after = date(local.year + months // 12, months % 12 + 1, 1)
    return calendar.at(after, time.min) - timedelta(seconds=1)
