"""The texts outside a regulation on which its articles rest: laws, standards, booklets (FR-206, FR-252).

A regulation says "as the warranty booklet has it"; when the booklet changes, so does what the
regulation means. Which articles and rows that concerns is asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amends.core.fact_types import rows_of
from amends.core.finding import Finding
from amends.core.pack import Article, Pack, ReferenceRow, Row
from amends.core.places import about


def articles_on(pack: Pack, reference: str) -> tuple[Article, ...]:
    """Return the articles that rest on a reference, in the order of the pack."""
    return tuple(article for article in pack.article if reference in article.rests_on)


def rows_on(pack: Pack, reference: str) -> tuple[tuple[str, Row], ...]:
    """Return the rows whose article rests on a reference, each with its table."""
    numbers = {article.no for article in articles_on(pack, reference)}
    ruled = (pair for pair in rows_of(pack) if pair[0] not in ("article", "reference"))
    return tuple((table, row) for table, row in ruled if getattr(row, "article", "") in numbers)


def named(pack: Pack, words: str) -> tuple[ReferenceRow, ...]:
    """Return the references whose title, edition or successor holds the words; all without words."""
    asked = words.strip().casefold()
    return tuple(row for row in pack.reference if asked in " ".join(_texts(row)).casefold())


def _texts(row: ReferenceRow) -> tuple[str, ...]:
    by = (row.replaced_by.zh, row.replaced_by.en) if row.replaced_by else ()
    return row.title.zh, row.title.en, row.edition, *by


def renewed(old: Pack, new: Pack) -> Mapping[str, tuple[tuple[str, Row], ...]]:
    """Return the rows to look at again for each reference that is new or reads otherwise now (FR-252)."""
    before = {row.id: _said(row) for row in old.reference}
    return {row.id: rows_on(new, row.id) for row in new.reference if before.get(row.id) != _said(row)}


def _said(row: ReferenceRow) -> tuple[object, ...]:
    return row.title, row.edition, row.editions, row.replaced_by


def check_references(pack: Pack) -> Iterator[Finding]:
    """Yield a note for each article that rests on what was superseded, and for a reference on which nothing rests."""
    for row in pack.reference:
        resting = articles_on(pack, row.id)
        if not resting:
            yield about("reference", row, "unused", level="note", zh="没有条款以它为依据", en="no article rests on it")
        yield from _backwards(row)
        for article in resting if row.replaced_by else ():
            yield _superseded(article, row)


def _backwards(row: ReferenceRow) -> Iterator[Finding]:
    for one in row.editions:
        if one.valid_to is not None and one.valid_to < one.valid_from:
            yield about("reference", row, "backwards", key="editions", zh=f"“{one.title.zh}”的止日在起日之前",
                        en=f"the last day of “{one.title.en}” comes before its first")  # fmt: skip


def _superseded(article: Article, row: ReferenceRow) -> Finding:
    by = row.replaced_by or row.title
    zh = f"第 {article.no} 条所依据的“{row.title.zh}”已被“{by.zh}”取代"
    en = f"article {article.no} rests on “{row.title.en}”, which “{by.en}” has replaced"
    return about("article", article, "superseded", level="note", key="rests_on", zh=zh, en=en)
