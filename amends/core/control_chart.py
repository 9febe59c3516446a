"""A control chart of complaints: exact limits from the time before an action, and what lies outside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from amends.core.rates import poisson_limits

Signal = Literal["", "high", "low", "run"]
RUN = 8
"""So many points in a row on one side of the middle are no chance (1 in 128)."""


@dataclass(frozen=True, slots=True)
class Period:
    """Complaints from a day to the day before another, and what they were exposed to."""

    first: date
    until: date
    count: int
    exposure: float


@dataclass(frozen=True, slots=True)
class Point:
    """A period with the least and the most that would be nothing unusual in it. ``is_after``: after the action."""

    period: Period
    middle: float
    low: int
    high: int
    is_after: bool
    signal: Signal


def control_chart(before: Sequence[Period], after: Sequence[Period]) -> tuple[Point, ...]:
    """Return the points in the order of time; middle and limits come from the periods before alone.

    A point above its upper limit is ``high``, below its lower one ``low``, the last of RUN on one side ``run``.
    Nothing is returned where there is nothing before to compare with.
    """
    exposed = sum(one.exposure for one in before)
    if exposed <= 0:
        return ()
    rate = sum(one.count for one in before) / exposed
    return tuple(_points([*before, *after], rate, first_after=len(before)))


def _points(periods: Sequence[Period], rate: float, *, first_after: int) -> Iterator[Point]:
    side = run = 0
    for nth, one in enumerate(periods):
        middle = rate * one.exposure
        low, high = poisson_limits(middle)
        here = (one.count > middle) - (one.count < middle)
        run = run + 1 if here and here == side and nth != first_after else abs(here)
        side = here
        yield Point(one, middle, low, high, nth >= first_after, _signal(one, low, high, run))


def _signal(one: Period, low: int, high: int, run: int) -> Signal:
    if one.count > high:
        return "high"
    if one.count < low:
        return "low"
    return "run" if run >= RUN else ""
