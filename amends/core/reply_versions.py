"""One reply in two languages: is one of them the customer's, and do both say the same figures and days (FR-143)?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from amends.core.figures import Figure, agree, figures
from amends.core.text import Text
from amends.core.wording import Objection

_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORDS = re.compile(r"[A-Za-z]{2,}")
_ENOUGH = 4
"""Words or characters below which a text has no language: a number, a name, a code."""
_NAMES = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}
_PLAIN = ("quantity", "number", "article")
"""Kinds that two languages write in ways of their own: only their values are compared."""


def language_of(text: str) -> str:
    """Return zh or en, the language of most of a text; empty for too few words to tell."""
    han, latin = len(_HAN.findall(text)), len(_WORDS.findall(text))
    if han + latin < _ENOUGH:
        return ""
    return "zh" if han >= 2 * latin else "en"


def not_in(language: str, versions: list[str]) -> Iterator[Objection]:
    """Yield that no version of a reply is in the customer's language (FR-143)."""
    wanted = "en" if language.lower().startswith("en") else "zh" if language.lower().startswith("zh") else ""
    told = [found for text in versions if (found := language_of(text))]
    if wanted and told and wanted not in told:
        zh, en = _NAMES[wanted]
        says = Text(zh=f"客户使用{zh}，答复须有{zh}", en=f"The customer reads {en}: the reply has to be in {en} too")
        yield Objection("language", wanted, "", says, expected=wanted)


def differing(first: Mapping[str, str], second: Mapping[str, str], prefix: str) -> Iterator[Objection]:
    """Yield the figures and days of each part that the other version does not have; fields of the second: prefixed."""
    for field in dict.fromkeys([*first, *second]):
        ours, theirs = first.get(field, ""), second.get(field, "")
        if not ours.strip() or not theirs.strip():
            continue
        here, there = _compared(ours), _compared(theirs)
        yield from (_only_in(one, field, prefix + field) for one in _without(here, there))
        yield from (_only_in(one, prefix + field, field) for one in _without(there, here))


def _compared(text: str) -> list[Figure]:
    """Return the figures of a text that the other language must have; one and two are often no figures at all."""
    small = re.compile("[一二两]|one|two|first|second", re.IGNORECASE)
    return [one for one in figures(text) if not (one.kind in (*_PLAIN, "span") and small.match(one.written))]


def _without(here: list[Figure], there: list[Figure]) -> Iterator[Figure]:
    """Yield the figures of one text that have no partner in the other; each partner serves as often as it is said."""
    left = list(there)
    for one in here:
        partner = next((other for other in left if _same(one, other)), None)
        if partner is not None:
            left.remove(partner)
        elif not any(_same(one, other) for other in there):
            yield one


def _same(one: Figure, other: Figure) -> bool:
    if one.kind in _PLAIN and other.kind in _PLAIN:
        return one.value == other.value
    return agree(one, other)


def _only_in(one: Figure, field: str, other: str) -> Objection:
    says = Text(
        zh=f"第 {one.start + 1} 字起“{one.written}”只在一种语言里有，两种语言的数字和日期必须一致",
        en=f"“{one.written}” at letter {one.start + 1} is in one language only; figures and days of both must agree",
    )
    return Objection("differs", field, "", says, one.written, one.start, one.end, field=field, expected=other)
