"""Limit samples: what one must say before it may be judged by, how it is named, and whether it is in force (FR-111)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from amends.core.eight_d import Discipline
from amends.core.text import Text

Standing = Literal["in_force", "expired", "retired"]
SHOWS = ("good", "defective")
TITLES: Mapping[str, Text] = {
    "product": Text(zh="产品或零件", en="Product or part"),
    "aspect": Text(zh="管哪个方面", en="Aspect it is about"),
    "defect": Text(zh="哪种缺陷", en="Defect"),
    "shows": Text(zh="良品还是不良品", en="Good or defective"),
    "criteria": Text(zh="判定尺度", en="Criteria"),
    "agreed_with": Text(zh="与谁商定", en="Agreed with"),
    "agreed_on": Text(zh="商定日期", en="Agreed on"),
    "valid_until": Text(zh="有效期至", en="Valid until"),
    "kept_at": Text(zh="存放处", en="Kept at"),
    "place": Text(zh="副本发往何处", en="Where the copy goes"),
    "told": Text(zh="告知何人", en="Who was told"),
    "reason": Text(zh="停用原因", en="Why it is retired"),
}
CODES = {"agreed_with": "HE6", "agreed_on": "HE6", "kept_at": "HE8", "place": "HE8", "told": "HE8"}
"""By which of the eight objections something is asked; everything else by that of a sample without words."""
BARE = "HE5"
SOON = 30
"""So many days before its end a sample is named: to agree on it again one needs the customer and the piece."""
NAMED = re.compile(r"(?<![A-Za-z0-9])LS-\d{4}-\d{4,6}(?!\d)", re.IGNORECASE)


def numbers_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the samples that some texts name, each once, in the order in which they are named."""
    return tuple(dict.fromkeys(found.upper() for text in texts for found in NAMED.findall(text)))


def standing(*, valid_until: date, is_retired: bool, day: date) -> Standing:
    """Return whether a sample may be judged by on a day; the last day of its validity counts."""
    if is_retired:
        return "retired"
    return "in_force" if day <= valid_until else "expired"


def days_left(*, valid_until: date, is_retired: bool, day: date) -> int | None:
    """Return for how many days after this one a sample holds, below nought once it is over; None: nobody waits for it.

    Nobody waits for a retired sample, nor for one that holds longer than ``SOON`` days.
    """
    left = (valid_until - day).days
    return None if is_retired or left > SOON else left


def standard_of(disciplines: Iterable[Discipline]) -> Discipline | None:
    """Return the discipline in which the standard is written; None: the regulation keeps no samples."""
    return next((one for one in disciplines if "standard" in one.parts), None)


def article_for(of: Discipline, field: str) -> str:
    """Return the article by which a field is asked: of the referee's row for it, else of the discipline."""
    code = CODES.get(field, BARE)
    return next((row.article for row in of.pack.referee if row.code == code), of.row.article)


def quoted(
    *, number: str, aspect: str, defect: str, shows: str, criteria: str, agreed_with: str, agreed_on: date,
    language: str,
) -> str:  # fmt: skip
    """Return a sample in words, as a report may cite it without pointing at a thing that the reader has not."""
    criteria = criteria.rstrip("。.;； ")
    if language.startswith("zh"):
        kind = "为接收极限（良品）" if shows == "good" else "为拒收样（不良品）"
        agreed = f"{agreed_on:%Y-%m-%d} 与{agreed_with}商定"
        return f"限度样品 {number}：{aspect}，{defect}，{kind}，判定尺度：{criteria}；{agreed}。"
    kind = "the last that is accepted (good)" if shows == "good" else "rejected (defective)"
    return (
        f"Limit sample {number}: {aspect}, {defect}, {kind}, criteria: {criteria};"
        f" agreed with {agreed_with} on {agreed_on:%Y-%m-%d}."
    )
