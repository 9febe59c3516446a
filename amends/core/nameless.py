"""A text without the people in it: names that are known, and whatever looks like a number or place of somebody.

For what outlives a case and is read by those who had no part in it (FR-164, FR-237).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from amends.core.personal_patterns import NUMBER, PATTERNS, SOMEBODY
from amends.core.wording import positions

SHORTEST = 2
"""A name of one character would take half the text with it."""


def nameless(text: str, known: Iterable[str]) -> str:
    """Return a text with known names, numbers and places replaced, and with whatever looks like one."""
    for value in sorted({one.strip() for one in known if len(one.strip()) >= SHORTEST}, key=len, reverse=True):
        text = _without(text, value)
    for pattern, instead in PATTERNS:
        for start, end in reversed([_place(one) for one in pattern.finditer(text)]):
            text = text[:start] + instead + text[end:]
    return text


def names_in(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return what of a text still names somebody: known values and what looks like a number or a place."""
    found = [one for one in known if len(one.strip()) >= SHORTEST and next(positions(one.strip(), text), None)]
    places = (_place(one) for pattern, _ in PATTERNS for one in pattern.finditer(text))
    found += [text[start:end] for start, end in places]
    return tuple(dict.fromkeys(found))


def _place(found: re.Match[str]) -> tuple[int, int]:
    """Return where somebody is named in what was found."""
    return found.span("who") if "who" in found.re.groupindex else found.span()


def _without(text: str, value: str) -> str:
    instead = NUMBER if re.fullmatch(r"[\d+ -]+", value) else SOMEBODY
    for start, end in reversed(list(positions(value, text))):
        text = text[:start] + instead + text[end:]
    return text
