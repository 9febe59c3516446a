"""The walks from a start to the last day or hour of a span, noting each day counted or skipped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from amends.core.counting import Counting, Due, Ends, Proof, Step
from amends.core.span import Span, Unit
from amends.core.text import Text
from amends.core.working_calendar import WorkingCalendar

ONE_DAY = timedelta(days=1)
LAST_SECOND = time(23, 59, 59)
REST_DAY = Text(zh="休息日，不计", en="day of rest, not counted")
_FIRST_DAY = Text(zh="起算当日，不计", en="day of the start, not counted")
_AT_CLOSE = Text(zh="到期（下班时）", en="due at close of business")
_AT_END = Text(zh="到期（当日结束）", en="due at the end of the day")
_INTO_HOURS = Text(zh="同一时刻不在营业时间内，取营业时间", en="the same time of day is outside opening hours")


class Walk(NamedTuple):
    """Where a walk over days ends, and the proof of it."""

    last: date
    proof: Proof


def no_steps() -> tuple[Step, ...]:
    """Return that nothing was walked."""
    return ()


def hours(start: datetime, span: Span, calendar: WorkingCalendar) -> tuple[datetime, Proof]:
    """Return the moment after an elapsed span: nights and days of rest count (FR-075)."""
    end = start.astimezone(UTC) + span.length

    def proof() -> list[Step]:
        return [Step("count", _elapsed(span), calendar.day_of(start), calendar.day_of(end), amount=span.length)]

    return end, proof


@lru_cache(maxsize=1024)
def _elapsed(span: Span) -> Text:
    return Text(
        zh=f"连续计 {span.text('zh')}，夜间和休息日照计",
        en=f"{span.text('en')} elapsed, nights and days of rest included",
    )


def working_hours(start: datetime, span: Span, calendar: WorkingCalendar) -> tuple[datetime, Proof]:
    """Return the moment after so much open time (FR-071); its proof has a step for each day and each break."""
    end = calendar.add(start, span.length)

    def proof() -> Iterator[Step]:
        day = calendar.day_of(start)
        while day <= calendar.day_of(end):
            yield from _open_stretches(day, start, end, calendar)
            day += ONE_DAY

    return end, proof


def _open_stretches(day: date, start: datetime, end: datetime, calendar: WorkingCalendar) -> Iterator[Step]:
    all_day = [(calendar.at(day, slot.opens), calendar.end_of(day, slot)) for slot in calendar.slots_on(day)]
    cut = [(max(opens, start), min(closes, end)) for opens, closes in all_day]
    parts = [(since, until) for since, until in cut if since < until]
    if not parts:
        says = Text(zh="已下班，不计", en="after closing, not counted") if all_day else reason(day, calendar)
        if not all_day or start >= all_day[-1][1]:
            yield Step("skip", says, day, plain=True)
        return
    amount = sum((until - since for since, until in parts), timedelta())
    since, until = (f"{calendar.local(moment):%H:%M}" for moment in (parts[0][0], parts[-1][1]))
    figure = hours_and_minutes(amount)
    says = Text(zh=f"{since}–{until} 计 {figure.zh}", en=f"{since}–{until} counts {figure.en}")
    whole = len(parts) == len(all_day) and parts[0][0] == all_day[0][0] and parts[-1][1] == all_day[-1][1]
    yield Step("count", says, day, amount=amount, plain=whole)
    for (_, stops), (resumes, _) in pairwise(parts):
        if stops == resumes:
            continue
        clock = f"{calendar.local(stops):%H:%M}–{calendar.local(resumes):%H:%M}"
        yield Step("lunch", Text(zh=f"{clock} 间歇，不计", en=f"{clock} break, not counted"), day, plain=whole)


def hours_and_minutes(amount: timedelta) -> Text:
    """Return an amount of open time as hours, minutes and, where there are any, seconds."""
    minutes, seconds = divmod(round(amount.total_seconds()), 60)
    figures = zip((minutes // 60, minutes % 60, seconds), ("小时", "分钟", "秒"), ("h", "min", "s"), strict=True)
    shown = [(figure, zh, en) for figure, zh, en in figures if figure] or [(0, "分钟", "min")]
    return Text(zh=" ".join(f"{n} {zh}" for n, zh, _ in shown), en=" ".join(f"{n} {en}" for n, _, en in shown))


def working_days(start: datetime, days: int, calendar: WorkingCalendar, counting: Counting) -> Walk:
    """Return the n-th working day (FR-072 to FR-074, FR-081).

    With ``opening_day`` the start's own day is day one if some of its hours are left.
    """
    first = calendar.day_of(start)
    counts = counting.day_one == "opening_day" and calendar.is_working_day(first) and calendar.closes_on(first) > start
    last = calendar.add_working_days(first, days - counts)
    return Walk(last, lambda: _each_day(first, last, calendar, counts_first=counts))


def _each_day(first: date, last: date, calendar: WorkingCalendar, *, counts_first: bool) -> Iterator[Step]:
    if not counts_first:
        yield _day_of_start(first, calendar)
    number, day = 0, first if counts_first else first + ONE_DAY
    while day <= last:
        number += calendar.is_working_day(day)
        yield _working_day(day, number, calendar)
        day += ONE_DAY


def _day_of_start(day: date, calendar: WorkingCalendar) -> Step:
    return Step("skip", _FIRST_DAY if calendar.is_working_day(day) else reason(day, calendar), day)


def _working_day(day: date, number: int, calendar: WorkingCalendar) -> Step:
    if not calendar.is_working_day(day):
        return Step("skip", reason(day, calendar), day, plain=True)
    why = calendar.why.get(day)
    return Step("count", _numbered(number, why), day, number=number, plain=why is None)


@lru_cache(maxsize=1024)
def _numbered(number: int, why: Text | None) -> Text:
    return Text(
        zh=f"第 {number} 个工作日" + (f"（{why.zh}）" if why else ""),
        en=f"working day {number}" + (f" ({why.en})" if why else ""),
    )


def reason(day: date, calendar: WorkingCalendar) -> Text:
    """Return why a closed day is not counted: the holiday's name, or that it is a day of rest."""
    why = calendar.why.get(day)
    return _not_counted(why) if why else REST_DAY


