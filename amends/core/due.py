"""When is it due, and why: a pure function of start, span, calendar and counting.

Every answer carries its derivation, which ``explain`` prints. Fixed hours and days
(17:00 daily, the 25th) come from ``recurring`` and are handed on here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

from amends.core.counting import DEFAULT, Counting, Due, Ends, Proof, Step
from amends.core.derivation import explain, left
from amends.core.noted import of_moments
from amends.core.recurring import next_day_of_month, next_time_of_day, next_weekday
from amends.core.rungs import offset, rung, share
from amends.core.span import SECONDS, Span, Unit
from amends.core.text import Text
from amends.core.walks import (
    calendar_days,
    conclude,
    day_ends,
    from_closed,
    hours,
    hours_and_minutes,
    no_steps,
    same_time,
    working_days,
    working_hours,
)
from amends.core.working_calendar import WorkingCalendar

__all__ = [
    "Counting", "Due", "Ends", "Step", "age_reached", "at_once", "due_after", "explain", "fixed", "late",
    "left",
    "next_day_of_month", "next_time_of_day", "next_weekday", "offset", "paused", "rung", "same_day", "share",
]  # fmt: skip

ONE_SECOND = timedelta(seconds=1)
_DUE = Text(zh="到期", en="due")
_AT_TIME = Text(zh="到期（同一时刻）", en="due at the same time of day")
_SAME_DAY = Text(zh="当日内", en="the same day")
_FROM_OPENING = Text(zh="收到时未营业，从开门起算", en="received when closed: counted from this opening")


@of_moments
def due_after(
    start: datetime, span: Span, *, calendar: WorkingCalendar, counting: Counting = DEFAULT, ends: Ends | None = None
) -> Due:
    """Return when a span from ``start`` is over (FR-070 to FR-084).

    ``ends`` says how the last day ends, over the counting. Raises ValueError for a start
    without an offset or ``ends`` on hours, NeverOpen when the calendar has not enough open time.
    """
    begin, began = _begin(start, span, calendar, counting)
    if span.unit in SECONDS:
        if ends:
            raise ValueError(f"{span}: only days, weeks, months and years have a last day to end ({ends})")
        at, walked = _in_time(begin, span, calendar)
    else:
        at, walked = _last_day(begin, span, calendar, counting, ends)
    leans = span.unit in (Unit.WD, Unit.WH) or begin != start
    leans = leans or (span.unit not in SECONDS and _asks_calendar(span, counting, ends))
    return conclude(at, start, lambda: (*began(), *walked()), calendar, leans=leans)


@lru_cache(maxsize=1024)
def _start_of(span: Span) -> Text:
    return Text(zh=f"起算，{span.text('zh')}", en=f"start, {span.text('en')}")


def _begin(
    start: datetime, span: Span, calendar: WorkingCalendar, counting: Counting, *, says: Text | None = None
) -> tuple[datetime, Proof]:
    def proof() -> list[Step]:
        return [Step("start", says or _start_of(span), calendar.day_of(start), at=start.astimezone(UTC))]

    if counting.received_when_closed == "as_is" or calendar.is_open(start):
        return start.astimezone(UTC), proof
    opening = calendar.next_opening(start)
    return opening, lambda: [*proof(), Step("moved", _FROM_OPENING, calendar.day_of(opening), at=opening)]


def _in_time(begin: datetime, span: Span, calendar: WorkingCalendar) -> tuple[datetime, Proof]:
    at, walked = (working_hours if span.unit is Unit.WH else hours)(begin, span, calendar)
    return at, lambda: (*walked(), Step("end", _DUE, calendar.day_of(at), at=at))


def _last_day(
    begin: datetime, span: Span, calendar: WorkingCalendar, counting: Counting, ends: Ends | None
) -> tuple[datetime, Proof]:
    if not span.amount:
        return begin, lambda: [Step("end", _DUE, calendar.day_of(begin), at=begin)]
    if span.unit is Unit.WD:
        last, walked = working_days(begin, span.whole, calendar, counting)
        moved: Proof = no_steps
    else:
        last, walked = calendar_days(begin, span, calendar, counting)
        last, moved = from_closed(last, calendar, counting)
    how = _ends(span, counting, ends)
    if how != "same_time":
        at, says = day_ends(last, calendar, how)
        return at, lambda: (*walked(), *moved(), Step("end", says, last, at=at))
    at, clamp = same_time(begin, last, calendar, into_hours=span.unit is Unit.WD)
    return at, lambda: (*walked(), *moved(), *clamp(), Step("end", _AT_TIME, last, at=at))


def _ends(span: Span, counting: Counting, ends: Ends | None) -> Ends:
    how = ends or (counting.working_days_end if span.unit is Unit.WD else counting.days_end)
    if how == "same_time" and counting.day_one == "opening_day":
        # A day that counts whole cannot end at the hour at which it began.
        return "close_of_business" if span.unit is Unit.WD else "end_of_day"
    return how


def _asks_calendar(span: Span, counting: Counting, ends: Ends | None) -> bool:
    return counting.last_day_closed == "next_open_day" or _ends(span, counting, ends) == "close_of_business"


@of_moments
def at_once(start: datetime, grace: Span, *, calendar: WorkingCalendar) -> Due:
    """Return the due time of a duty "at once": the start and the pack's grace (C19, C46)."""
    if grace.unit not in SECONDS or grace.unit is Unit.WH:
        raise ValueError(f"at once means seconds, minutes or hours, not {grace}")
    at = start.astimezone(UTC) + grace.length

    def proof() -> list[Step]:
        says = Text(zh=f"立即，即 {grace.text('zh')}内", en=f"at once: within {grace.text('en')}")
        return _from_to(start, at, calendar, says)

    return conclude(at, start, proof, calendar, leans=False)


