"""Templates of replies: which may be used in a case, and their words filled from it, in the customer's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from amends.core.check_templates import BLANK
from amends.core.evaluate import Scene, holds
from amends.core.fact_types import fact_types
from amends.core.ledger import Value
from amends.core.limits import money
from amends.core.needs import fact_title
from amends.core.pack import Pack, PhraseRow, TemplateRow
from amends.core.plain_words import Words
from amends.core.reply_content import PART, TEXT
from amends.core.reply_versions import language_of
from amends.core.text import Text
from amends.core.vocabulary import Type
from amends.core.wording import required_parts

_BESIDE = {
    "number": Text(zh="投诉编号", en="number of the complaint"), "complainant": Text(zh="称呼", en="form of address"),
    "today": Text(zh="今天的日期", en="today's date"), "received_on": Text(zh="收到日期", en="day of receipt"),
    "handler": Text(zh="经办人", en="who deals with it"),
}  # fmt: skip


def offered_templates(pack: Pack, scene: Scene, *, of: str = "reply") -> tuple[TemplateRow, ...]:
    """Return the templates that a reply of this kind may start from in this case."""
    return tuple(row for row in pack.template if row.of == of and holds(row.when, scene).true)


def fill(
    pack: Pack, row: TemplateRow, scene: Scene, language: str, known: Mapping[str, Value] | None = None
) -> dict[str, str]:
    """Return the words of a template by field, in one language (FR-143).

    What is not known is left as 〔its name〕, which does not leave in a reply until somebody has filled it in.
    """
    texts = {**({TEXT: row.text} if row.text else {}), **{PART + part: said for part, said in row.parts.items()}}
    values = {**scene.facts, **(known or {})}
    wanted = {PART + part.id for part in required_parts(pack, scene, of=row.of)} | {TEXT}
    if row.of != "reply":
        wanted |= {PART + part.id for part in required_parts(pack, scene)}
    return {
        name: _filled(pack, said.in_(language), values, scene, language)
        for name, said in texts.items()
        if name in wanted
    }


def phrases_for(pack: Pack, language: str, *, of: str = "reply") -> tuple[tuple[PhraseRow, str], ...]:
    """Return the prescribed phrases of a reply, each in the wording of a language that it has (FR-143)."""
    wanted = "en" if language.lower().startswith("en") else "zh"
    rows = [row for row in pack.phrase if row.rule == "prescribed" and row.use == of]
    said = [(row, next((text for text in row.texts if _speaks(text) == wanted), "")) for row in rows]
    return tuple((row, text) for row, text in said if text)


def _speaks(text: str) -> str:
    return language_of(text) or ("en" if text.isascii() else "zh")


def _filled(pack: Pack, said: str, values: Mapping[str, Value], scene: Scene, language: str) -> str:
    def put(name: str) -> str:
        value = values.get(name)
        if value in (None, "", ()):
            title = _BESIDE.get(name) or fact_title(pack, name)
            return f"〔{title.in_(language)}〕"
        return _shown(pack, name, value, scene, language)

    return BLANK.sub(lambda blank: put(blank[1]), said)


def _shown(pack: Pack, name: str, value: Value, scene: Scene, language: str) -> str:
    english = language.startswith("en")
    if isinstance(value, datetime):
        day = scene.calendar.day_of(value)
        return f"{day.day} {day:%B %Y}" if english else f"{day.year}年{day.month}月{day.day}日"
    known = fact_types(pack).get(name)
    if known and known.type is Type.MONEY:
        amount = f"{money(value):,.2f}".removesuffix(".00")
        if pack.currency != "CNY":
            return f"{pack.currency} {amount}"
        return f"RMB {amount}" if english else f"{amount} 元"
    if known and (known.choices or isinstance(value, bool)):
        return Words(pack, "en" if english else "zh").value(name, value)
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