@lru_cache(maxsize=1024)
def _not_counted(why: Text) -> Text:
    return Text(zh=f"{why.zh}，不计", en=f"{why.en}, not counted")


def calendar_days(start: datetime, span: Span, calendar: WorkingCalendar, counting: Counting) -> Walk:
    """Return the last day of days, weeks, months or years; a short month ends it on its last day (FR-084)."""
    first = calendar.day_of(start)
    own_day = counting.day_one == "opening_day"
    if span.unit in (Unit.D, Unit.WK):
        last, clamped = first + ONE_DAY * (span.whole * (7 if span.unit is Unit.WK else 1) - own_day), False
    else:
        last, clamped = add_months(first, span.whole * (12 if span.unit is Unit.Y else 1))
        # The day before the same date ends the month, unless that date is missing and its last day already does.
        last -= ONE_DAY * (own_day and not clamped)
    return Walk(last, lambda: _whole_span(span, first, last, own_day=own_day, clamped=clamped))


def _whole_span(span: Span, first: date, last: date, *, own_day: bool, clamped: bool) -> Iterator[Step]:
    says = Text(
        zh=f"计 {span.text('zh')}，{'含' if own_day else '不含'}起算当日",
        en=f"{span.text('en')}, the day of the start {'included' if own_day else 'not counted'}",
    )
    yield Step("count", says, first if own_day else first + ONE_DAY, last)
    if clamped:
        says = Text(zh=f"当月没有 {first.day} 日，取月末", en=f"no day {first.day} in this month: its last day")
        yield Step("clamp", says, last)


def add_months(day: date, months: int) -> tuple[date, bool]:
    """Return the same date so many months on, and whether a short month moved it to its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY
    return first.replace(day=min(day.day, last.day)), day.day > last.day


def from_closed(last: date, calendar: WorkingCalendar, counting: Counting) -> Walk:
    """Return the day on which a closed last day lands: itself, or the next open day when so counted."""
    if counting.last_day_closed == "stays" or calendar.is_working_day(last):
        return Walk(last, no_steps)

    def proof() -> list[Step]:
        why = calendar.why.get(last) or Text(zh="休息日", en="day of rest")
        says = Text(zh=f"末日为{why.zh}，顺延到下一开放日", en=f"the last day is closed ({why.en}): next open day")
        return [Step("moved", says, last)]

    return Walk(calendar.next_working_day(last), proof)


def day_ends(day: date, calendar: WorkingCalendar, ends: Ends) -> tuple[datetime, Text]:
    """Return when a day ends and why; a day without business ends at its last second, as does one open to 24:00."""
    last_second = calendar.at(day, LAST_SECOND)
    if ends == "close_of_business" and calendar.is_working_day(day):
        closes = min(calendar.closes_on(day), last_second)
        return closes, _AT_CLOSE
    return last_second, _AT_END


def same_time(begin: datetime, last: date, calendar: WorkingCalendar, *, into_hours: bool) -> tuple[datetime, Proof]:
    """Return the start's time of day on the last day, moved ``into_hours`` of a working day if so asked."""
    at = calendar.at(last, calendar.local(begin).time())
    if not into_hours or not calendar.is_working_day(last):
        return at, no_steps
    inside = max(calendar.opens_on(last), min(calendar.closes_on(last), at))
    return inside, no_steps if inside == at else lambda: [Step("clamp", _INTO_HOURS, last, at=inside)]


def conclude(at: datetime, start: datetime, proof: Proof, calendar: WorkingCalendar, *, leans: bool) -> Due:
    """Return the due time; ``leans`` says that it depends on which days are open, so it may be provisional."""
    known = calendar.announced_through
    provisional = leans and known is not None and calendar.day_of(at) > known
    name = f"{calendar.name} {calendar.version}"
    return Due(at, start.astimezone(UTC), proof, provisional, calendar.zone, name)
