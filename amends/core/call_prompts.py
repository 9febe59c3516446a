"""What a regulation asks for during a call, and whether it was done in time: its measures over the call's moments.

A moment is a pair of a name (`core.call_moments`) and a time; a wait is over when the talk is resumed or the call ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from amends.core.measures import keeps
from amends.core.pack import MeasureRow, Pack
from amends.core.span import Span

Moment = tuple[str, datetime]
HELD, RESUMED, ENDED = "caller_put_on_hold", "talk_resumed", "call_ended"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is to be done by a time: ``row.to`` is the moment that does it. ``due``: the time has come."""

    row: MeasureRow
    at: datetime
    due: bool


@dataclass(frozen=True, slots=True)
class _Stretch:
    begins: datetime
    ends: datetime | None
    done: tuple[datetime, ...]


def prompts(pack: Pack, moments: Sequence[Moment], *, now: datetime) -> tuple[Prompt, ...]:
    """Return what is asked for in the talk or wait that goes on now, the earliest first (FR-227, FR-228)."""
    found = (_prompt(pack, row, moments, now) for row in pack.measure if row.kind == "call_time")
    return tuple(sorted((one for one in found if one), key=lambda one: one.at))


def _prompt(pack: Pack, row: MeasureRow, moments: Sequence[Moment], now: datetime) -> Prompt | None:
    last = next(reversed([one for one in _stretches(row, moments) if one.ends is None]), None)
    every, most = _span(pack, row.every), _span(pack, row.at_most)
    if last is None or (every is None and (most is None or last.done)):
        return None
    at = (last.done or (last.begins,))[-1] + every if every is not None else last.begins + (most or timedelta())
    return Prompt(row, at, now >= at)


def exceeded(pack: Pack, moments: Sequence[Moment], rings: int | None, *, now: datetime) -> tuple[MeasureRow, ...]:
    """Return the measures that a call has not kept up to now: rings, its length, what a wait was told (FR-224)."""
    return tuple(row for row in pack.measure if _is_exceeded(pack, row, moments, rings, now))


def _is_exceeded(
    pack: Pack, row: MeasureRow, moments: Sequence[Moment], rings: int | None, now: datetime
) -> bool:  # fmt: skip
    if row.kind == "rings":
        return rings is not None and not keeps(pack, row, rings)
    if row.kind != "call_time":
        return False
    every, most = _span(pack, row.every), _span(pack, row.at_most)
    return any(
        (every is not None and gap > every) or (most is not None and first > most)
        for first, gap in (_lengths(one, now) for one in _stretches(row, moments))
    )


def _lengths(stretch: _Stretch, now: datetime) -> tuple[timedelta, timedelta]:
    """Return how long it took until the first time it was done, and the longest time without it."""
    end = stretch.ends or now
    points = [stretch.begins, *stretch.done, end]
    longest = max(b - a for a, b in pairwise(points))
    return points[1] - points[0], longest


def _stretches(row: MeasureRow, moments: Sequence[Moment]) -> Iterator[_Stretch]:
    over = {ENDED, RESUMED} if row.from_ == HELD else {ENDED}
    for nth, (name, begins) in enumerate(moments):
        if name != row.from_:
            continue
        after = moments[nth + 1 :]
        ends = next((at for one, at in after if one in over), None)
        done = tuple(at for one, at in after if one == row.to and (ends is None or at <= ends))
        yield _Stretch(begins, ends, done)


def _span(pack: Pack, value: Any) -> timedelta | None:
    figure = pack.setting_value(value["setting"]) if isinstance(value, Mapping) else value
    return Span.parse(figure).length if isinstance(figure, str) else None
