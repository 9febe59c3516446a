"""What similar cases got: what a yes or a no is measured against, and what it adds to.

The ledger of remedies says what was granted, whoever had the right to grant it; what was asked for and
returned stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from amends.cases.models import Approval, Case, MoneyLine
from amends.cases.queries.lines import lead_of, person_name
from amends.cases.queries.visible import seen
from amends.core.limits import money
from amends.core.money import REMEDY
from amends.core.outliers import FEWEST, Usual, usual
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.regulations.shelf import pack

Row = dict[str, Any]
MOST = 300
"""So many of the newest that are alike count; what is older is no guide."""
SHOWN = 4
KIND, CATEGORY, ANY = "kind", "category", "any"
ALIKE = (KIND, CATEGORY, ANY)
"""How alike a case is, the most first: of one category, grade and kind of product; of one category; by the remedy."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A remedy of some kind that is, or may be, proposed in a case, in the currency of its regulation."""

    case: Case
    kind: str
    currency: str


@dataclass(frozen=True, slots=True)
class Precedent:
    """One earlier remedy, or one that was asked for and returned."""

    number: str
    category: str
    amount: Decimal | None
    granted: bool
    decided_at: datetime
    by: Text
    stands_out: str  # above, below: its amount is far from what is usual


@dataclass(frozen=True, slots=True)
class Precedents:
    """What cases got that are as ``alike`` as there are enough of, the newest first; amounts of one currency.

    ``least`` and ``most`` are the amounts that were granted; ``usual`` is what is usual among them, where they
    are enough to say.
    """

    shown: tuple[Precedent, ...]
    count: int
    granted: int
    least: Decimal | None
    most: Decimal | None
    currency: str
    alike: str
    usual: Usual | None = None


def precedents(viewer: Viewer, asked: Sequence[Asked]) -> list[Precedents]:
    """Return the precedents of each proposal: two queries for each degree of likeness, however many are asked.

    The degree that is nearest and has enough to say what is usual counts; where none has, the widest within the
    category. Only cases that the viewer may see count, and never the case itself.
    """
    best: list[tuple[str, list[Row]]] = [(ANY, [])] * len(asked)
    few = list(range(len(asked)))
    for alike in ALIKE:
        found = _found(viewer, [asked[nth] for nth in few], alike)
        for nth, rows in zip(few, found, strict=True):
            if rows and (alike != ANY or not best[nth][1]):
                best[nth] = alike, rows
        few = [nth for nth in few if len(best[nth][1]) < FEWEST]
    return [_of(viewer, rows, alike, one.currency) for one, (alike, rows) in zip(asked, best, strict=True)]


def precedents_of(viewer: Viewer, case: Case, kinds: Iterable[str], currency: str) -> dict[str, Precedents]:
    """Return, by remedy, what similar cases got, for whoever is about to propose one; what nobody got is left out."""
    asked = [Asked(case, kind, currency) for kind in kinds]
    found = zip(asked, precedents(viewer, asked), strict=True)
    return {one.kind: earlier for one, earlier in found if earlier.count}


def _found(viewer: Viewer, asked: Sequence[Asked], alike: str) -> list[list[Row]]:
    """Return, for each that is asked, the newest that are so much alike."""
    found: list[list[Row]] = [[] for _ in asked]
    for query in (_granted, _returned) if asked else ():
        first, *others = [query(viewer, one, alike, nth) for nth, one in enumerate(asked)]
        for row in first.union(*others, all=True):
            if _currency(row) == asked[row["nth"]].currency:
                found[row["nth"]].append(row)
    return [sorted(rows, key=lambda row: row["at"], reverse=True)[:MOST] for rows in found]


def _granted(viewer: Viewer, one: Asked, alike: str, nth: int) -> QuerySet[MoneyLine, Any]:
    """Return what the ledger says was granted, by whoever might."""
    lines = MoneyLine.objects.filter(_like(viewer, one, alike), flow=REMEDY, kind=one.kind, currency=one.currency)
    return lines.order_by("-counts_at").values(
        "amount", "currency", number=F("case__number"), category=F("case__category"), nth=Value(nth),
        granted=Value(value=True), at=Coalesce("granted_at", "counts_at"), by=Coalesce("granted_by", "paid_by"),
    )[:MOST]  # fmt: skip


def _returned(viewer: Viewer, one: Asked, alike: str, nth: int) -> QuerySet[Approval, Any]:
    """Return what was asked for and returned; it came into no ledger."""
    asked = Approval.objects.filter(_like(viewer, one, alike), kind=REMEDY, state="refused", detail__kind=one.kind)
    return asked.order_by("-decided_at").values(
        "detail", number=F("case__number"), category=F("case__category"), nth=Value(nth),
        granted=Value(value=False), at=F("decided_at"), by=F("decided_by"), lead=lead_of("case"),
    )[:MOST]  # fmt: skip


def _like(viewer: Viewer, one: Asked, alike: str) -> Q:
    case = one.case
    found = seen(viewer, "case__") & ~Q(case=case.pk)
    if alike != ANY:
        found &= Q(case__category_2=case.category_2)
    if alike == KIND:
        found &= Q(case__grade_list=case.grade_list, case__grade=case.grade)
        found &= Q(case__facts__product_kind=case.facts["product_kind"]) if "product_kind" in case.facts else Q()
    return found


def _currency(row: Row) -> str:
    return str(row["currency"]) if "currency" in row else pack(row["lead"]).currency


def _of(viewer: Viewer, rows: list[Row], alike: str, currency: str) -> Precedents:
    granted = [row for row in rows if row["granted"]]
    amounts = [row["amount"] for row in granted if row["amount"] is not None]
    among = usual(amounts)
    return Precedents(
        tuple(_line(viewer, row, among) for row in rows[:SHOWN]), len(rows), len(granted), min(amounts, default=None),
        max(amounts, default=None), currency, alike, among,
    )  # fmt: skip


def _line(viewer: Viewer, row: Row, among: Usual | None) -> Precedent:
    amount = row["amount"] if row["granted"] else row["detail"].get("amount")
    amount = None if amount in (None, "") else money(amount)
    out = among.stands_out(amount) if among else ""
    by = person_name(viewer, row["by"])
    return Precedent(row["number"], row["category"], amount, row["granted"], row["at"], by, out)
