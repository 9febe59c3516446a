"""A span of time as a regulation writes it: ``12 h``, ``3 wd``, ``1 mo``.

Words without a figure (``at_once``, ``same_day``) are no spans; ``due`` has functions
of those names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Self

from amends.core.text import Text


class Unit(StrEnum):
    """The units of FR-070; ``wh`` and ``wd`` are counted on a working calendar."""

    S = "s"
    MIN = "min"
    H = "h"
    WH = "wh"
    D = "d"
    WD = "wd"
    WK = "wk"
    MO = "mo"
    Y = "y"


SECONDS = {Unit.S: 1, Unit.MIN: 60, Unit.H: 3600, Unit.WH: 3600}
"""Units with a length of their own; the others are counted in days of a calendar."""

_DAYS_AT_MOST = {Unit.D: 36_525, Unit.WD: 36_525, Unit.WK: 5_218, Unit.MO: 1_200, Unit.Y: 100}
_SECONDS_AT_MOST = 36_525 * 86_400
_FIGURE = re.compile(r"(?P<amount>\d{1,12}(?:\.\d{1,6}|/[1-9]\d{0,5})?)\s*(?P<unit>[a-z]+)", re.ASCII)
_NAMES = {
    Unit.S: (" 秒", "second"),
    Unit.MIN: (" 分钟", "minute"),
    Unit.H: (" 小时", "hour"),
    Unit.WH: (" 个工作小时", "working hour"),
    Unit.D: (" 天", "day"),
    Unit.WD: (" 个工作日", "working day"),
    Unit.WK: (" 周", "week"),
    Unit.MO: (" 个月", "month"),
    Unit.Y: (" 年", "year"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """An amount of one unit, never negative, at most a hundred years.

    Days, working days, weeks, months and years are whole: half a day could be twelve
    hours or the morning, so a regulation that means hours must say hours.
    """

    amount: Fraction
    unit: Unit
    _hash: int = field(init=False, repr=False, compare=False)  # hashing a fraction is slow, and spans are keys

    def __init__(self, amount: Fraction | int, unit: Unit | str) -> None:
        """Raise ValueError for a negative, broken-day or longer-than-a-century span."""
        object.__setattr__(self, "amount", Fraction(amount))
        object.__setattr__(self, "unit", Unit(unit))
        object.__setattr__(self, "_hash", hash((self.amount, self.unit)))
        self._check()

    def __hash__(self) -> int:
        return self._hash

    def _check(self) -> None:
        if self.amount < 0:
            raise ValueError(f"a span is never negative, got {self}")
        if self.unit not in SECONDS and self.amount.denominator != 1:
            raise ValueError(f"{self}: '{self.unit}' is counted in whole numbers; write hours for a part of a day")
        limit = _DAYS_AT_MOST.get(self.unit) or Fraction(_SECONDS_AT_MOST, SECONDS[self.unit])
        if self.amount > limit:
            raise ValueError(f"{self} is longer than a hundred years")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the span that a text such as ``0.5 h`` or ``30 d`` means; ValueError says what is expected."""
        found = _FIGURE.fullmatch(text.strip())
        if not found or found["unit"] not in list(Unit):
            raise ValueError(f"{text!r} is no span: expected a number and one of {', '.join(Unit)}, such as '12 h'")
        return cls(Fraction(found["amount"]), Unit(found["unit"]))

    @property
    def length(self) -> timedelta:
        """Return the length of a span in seconds, minutes, hours or working hours; ValueError for the others."""
        if self.unit not in SECONDS:
            raise ValueError(f"{self} has no length of its own: it depends on the calendar")
        return _length(self)

    @property
    def whole(self) -> int:
        """Return the amount of a unit that is counted in whole numbers."""
        return int(self.amount)

    def __str__(self) -> str:
        return f"{_figure(self.amount)} {self.unit}"

    @property
    def says(self) -> Text:
        """Return the span in both languages."""
        return Text(zh=self.text("zh"), en=self.text("en"))

    def text(self, language: str) -> str:
        """Return the span for people: ``3 个工作日``, ``3 working days``."""
        return _said(self, language.lower().startswith("en"))


@lru_cache(maxsize=1024)
def _length(span: Span) -> timedelta:
    return timedelta(microseconds=round(span.amount * SECONDS[span.unit] * 1_000_000))


@lru_cache(maxsize=1024)
def _said(span: Span, english: bool) -> str:
    zh, en = _NAMES[span.unit]
    if english:
        return f"{_figure(span.amount)} {en}{'' if span.amount == 1 else 's'}"
    return f"{_figure(span.amount)}{zh}"


def _figure(amount: Fraction) -> str:
    """Return 12, 0.5 or, where no finite decimal exists, 1/3; ``parse`` reads all three."""
    if amount.denominator == 1:
        return str(amount.numerator)
    millionths = amount * 1_000_000
    if millionths.denominator != 1:
        return f"{amount.numerator}/{amount.denominator}"
    return f"{amount.numerator // amount.denominator}.{millionths.numerator % 1_000_000:06d}".rstrip("0")
