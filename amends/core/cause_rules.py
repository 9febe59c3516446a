"""What a finished analysis must have: main causes, each under control; no chain that ends in a person (FR-107)."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.causes import Analysis, Cause
from amends.core.pack import DisciplineRow, Pack
from amends.core.referee import referee
from amends.core.refusal import Missing
from amends.core.text import Text

SHORT = 24
"""So much of a cause is repeated where it is named."""


def lacking(analysis: Analysis, of: DisciplineRow, pack: Pack) -> Iterator[Missing]:
    """Yield what keeps an analysis from being finished, each with the article of the discipline that finds the cause.

    ``field`` is the cause concerned. Nothing: it is finished. A cause that lays it on a person is judged by the
    rules of the pack's referee, and names their article.
    """
    for one in _found(analysis):
        yield Missing(one.what, one.says, of.article, field=one.field, pack=pack.id)
    yield from _persons(analysis, of, pack)


def _found(analysis: Analysis) -> Iterator[Missing]:
    if analysis.kind != "matrix" and not analysis.effect:
        yield _lack(
            "effect", zh="没有写明要分析的问题", en="The problem that is analysed is not written", cause="effect"
        )
    if not analysis.causes:
        yield _lack("causes", zh="还没有列出原因", en="No cause is listed")
        return
    if empty := [one for one in analysis.causes if not one.text]:
        yield _lack(
            "text", zh=f"{len(empty)} 条原因没有内容", en=f"Causes without words: {len(empty)}", cause=empty[0].id
        )
    if analysis.kind == "matrix":
        yield from _unscored(analysis)
    if analysis.kind != "why":
        yield from _uncontrolled(analysis)


def _uncontrolled(analysis: Analysis) -> Iterator[Missing]:
    """Yield that none is marked main, or each main cause without a control point."""
    if not analysis.roots:
        n = len(analysis.causes)
        yield _lack("main", zh=f"列出 {n} 条原因，没有标出主要原因", en=f"Of {n} causes none is marked main")
    for one in analysis.roots:
        if not one.control:
            yield _lack(
                "control", zh=f"主要原因“{_short(one)}”没有控制点", cause=one.id,
                en=f"The main cause “{_short(one)}” has no control point",
            )  # fmt: skip


def _unscored(analysis: Analysis) -> Iterator[Missing]:
    if not analysis.effects:
        yield _lack("effects", zh="没有列出结果", en="No effect is listed")
    if any(not one.text for one in analysis.effects):
        yield _lack("effects", zh="有结果没有内容", en="An effect has no words")
    asked = {one.id for one in analysis.effects}
    open_ = [(one, len(asked - set(one.scores))) for one in analysis.causes if asked - set(one.scores)]
    if open_:
        n = sum(count for _, count in open_)
        yield _lack("score", zh=f"{n} 格没有评分", en=f"Cells without a score: {n}", cause=open_[0][0].id)


def _persons(analysis: Analysis, of: DisciplineRow, pack: Pack) -> Iterator[Missing]:
    for one in analysis.roots:
        where = analysis.class_of(one) if analysis.kind == "why" else "cause_occurrence"
        said = (row for row in pack.referee if row.looks_for == "said" and where in row.reads)
        against = next(iter(referee(said, {where: one.text}, words=pack.referee_words)), None)
        if against is not None:
            zh = f"“{_short(one)}”不是原因的终点：{against.says.zh}。{against.passes.zh}"
            en = f"“{_short(one)}” is not where a cause ends: {against.says.en} {against.passes.en}"
            article = against.article or of.article
            yield Missing(f"person:{against.code}", Text(zh=zh, en=en), article, field=one.id, pack=pack.id)


def _short(cause: Cause) -> str:
    return cause.text if len(cause.text) <= SHORT else f"{cause.text[:SHORT]}…"


def _lack(what: str, *, zh: str, en: str, cause: str = "") -> Missing:
    return Missing(f"analysis:{what}", Text(zh=zh, en=en), field=cause)
