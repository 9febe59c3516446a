"""Amounts, quantities, percentages, days, hours and articles in a text, Chinese or English, with their places.

What cannot be read for certain is no figure: a wrong one would be held against a correct letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from amends.core.figure_days import DAYS, NEEDS, Reader, same_day
from amends.core.numerals import NUMBER, NUMBER_BEGINS, ZH_NUMBER, plain, value_of

Kind = Literal[
    "money", "percent", "date", "weekday", "day", "time", "span", "quantity", "article", "number"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is, its value in a form that both languages share, its unit, and where it stands."""

    kind: Kind
    value: str
    unit: str
    start: int
    end: int
    written: str


def _named(**names: str) -> dict[str, str]:
    """Return which code each name stands for, of codes with their names."""
    return {name: code for code, several in names.items() for name in several.split("|")}


_CURRENCIES = _named(
    CNY="人民币|rmb|cny|¥|￥|元|块|块钱|yuan", USD="美元|usd|us$|$|dollar", HKD="港币|港元|hkd|hk$",
    EUR="欧元|eur|€|euro", GBP="英镑|gbp|£|pound", AUD="澳元|aud|a$",
)  # fmt: skip
_SPANS = _named(
    wd="工作日|交易日|working day|business day", d="自然日|日历日|天|日|calendar day|day", h="小时|钟头|hour",
    min="分钟|minute", wk="周|星期|礼拜|week", mo="月|month", y="年|year",
)  # fmt: skip
_BEFORE = r"(?P<before>人民币|rmb|cny|us\$|hk\$|a\$|usd|hkd|eur|gbp|aud|[¥￥$€£])"
_AFTER = (
    r"(?P<after>元(?![件素宵旦月])|块钱|块(?=[，。；、！,.;!)）\s]|$)|美元|港[币元]|欧元|英镑|澳元"
    r"|(?:yuan|rmb|cny|usd|hkd|eur|gbp|aud|dollars?|euros?|pounds?)\b)"
)
_MEASURE = (
    r"(?:[件个台辆副只箱瓶批套次人名张份支根盒包袋双户吨米升粒颗盏扇]|公斤|千克|厘米|毫米|毫升"
    r"|(?:pcs|pieces?|units?|sets?|boxes|box|bottles?|parts?|items?|people|persons?|customers?|times|lots?|bags?"
    r"|cars?|vehicles?|lenses|lens|pairs?|kg|tons?|cm|mm|litres?|lit(?:er)s?)\b)"
)
_ZH_SPAN = (
    r"(?:个\s?)?(?:工作日|交易日|自然日|日历日)|天|(?:个\s?)?(?:小时|钟头|星期|礼拜)|分钟"
    r"|周(?![一二三四五六日末年边])|个\s?月"
)
_EN_SPAN = r"(?:working|business|calendar)[\s-]days?\b|(?:days?|hours?|minutes?|weeks?|months?|years?)\b"


def _money(found: re.Match[str]) -> tuple[str, str]:
    groups = found.groupdict()
    value = value_of(found["number"])
    value += sum(
        (value_of(groups[key]) * share for key, share in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01")))
         if groups.get(key)), Decimal(0),
    )  # fmt: skip
    unit = (groups.get("before") or groups.get("after") or "").lower()
    return _shown(value), _CURRENCIES.get(unit) or _CURRENCIES[unit.rstrip("s")]


def _percent(found: re.Match[str]) -> tuple[str, str]:
    return _shown(value_of(found["number"]) * (10 if found["number"] + "成" == found[0] else 1)), "%"


def _span(found: re.Match[str]) -> tuple[str, str]:
    unit = found["unit"].lower().replace("-", " ").replace(" ", "").removeprefix("个") if found["unit"] else ""
    if unit.isascii():
        unit = " ".join(found["unit"].lower().replace("-", " ").split()).rstrip("s")
    return _shown(value_of(found["number"])), _SPANS[unit]


def _year_long(found: re.Match[str]) -> tuple[str, str]:
    value = value_of(found["number"])
    if value > 100:
        raise ValueError(found[0])
    return _shown(value), "y"


def _quantity(found: re.Match[str]) -> tuple[str, str]:
    return _shown(value_of(found["number"])), ""


def _article(found: re.Match[str]) -> tuple[str, str]:
    written = found["article"].rstrip(".、")
    if re.fullmatch(ZH_NUMBER, written):
        written = _shown(value_of(written))
    return written.upper(), ""


def _bare(found: re.Match[str]) -> tuple[str, str]:
    return re.sub(r"[,\s]", "", found[0]).strip("-."), ""


