"""The organisation's calendars as the core counts with them, read once per version of the directory."""

from __future__ import annotations

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from amends.core.calendar_words import weekdays
from amends.core.official_years import chinese_days, cn_office
from amends.core.opening_hours import Slot, Slots, parse_week
from amends.core.text import Text
from amends.core.working_calendar import WorkingCalendar
from amends.people.directory import Directory
from amends.people.models import Calendar, CalendarDay

AROUND_THE_CLOCK, WEEKDAYS = "around_the_clock", "weekdays"
ANNOUNCED = "announced_through"
"""Setting of the organisation: calendar code → last day of the newest notice that was loaded by hand."""
KEPT_AT_MOST = 50
_kept: dict[UUID, dict[UUID, WorkingCalendar]] = {}


def calendar_for(directory: Directory, unit: UUID, *, named: str) -> WorkingCalendar:
    """Return the calendar of a unit for a pack that names ``around_the_clock`` or working days.

    The nearest calendar at or above the unit; without any, office hours and the official
    days of mainland China (the assumption of FR-071), or plain ``weekdays`` where the pack says so.
    """
    if named.replace("-", "_") == AROUND_THE_CLOCK:
        return WorkingCalendar.around_the_clock(directory.zone(unit))
    calendars = of_organisation(directory)
    nearest = next((calendars[u.calendar] for u in directory.upwards(unit) if u.calendar in calendars), None)
    return nearest or (weekdays(directory.zone(unit)) if named == WEEKDAYS else cn_office())


def of_organisation(directory: Directory) -> dict[UUID, WorkingCalendar]:
    """Return every calendar of the organisation."""
    known = _kept.get(directory.version)
    if known is None:
        while len(_kept) >= KEPT_AT_MOST:
            _kept.pop(next(iter(_kept)), None)
        days: dict[UUID, list[CalendarDay]] = {}
        for day in CalendarDay.objects.order_by("day"):
            days.setdefault(day.calendar_id, []).append(day)
        known = _kept[directory.version] = {
            one.id: working_calendar(one, tuple(days.get(one.id, ())), loaded=_loaded(directory, one))
            for one in Calendar.objects.all()
        }
    return known


def _loaded(directory: Directory, row: Calendar) -> date | None:
    text = directory.settings.get(ANNOUNCED, {}).get(row.code)
    return date.fromisoformat(text) if text else None


def working_calendar(
    row: Calendar, own_days: tuple[CalendarDay, ...], *, loaded: date | None = None
) -> WorkingCalendar:
    """Return a calendar row as the core counts with it: official days first, the organisation's own over them.

    ``loaded``: up to here the organisation entered the notice itself, so nothing is provisional.
    Raises ValueError for a week or a day whose hours cannot be read.
    """
    days: dict[date, Slots] = {}
    why: dict[date, Text] = {}
    announced: date | None = None
    version = str(row.version)
    if row.official == "CN":
        official = cn_office(row.week)
        days, why, announced = dict(official.days), dict(official.why), official.announced_through
        announced = max(announced, loaded) if announced and loaded else announced
        version = f"{official.version}/{row.version}"
    for one in own_days:
        days[one.day] = tuple(Slot.parse(slot) for slot in one.slots.split())
        if one.why_zh or one.why_en:
            why[one.day] = Text(zh=one.why_zh or one.why_en, en=one.why_en or one.why_zh)
    return WorkingCalendar(row.code, ZoneInfo(row.zone), parse_week(row.week), days, why, announced, version=version)


def year_is_announced(year: int) -> bool:
    """Return whether the make-up days of a year are known, so that dues in it are not provisional."""
    return chinese_days(year).announced
