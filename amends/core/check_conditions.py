"""Rows that never fire, offers that contradict each other, gaps of lists and of alternatives, with a witness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from amends.core.analysis import Analysis
from amends.core.conditions import ALWAYS, Condition
from amends.core.fact_types import conditions_in, rows_of
from amends.core.finding import Finding
from amends.core.pack import DutyRow, ListRow, OfferRow, Pack
from amends.core.places import about
from amends.core.remedies import stand_together


def check_conditions(pack: Pack) -> Iterator[Finding]:
    """Yield unreachable rows, overlapping offers, gaps of lists, and alternatives that do not fit together."""
    analysis = Analysis(pack)
    yield from _unreachable(pack, analysis)
    yield from _never_routes(pack, analysis)
    yield from _never_decides(pack, analysis)
    yield from _offers_that_meet(pack, analysis)
    yield from _gaps(pack, analysis)
    yield from _alternatives(pack, analysis)


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
                "route", row, "unreachable", key="when", zh="前面的行总是先成立", en="an earlier row always comes first"
            )
        earlier.append(row.when)


def _never_decides(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    """Yield rows that only ever fire beside a heavier one: they explain, but decide nothing."""
    for one in pack.list:
        rows = [row for row in pack.row if row.list == one.id and row.grade in one.grades]
        for row in rows if one.fires == "first" else []:
            heavier = [other.when for other in rows if one.grades.index(other.grade) < one.grades.index(row.grade)]
            reachable = heavier and analysis.can_hold(row.when)
            if reachable and not analysis.can_hold(row.when, but_none_of=heavier):
                yield about(
                    "row", row, "never_decides", key="when", level="note",
                    zh="成立时总有更重的行也成立", en="whenever it holds, a heavier row holds too",
                )  # fmt: skip


def _offers_that_meet(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    if pack.offers_that_meet != "error":
        return
    for one, other in combinations(pack.offer, 2):
        if stand_together(one, other) or other.id in one.over or one.id in other.over:
            continue
        if (witness := analysis.overlap(one.when, other.when)) is not None:
            yield _overlap(one, other, witness.told())


def _overlap(one: OfferRow, other: OfferRow, witness: dict[str, object]) -> Finding:
    return about(
        "offer", other, "overlap", key="when", witness=witness,
        zh=f"与“{one.id}”（条款{one.article}）可能同时成立而答案不同；请写 over、beside 或 offers_that_meet",
        en=f"may fire together with “{one.id}” (article {one.article}) with another answer: "
        "say over, beside or offers_that_meet",
    )  # fmt: skip


def _gaps(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    for one in pack.list:
        rows = [row.when for row in pack.row if row.list == one.id]
        if one.default is None and rows and (witness := analysis.gap(rows)) is not None:
            yield _gap(one, witness.told())


def _gap(one: ListRow, witness: dict[str, object]) -> Finding:
    return about(
        "list", one, "gap", key="default", witness=witness,
        zh="没有一行成立时没有等级；请写 default", en="no grade where no row holds; say a default",
    )  # fmt: skip


def _alternatives(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    """Yield duties for the same thing of which two apply at once, or in some case none (C11, C12, C13)."""
    groups: dict[str, list[DutyRow]] = defaultdict(list)
    for row in pack.duty:
        if row.when != ALWAYS and row.met_by is not None and row.opens is not None:
            groups[repr((row.opens, row.met_by, row.for_each, row.while_))].append(row)
    for rows in groups.values():
        for one, other in combinations(rows, 2):
            if (both := analysis.overlap(one.when, other.when)) is not None:
                yield about(
                    "duty", other, "not_disjoint", key="when", level="note", witness=both.told(),
                    zh=f"与“{one.id}”可能同时适用", en=f"may apply together with “{one.id}”",
                )  # fmt: skip
        if len(rows) > 1 and (none := analysis.gap([row.when for row in rows])) is not None:
            ids = "、".join(row.id for row in rows)
            yield about(
                "duty", rows[0], "not_complete", key="when", level="note", witness=none.told(),
                zh=f"{ids} 有时都不适用", en=f"in some cases none of {ids} applies",
            )  # fmt: skip
