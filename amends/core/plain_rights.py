"""A right of the complainant as a sentence: from when and until when, what, of whom, and how it ends."""

from __future__ import annotations

from amends.core.conditions import ALWAYS
from amends.core.pack import RightRow
from amends.core.plain_conditions import says as condition_says
from amends.core.plain_words import Words


def says(words: Words, row: RightRow) -> str:
    """Return a right as a sentence."""
    title, to = words.quoted(row.title.in_(words.language)), words.role(row.to) if row.to else ""
    asked = words.say(f"向{to}" if to else "", f" (of {to})" if to else "")
    zh = f"投诉人{_from(words, row)}{_within(words, row)}可{asked}{title}"
    en = f"the complainant may {title}{asked} {_from(words, row)}{_within(words, row)}"
    parts = [words.say(zh, en)]
    if row.ends:
        ended = words.events(list(row.ends))
        parts.append(words.say(f"{ended}后不再可以", f"no longer after {ended}"))
    if told := [one.title.in_(words.language) for one in words.pack.part if one.id in row.told_in]:
        tells = words.both(map(words.quoted, told))
        parts.append(words.say(f"答复须写明{tells}", f"an answer has to tell it: {tells}"))
    if row.used_by:
        used = words.events(row.used_by)
        parts.append(words.say(f"{used}即为行使", f"used by {used}"))
    text = words.say("；", "; ").join(parts)
    if row.when == ALWAYS:
        return text
    return words.say(f"若{condition_says(words, row.when)}：{text}", f"If {condition_says(words, row.when)}: {text}")


def _from(words: Words, row: RightRow) -> str:
    if not row.opens:
        return words.say("自收到投诉起", "from the receipt on")
    opened = words.events(row.opens)
    return words.say(f"自{opened}起", f"from {opened} on")


def _within(words: Words, row: RightRow) -> str:
    if row.within is None:
        return ""
    span = words.span(row.within)
    return words.say(f"{words.near(span)}内", f", for {span}")
