"""What the decision table and the limits say of every remedy for one case as it stands, before anybody asks for one.

The same rows that refuse (``remedies.check_remedy``) speak here beforehand: which row allows a remedy, up to what
amount, which proof it wants, who grants it up to which amount; and where none does, why not (FR-122 to FR-127).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from amends.core.evaluate import Scene, holds
from amends.core.limits import Limit, read_limit
from amends.core.money import granted_before
from amends.core.pack import OfferRow, Pack, RemedyKind
from amends.core.refusal import Refused
from amends.core.remedies import (
    Offer,
    authorities,
    deciders,
    is_limited,
    offers,
    put_forward,
    rests_on,
    unproven,
    with_those_inside,
)
from amends.core.text import Text


@dataclass(frozen=True, slots=True)
class Rank:
    """A role that may grant a remedy. ``limit``: up to where; None: without limit; a name: what it depends on."""

    role: str
    article: str
    limit: Limit | str | None


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """A row that would allow a remedy and does not now.

    ``unknown``: what is not known and may open it; ``beaten_by``: the row to which it gives way.
    """

    row: OfferRow
    unknown: tuple[str, ...] = ()
    beaten_by: OfferRow | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules say of one remedy. ``offers``: the rows that allow it, the one on which it would rest first.

    ``why_not`` and ``article``: why it would be refused whatever is proven; ``closed``: the rows that would allow it.
    ``nobody``: the regulation limits who grants it, and no role may in this case.
    """

    remedy: RemedyKind
    offers: tuple[Offer, ...] = ()
    unproven: frozenset[str] = frozenset()
    ranks: tuple[Rank, ...] = ()
    nobody: bool = False
    why_not: Text | None = None
    article: str = ""
    closed: tuple[ClosedRow, ...] = ()

    @property
    def may_open(self) -> bool:
        """Return whether something that nobody said yet may still make a row allow it."""
        return self.why_not is not None and any(one.unknown for one in self.closed)

    @property
    def rank(self) -> int:
        """Return where it stands in a list: allowed, to be proven, to be found out, refused."""
        if self.why_not is None and not self.nobody:
            return 1 if self.unproven else 0
        return 2 if self.may_open else 3


def remedy_table(pack: Pack, scene: Scene, kinds: Iterable[str]) -> tuple[Standing, ...]:
    """Return what the rules say of some remedies: what may be given first, the refused last (``Standing.rank``).

    Empty for a pack without a decision table: it refuses none.
    """
    wanted = {*kinds}
    found = [_standing(pack, scene, row) for row in pack.remedy if row.id in wanted] if pack.offer else []
    return tuple(sorted(found, key=lambda one: one.rank))


def _standing(pack: Pack, scene: Scene, row: RemedyKind) -> Standing:
    try:
        first = rests_on(pack, row.id, None, scene, main=put_forward(scene.done))
    except Refused as refused:
        article = refused.article or next((one.article for one in refused.missing), "")
        return Standing(row, why_not=refused.says, article=article, closed=_closed(pack, scene, row.id))
    fitting = (one for one in offers(pack, scene) if row.id in one.allows)
    rows = sorted(fitting, key=lambda one: one != first)
    ranks = _that_decide(tuple(_ranks(pack, scene, row.id)), first)
    lacks = frozenset(name for one in rows for name in unproven(one, scene))
    return Standing(row, tuple(rows), lacks, ranks, nobody=is_limited(pack, row.id) and not ranks)


def _ranks(pack: Pack, scene: Scene, kind: str) -> Iterator[Rank]:
    """Yield who may still grant it, each up to what is left of the limit after what was granted in the case
    and in those merged into it."""
    before = with_those_inside(granted_before(scene.done, pack), scene)
    for row in authorities(pack, kind, scene):
        limit = None if row.up_to is None else read_limit(row.up_to, scene)
        if isinstance(limit, Limit) and (used := sum(before.get(one, Decimal(0)) for one in row.kinds)):
            limit = replace(limit, amount=limit.amount - used)
        if not (isinstance(limit, Limit) and limit.amount < 0):
            yield Rank(row.role, row.article, limit)


def _that_decide(ranks: tuple[Rank, ...], offer: Offer | None) -> tuple[Rank, ...]:
    """Return who may grant it without those below the role to whose decision its row leaves it."""
    if offer is None or not offer.decision_by:
        return ranks
    may = deciders(offer.decision_by, tuple(one.role for one in ranks))
    return tuple(one for one in ranks if one.role in may)


def _closed(pack: Pack, scene: Scene, kind: str) -> tuple[ClosedRow, ...]:
    """Return the rows that name the remedy and do not hold, those first that something unknown may still open."""
    stand = {one.row for one in offers(pack, scene)}
    firing = [row for row in pack.offer if holds(row.when, scene).true]
    asked = (row for row in pack.offer if kind in row.allows and row.id not in stand)
    found = [_closed_row(row, scene, firing) for row in asked]
    return tuple(sorted(found, key=lambda one: not (one.unknown or one.beaten_by)))


def _closed_row(row: OfferRow, scene: Scene, firing: list[OfferRow]) -> ClosedRow:
    if named := next((one for one in firing if row.id in one.over), None):
        return ClosedRow(row, beaten_by=named)
    if row not in firing:
        verdict = holds(row.when, scene)
        return ClosedRow(row, verdict.unknown if verdict.true is None else ())
    return ClosedRow(row, beaten_by=next((one for one in firing if one is not row), None))
