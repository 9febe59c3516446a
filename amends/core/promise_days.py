"""From the words of a time to the moment that they mean, on the calendar of who said it (FR-140).

What nobody says falls to the end: a day without a time ends with its last close, a week with that
of its last working day. Clock times without morning or afternoon are those of working life.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from amends.core.opening_hours import Slot
from amends.core.walks import add_months
from amends.core.working_calendar import WorkingCalendar

DAY = timedelta(days=1)
NOON, AFTERNOON, EVENING = time(12), time(18), time(21)
CLOSE = "close"
"""As a part of the day: whenever business closes."""
LAST_OF_AFTERNOON, LAST_BEFORE_WORK = 6, 8
"""A bare hour up to the first is one of the afternoon: nobody calls back at four in the morning. Up to the
second it is one of the evening where its morning is over."""

MINUTES = {"minute": 1, "quarter": 15, "hour": 60}
LONG_REST = 3
"""So many days of rest in a row are a holiday."""
JUST_GONE = timedelta(days=61)
"""A date without a year that lies no further back was meant as the one that is over."""

HOLIDAYS = {
    "chinese new year": None, "lunar": None, "元旦": (1, 1), "new year": (1, 1), "五一": (5, 1), "劳动": (5, 1),
    "may day": (5, 1), "labour day": (5, 1), "国庆": (10, 1), "十一": (10, 1), "national day": (10, 1),
}  # fmt: skip
"""Holidays on a fixed day (month, day); the others are found on the calendar."""
Part = time | str


@dataclass(frozen=True, slots=True)
class Said:
    """When something was said, and the calendar on which it is counted."""

    at: datetime
    calendar: WorkingCalendar

    @property
    def day(self) -> date:
        """Return the local day on which it was said."""
        return self.calendar.day_of(self.at)

    def close_of(self, day: date) -> datetime:
        """Return the last close of a day; that of a usual day where nobody works on it."""
        if self.calendar.is_working_day(day):
            return self.calendar.closes_on(day)
        usual = next((slots[-1] for slots in self.calendar.week.values() if slots), Slot(time(9), AFTERNOON))
        return self.calendar.end_of(day, usual)

    def at_time(self, day: date, clock: time) -> datetime:
        """Return the moment of a clock time on a day."""
        return self.calendar.at(day, clock)

    def weekday(self, number: int, *, weeks: int | None = None) -> date:
        """Return the next such weekday (Monday is 0), or that of the ISO week so many weeks on."""
        if weeks is None:
            return self.day + DAY * ((number - self.day.weekday() - 1) % 7 + 1)
        return self.day - DAY * self.day.weekday() + DAY * (7 * weeks + number)

    def end_of_week(self, weeks: int) -> datetime:
        """Return the close of the last working day of an ISO week; its Friday's where nobody works in it."""
        return self._last_of(weeks, days=7)

    def before_weekend(self, weeks: int) -> datetime:
        """Return the close of the last working day from Monday to Friday of an ISO week."""
        return self._last_of(weeks, days=5)

    def _last_of(self, weeks: int, *, days: int) -> datetime:
        within = (self.weekday(number, weeks=weeks) for number in reversed(range(days)))
        working = (one for one in within if self.calendar.is_working_day(one))
        return self.close_of(next(working, self.weekday(4, weeks=weeks)))

    def before_next_holiday(self) -> date:
        """Return the last day of the next three or more days in a row on which nobody works; the day itself if none."""
        run = 0
        for ahead in range(1, 120):
            day = self.day + DAY * ahead
            if not self.calendar.is_working_day(day):
                run += 1
            elif run >= LONG_REST:
                return day - DAY
            else:
                run = 0
        return self.day

    def last_before_holiday(self, words: str) -> datetime:
        """Return the close of the last working day before the holiday of these words; before the next long one."""
        fixed = next((on for name, on in HOLIDAYS.items() if name in words.lower()), None)
        first = self.dated(*fixed) if fixed else None
        after = first if first and first > self.day else self.calendar.next_working_day(self.before_next_holiday())
        return self.close_of(self.calendar.add_working_days(after, -1))

    def end_of_month(self, months: int = 0) -> datetime:
        """Return the close on the last calendar day of this month, or of one so many months on."""
        first = add_months(self.day.replace(day=1), months + 1)[0]
        return self.close_of(first - DAY)

    def dated(self, month: int, day: int, year: int | None = None) -> date | None:
        """Return a date, the next such one without a year, the last one if just gone; None where there is none such."""
        try:
            found = date(year or self.day.year, month, day)
            if year or found >= self.day:
                return found
            return date(found.year + 1, month, day) if self.day - found > JUST_GONE else found
        except ValueError:
            return None

    def day_of_month(self, day: int, *, months: int = 0) -> date | None:
        """Return the next such day of a month, or that of the month so many months on."""
        first = add_months(self.day.replace(day=1), months)[0]
        if not months and day < self.day.day:
            first = add_months(first, 1)[0]
        try:
            return first.replace(day=day)
        except ValueError:
            return None


def after_span(said: Said, amount: float, unit: str) -> datetime:
    """Return when so many ``minute``, ``quarter``, ``hour``, ``day``, ``working_day``, ``week`` or ``month`` are over.

    Hours and minutes elapse from the moment; everything longer ends with the close of its last day.
    """
    if unit in MINUTES:
        return (said.at + timedelta(minutes=amount * MINUTES[unit])).astimezone(UTC)
    if unit == "working_day":
        return said.close_of(said.calendar.add_working_days(said.day, max(1, round(amount))))
    if unit == "month":
        return said.close_of(add_months(said.day, max(1, round(amount)))[0])
    if amount < 1:
        return (said.at + timedelta(hours=24 * amount)).astimezone(UTC)
    return said.close_of(said.day + DAY * round(amount * (7 if unit == "week" else 1)))


def on_day(said: Said, day: date, part: Part | None, clock: time | None) -> datetime:
    """Return the moment that a day with a part of the day or a clock time means."""
    if clock is not None:
        return said.at_time(day, as_meant(said, day, clock, part))
    if isinstance(part, time):
        return said.at_time(day, part)
    close = said.close_of(day)
    is_over = day == said.day and close <= said.at and part is None
    return said.at_time(day + DAY, time(0)) if is_over else close  # today, said in the evening, is till midnight


def without_day(said: Said, part: Part | None, clock: time | None) -> datetime:
    """Return the next moment that a part of the day or a clock time means: today's, else tomorrow's."""
    found = on_day(said, said.day, part, clock)
    if found > said.at:
        return found
    if part == CLOSE:
        return said.close_of(said.calendar.next_working_day(said.day))
    return on_day(said, said.day + DAY, part, clock)


def as_meant(said: Said, day: date, clock: time, part: Part | None) -> time:
    """Return a clock time as it is meant: three in the afternoon is 15:00, and so is a bare three."""
    if clock.hour >= 12 or clock.hour == 0:
        return clock
    late = clock.replace(hour=clock.hour + 12)
    if part is None:
        is_over = day == said.day and clock.hour <= LAST_BEFORE_WORK and said.at_time(day, clock) <= said.at
        return late if clock.hour <= LAST_OF_AFTERNOON or is_over else clock
    if part == NOON:
        return late if clock.hour < 3 else clock
    return late if part in (AFTERNOON, EVENING) else clock
