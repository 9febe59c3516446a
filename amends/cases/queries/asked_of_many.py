"""What a step asks in each of several cases: every case is judged by the version that it is pinned to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from amends.cases.models import CaseRule
from amends.cases.queries.visible import visible
from amends.core.ledger import Rules
from amends.people.viewer import Viewer
from amends.regulations.shelf import rules_of


def rules_of_cases(viewer: Viewer, numbers: Iterable[str]) -> Mapping[str, Rules]:
    """Return the rules of the cases that the viewer sees, by number; one query."""
    pinned = CaseRule.objects.filter(case=OuterRef("pk")).order_by("-position", "id")
    found = visible(viewer).filter(number__in=list(numbers))
    known = found.annotate(pinned=ArraySubquery(pinned.values("published__content_hash")))
    rows = known.values_list("number", "unit_id", "pinned")
    return {number: rules_of(viewer.directory, unit, tuple(hashes)) for number, unit, hashes in rows}


def asked(rules: Rules, step: str) -> tuple[str, ...]:
    """Return the fields that a form of a step asks: those it names, and what it or a gate before it wants to know."""
    return tuple(dict.fromkeys(_asked(rules, step)))


def _asked(rules: Rules, step: str) -> Iterator[str]:
    row = rules.steps.get(step)
    if row is None:
        return
    gates = (gate for pack in rules.packs for gate in pack.gate if gate.step in (row.id, row.kind))
    on_forms = {name for pack in rules.packs for name in pack.fields}
    yield from row.asks
    for need in (*row.needs, *(need for gate in gates for need in gate.needs)):
        if need.known in on_forms:
            yield need.known
