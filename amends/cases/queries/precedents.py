"""Earlier decisions on the same remedy: what a yes or a no is measured against, and what it adds to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from amends.cases.models import Approval
from amends.cases.queries.lines import person_name
from amends.cases.queries.visible import seen
from amends.core.outliers import Usual, usual
from amends.core.text import Text
from amends.people.viewer import Viewer

LOOKED_AT = 300
"""So many of the newest decisions are looked through; what is older is no guide."""
SHOWN = 4
REMEDY = "remedy"
"""What approvals of remedies are called; a fall of grade is another kind."""
READ = (
    "kind", "detail", "state", "asked_at", "decided_at", "decided_by", "case__number", "case__category",
    "case__category_2",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Precedent:
    """One earlier decision."""

    number: str
    category: str
    amount: Decimal | None
    granted: bool
    decided_at: datetime
    by: Text
    stands_out: str  # above, below: its amount is far from what is usual


@dataclass(frozen=True, slots=True)
class Precedents:
    """Earlier decisions on one remedy in cases of one category, the newest first; of any category where none is.

    ``least`` and ``most`` are the amounts that were granted; ``usual`` is what is usual among them, where they
    are enough to say.
    """

    shown: tuple[Precedent, ...]
    count: int
    granted: int
    least: Decimal | None
    most: Decimal | None
    same_category: bool
    usual: Usual | None = None


def precedents(viewer: Viewer, of: Iterable[Approval]) -> dict[UUID, Precedents]:
    """Return the precedents of each proposal by its id; one query for all.

    Only decisions in cases that the viewer may see count. ``of`` carries its case.
    """
    asked = list(of)
    if not asked:
        return {}
    newest = _newest(viewer)
    return {
        one.pk: _of(viewer, [row for row in newest if row.pk != one.pk], _remedy(one), one.case.category_2)
        for one in asked
    }


def precedents_of(viewer: Viewer, category: str, kinds: Iterable[str]) -> dict[str, Precedents]:
    """Return, by remedy, what similar cases got, for whoever is about to propose one; what nobody got is left out.

    ``category``: the first two levels of the case's. One query for all.
    """
    newest = _newest(viewer)
    found = {kind: _of(viewer, newest, (REMEDY, kind), category) for kind in kinds}
    return {kind: one for kind, one in found.items() if one.count}


def _newest(viewer: Viewer) -> list[Approval]:
    decided = Approval.objects.filter(state__in=["approved", "refused"]).filter(seen(viewer, "case__"))
    return list(decided.select_related("case").only(*READ).order_by("-decided_at")[:LOOKED_AT])


def _of(viewer: Viewer, decided: list[Approval], remedy: tuple[str, str], category: str) -> Precedents:
    alike = [one for one in decided if _remedy(one) == remedy]
    same = [one for one in alike if one.case.category_2 == category]
    rows = same or alike
    granted = [one for one in rows if one.state == "approved"]
    amounts = [amount for one in granted if (amount := _amount(one)) is not None]
    among = usual(amounts)
    return Precedents(
        tuple(_line(viewer, one, among) for one in rows[:SHOWN]), len(rows), len(granted), min(amounts, default=None),
        max(amounts, default=None), bool(same), among,
    )  # fmt: skip


def _line(viewer: Viewer, one: Approval, among: Usual | None) -> Precedent:
    at = one.decided_at or one.asked_at
    by = person_name(viewer, one.decided_by_id)
    amount = _amount(one)
    out = among.stands_out(amount) if among else ""
    return Precedent(one.case.number, one.case.category, amount, one.state == "approved", at, by, out)


def _remedy(one: Approval) -> tuple[str, str]:
    return one.kind, str(one.detail.get("kind", ""))


def _amount(one: Approval) -> Decimal | None:
    amount = one.detail.get("amount")
    return None if amount in (None, "") else Decimal(str(amount))
