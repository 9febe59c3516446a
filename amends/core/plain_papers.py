"""A paper as a sentence: what it states, and by which event it is signed or that a unit posts it up."""

from __future__ import annotations

from amends.core.pack import PaperRow
from amends.core.papers import points
from amends.core.plain_words import Words


def says(words: Words, row: PaperRow) -> str:
    """Return a paper as a sentence."""
    title, signed = words.quoted(row.title.in_(words.language)), words.events(row.signed_at)
    if row.of == "unit":
        return _posted(words, row, title)
    text = words.say(f"{title}由双方签字，{signed}即为签署", f"{title} is signed by both sides; {signed} signs it")
    if not row.states:
        return text
    stated = words.both(words.quoted(words.fact(one)) for one in row.states)
    return text + words.say(f"；写明{stated}", f"; it states {stated}")


def _posted(words: Words, row: PaperRow, title: str) -> str:
    text = words.say(f"{title}由本单位张贴", f"{title} is posted up by the unit")
    named = points(row.says.zh)
    if not named:
        return text
    stated = words.both(words.setting(one) for one in named)
    return text + words.say(f"，写明{stated}", f" and states {stated}")
