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
from amends.core.text import Text
from amends.people.viewer import Viewer

LOOKED_AT = 300
"""So many of the newest decisions are looked through; what is older is no guide."""
SHOWN = 4
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


@dataclass(frozen=True, slots=True)
class Precedents:
    """Earlier decisions on one remedy in cases of one category, the newest first; of any category where none is.

    ``least`` and ``most`` are the amounts that were granted.
    """

    shown: tuple[Precedent, ...]
    count: int
    granted: int
    least: Decimal | None
    most: Decimal | None
    same_category: bool


def precedents(viewer: Viewer, of: Iterable[Approval]) -> dict[UUID, Precedents]:
    """Return the precedents of each proposal by its id; one query for all.

    Only decisions in cases that the viewer may see count. ``of`` carries its case.
    """
    asked = list(of)
    if not asked:
        return {}
    decided = Approval.objects.filter(state__in=["approved", "refused"]).filter(seen(viewer, "case__"))
    newest = list(decided.select_related("case").only(*READ).order_by("-decided_at")[:LOOKED_AT])
    return {one.pk: _of(viewer, one, newest) for one in asked}


def _of(viewer: Viewer, asked: Approval, decided: list[Approval]) -> Precedents:
    alike = [one for one in decided if _remedy(one) == _remedy(asked) and one.pk != asked.pk]
    same = [one for one in alike if one.case.category_2 == asked.case.category_2]
    rows = same or alike
    granted = [one for one in rows if one.state == "approved"]
    amounts = [amount for one in granted if (amount := _amount(one)) is not None]
    return Precedents(
        tuple(_line(viewer, one) for one in rows[:SHOWN]), len(rows), len(granted), min(amounts, default=None),
        max(amounts, default=None), bool(same),
    )  # fmt: skip


def _line(viewer: Viewer, one: Approval) -> Precedent:
    at = one.decided_at or one.asked_at
    by = person_name(viewer, one.decided_by_id)
    return Precedent(one.case.number, one.case.category, _amount(one), one.state == "approved", at, by)


def _remedy(one: Approval) -> tuple[str, str]:
    return one.kind, str(one.detail.get("kind", ""))


def _amount(one: Approval) -> Decimal | None:
    amount = one.detail.get("amount")
    return None if amount in (None, "") else Decimal(str(amount))
