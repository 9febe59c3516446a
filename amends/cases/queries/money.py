"""What complaints cost, as a viewer may see it: lines, and totals that are the sums of those lines (FR-136)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.timezone import get_current_timezone

from amends.cases.models import Case, MoneyLine
from amends.cases.queries.lines import NOTHING, lead_of, person_name, unit_name
from amends.cases.queries.visible import seen
from amends.core.money import FLOWS
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.regulations.shelf import pack

PAGE = 50
MOST = 50_000
"""So many lines are handed out as a file."""
STATES = {
    "granted": Q(paid_at__isnull=True),
    "given": Q(paid_at__isnull=False, booked_at__isnull=True),
    "booked": Q(booked_at__isnull=False),
}
RETURNED = Text(zh="退货", en="Returned goods")
INCOME = Text(zh="服务收入", en="Income of service")
READ = (
    "name", "flow", "kind", "subject", "unit_id", "amount", "currency", "counts_at", "granted_at", "granted_by_id",
    "paid_at", "paid_by_id", "booked_at", "booked_by_id", "case__number", "case__title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What the lines are narrowed by; empty means any. ``until`` is the first moment that counts no more."""

    since: datetime | None = None
    until: datetime | None = None
    flow: str = ""
    state: str = ""
    kind: str = ""
    unit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line as a list shows it; people by name."""

    id: UUID
    number: str
    title: str
    flow: str
    kind: Text
    subject: str
    unit: Text
    amount: Decimal | None
    currency: str
    state: str
    counts_at: datetime
    granted_at: datetime | None
    granted_by: Text
    paid_at: datetime | None
    paid_by: Text
    booked_at: datetime | None
    booked_by: Text


@dataclass(frozen=True, slots=True)
class Total:
    """So many lines of one currency, and what they come to. ``without``: how many of them state no amount."""

    currency: str
    amount: Decimal
    lines: int
    without: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of what passes the filters: for each flow, and what was spent by month, unit and kind.

    Currencies are never added up: each has a total of its own.
    """

    whole: tuple[tuple[str, Total], ...] = ()
    by_month: tuple[tuple[datetime, Total], ...] = ()
    by_unit: tuple[tuple[Text, Total], ...] = ()
    by_kind: tuple[tuple[Text, Total], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of lines, newest first; ``next`` is where the following one begins (empty: this was the last)."""

    rows: tuple[Row, ...]
    next: str = ""


@dataclass(slots=True)
class _Sum:
    amount: Decimal = field(default_factory=Decimal)
    lines: int = 0
    without: int = 0

    def add(self, group: dict[str, Any]) -> None:
        self.amount += group["sum"] or 0
        self.lines += group["lines"]
        self.without += group["lines"] - group["stated"]


def money_lines(viewer: Viewer, filters: Filters, *, after: str = "", limit: int = PAGE) -> Page:
    """Return a page of the lines of cases that the viewer may see; a cursor that nobody gave begins anew."""
    found = filtered(viewer, filters)
    if cursor := _cursor(after):
        at, key = cursor
        found = found.filter(Q(counts_at__lt=at) | Q(counts_at=at, id__lt=key))
    rows = list(_shown(found)[: limit + 1])
    more, rows = len(rows) > limit, rows[:limit]
    return Page(_rows(viewer, rows), f"{rows[-1].counts_at.isoformat()}|{rows[-1].pk}" if more else "")


def all_money_lines(viewer: Viewer, filters: Filters) -> Iterator[Row]:
    """Yield what the list shows, all of it up to MOST lines, for a file."""
    yield from _rows(viewer, _shown(filtered(viewer, filters))[:MOST])


def remedies_of(viewer: Viewer, case: Case) -> tuple[Row, ...]:
    """Return the remedies of one case that the viewer sees, the newest first."""
    return _rows(viewer, _shown(MoneyLine.objects.filter(seen(viewer, "case__"), case=case, flow="remedy")))


def money_totals(viewer: Viewer, filters: Filters) -> Totals:
    """Return the totals of the lines that the list shows: two queries, however many lines there are."""
    month = TruncMonth("counts_at", tzinfo=get_current_timezone())
    grouped = filtered(viewer, filters).annotate(month=month).values("flow", "kind", "unit_id", "currency", "month")
    groups: list[Any] = list(grouped.annotate(sum=Sum("amount"), lines=Count("pk"), stated=Count("amount")).order_by())
    spent = [group for group in groups if group["flow"] == "remedy"]
    titles = _titles(viewer, {group["kind"] for group in spent})
    return Totals(
        whole=tuple(sorted(_summed(groups, "flow"), key=lambda one: (FLOWS.index(one[0]), one[1].currency))),
        by_month=tuple(sorted(_summed(spent, "month"), key=lambda one: (one[0], one[1].currency), reverse=True)),
        by_unit=tuple((unit_name(viewer, unit), total) for unit, total in _largest(_summed(spent, "unit_id"))),
        by_kind=tuple((titles.get(kind, _code(kind)), total) for kind, total in _largest(_summed(spent, "kind"))),
    )  # fmt: skip


def kinds_of(viewer: Viewer) -> tuple[tuple[str, Text], ...]:
    """Return the remedies that were ever granted in cases that the viewer may see, with the title they have there."""
    return tuple(sorted(_titles(viewer, None).items()))


def filtered(viewer: Viewer, filters: Filters) -> QuerySet[MoneyLine]:
    """Return the lines of cases that the viewer may see and that pass the filters."""
    found = MoneyLine.objects.filter(seen(viewer, "case__"))
    if filters.since is not None:
        found = found.filter(counts_at__gte=filters.since)
    if filters.until is not None:
        found = found.filter(counts_at__lt=filters.until)
    if filters.unit is not None:
        found = found.filter(unit__in=viewer.directory.below({filters.unit}))
    if filters.state in STATES:
        found = found.filter(STATES[filters.state])
    plain = {name: value for name in ("flow", "kind") if (value := getattr(filters, name))}
    return found.filter(**plain)


def _shown(found: QuerySet[MoneyLine]) -> QuerySet[MoneyLine]:
    lines = found.select_related("case").only(*READ).annotate(lead_hash=lead_of("case"))
    return lines.order_by("-counts_at", "-id")


def _rows(viewer: Viewer, lines: Iterable[MoneyLine]) -> tuple[Row, ...]:
    return tuple(
        Row(
            id=one.pk, number=one.case.number, title=one.case.title, flow=one.flow, kind=_title(one),
            subject=one.subject, unit=unit_name(viewer, one.unit_id), amount=one.amount, currency=one.currency,
            state="booked" if one.booked_at else "given" if one.paid_at else "granted", counts_at=one.counts_at,
            granted_at=one.granted_at, granted_by=person_name(viewer, one.granted_by_id), paid_at=one.paid_at,
            paid_by=person_name(viewer, one.paid_by_id), booked_at=one.booked_at,
            booked_by=person_name(viewer, one.booked_by_id),
        )
        for one in lines
    )  # fmt: skip


def _title(one: MoneyLine) -> Text:
    """Return what the line is called by the regulation its case came in under."""
    if one.flow != "remedy":
        return RETURNED if one.flow == "return" else INCOME
    lead = pack(one.lead_hash)  # type: ignore[attr-defined]
    return next((row.title for row in lead.remedy if row.id == one.kind), _code(one.kind))


def _titles(viewer: Viewer, kinds: set[str] | None) -> dict[str, Text]:
    """Return a title for each kind of remedy: that of one case in which it was granted."""
    lines = MoneyLine.objects.filter(seen(viewer, "case__"), flow="remedy")
    if kinds is not None:
        lines = lines.filter(kind__in=kinds)
    one_each = lines.order_by("kind").distinct("kind").annotate(lead_hash=lead_of("case"))
    return {one.kind: _title(one) for one in one_each}


def _summed(groups: Iterable[dict[str, Any]], key: str) -> list[tuple[Any, Total]]:
    sums: defaultdict[tuple[Any, str], _Sum] = defaultdict(_Sum)
    for group in groups:
        sums[group[key], group["currency"]].add(group)
    return [(of, Total(currency, one.amount, one.lines, one.without)) for (of, currency), one in sums.items()]


def _largest(totals: list[tuple[Any, Total]]) -> list[tuple[Any, Total]]:
    return sorted(totals, key=lambda one: (one[1].currency, -one[1].amount, str(one[0])))


def _cursor(text: str) -> tuple[datetime, UUID] | None:
    at, _, key = text.partition("|")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, UUID(key)) if moment.tzinfo else None
    except ValueError:
        return None


def _code(kind: str) -> Text:
    return Text(zh=kind, en=kind) if kind else NOTHING
