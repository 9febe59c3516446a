"""Rows that answer the same question differently in one case: offers, routes, alternative duties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from amends.core.analysis import Analysis
from amends.core.conditions import ALWAYS
from amends.core.encoding_spans import is_shorter, span_at
from amends.core.finding import Finding
from amends.core.pack import DutyRow, OfferRow, Pack
from amends.core.places import about
from amends.core.remedies import stand_together
from amends.core.shown_case import shown
from amends.core.witness import Witness


def check_overlaps(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    """Yield offers that contradict each other, routes that cross, alternatives that do not fit together."""
    yield from _offers_that_meet(pack, analysis)
    yield from _routes_that_cross(pack, analysis)
    for rows in _groups(pack):
        yield from _alternatives(pack, [row for row in rows if row.when != ALWAYS], analysis)
        yield from _never_bind(pack, rows, analysis)


def _offers_that_meet(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    if pack.offers_that_meet != "error":
        return
    for one, other in combinations(pack.offer, 2):
        if stand_together(one, other) or other.id in one.over or one.id in other.over:
            continue
        if (witness := analysis.overlap(one.when, other.when)) is not None:
            yield _overlap(pack, one, other, witness)


def _overlap(pack: Pack, one: OfferRow, other: OfferRow, witness: Witness) -> Finding:
    return about(
        "offer", other, "overlap", key="when", **shown(pack, witness),
        zh=f"与“{one.id}”（条款{one.article}）可能同时成立而答案不同；请写 over、beside 或 offers_that_meet",
        en=f"may fire together with “{one.id}” (article {one.article}) with another answer: "
        "say over, beside or offers_that_meet",
    )  # fmt: skip


def _routes_that_cross(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    """Yield routes to different places of which neither is the exception of the other: only their order decides."""
    for one, other in combinations(pack.route, 2):
        if one.to == other.to or other.id in one.over or not analysis.can_hold(one.when, other.when):
            continue
        crosses = analysis.can_hold(one.when, but_none_of=[other.when]) and analysis.can_hold(
            other.when, but_none_of=[one.when]
        )
        if crosses and (witness := analysis.overlap(one.when, other.when)) is not None:
            yield about(
                "route", other, "overlap", key="when", level="note", **shown(pack, witness),
                zh=f"与前面的“{one.id}”（条款{one.article}）可能同时成立而去向不同；若有意如此，请在前面那行写 over",
                en=f"may hold together with the earlier “{one.id}” (article {one.article}), which sends the case "
                "elsewhere; if that order is meant, say over in the earlier row",
            )  # fmt: skip


def _groups(pack: Pack) -> list[list[DutyRow]]:
    """Return the duties for the same thing: opened and met by the same, for each of the same."""
    groups: dict[str, list[DutyRow]] = defaultdict(list)
    for row in pack.duty:
        if row.met_by is not None and row.opens is not None:
            groups[repr((row.opens, row.met_by, row.for_each, row.while_))].append(row)
    return list(groups.values())


def _alternatives(pack: Pack, rows: list[DutyRow], analysis: Analysis) -> Iterator[Finding]:
    """Yield duties for the same thing of which two apply at once, or in some case none (C11, C12, C13)."""
    for one, other in combinations(rows, 2):
        if (both := analysis.overlap(one.when, other.when)) is not None:
            yield about(
                "duty", other, "not_disjoint", key="when", level="note", **shown(pack, both),
                zh=f"与“{one.id}”可能同时适用", en=f"may apply together with “{one.id}”",
            )  # fmt: skip
    if len(rows) > 1 and (none := analysis.gap([row.when for row in rows])) is not None:
        ids = "、".join(row.id for row in rows)
        yield about(
            "duty", rows[0], "not_complete", key="when", level="note", **shown(pack, none),
            zh=f"{ids} 有时都不适用", en=f"in some cases none of {ids} applies",
        )  # fmt: skip


def _never_bind(pack: Pack, rows: list[DutyRow], analysis: Analysis) -> Iterator[Finding]:
    """Yield duties that never apply without a stricter one for the same thing: their longer time says nothing."""
    for row in rows:
        for stricter in rows:
            if _is_stricter(pack, stricter, row) and not analysis.can_hold(row.when, but_none_of=[stricter.when]):
                witness = analysis.satisfiable(row.when)
                yield about(
                    "duty", row, "never_binds", key="within", level="note", **(shown(pack, witness) if witness else {}),
                    zh=f"“{stricter.id}”（条款{stricter.article}）总同时适用且期限更短，此期限从不起作用",
                    en=f"“{stricter.id}” (article {stricter.article}) always applies with it and is shorter: "
                    "this time never matters",
                )  # fmt: skip
                break


def _is_stricter(pack: Pack, one: DutyRow, other: DutyRow) -> bool:
    """Return whether the first falls before the second on every calendar, and is no mere target."""
    if one is other or (one.force == "should" and other.force == "must") or one.counts_from != other.counts_from:
        return False
    shorter, longer = span_at(one.within, pack), span_at(other.within, pack)
    if one.waits or other.waits or shorter is None or longer is None:
        return False
    return is_shorter(shorter, longer, pack.counting)
