"""How long a span can last, whatever the calendar: what is true of these bounds is true on every day of every year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.counting import Counting
from amends.core.pack import Pack
from amends.core.span import SECONDS, Span, Unit

WORDS = {"at_once": "10 min", "same_day": "1 d"}
"""What the words for times last at most, as far as spans are compared."""
_DAY = 86_400
_DAYS = {Unit.D: (1, 1), Unit.WK: (7, 7), Unit.MO: (28, 31), Unit.Y: (365, 366), Unit.WD: (1, 3)}
_CLOSED = 20
"""No holiday closes an office for longer, in days."""


def seconds_between(span: Span, counting: Counting) -> tuple[int, int]:
    """Return between how many seconds a span can last, whatever the calendar and the counting."""
    if span.unit in SECONDS:
        low, high = (int(span.amount * SECONDS[span.unit]),) * 2
        high = high * 24 if span.unit is Unit.WH else high
        slack = 0 if span.unit is not Unit.WH else _CLOSED
        low_slack = 0
    else:
        short, long = _DAYS[span.unit]
        low, high, slack, low_slack = span.whole * short * _DAY, span.whole * long * _DAY, 2, 2
        slack += _CLOSED if span.unit is Unit.WD or counting.last_day_closed != "stays" else 0
    slack += _CLOSED if counting.received_when_closed != "as_is" else 0
    return max(0, low - low_slack * _DAY), high + slack * _DAY


def is_shorter(one: Span, other: Span, counting: Counting) -> bool:
    """Return whether a span is shorter on every calendar: by its figure in one unit, else by its bounds."""
    if one.unit == other.unit:
        return one.amount < other.amount
    return seconds_between(one, counting)[1] < seconds_between(other, counting)[0]


def span_at(value: Any, pack: Pack) -> Span | None:
    """Return the span of a text, a word for a time or a setting; None: not decided, none, or no span at all."""
    if isinstance(value, Mapping):
        value = pack.setting_value(str(value.get("setting", "")))
    try:
        return value if isinstance(value, Span) else Span.parse(WORDS.get(value, value))
    except (ValueError, TypeError, AttributeError):
        return None
