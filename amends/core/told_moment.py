"""When the first employee was told, as facts: the day of the week, what kind of day it was, the time of day.

They follow from the moment and from the calendar of the rules, so nobody fills them in and they never change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import cache

from amends.core.calendar_words import read_calendar
from amends.core.vocabulary import WEEKDAYS
from amends.core.working_calendar import WorkingCalendar

EVENT = "told"
"""The first of all events of a case (FR-021), so a case is graded once, with these facts."""
WEEKDAY, DAY, TIME = "told_weekday", "told_day", "told_time"
TOLD_FACTS = frozenset({WEEKDAY, DAY, TIME})
SEARCHED = 800
"""So many days back a day of some kind is looked for: any that a calendar has comes round within two years."""
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def told_fact(name: str, instants: Mapping[str, datetime], calendar: WorkingCalendar) -> str | None:
    """Return a fact of the moment at which the case was told; None: nobody was told yet."""
    told = instants.get(EVENT)
    return None if told is None else said_of(calendar.local(told), calendar)[name]


def said_of(local: datetime, calendar: WorkingCalendar) -> dict[str, str]:
    """Return what the facts say of a moment on the calendar's own clock.

    A closed day that the calendar names by its date is a holiday, one of its week a rest day: a make-up Sunday works.
    """
    day = local.date()
    closed = "holiday" if day in calendar.days else "rest_day"
    kind = "working_day" if calendar.is_working_day(day) else closed
    return {WEEKDAY: WEEKDAYS[day.weekday()], DAY: kind, TIME: f"{local:%H:%M}"}


def is_clock(value: object) -> bool:
    """Return whether a value is a time of day as rules write it: ``"07:30"``, two figures each."""
    return isinstance(value, str) and _CLOCK.fullmatch(value) is not None


def minutes_of(value: str) -> int:
    """Return the minutes since midnight of a time of day."""
    return int(value[:2]) * 60 + int(value[3:])


def clock_of(minutes: int) -> str:
    """Return the time of day so many minutes after midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


@cache
def days_of(calendar: str) -> frozenset[tuple[str, str]]:
    """Return which days of the week are of which kind on a named calendar; nothing for a name that is none."""
    try:
        known = read_calendar(calendar)
    except ValueError:
        return frozenset()
    start = datetime(2025, 1, 1, tzinfo=known.zone)
    days = (said_of(start + timedelta(days=nth), known) for nth in range(2 * 365))
    return frozenset((one[WEEKDAY], one[DAY]) for one in days)


def moment_like(wanted: Mapping[str, str], at: datetime, calendar: WorkingCalendar) -> datetime | None:
    """Return the last moment up to the day of ``at`` of which the facts are as wanted; None: the calendar has none."""
    for local in _days_back(calendar.local(at), wanted.get(TIME), calendar):
        said = said_of(local, calendar)
        if all(said[name] == value for name, value in wanted.items()):
            return local
    return None


def _days_back(local: datetime, clock: str | None, calendar: WorkingCalendar) -> Iterator[datetime]:
    at = time(*divmod(minutes_of(clock), 60)) if clock else local.time()
    for nth in range(SEARCHED):
        yield calendar.local(calendar.at(local.date() - timedelta(days=nth), at))
