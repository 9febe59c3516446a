"""Due times that the calendar fixes: 17:00 daily, every Friday, the 25th of the month (FR-070)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import lru_cache

from amends.core.counting import DEFAULT, Counting, Due, Ends, Proof, Step
from amends.core.noted import of_moments
from amends.core.opening_hours import WEEKDAYS
from amends.core.rungs import moved
from amends.core.span import Span
from amends.core.text import Text
from amends.core.walks import ONE_DAY, add_months, conclude, day_ends, from_closed
from amends.core.working_calendar import WorkingCalendar

_DUE = Text(zh="到期", en="due")


@of_moments
def next_time_of_day(
    after: datetime,
    clock: time | str,
    *,
    calendar: WorkingCalendar,
    counting: Counting = DEFAULT,
    first_after: Span | None = None,
) -> Due:
    """Return the next such hour (C05), at least ``first_after`` away and later than ``after``.

    Closed days have it too, unless the counting moves a closed last day to the next open
    day. Raises ValueError for a text that is no time of day.
    """
    hour = time.fromisoformat(clock) if isinstance(clock, str) else clock
    ready = moved(after, first_after, 1, calendar=calendar) if first_after else after
    day = calendar.day_of(after)
    while (at := calendar.at(day, hour)) < ready or at <= after:
        day += ONE_DAY
    last, moved_by = from_closed(day, calendar, counting)
    return _recurring(after, calendar.at(last, hour), _daily(hour), moved_by, calendar, counting)


@lru_cache(maxsize=1024)
def _daily(hour: time) -> Text:
    return Text(zh=f"每日 {hour:%H:%M}", en=f"daily at {hour:%H:%M}")


@of_moments
def next_day_of_month(
    after: datetime,
    day: int,
    *,
    calendar: WorkingCalendar,
    counting: Counting = DEFAULT,
    ends: Ends | None = None,
    months: tuple[int, ...] = (),
) -> Due:
    """Return the end of the next such day of the month (C08); the 31st of a short month is its last day.

    ``months``: only in these (a half-yearly return), 1 to 12; empty: in every month.
    """
    if not 1 <= day <= 31:
        raise ValueError(f"{day} is no day of a month")
    title = Text(zh=f"每月 {day} 日", en=f"day {day} of each month")
    if months:
        named = ", ".join(map(str, months))
        title = Text(zh=f"{named.replace(', ', '、')} 月的 {day} 日", en=f"day {day} of months {named}")
    days = (one for one in _month_days(calendar.day_of(after), day) if not months or one.month in months)
    return _next(after, days, title, calendar, counting, ends)


@of_moments
def next_weekday(
    after: datetime,
    weekday: str,
    *,
    calendar: WorkingCalendar,
    counting: Counting = DEFAULT,
    ends: Ends | None = None,
) -> Due:
    """Return the end of the next such weekday (C35), named ``mon`` to ``sun``; ValueError otherwise."""
    if weekday not in WEEKDAYS:
        raise ValueError(f"{weekday!r} is no weekday: expected one of {', '.join(WEEKDAYS)}")
    number = WEEKDAYS.index(weekday)
    title = Text(zh=f"每周{'一二三四五六日'[number]}", en=f"each {weekday.capitalize()}")
    return _next(after, _weekdays(calendar.day_of(after), number), title, calendar, counting, ends)


def _month_days(today: date, day: int) -> Iterator[date]:
    month, _ = add_months(today.replace(day=1), -1)  # last month's day may have moved past today
    while True:
        last = add_months(month, 1)[0] - ONE_DAY
        yield month.replace(day=min(day, last.day))
        month = last + ONE_DAY


def _weekdays(today: date, number: int) -> Iterator[date]:
    # The last such day may have moved past today; earlier ones then moved to the same open day.
    day = today + ONE_DAY * (number - today.weekday() - 7)
    while True:
        yield day
        day += ONE_DAY * 7


def _next(
    after: datetime, days: Iterator[date], title: Text, calendar: WorkingCalendar, counting: Counting, ends: Ends | None
) -> Due:
    how = ends or counting.days_end
    for day in days:
        last, moved_by = from_closed(day, calendar, counting)
        at, _ = day_ends(last, calendar, how)
        if at > after:
            return _recurring(after, at, title, moved_by, calendar, counting, uses=how == "close_of_business")
    raise AssertionError("the days never end")


def _recurring(
    after: datetime,
    at: datetime,
    title: Text,
    moved_by: Proof,
    calendar: WorkingCalendar,
    counting: Counting,
    *,
    uses: bool = False,
) -> Due:
    def proof() -> list[Step]:
        start = Step("start", title, calendar.day_of(after), at=after.astimezone(UTC))
        return [start, *moved_by(), Step("end", _DUE, calendar.day_of(at), at=at)]

    leans = uses or counting.last_day_closed == "next_open_day"
    return conclude(at, after, proof, calendar, leans=leans)
