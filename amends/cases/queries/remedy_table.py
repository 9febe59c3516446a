"""What the regulation says of each remedy for a case as it stands, for whoever is about to propose one (FR-122)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from amends.cases.counts import Asked, asks, count
from amends.cases.queries.reading import Reading
from amends.core.ledger import Counts
from amends.core.page import Page
from amends.core.remedy_table import Standing, remedy_table


def remedies_now(reading: Reading, kinds: Iterable[str], now: datetime) -> tuple[Standing, ...]:
    """Return what the lead regulation says of some remedies now; empty where it has no decision table."""
    lead = reading.rules.lead
    if not lead.offer:
        return ()
    scene = Page(reading.state, reading.rules, counts_now(reading, now), now=now).scene(lead)
    return remedy_table(lead, scene, kinds)


def counts_now(reading: Reading, now: datetime) -> Counts:
    """Return what the rules count, as the step itself will be judged by it; no query where they count nothing."""
    if not asks(reading.rules):
        return {}
    case, state = reading.case, reading.state
    return count(Asked(case.id, case.number, case.received_at, state.facts, state), reading.rules, now=now)[0]
