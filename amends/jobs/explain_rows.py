"""A regulation read aloud for the shell: articles with their rows, and what a word means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amends.core.comparing_packs import name_of
from amends.core.fact_types import rows_of
from amends.core.meanings import meanings
from amends.core.pack import Pack, Row
from amends.core.plain_language import is_read, read_aloud
from amends.core.plain_words import Words
from amends.core.text import Text

Said = tuple[dict[str, Any], list[str]]


def read_rows(pack: Pack, *, article: str | None, row: str | None, language: str) -> Iterator[Said]:
    """Yield each article with its rows, as JSON and as lines; only those asked for."""
    read = [(table, one) for table, one in rows_of(pack) if is_read(one) and row in (None, name_of(one))]
    for no in dict.fromkeys((*pack.articles, "")):
        rows = [(table, one) for table, one in read if getattr(one, "article", "") == no]
        if article not in (None, no) or (not rows and (row or not no)):
            continue
        yield _article(pack, no, rows, language)


def _article(pack: Pack, no: str, rows: list[tuple[str, Row]], language: str) -> Said:
    of, words = pack.articles.get(no), Words(pack, language)
    says = of.text if of else pack.title
    lines = [f"{no} {says.in_(language)}".strip()]
    lines += [f"  {table} {name_of(one)}: {read_aloud(words, one)}" for table, one in rows]
    return {
        "pack": pack.id, "article": no, "says": _both(says),
        "rows": [{"table": table, "row": name_of(one), "says": _both(_sentence(pack, one))} for table, one in rows],
    }, lines  # fmt: skip


def _sentence(pack: Pack, row: Row) -> Text:
    return Text(zh=read_aloud(Words(pack, "zh"), row), en=read_aloud(Words(pack, "en"), row))


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def word_of(pack: Pack, word: str, language: str) -> Said | None:
    """Return what a word means in a pack; None: it is not used there (FR-256)."""
    found = meanings(pack, word)
    if not found:
        return None
    lines = [f"{pack.title.in_(language)} ({pack.id})"]
    for one in found:
        lines.append(f"  {one.word.in_(language)} ({one.article})")
        lines += [f"    {said.in_(language)}" for said in one.defined_by]
        if one.remains:
            lines.append("    " + Text(zh="其余各件", en="every other case").in_(language))
        if not one.is_defined:
            lines.append("    " + Text(zh="制度没有说明", en="the regulation does not say").in_(language))
    return {
        "pack": pack.id,
        "meanings": [
            {"word": _both(one.word), "article": one.article, "defined_by": [_both(said) for said in one.defined_by],
             "set_by": list(one.set_by), "is_defined": one.is_defined, "remains": one.remains}
            for one in found
        ],
    }, lines  # fmt: skip