def _from_to(start: datetime, at: datetime, calendar: WorkingCalendar, says: Text) -> list[Step]:
    begin = Step("start", says, calendar.day_of(start), at=start.astimezone(UTC))
    return [begin, Step("end", _DUE, calendar.day_of(at), at=at)]


@of_moments
def same_day(
    start: datetime,
    *,
    calendar: WorkingCalendar,
    until: Ends | time = "end_of_day",
    counting: Counting = DEFAULT,
) -> Due:
    """Return the end of the start's own day (C06, C37).

    When business has closed, or the hour has passed, the day's last second is left. A
    start outside opening hours counts as the next opening if the counting says so.
    """
    begin, began = _begin(start, Span(1, Unit.D), calendar, counting, says=_SAME_DAY)
    day = calendar.day_of(begin)
    at, why = day_ends(day, calendar, "close_of_business" if until == "close_of_business" else "end_of_day")
    if isinstance(until, time):
        at, why = calendar.at(day, until), _DUE
    if at < begin:
        at, why = day_ends(day, calendar, "end_of_day")
    leans = until == "close_of_business" or begin != start
    return conclude(at, start, lambda: [*began(), Step("end", why, day, at=at)], calendar, leans=leans)


@of_moments
def fixed(at: datetime, start: datetime, *, calendar: WorkingCalendar, says: Text) -> Due:
    """Return a due time that people set: agreed with the complainant, a node's date (FR-078)."""
    end = at.astimezone(UTC)
    return conclude(end, start, lambda: _from_to(start, end, calendar, says), calendar, leans=False)


def late(due: Due | datetime, moment: datetime) -> bool:
    """Say whether a moment is late: from one second after the due time on (FR-076, FR-082)."""
    at = due.at if isinstance(due, Due) else due
    return moment >= at + ONE_SECOND


@of_moments
def age_reached(since: datetime, span: Span, *, calendar: WorkingCalendar, counting: Counting = DEFAULT) -> datetime:
    """Return the moment from which something is as old as ``span`` (FR-037, FR-084); a case asks many times over."""
    return _age_reached(since, span, calendar, counting)


@lru_cache(maxsize=4096)
def _age_reached(since: datetime, span: Span, calendar: WorkingCalendar, counting: Counting) -> datetime:
    return due_after(since, span, calendar=calendar, counting=counting).at


def paused(
    due: Due,
    pauses: Iterable[tuple[datetime, datetime]],
    *,
    unit: Unit,
    calendar: WorkingCalendar,
    cap: Span | None = None,
) -> Due:
    """Return the due time moved by the paused time (FR-086): open time for ``wh`` and ``wd``, else elapsed.

    Pauses that overlap count once; one that begins after the due time changes nothing.
    ``cap`` is the most that all pauses together may move it.
    """
    at, seen, steps = due.at, due.start, [step for step in due.steps if step.kind != "end"]
    for since, until in sorted(pauses):
        since, until = max(since, seen), max(until, seen)
        if since >= at or until <= since:
            continue
        seen = until
        lost = calendar.between(since, until) if unit in (Unit.WH, Unit.WD) else until - since
        at = calendar.add(at, lost) if unit in (Unit.WH, Unit.WD) else at + lost
        figure = hours_and_minutes(lost)
        says = Text(zh=f"暂停计时 {figure.zh}", en=f"paused for {figure.en}")
        steps.append(Step("window", says, calendar.day_of(since), at=since.astimezone(UTC)))
    limit = offset(due.at, f"+{cap}", calendar=calendar) if cap else at
    if at > limit:
        at = limit
        says = Text(zh=f"暂停合计以 {cap.text('zh')}为限", en=f"pauses are capped at {cap.text('en')}") if cap else _DUE
        steps.append(Step("clamp", says, calendar.day_of(at), at=at))
    steps.append(Step("end", _DUE, calendar.day_of(at), at=at))
    return conclude(at, due.start, lambda: steps, calendar, leans=due.provisional or unit in (Unit.WH, Unit.WD))
