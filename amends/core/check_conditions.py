"""Rows that never fire, rows that another always stands before, cases that no row answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amends.core.analysis import Analysis, Enough, NotFinished, never
from amends.core.check_deadlines import check_deadlines
from amends.core.check_needs import check_needs
from amends.core.check_overlaps import check_overlaps
from amends.core.check_remedies import check_remedies
from amends.core.conditions import ALWAYS, Condition
from amends.core.fact_types import conditions_in, rows_of
from amends.core.finding import NOT_FINISHED, Finding
from amends.core.pack import GradingRow, ListRow, OfferRow, Pack
from amends.core.places import about
from amends.core.remedies import stand_together
from amends.core.shown_case import shown
from amends.core.text import Text


def check_conditions(pack: Pack, *, enough: Enough = never) -> Iterator[Finding]:
    """Yield unreachable and shadowed rows, gaps, overlaps, remedies nobody may grant, times that contradict.

    When it is enough before all was asked, the last finding says so: what was not named is then not proven either.
    """
    try:
        yield from _all(pack, Analysis(pack, enough))
    except NotFinished:
        yield not_finished()


def not_finished() -> Finding:
    """Return that the checker was stopped before it had asked everything."""
    says = Text(
        zh="检查未完成：已用完时间。列出的问题属实，未列出的尚未证明；发布时会完整检查",
        en="not finished: the time is over. What is named is so, what is not named is not proven; "
        "publishing checks everything",
    )
    return Finding(NOT_FINISHED, says, level="note")


def _all(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    yield from never_fires(pack, analysis)
    yield from _gaps(pack, analysis)
    yield from check_overlaps(pack, analysis)
    yield from check_needs(pack, analysis)
    yield from check_remedies(pack, analysis)
    yield from check_deadlines(pack, analysis)


def never_fires(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    """Yield rows that no case reaches: their condition cannot hold, or another row always stands before them."""
    yield from _unreachable(pack, analysis)
    yield from _never_routes(pack, analysis)
    yield from _never_decides(pack, analysis)
    yield from _never_offers(pack, analysis)


def _unreachable(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    for table, row in rows_of(pack):
        for key, condition in conditions_in(row):
            if condition != ALWAYS and not analysis.can_hold(condition):
                yield about(table, row, "unreachable", key=key, zh=f"“{key}”永远不会成立", en=f"“{key}” can never hold")


def _never_routes(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    earlier: list[Condition] = []
    for row in pack.route:
        if analysis.can_hold(row.when) and not analysis.can_hold(row.when, but_none_of=earlier):
            yield about(
                "route", row, "unreachable", key="when", **_seen(pack, analysis, row.when),
                zh="前面的行总是先成立", en="an earlier row always comes first",
            )  # fmt: skip
        earlier.append(row.when)


def _never_decides(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    """Yield rows that only ever fire beside a heavier one, or beside one of their own grade."""
    for one in pack.list:
        rows = [row for row in pack.row if row.list == one.id and row.grade in one.grades]
        for row in rows if one.fires == "first" else []:
            if not analysis.can_hold(row.when):
                continue
            heavier = [other.when for other in rows if one.grades.index(other.grade) < one.grades.index(row.grade)]
            if heavier and not analysis.can_hold(row.when, but_none_of=heavier):
                yield about(
                    "row", row, "never_decides", key="when", level="note", **_seen(pack, analysis, row.when),
                    zh="成立时总有更重的行也成立", en="whenever it holds, a heavier row holds too",
                )  # fmt: skip
            elif other := _wider(row, rows, analysis):
                yield _contained(row, other, _seen(pack, analysis, row.when))


def _wider(row: GradingRow, rows: list[GradingRow], analysis: Analysis) -> GradingRow | None:
    """Return another row of the same grade that holds whenever this one does; of two that say the same, the first."""
    for other in rows:
        if other is row or other.grade != row.grade or analysis.can_hold(row.when, but_none_of=[other.when]):
            continue
        if rows.index(other) < rows.index(row) or analysis.can_hold(other.when, but_none_of=[row.when]):
            return other
    return None


def _contained(row: GradingRow, other: GradingRow, case: dict[str, Any]) -> Finding:
    return about(
        "row", row, "shadowed", key="when", level="note", **case,
        zh=f"成立时“{other.id}”（条款{other.article}）总已给出同一等级",
        en=f"whenever it holds, “{other.id}” (article {other.article}) gives the same grade already",
    )  # fmt: skip


def _never_offers(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    """Yield offers that always give way: to those ordered over them, or to earlier ones where the first decides."""
    for nth, row in enumerate(pack.offer):
        before = [other.when for other in pack.offer if row.id in other.over]
        if pack.offers_that_meet == "first" and not row.only_besides:
            before += [other.when for other in pack.offer[:nth] if not _stand(other, row)]
        if before and analysis.can_hold(row.when) and not analysis.can_hold(row.when, but_none_of=before):
            yield about(
                "offer", row, "shadowed", key="when", **_seen(pack, analysis, row.when),
                zh="成立时总被其他方案取代", en="whenever it holds, it gives way to another offer",
            )  # fmt: skip


def _seen(pack: Pack, analysis: Analysis, condition: Condition) -> dict[str, Any]:
    """Return the case in which the row holds, and another takes its place."""
    witness = analysis.satisfiable(condition)
    return shown(pack, witness) if witness else {}


def _stand(one: OfferRow, other: OfferRow) -> bool:
    return stand_together(one, other) or one.id in other.over


def _gaps(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    for one in pack.list:
        rows = [row.when for row in pack.row if row.list == one.id]
        if one.default is None and rows and (witness := analysis.gap(rows)) is not None:
            yield _gap(one, shown(pack, witness))
    routes = [row.when for row in pack.route]
    if routes and analysis.can_hold(ALWAYS, but_none_of=routes) and (witness := analysis.gap(routes)) is not None:
        yield about(
            "route", pack.route[-1], "gap", key="when", **shown(pack, witness),
            zh="有的案件没有一行说转往何处，会停在原处；请写一行收下其余的案件",
            en="for some cases no row says where they go, and they would be stuck; write a row that takes the rest",
        )  # fmt: skip


def _gap(one: ListRow, case: dict[str, Any]) -> Finding:
    return about(
        "list", one, "gap", key="default", **case,
        zh="没有一行成立时没有等级；请写 default", en="no grade where no row holds; say a default",
    )  # fmt: skip
