"""Working time: when an organisation is open, and how much open time lies between two moments.

A calendar has any number of slots a day (lunch breaks, shifts, round the clock), a week
pattern, and single days that differ: closed days, make-up working days, half days
(FR-071, FR-072). Moments are aware and answers are UTC; days are days of the calendar's
zone. Slots are compared in UTC because local clock arithmetic is wrong across a change
of daylight-saving time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Self
from zoneinfo import ZoneInfo

from amends.core.opening_hours import END_OF_DAY, Slot, Slots, parse_week
from amends.core.text import Text

__all__ = ["HORIZON_YEARS", "NeverOpen", "Slot", "Slots", "WorkingCalendar", "parse_week"]

HORIZON_YEARS = 30
"""How far a search for open time goes before the calendar is called never open."""

_DAY = timedelta(days=1)
_NONE = timedelta()


class NeverOpen(ValueError):
    """The calendar has too little open time for the question within the horizon."""


@dataclass(frozen=True, slots=True)
class _Year:
    """One local year's slots in UTC, with the open time that has passed before each."""

    opens: tuple[datetime, ...]
    closes: tuple[datetime, ...]
    passed: tuple[timedelta, ...]
    total: timedelta
    days: tuple[date, ...]

    def open_before(self, moment: datetime) -> timedelta:
        i = bisect_right(self.opens, moment) - 1
        return self.passed[i] + min(moment, self.closes[i]) - self.opens[i] if i >= 0 else _NONE


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Opening hours in one zone. ``days`` overrides ``week``; an empty tuple is a closed day.

    ``announced_through`` is the last day for which official holidays are known: dues that
    walk beyond it are provisional. None means that nothing is awaited.
    """

    name: str
    zone: ZoneInfo
    week: Mapping[int, Slots]
    days: Mapping[date, Slots] = field(default_factory=dict)
    why: Mapping[date, Text] = field(default_factory=dict)
    announced_through: date | None = None
    version: str = "1"
    # What was worked out per year; it follows from the fields above, so it is no part of the value.
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for slots in (*self.week.values(), *self.days.values()):
            if any(a.closes == END_OF_DAY or a.closes > b.opens for a, b in pairwise(slots)):
                shown = " ".join(map(str, slots))
                raise ValueError(f"calendar {self.name}: slots overlap or are out of order: {shown}")

    def __hash__(self) -> int:
        return hash((self.name, self.version, self.zone.key))

    @classmethod
    def around_the_clock(cls, zone: ZoneInfo, *, name: str = "around-the-clock") -> Self:
        """Return a calendar that is open every hour of every day."""
        return cls(name, zone, {day: (Slot(time(0), END_OF_DAY),) for day in range(7)})

    # --- days ---------------------------------------------------------------------------

    def slots_on(self, day: date) -> Slots:
        """Return the slots of a local day, earliest first; empty when closed."""
        own = self.days.get(day)
        return self.week.get(day.weekday(), ()) if own is None else own

    def is_working_day(self, day: date) -> bool:
        """Say whether the calendar is open at all on a local day."""
        return bool(self.slots_on(day))

    def opens_on(self, day: date) -> datetime:
        """Return the first opening of a working day; ValueError on a closed day."""
        return self.at(day, self._open_slots(day)[0].opens)

    def closes_on(self, day: date) -> datetime:
        """Return the last closing (close of business) of a working day; ValueError on a closed day."""
        return self.end_of(day, self._open_slots(day)[-1])

    def _open_slots(self, day: date) -> Slots:
        if slots := self.slots_on(day):
            return slots
        raise ValueError(f"calendar {self.name} is closed on {day}")

    def next_working_day(self, day: date) -> date:
        """Return the first working day after a day; NeverOpen when there is none."""
        return self.add_working_days(day, 1)

    def working_day_from(self, day: date) -> date:
        """Return the day itself when it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def add_working_days(self, day: date, days: int) -> date:
        """Return the n-th working day after a day (before it, when negative); zero gives the day itself."""
        if not days:
            return day
        step, left, year = (1 if days > 0 else -1), abs(days), day.year
        for number in self._search(year, step):
            known = self._year(number).days
            beyond = known[bisect_right(known, day) :] if step > 0 else known[: bisect_left(known, day)][::-1]
            if left <= len(beyond):
                return beyond[left - 1]
            left -= len(beyond)
        raise self._never_open(year)

    # --- moments ------------------------------------------------------------------------

    def at(self, day: date, clock: time) -> datetime:
        """Return the UTC moment of a local clock time; a time that the spring change skips moves on with it."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def end_of(self, day: date, slot: Slot) -> datetime:
        """Return the UTC moment at which a day's slot closes."""
        return self.at(day + _DAY if slot.closes == END_OF_DAY else day, slot.closes)

    def local(self, moment: datetime) -> datetime:
        """Return the moment on the calendar's own clock; ValueError for a moment without an offset."""
        if moment.tzinfo is None:
            raise ValueError(f"{moment.isoformat()} has no offset: a moment must say its zone")
        return moment.astimezone(self.zone)

    def day_of(self, moment: datetime) -> date:
        """Return the local day of a moment."""
        return self.local(moment).date()

    def is_open(self, moment: datetime) -> bool:
        """Say whether the calendar is open; a slot includes its opening and excludes its closing."""
        year = self._year(self.local(moment).year)
        i = bisect_right(year.opens, moment) - 1
        return i >= 0 and moment < year.closes[i]

    def next_opening(self, moment: datetime) -> datetime:
        """Return the moment itself while open, else the next opening; NeverOpen when there is none."""
        if self.is_open(moment):
            return moment.astimezone(UTC)
        first = self.local(moment).year
        for number in self._search(first, 1):
            year = self._year(number)
            i = bisect_left(year.opens, moment)
            if i < len(year.opens):
                return year.opens[i]
        raise self._never_open(first)

    def last_close_before(self, moment: datetime) -> datetime:
        """Return the latest closing at or before a moment; NeverOpen when there is none."""
        first = self.local(moment).year
        for number in self._search(first, -1):
            closes = self._year(number).closes
            i = bisect_right(closes, moment)
            if i:
                return closes[i - 1]
        raise self._never_open(first)

    # --- open time ----------------------------------------------------------------------

    def add(self, start: datetime, working: timedelta) -> datetime:
        """Return the first moment by which so much open time has passed since ``start``.

        FR-071: Mon–Fri 09–12, 13–18: Friday 15:00 + 8 wh = Monday 15:00.
        """
        first = self.local(start).year
        if working <= _NONE:
            return self.subtract(start, -working) if working else start.astimezone(UTC)
        target = self._year(first).open_before(start) + working
        for number in self._search(first, 1):
            year = self._year(number)
            if target <= year.total:
                i = bisect_left(year.passed, target) - 1
                return year.opens[i] + (target - year.passed[i])
            target -= year.total
        raise self._never_open(first)

    def subtract(self, end: datetime, working: timedelta) -> datetime:
        """Return the last moment from which so much open time remains until ``end``."""
        first = self.local(end).year
        if working <= _NONE:
            return self.add(end, -working) if working else end.astimezone(UTC)
        target = self._year(first).open_before(end) - working
        for number in self._search(first, -1):
            year = self._year(number)
            target += year.total if number < first else _NONE
            if target >= _NONE:
                i = bisect_right(year.passed, target) - 1
                return year.opens[i] + (target - year.passed[i])
        raise self._never_open(first)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the open time from ``start`` to ``end``; zero when ``end`` is not later."""
        first, last = self.local(start).year, self.local(end).year
        if end <= start:
            return _NONE
        earlier = sum((self._year(number).total for number in range(first, last)), _NONE)
        return earlier + self._year(last).open_before(end) - self._year(first).open_before(start)

    # --- years --------------------------------------------------------------------------

    def _search(self, first: int, step: int) -> range:
        if any(self.week.values()):
            return range(first, min(max(first + step * (HORIZON_YEARS + 1), 1), 9999), step)
        single = [day.year for day, slots in self.days.items() if slots] or [first - step]
        return range(first, (max(single) if step > 0 else min(single)) + step, step)

    def _never_open(self, year: int) -> NeverOpen:
        return NeverOpen(f"calendar {self.name} has no such open time within {HORIZON_YEARS} years of {year}")

    def _year(self, number: int) -> _Year:
        known = self._years.get(number)
        if known is None:
            known = self._years[number] = self._work_out(number)
        return known

    def _work_out(self, number: int) -> _Year:
        first = date(number, 1, 1)
        days = [first + _DAY * n for n in range((date(number, 12, 31) - first).days + 1)]
        opens: list[datetime] = []
        closes: list[datetime] = []
        passed: list[timedelta] = []
        total = _NONE
        for day, slot in ((open_day, slot) for open_day in days for slot in self.slots_on(open_day)):
            # A slot that lies in the hour which the spring change skips is empty or shorter.
            start = max(self.at(day, slot.opens), closes[-1]) if closes else self.at(day, slot.opens)
            end = self.end_of(day, slot)
            if end > start:
                opens.append(start)
                closes.append(end)
                passed.append(total)
                total += end - start
        working = tuple(day for day in days if self.slots_on(day))
        return _Year(tuple(opens), tuple(closes), tuple(passed), total, working)
