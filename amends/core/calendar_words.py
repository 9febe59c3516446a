"""Calendars as packs and stories write them: a known name, or a week with days off and on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.official_years import OFFICE_WEEK, cn_office
from amends.core.opening_hours import Slot, Slots, parse_week
from amends.core.working_calendar import WorkingCalendar

ZONE = "Asia/Shanghai"
"""The zone of a calendar that names none."""

NAMES = ("around_the_clock", "cn-office", "weekdays")
KEYS = {"zone", "week", "closed", "open", "days", "base"}


def weekdays(zone: ZoneInfo) -> WorkingCalendar:
    """Return Monday to Friday in office hours, without any holidays: those of the place are the organisation's."""
    return WorkingCalendar("weekdays", zone, parse_week(OFFICE_WEEK))


@cache
def named_calendar(name: str) -> WorkingCalendar:
    """Return a calendar by its name in a pack. Raises ValueError for an unknown name."""
    if name == "around_the_clock":
        return WorkingCalendar.around_the_clock(ZoneInfo(ZONE), name=name)
    if name == "cn-office":
        return cn_office()
    if name == "weekdays":
        return weekdays(ZoneInfo(ZONE))
    raise ValueError(f"there is no calendar “{name}”; known: {', '.join(NAMES)}")


def read_calendar(words: str | Mapping[str, Any], *, name: str = "story") -> WorkingCalendar:
    """Return the calendar that a name or a table means.

    A table: ``week`` (``"mon-fri 09:00-12:00 13:00-18:00"``), ``zone``, ``closed`` and
    ``open`` (dates), ``days`` (date to hours), ``base = "cn-office"`` for official days
    with hours of one's own. Raises ValueError for anything else.
    """
    if isinstance(words, str):
        return named_calendar(words)
    if unknown := sorted(set(words) - KEYS):
        raise ValueError(f"calendar: unknown key “{unknown[0]}”; known: {', '.join(sorted(KEYS))}")
    week = str(words.get("week", OFFICE_WEEK))
    if words.get("base") == "cn-office":
        return cn_office(week, name=name)
    hours = parse_week(week)
    return WorkingCalendar(name, ZoneInfo(str(words.get("zone", ZONE))), hours, _days(words, hours))


def _days(words: Mapping[str, Any], week: Mapping[int, Slots]) -> dict[date, Slots]:
    usual = next((week[day] for day in range(7) if week.get(day)), ())
    days: dict[date, Slots] = {_date(day): () for day in words.get("closed", ())}
    days |= {_date(day): usual for day in words.get("open", ())}
    for day, slots in dict(words.get("days", {})).items():
        days[_date(day)] = tuple(Slot.parse(slot) for slot in str(slots).split())
    return days


def _date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
