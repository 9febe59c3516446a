"""Parts, templates and second readings of a reply, read aloud."""

from __future__ import annotations

from amends.core.conditions import ALWAYS
from amends.core.pack import PartRow, ReviewRow, TemplateRow
from amends.core.plain_conditions import says as condition_says
from amends.core.plain_words import Words
from amends.core.reply_content import HAS

_NUMBER = ("投诉编号", "the number of the complaint")


def says_part(words: Words, row: PartRow) -> str:
    """Return a part that a reply must contain as a sentence, with what its words must hold and equal."""
    text = words.say(f"答复须写明{words.quoted(row.title.zh)}", f"the reply says {words.quoted(row.title.en)}")
    if row.has:
        zh, en = HAS[row.has]
        text += words.say(f"，其中有{zh}", f", with {en}")
    if row.states:
        named = words.both(words.say(*_NUMBER) if name == "number" else words.fact(name) for name in row.states)
        text += words.say(f"，与本案的{named}一致", f", equal to {named} of the case")
    if row.near:
        near = words.either(words.quoted(one) for one in row.near)
        text += words.say(f"；{near}之后的数字亦然", f"; so are figures after {near}")
    return _given(words, row, text)


def says_template(words: Words, row: TemplateRow) -> str:
    """Return a template as a sentence: what it starts a reply with."""
    titles = {part.id: part.title.in_(words.language) for part in words.pack.part}
    parts = words.both(words.quoted(titles.get(one, one)) for one in row.parts)
    text = words.say("拟稿模板", "a template for the reply")
    return _given(words, row, text + (words.say(f"，带有{parts}", f", with {parts}") if parts else ""))


def says_review(words: Words, row: ReviewRow) -> str:
    """Return who has to read a reply before it leaves as a sentence."""
    by = words.either(words.role(one) for one in row.by)
    text = words.say(
        f"答复发出前由{by}看过，拟稿人不得自审", f"before the reply leaves {by} has to read it, never the writer"
    )
    return _given(words, row, text)


def _given(words: Words, row: PartRow | TemplateRow | ReviewRow, text: str) -> str:
    if row.when == ALWAYS:
        return text
    return words.say(f"若{condition_says(words, row.when)}：{text}", f"If {condition_says(words, row.when)}: {text}")
