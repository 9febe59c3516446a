"""What a door was given, and whether it can be kept at all: text, figures and moments within reason.

Every value of a step passes here, from a form, the API or a file that is imported alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from amends.core.limits import CENT, money
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.core.vocabulary import FACTS

LONGEST = 20_000
"""Letters of one field."""

YEARS = (1900, 2199)
"""Moments outside cannot be counted from: a span would leave what a calendar knows."""
MOST_MONEY = Decimal(10) ** 13
"""Up to here a figure of JSON still holds the cents exactly."""
MOST_COMPLAINANTS = 1_000_000
"""More people than ever signed one complaint; a row holds little more than two thousand million."""


class Unfit(ValueError):
    """A value that cannot be kept; ``says`` completes a sentence that begins with the field's name."""

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.says = Text(zh=zh, en=en)


def check_texts(given: Mapping[str, Any]) -> None:
    """Refuse texts that cannot be kept, wherever they stand in what a door hands in. Raises Refused naming each."""
    faults = tuple(fault for name, value in given.items() for fault in _faults(name, value))
    if faults:
        says = Text(zh="；".join(one.says.zh for one in faults), en="; ".join(one.says.en for one in faults))
        raise Refused("invalid", says=says, missing=faults)


def _faults(name: str, value: Any) -> Iterator[Missing]:
    shown = name.encode("utf-8", "replace").decode().replace("\x00", "?")[:80]
    title = FACTS[name].title if name in FACTS else Text(zh=shown, en=shown)
    try:
        for text in (name, *_texts(value)):
            checked_text(text)
    except Unfit as fault:
        says = Text(zh=f"“{title.zh}”{fault.says.zh}", en=f"“{title.en}” {fault.says.en}")
        yield Missing(f"invalid:{shown}", says, field=shown)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for pair in value.items() for one in pair for text in _texts(one))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (text for one in value for text in _texts(one))


def checked_text(text: str) -> str:
    """Return the text. Raises Unfit for the character NUL, half a surrogate pair, or more letters than allowed."""
    if "\x00" in text:
        raise Unfit(zh="含有无法保存的字符（NUL）", en="holds the character NUL, which no text has")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Unfit(zh="含有不完整的字符", en="holds half a character (a lone surrogate)")
    if len(text) > LONGEST:
        raise Unfit(zh=f"最多 {LONGEST} 个字符", en=f"has more than {LONGEST} characters")
    return text


def check_moment(moment: datetime) -> datetime:
    """Return the moment. Raises Unfit for a year from which no clock can count."""
    if not YEARS[0] <= moment.year <= YEARS[1]:
        raise Unfit(
            zh=f"须在 {YEARS[0]} 至 {YEARS[1]} 年之间", en=f"must lie between the years {YEARS[0]} and {YEARS[1]}"
        )
    return moment


def check_amount(value: Any) -> Decimal:
    """Return the exact amount that a door was given, 0.1 being a tenth. Raises Unfit for what no account can hold."""
    if isinstance(value, bool):
        raise Unfit(zh="应为金额", en="must be an amount")
    try:
        found = money(value)
    except InvalidOperation:
        raise Unfit(zh="应为金额", en="must be an amount") from None
    if not found.is_finite() or abs(found) >= MOST_MONEY:
        raise Unfit(zh=f"须小于 {MOST_MONEY:,}", en=f"must be less than {MOST_MONEY:,}")
    if found < 0:
        raise Unfit(zh="不能为负数", en="cannot be negative")
    if found % CENT:
        raise Unfit(zh="最多两位小数", en="has at most two digits after the point")
    return Decimal(int(found)) if found == int(found) else found.normalize()


def check_number(name: str, number: float) -> float:
    """Return the number of a fact. Raises Unfit for a number of complainants that is none."""
    if name == "complainants" and not (number == int(number) and 1 <= number <= MOST_COMPLAINANTS):
        raise Unfit(
            zh=f"须为 1 至 {MOST_COMPLAINANTS} 的整数", en=f"must be a whole number from 1 to {MOST_COMPLAINANTS}"
        )
    return number
