"""Whether like cases got alike, among the remedies that a viewer may see: read here, judged in `core.even_handed`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from amends.cases.queries.lines import lead_of
from amends.cases.queries.money import Filters, filtered
from amends.cases.queries.oversight import oversees
from amends.core.even_handed import Grant, Standing, even_handed
from amends.people.viewer import Viewer

MOST = 20_000
"""So many of the newest grants of a period are compared."""
BY = ("unit", "channel", "language")
GIVER = "giver"
"""Who granted stands beside others only for those who oversee units: it is a question to ask, not a league table."""
READ = (
    "case__number", "kind", "amount", "currency", "unit_id", "granted_by_id", "case__category_2", "case__grade_list",
    "case__grade", "case__channel", "case__complainant__language", "lead_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EvenHanded:
    """How groups stand in one currency. ``leads``: for each channel a pack that names it, by content hash."""

    standings: tuple[Standing, ...] = ()
    by: tuple[str, ...] = BY
    grants: int = 0
    currency: str = ""
    currencies: tuple[str, ...] = ()
    leads: tuple[tuple[str, str], ...] = ()


def even_handed_of(viewer: Viewer, filters: Filters, *, currency: str = "") -> EvenHanded:
    """Return how units, channels, languages and givers stand beside each other in like cases; one query.

    Only grants with an amount are compared, in the asked currency or else the most frequent one.
    """
    lines = filtered(viewer, replace(filters, flow="remedy")).filter(amount__isnull=False, granted_at__isnull=False)
    rows: list[Any] = list(
        lines.annotate(lead_hash=lead_of("case")).order_by("-counts_at", "-id").values_list(*READ, named=True)[:MOST]
    )
    currencies = tuple(one for one, _ in Counter(row.currency for row in rows).most_common())
    if not currencies:
        return EvenHanded()
    chosen = currency if currency in currencies else currencies[0]
    return _compared(viewer, [row for row in rows if row.currency == chosen], chosen, currencies)


def _compared(viewer: Viewer, rows: Sequence[Any], currency: str, currencies: tuple[str, ...]) -> EvenHanded:
    by = (*BY, GIVER) if oversees(viewer) else BY
    return EvenHanded(
        even_handed((_grant(nth, row) for nth, row in enumerate(rows)), by), by, len(rows), currency, currencies,
        tuple({row.case__channel: row.lead_hash for row in rows}.items()),
    )  # fmt: skip


def _grant(nth: int, row: Any) -> Grant:
    return Grant(
        (row.case__number, nth), (row.kind, row.case__category_2, row.case__grade_list, row.case__grade), row.amount,
        {"unit": row.unit_id, "channel": row.case__channel, "language": row.case__complainant__language or "",
         GIVER: row.granted_by_id},
    )  # fmt: skip
