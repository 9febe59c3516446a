"""Calendars as the organisation keeps them: week, own days, and the notice of a year's make-up days.

Every change gives the calendar a new version, so each due names what it was counted with;
who changes one lets open dues be counted again afterwards (FR-084, FR-087).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amends.core.opening_hours import Slot, parse_week
from amends.people.models import Calendar, CalendarDay, Organisation
from amends.people.staff import check_admin, note, refused
from amends.people.viewer import Viewer
from amends.regulations.calendars import ANNOUNCED, year_is_announced

CLOSED = ("closed", "休", "休息", "放假")


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One day of a notice: hours, none where it is closed, and why."""

    day: date
    slots: str
    why: str


def calendar_of(key: UUID) -> Calendar | None:
    """Return a calendar of the current organisation, or None."""
    return Calendar.objects.filter(pk=key).first()


def days_of(calendar: Calendar, *, since: date) -> tuple[CalendarDay, ...]:
    """Return the calendar's own days from a day on."""
    return tuple(CalendarDay.objects.filter(calendar=calendar, day__gte=since).order_by("day"))


def unannounced(calendar: Calendar, settings: Mapping[str, Any], *, today: date) -> tuple[int, ...]:
    """Return this and the next year as far as their make-up days are neither announced nor loaded (FR-084)."""
    loaded = str(settings.get(ANNOUNCED, {}).get(calendar.code, ""))
    years = (today.year, today.year + 1)
    if calendar.official != "CN":
        return ()
    return tuple(year for year in years if not year_is_announced(year) and f"{year}-12-31" > loaded)


def change_week(viewer: Viewer, calendar: Calendar, values: Mapping[str, Any], *, at: datetime) -> None:
    """Change names, zone and week. Raises Refused naming the field, NotAdmin."""
    check_admin(viewer)
    week, zone = str(values.get("week", "")).strip(), str(values.get("zone", "")).strip()
    try:
        parse_week(week)
    except ValueError:
        sample = "mon-fri 09:00-12:00 13:00-18:00, sat 09:00-12:00"
        raise refused("week", zh=f"写法如 {sample}", en=f"Write it as {sample}") from None
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise refused("zone", zh="没有这个时区，例如 Asia/Shanghai", en="No such zone; one is Asia/Shanghai") from None
    calendar.week, calendar.zone = week, zone
    calendar.name_zh, calendar.name_en = str(values["name_zh"]).strip(), str(values["name_en"]).strip()
    calendar.official = str(values.get("official", ""))
    _changed(viewer, calendar, at=at, did="week")


def add_calendar(viewer: Viewer, values: Mapping[str, Any], *, at: datetime) -> Calendar:
    """Return a new calendar. Raises Refused naming the field, NotAdmin."""
    check_admin(viewer)
    code = str(values.get("code", "")).strip().lower()
    if not code.replace("-", "").replace("_", "").isalnum() or not code.isascii() or len(code) > 40:
        raise refused("code", zh="代码用小写字母、数字和连字符", en="A code is small letters, digits and hyphens")
    if Calendar.objects.filter(code=code).exists():
        raise refused("code", zh="这个代码已被使用", en="This code is taken")
    calendar = Calendar(org_id=viewer.org, code=code, version=0)
    change_week(viewer, calendar, values, at=at)
    return calendar


def set_day(viewer: Viewer, calendar: Calendar, own: OwnDay, *, at: datetime) -> None:
    """Set one day: its hours, or closed. Raises Refused naming the field, NotAdmin."""
    check_admin(viewer)
    _put(calendar, own)
    _changed(viewer, calendar, at=at, did="day", day=own.day.isoformat())


def forget_day(viewer: Viewer, calendar: Calendar, key: UUID, *, at: datetime) -> None:
    """Let a day follow the week and the official year again. Raises NotAdmin."""
    check_admin(viewer)
    CalendarDay.objects.filter(pk=key, calendar=calendar).delete()
    _changed(viewer, calendar, at=at, did="day forgotten")


def load_notice(viewer: Viewer, calendar: Calendar, *, year: int, text: str, at: datetime) -> int:
    """Set the days of a year's notice, one a line, and take the year as announced; return how many days.

    A line: ``2027-02-14 09:00-12:00 13:00-18:00 make-up day``, or ``2027-02-17 closed Spring Festival``.
    Raises Refused naming the first line that cannot be read, NotAdmin; then no day is set.
    """
    check_admin(viewer)
    days = [_line(nth, line, year=year) for nth, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not days:
        raise refused("notice", zh="没有读到任何一天", en="No day was read")
    for own in days:
        _put(calendar, own)
    _announce(viewer, calendar, year)
    _changed(viewer, calendar, at=at, did="notice", year=year, days=len(days))
    return len(days)


def _line(nth: int, line: str, *, year: int) -> OwnDay:
    first, *rest = line.split()
    try:
        day = date.fromisoformat(first)
        if day.year != year or not rest:
            raise ValueError(line)
        if rest[0].lower() in CLOSED:
            return OwnDay(day, "", " ".join(rest[1:]))
        slots = [one for one in rest if "-" in one and one[:1].isdigit()]
        for one in slots:
            Slot.parse(one)
        if not slots:
            raise ValueError(line)
        return OwnDay(day, " ".join(slots), " ".join(rest[len(slots) :]))
    except ValueError:
        shown = line.strip()[:60]
        raise refused("notice", zh=f"第 {nth} 行读不懂：{shown}", en=f"Line {nth} cannot be read: {shown}") from None


def _put(calendar: Calendar, own: OwnDay) -> None:
    try:
        slots = " ".join(str(Slot.parse(one)) for one in own.slots.split())
    except ValueError:
        zh, en = "写法如 09:00-12:00 13:00-18:00；留空为休息", "Write it as 09:00-12:00 13:00-18:00; empty: closed"
        raise refused("slots", zh=zh, en=en) from None
    values = {"org_id": calendar.org_id, "slots": slots, "why_zh": own.why, "why_en": own.why}
    CalendarDay.objects.update_or_create(calendar=calendar, day=own.day, defaults=values)


def _announce(viewer: Viewer, calendar: Calendar, year: int) -> None:
    org = Organisation.objects.select_for_update().get(pk=viewer.org)
    known = dict(org.settings.get(ANNOUNCED, {}))
    known[calendar.code] = max(f"{year}-12-31", str(known.get(calendar.code, "")))
    org.settings = {**org.settings, ANNOUNCED: known}
    org.save(update_fields=["settings"])


def _changed(viewer: Viewer, calendar: Calendar, *, at: datetime, did: str, **detail: Any) -> None:
    calendar.version += 1
    calendar.save()
    note(viewer, at=at, about=f"calendar:{calendar.code}", did=did, **detail)
