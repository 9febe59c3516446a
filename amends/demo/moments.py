"""When things happened in the demonstration, counted from its first start: any hour of any day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from amends.core.span import Span
from amends.core.working_calendar import WorkingCalendar

_DAY_AND_HOUR = re.compile(r"(\d+)d (\d\d):(\d\d)")
MORNING, EVENING = time(9), time(20)
"""A time that is agreed or set lies between these; nobody visits at night."""


@dataclass(frozen=True, slots=True)
class Moments:
    """The clock of one organisation. ``always_there``: somebody answers at any hour, as at a front desk."""

    now: datetime
    calendar: WorkingCalendar
    always_there: bool

    def began(self, days: int | str, clock: str) -> datetime:
        """Return a moment before now: ``-2 h`` ago, or at an hour so many days (``w3``: working days) ago.

        Where nobody is there at night, ``-2 h`` counts from the last closing and other days are working days.
        """
        if clock.startswith("-"):
            return self._last_there() - Span.parse(clock[1:]).length
        return datetime.combine(self._day(days), time.fromisoformat(clock), self.calendar.zone)

    def later(self, at: datetime, text: str) -> datetime:
        """Return a moment so long after another (``25 min``), or days later at an hour (``1d 09:30``)."""
        if text.startswith("now "):
            return self._soon(Span.parse(text[4:]).length)
        if found := _DAY_AND_HOUR.fullmatch(text):
            days, hour, minute = map(int, found.groups())
            day = self.calendar.day_of(at) + timedelta(days=days)
            day = day if self.always_there else self.calendar.working_day_from(day)
            return max(at, datetime.combine(day, time(hour, minute), self.calendar.zone))
        return at + Span.parse(text).length

    def _last_there(self) -> datetime:
        if self.always_there or self.calendar.is_open(self.now):
            return self.now
        return self.calendar.last_close_before(self.now)

    def _day(self, days: int | str) -> date:
        if isinstance(days, str):  # from the day on which somebody can act: what falls due then is still ahead
            first = self.calendar.day_of(self.calendar.next_opening(self.now))
            return self.calendar.add_working_days(first, -int(days.removeprefix("w")))
        day = self.calendar.day_of(self._last_there()) - timedelta(days=days)
        while not (self.always_there or self.calendar.is_working_day(day)):
            day -= timedelta(days=1)
        return day

    def _soon(self, span: timedelta) -> datetime:
        """Return now and so much, by day: what would lie in the night lies in the morning after it."""
        at = self.calendar.local(self.now + span).replace(second=0, microsecond=0)
        if MORNING <= at.time() < EVENING:
            return at
        day = at.date() + timedelta(days=at.time() >= EVENING)
        return datetime.combine(day, MORNING, self.calendar.zone) + span / 12
