"""How a regulation counts time, and what a due time is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, Self, get_args, get_type_hints
from zoneinfo import ZoneInfo

from amends.core.text import Text

Ends = Literal["same_time", "end_of_day", "close_of_business"]


@dataclass(frozen=True, slots=True)
class Counting:
    """A pack's ``[counting]``, or a duty's own.

    ``days_end`` is for days, weeks, months and years; ``working_days_end`` for working days
    (FR-073 asks for both readings). With ``opening_day`` the day of the start is day one
    whole, so ``same_time`` then means the end of the last day (of business, for working days).
    """

    day_one: Literal["next_day", "opening_day"] = "next_day"
    days_end: Ends = "same_time"
    working_days_end: Ends = "close_of_business"
    month_end: Literal["last_day"] = "last_day"
    last_day_closed: Literal["stays", "next_open_day"] = "stays"
    received_when_closed: Literal["as_is", "next_opening"] = "as_is"
    late_from: Literal["one_second_after"] = "one_second_after"

    def but(self, own: Mapping[str, Any]) -> Self:
        """Return this counting with a duty's own words over it; ValueError names an unknown word."""
        hints = get_type_hints(type(self))
        for key, value in own.items():
            if key not in hints:
                known = ", ".join(f.name for f in fields(self))
                raise ValueError(f"counting: unknown key {key!r}, expected one of {known}")
            if value not in get_args(hints[key]):
                raise ValueError(f"counting: {key} = {value!r}, expected one of {', '.join(get_args(hints[key]))}")
        return replace(self, **own)


DEFAULT = Counting()

StepKind = Literal["start", "skip", "count", "lunch", "end", "clamp", "moved", "window"]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a derivation: a day (or stretch) and what was done with it.

    ``number`` is the day's count; ``amount`` the open time counted; ``plain`` says that
    nothing is special about it, so a long run of such steps may be folded.
    """

    kind: StepKind
    says: Text
    day: date
    until: date | None = None
    at: datetime | None = None
    number: int = 0
    amount: timedelta | None = None
    plain: bool = False


Proof = Callable[[], Iterable[Step]]
"""Tells the steps that lead to a moment."""


@dataclass(frozen=True, slots=True)
class Due:
    """A due time in UTC. Its proof is told when it is asked for: most due times are never explained.

    ``provisional``: the walk needed days whose holidays are not announced yet.
    """

    at: datetime
    start: datetime
    proof: Proof = field(repr=False, compare=False)
    provisional: bool
    zone: ZoneInfo
    calendar: str

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that lead to it."""
        return tuple(self.proof())
