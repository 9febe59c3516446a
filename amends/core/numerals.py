"""Numbers as people write them: 3,000.50, 1.5万, 三千五, 二〇二四, 3k, twenty-five.

`NUMBER` is a piece of a regular expression for texts that `plain` has put into one form; `value_of` reads it.
"""

from __future__ import annotations

import re
from decimal import Decimal

_ALIKE = str.maketrans(
    "　萬億兩○點週號個時鐘條幣圓圆塊錢貳壹贰叁肆伍陆柒捌玖拾佰仟後間內禮臺輛隻",
    " 万亿两〇点周号个时钟条币元元块钱二一二三四五六七八九十百千后间内礼台辆只",
) | {0xFF01 + n: 0x21 + n for n in range(94)}
"""Letters that mean the same in a figure; one for one, so that positions stay true."""

_DIGITS = {letter: n for n, letter in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_SCALES = {
    "万": 10_000, "千": 1000, "百": 100, "亿": 100_000_000, "k": 1000, "thousand": 1000, "million": 1_000_000,
    "hundred": 100,
}  # fmt: skip
_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip

_ZH = "[〇零一二两三四五六七八九十百千万亿]"
_ARABIC = r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALE = r"(?:\s?(?:万|千|百|亿|thousand\b|million\b|hundred\b)|k(?![a-z]))"
_WORD = "(?:" + "|".join([*_ENGLISH, "hundred", "thousand", "million"]) + ")"
_WORD_BEGINS = r"\b(?=[efhmnost])"
"""Spares thirty looks at what begins with another letter."""
ZH_NUMBER = rf"{_ZH}+(?:点[〇零一二三四五六七八九]+)?"
EN_NUMBER = rf"{_WORD_BEGINS}{_WORD}(?:(?:[\s-]+(?:and\s+)?){_WORD})*\b"
NUMBER = rf"(?:{_ARABIC}{_SCALE}?|{ZH_NUMBER}|{EN_NUMBER})"
"""A number in any of these forms, for texts in the one form of `plain`, matched without regard to case."""
NUMBER_BEGINS = rf"{_ZH}|(?<![\d.])\d|{_WORD_BEGINS}{_WORD}"
"""Where `NUMBER` can begin and nowhere else: found once for all that is looked for behind a number."""
_DIGITS_AND_SCALE = re.compile(r"([\d,]+(?:\.\d+)?)\s*([a-z万千百亿]*)")


def plain(text: str) -> str:
    """Return a text in half-width letters and plain numerals, each letter in its place."""
    return text.translate(_ALIKE)


def value_of(written: str) -> Decimal:
    """Return the value of what `NUMBER` matched. Raises ValueError for anything else."""
    text = plain(written).strip().lower()
    if text and text[0].isascii() and text[0].isdigit():
        return _arabic(text)
    if text and text[0].isascii():
        return Decimal(_english(text))
    return _chinese(text)


def _arabic(text: str) -> Decimal:
    found = _DIGITS_AND_SCALE.fullmatch(text)
    if found is None or (found[2] and found[2] not in _SCALES):
        raise ValueError(text)
    return Decimal(found[1].replace(",", "")) * _SCALES.get(found[2], 1)


def _english(text: str) -> int:
    whole = part = 0
    for word in re.findall("[a-z]+", text):
        if word == "hundred":
            part = (part or 1) * 100
        elif word in _SCALES:
            whole, part = whole + (part or 1) * _SCALES[word], 0
        elif word != "and":
            if word not in _ENGLISH:
                raise ValueError(text)
            part += _ENGLISH[word]
    return whole + part


def _chinese(text: str) -> Decimal:
    before, point, after = text.partition("点")
    if not before or any(letter not in {*_DIGITS, *_UNITS, *_LARGE} for letter in before):
        raise ValueError(text)
    value = _digits(before) if all(letter in _DIGITS for letter in before) else _counted(before)
    decimals = "".join(str(_DIGITS[letter]) for letter in after)
    return Decimal(f"{value}.{decimals}") if point and decimals else Decimal(value)


def _digits(text: str) -> int:
    """Read figures said one by one: 二〇二四."""
    return int("".join(str(_DIGITS[letter]) for letter in text))


def _counted(text: str) -> int:
    """Read 三千零五十, 一万二 (12,000) and 三千五 (3,500)."""
    total = section = digit = 0
    unit = 1
    for letter in text:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
            unit = 1 if digit == 0 else unit
        elif letter in _UNITS:
            section, digit, unit = section + (digit or 1) * _UNITS[letter], 0, _UNITS[letter]
        else:
            total, section, digit, unit = total + (section + digit) * _LARGE[letter], 0, 0, _LARGE[letter]
    return total + section + (digit * unit // 10 if digit and unit >= 100 else digit)