_N = rf"(?P<number>{NUMBER})"
_NOT_ORDINAL = r"(?<!第)"
_CODE = r"(?:[a-z]{1,4}[-.])?\d[\w]*(?:\.\w+)*(?:\(\w+\))*"
PATTERNS: tuple[tuple[Kind, str, Reader], ...] = (
    ("article", rf"第\s?(?P<article>{_CODE}|{ZH_NUMBER})\s?[条款章节项]|条款\s?(?P<clause>{_CODE})", _article),
    ("article", rf"\b(?:articles?|sections?|clauses?|rules?|paragraphs?|art\.|§)\s?(?P<article>{_CODE})", _article),
    ("number", r"\b[a-z]{1,6}-\d[\w-]{3,}", _bare),  # a case's number
    ("number", r"\b[\w.+-]+@[\w-]+\.[\w.-]+|\b(?:https?://|www\.)\S+", _bare),
    *DAYS,
    ("number", r"(?<![\d])(?:\+?\d{2,4}[-\s])?\d{3,4}[-\s]\d{4}(?:[-\s]?\d{4})?(?!\d)|(?<!\d)1\d{10}(?!\d)", _bare),
    ("money", rf"{_BEFORE}\s?{_N}(?:\s?(?:元|yuan\b))?整?", _money),
    (
        "money",
        rf"{_NOT_ORDINAL}{_N}\s?{_AFTER}(?:(?P<jiao>[\d一二三四五六七八九])角)?(?:零?(?P<fen>[\d一二三四五六七八九])分)?整?",
        _money,
    ),
    ("percent", rf"百分之\s?{_N}", _percent),
    ("percent", rf"{_N}\s?(?:%|per\s?cent\b|percent(?:age points?)?\b|个百分点)", _percent),
    ("percent", rf"{_N}成(?=[，。；、的,.;\s]|$)", _percent),
    ("span", rf"{_NOT_ORDINAL}{_N}[\s-]?(?P<unit>{_ZH_SPAN}|{_EN_SPAN})", _span),
    ("span", rf"{_NOT_ORDINAL}{_N}\s?(?P<unit>日)(?=[之以]?[内后])", _span),
    ("span", rf"{_NOT_ORDINAL}{_N}\s?(?P<unit>年)(?!度|级|代|龄|末|初|底)", _year_long),
    ("quantity", rf"{_NOT_ORDINAL}{_N}\s?{_MEASURE}", _quantity),
    ("number", r"(?<![\w.])\d[\d,]*(?:\.\d+)*(?:[a-z]{1,2})?(?![a-z\d])|\d{2,}", _bare),
)  # fmt: skip
"""Kind, pattern and reader, the most telling first; what one has taken the next do not see."""

_NEEDS = {**NEEDS, _percent: ("%", "cent", "成", "百分"), _year_long: ("年",)}
_COMPILED = tuple(
    (re.compile(pattern, re.IGNORECASE), kind, reader, pattern.removeprefix(_NOT_ORDINAL).startswith(_N))
    for kind, pattern, reader in PATTERNS
)
_BEGINS = re.compile(NUMBER_BEGINS, re.IGNORECASE)


@lru_cache(maxsize=64)
def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text in the order in which they stand; positions are those of the text as written."""
    shown, taken, found = plain(text), bytearray(len(text)), []
    numbers, small = [match.start() for match in _BEGINS.finditer(shown)], shown.lower()
    for pattern, kind, reader, is_of_number in _COMPILED:
        if reader in _NEEDS and not any(one in small for one in _NEEDS[reader]):
            continue
        for match in _from(numbers, pattern, shown) if is_of_number else pattern.finditer(shown):
            if 1 in taken[match.start() : match.end()]:
                continue
            try:
                value, unit = reader(match)
            except (ValueError, KeyError, IndexError, TypeError, AttributeError):
                continue
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            start = match.end() - len(match[0].lstrip())
            found.append(Figure(kind, value, unit, start, match.end(), text[start : match.end()]))
    return tuple(sorted(found, key=lambda one: one.start))


def _from(begins: Iterable[int], pattern: re.Pattern[str], shown: str) -> Iterator[re.Match[str]]:
    """Yield what `finditer` would, of a pattern that matches nowhere but at these places."""
    end = 0
    for begin in begins:
        if begin >= end and (found := pattern.match(shown, begin)):
            end = found.end()
            yield found


def of_kind(found: tuple[Figure, ...], *kinds: Kind) -> Iterator[Figure]:
    """Yield the figures of some kinds."""
    return (one for one in found if one.kind in kinds)


def agree(one: Figure, other: Figure) -> bool:
    """Return whether two figures may say the same; a day without its year agrees with that day of any year."""
    if one.kind == other.kind == "date":
        return same_day(one.value, other.value)
    return (one.kind, one.value, one.unit) == (other.kind, other.value, other.unit)


def _shown(value: Decimal) -> str:
    """Return a number in one form: 3000, 0.5; never 3E+3 or 3.00."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
