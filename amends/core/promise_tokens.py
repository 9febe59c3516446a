"""Words of time, one by one: a day, a part of the day, a clock time, a span, an end of a week.

``promise_times`` puts those that stand together into one moment. The patterns of a language
stand in ``promise_times_zh`` and ``promise_times_en``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from amends.core.promise_days import Part, Said

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of time. Exactly one of the meanings is set, or none for a span whose start is not known."""

    start: int
    end: int
    day: date | None = None
    part: Part | None = None
    clock: time | None = None
    whole: datetime | None = None  # a moment of its own: the end of a span, a week, a month
    awaits: bool = False  # counted from what has not happened yet
    runs: bool = False  # the whole is the end of a span
    weekly: bool = False  # the day is one of the week: a date beside it says which


Meaning = Callable[[re.Match[str], Said], Token | None]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern and what a match means; None: nothing."""

    regex: re.Pattern[str]
    means: Meaning


def token(found: re.Match[str], *, day: date | None = None, part: Part | None = None, clock: time | None = None,
          whole: datetime | None = None, awaits: bool = False, runs: bool = False,
          weekly: bool = False) -> Token:  # fmt: skip
    """Return a token at the place of a match."""
    return Token(found.start(), found.end(), day, part, clock, whole, awaits, runs, weekly)


def number(text: str) -> float:
    """Return the number that digits or Chinese numerals up to 99 mean; of a range the larger one. 半 is a half.

    Raises ValueError for anything else.
    """
    parts = re.split(r"[-–~～至到]", text)
    text = parts[-1].strip()
    if re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
        return float(text)
    if text == "半":
        return 0.5
    tens, ten, ones = text.partition("十")
    if ten:
        return 10 * (DIGITS[tens] if tens else 1) + (DIGITS[ones] if ones else 0)
    if text and all(c in DIGITS for c in text):
        return DIGITS[text[-1]]  # 两三天: the larger one
    raise ValueError(f"{text!r} is no number")


def clock_of(hour: str, minute: str) -> time | None:
    """Return the clock time of an hour and minutes in words or digits; None where there is no such time."""
    quarters = {"": 0, "半": 30, "一刻": 15, "三刻": 45}
    at = quarters.get(minute)
    try:
        minutes = int(number(minute.removesuffix("分"))) if at is None else at
        hours = int(number(hour))
        return time(hours % 24 if hours == 24 else hours, minutes)
    except (ValueError, KeyError):
        return None
