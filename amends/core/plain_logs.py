"""A log of a unit as a sentence: who enters what, and when an entry fails."""

from __future__ import annotations

from amends.core.pack import LogRow
from amends.core.plain_conditions import says as condition_says
from amends.core.plain_words import Words


def says(words: Words, row: LogRow) -> str:
    """Return a log as a sentence."""
    title, by = words.quoted(row.title.in_(words.language)), words.roles(row.by)
    asked = [words.quoted(words.fact(one.id)) for one in words.pack.field if one.form == row.form]
    text = words.say(
        f"{title}由{by}登记，不依附案件，逐条编号：{words.both(asked)}",
        f"{title} is kept by {by} outside any case, entry by entry under a number: {words.both(asked)}",
    )
    if row.linked_by:
        step = words.quoted(words.step(row.linked_by))
        text += words.say(
            f"；以{step}关联到案件，一条可关联多案", f"; {step} links an entry to a case, to as many as need be"
        )
    if row.fails is None:
        return text
    fails = condition_says(words, row.fails)
    return text + words.say(f"；若{fails}，即为不合格", f"; an entry fails if {fails}")
