"""Moments relative to a due time: a share of the span, and so long before or after it (FR-085)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from amends.core.noted import of_moments
from amends.core.span import SECONDS, Span, Unit
from amends.core.walks import add_months, same_time
from amends.core.working_calendar import WorkingCalendar

_OFFSET = re.compile(r"(?P<sign>[+-])\s*(?P<span>.+)")


def share(start: datetime, due: datetime, percent: float, *, unit: Unit, calendar: WorkingCalendar) -> datetime:
    """Return when so many percent of the time have passed (FR-085): open time for ``wh`` and ``wd``, else elapsed."""
    if not 0 <= percent <= 100:
        raise ValueError(f"{percent} % is no share of a span")
    if percent == 100 or due <= start:
        return due.astimezone(UTC)
    if unit in (Unit.WH, Unit.WD):
        at = calendar.add(start, calendar.between(start, due) * (percent / 100))
    else:
        at = start.astimezone(UTC) + (due - start) * (percent / 100)
    return min(at, due.astimezone(UTC))


@of_moments
def offset(at: datetime, text: str, *, calendar: WorkingCalendar) -> datetime:
    """Return the moment ``+12 h`` after or ``-1 wd`` before; days keep the time of day. ValueError for other texts."""
    found = _OFFSET.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no offset: expected such as '+12 h' or '-1 wd'")
    return moved(at, Span.parse(found["span"]), 1 if found["sign"] == "+" else -1, calendar=calendar)


def moved(at: datetime, span: Span, sign: int, *, calendar: WorkingCalendar) -> datetime:
    """Return the moment a span after (1) or before (-1) another; days keep the time of day."""
    if span.unit is Unit.WH:
        return calendar.add(at, sign * span.length)
    if span.unit in SECONDS:
        return at.astimezone(UTC) + sign * span.length
    day = calendar.day_of(at)
    if span.unit is Unit.WD:
        moved = calendar.add_working_days(day, sign * span.whole)
        return same_time(at, moved, calendar, into_hours=True)[0] if span.amount else at.astimezone(UTC)
    return calendar.at(_days_on(day, span, sign), calendar.local(at).time())


def _days_on(day: date, span: Span, sign: int) -> date:
    if span.unit in (Unit.D, Unit.WK):
        return day + sign * timedelta(days=span.whole * (7 if span.unit is Unit.WK else 1))
    return add_months(day, sign * span.whole * (12 if span.unit is Unit.Y else 1))[0]


def rung(at: str, start: datetime, due: datetime, *, unit: Unit, calendar: WorkingCalendar) -> datetime:
    """Return the moment of a rung written ``75 %``, ``due`` or ``due + 12 h`` (FR-085); ValueError for other texts."""
    text = at.strip()
    if text == "due":
        return due.astimezone(UTC)
    if text.startswith("due"):
        return offset(due, text.removeprefix("due"), calendar=calendar)
    figure, mark, rest = text.partition("%")
    if not mark or rest or not re.fullmatch(r"\d{1,3}(\.\d+)?", figure.strip(), re.ASCII):
        raise ValueError(f"{at!r} is no rung: expected such as '75 %', 'due' or 'due + 12 h'")
    return share(start, due, float(figure), unit=unit, calendar=calendar)
