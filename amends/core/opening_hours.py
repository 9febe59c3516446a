"""Opening hours as a calendar states them: slots of a day, and the pattern of a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Self

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
END_OF_DAY = time(0, 0)
"""As a closing time: 24:00, which Python's ``time`` cannot hold."""


@dataclass(frozen=True, slots=True)
class Slot:
    """An open stretch of a day. Closing at 00:00 means the end of that day, 24:00."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("a slot's times are local and carry no zone: the calendar has the zone")
        if self.closes != END_OF_DAY and self.closes <= self.opens:
            raise ValueError(f"slot {self} closes before it opens; a night shift is two slots, to 24:00 and from 00:00")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the slot that ``09:00-12:00`` or ``18:00-24:00`` means; ValueError otherwise."""
        opens, dash, closes = text.partition("-")
        try:
            ends = END_OF_DAY if closes == "24:00" else time.fromisoformat(closes)
            if not dash or (ends == END_OF_DAY and closes != "24:00"):
                raise ValueError
            return cls(time.fromisoformat(opens), ends)
        except ValueError:
            raise ValueError(f"{text!r} is no slot: expected opening and closing, such as '09:00-12:00'") from None

    def __str__(self) -> str:
        closes = "24:00" if self.closes == END_OF_DAY else f"{self.closes:%H:%M}"
        return f"{self.opens:%H:%M}-{closes}"


Slots = tuple[Slot, ...]


def parse_week(text: str) -> dict[int, Slots]:
    """Return the week that ``mon-fri 09:00-12:00 13:00-18:00, sat 09:00-12:00`` describes (Monday is 0)."""
    week: dict[int, Slots] = {}
    for part in text.split(","):
        days, *slots = part.split() or [""]
        first, _, last = days.partition("-")
        if first not in WEEKDAYS or (last or first) not in WEEKDAYS or not slots:
            raise ValueError(f"{part.strip()!r} is no part of a week: expected e.g. 'mon-fri 09:00-18:00'")
        for day in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
            week[day] = tuple(Slot.parse(slot) for slot in slots)
    return week
