"""Measures: figures that no case owes, such as rings, minutes of a call, hours covered, rates (FR-224, FR-227, FR-231).

A measure is never late and nobody is warned by it here; it says what is within the figure and what is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from amends.core.opening_hours import END_OF_DAY, WEEKDAYS, Slot, parse_week
from amends.core.pack import MeasureRow, Pack
from amends.core.span import Span

DAY = 24 * 60
"""Minutes of a day."""
RATES = ("rate", "on_time")
"""The kinds that are in per cent; `core.tallies` says what they come to."""


def keeps(pack: Pack, row: MeasureRow, measured: Any) -> bool:
    """Return whether what was measured is within the figure: a number, a span or, for coverage, the hours covered.

    A figure that is not decided, or not there, is kept by everything. Raises ValueError for hours or spans that
    cannot be read.
    """
    if row.kind == "coverage":
        return not gaps(pack, row, str(measured))
    amount, least = _amount(measured), _amount(_figure(pack, row, "at_least"))
    most = [_amount(limit) for key in ("at_most", "every") if (limit := _figure(pack, row, key)) is not None]
    return all(amount <= limit for limit in most) and (least is None or amount >= least)


def _figure(pack: Pack, row: MeasureRow, key: str) -> Any:
    value = getattr(row, key)
    return pack.setting_value(value["setting"]) if isinstance(value, Mapping) else value


def is_bound(pack: Pack, row: MeasureRow) -> bool:
    """Return whether there is a figure to keep: the row has one, and it is decided."""
    return any(_figure(pack, row, key) is not None for key in ("at_most", "at_least", "every", "hours"))


def _amount(value: Any) -> Any:
    """Return a figure as something that compares: seconds of a span, or the number itself."""
    return Span.parse(value).length.total_seconds() if isinstance(value, str) else value


def gaps(pack: Pack, row: MeasureRow, covered: str) -> tuple[str, ...]:
    """Return the hours that should be covered and are not, as ``mon 00:00-08:00``; empty: never covered (FR-231)."""
    wanted = _figure(pack, row, "hours")
    week = parse_week(covered) if covered else {}
    return () if wanted is None else tuple(_uncovered(parse_week(str(wanted)), week))


def _uncovered(wanted: Mapping[int, Iterable[Slot]], covered: Mapping[int, Iterable[Slot]]) -> Iterable[str]:
    for day, slots in wanted.items():
        for start, end in (_minutes(slot) for slot in slots):
            for opens, closes in sorted(_minutes(slot) for slot in covered.get(day, ())):
                if start < opens and start < end:
                    yield f"{WEEKDAYS[day]} {_clock(start)}-{_clock(min(opens, end))}"
                start = max(start, closes)
            if start < end:
                yield f"{WEEKDAYS[day]} {_clock(start)}-{_clock(end)}"


def _minutes(slot: Slot) -> tuple[int, int]:
    closes = DAY if slot.closes == END_OF_DAY else slot.closes.hour * 60 + slot.closes.minute
    return slot.opens.hour * 60 + slot.opens.minute, closes


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
