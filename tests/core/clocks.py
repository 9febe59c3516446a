"""Calendars and short words for the tests of due times."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from amends.core.due import Counting, Due, Ends, due_after
from amends.core.official_years import cn_office
from amends.core.span import Span
from amends.core.working_calendar import WorkingCalendar, parse_week

CN = ZoneInfo("Asia/Shanghai")
OFFICE = cn_office()
PLAIN = WorkingCalendar("plain", CN, parse_week("mon-fri 09:00-12:00 13:00-18:00"))
ROUND = WorkingCalendar.around_the_clock(CN)
NEXT_OPEN = Counting(last_day_closed="next_open_day")
OWN_DAY = Counting(day_one="opening_day", days_end="end_of_day")


def cn(text: str) -> datetime:
    """Return a moment on China's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=CN)


def after(start: str, span: str, counting: Counting | None = None, ends: Ends | None = None) -> Due:
    """Return the due time so long after a moment in China, on the official calendar."""
    return due_after(cn(start), Span.parse(span), calendar=OFFICE, counting=counting or Counting(), ends=ends)
