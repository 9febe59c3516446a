"""Before a complaint is a case: what the regulation does not take, what its words suggest, what its forms ask."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.evaluate import Scene, holds
from amends.core.pack import CategoryRow, FieldRow, Pack, RefusalRow


def refusals(pack: Pack, scene: Scene) -> tuple[RefusalRow, ...]:
    """Return the rows by which a matter is not taken as a complaint at all (FR-028); empty: it is taken."""
    return tuple(row for row in pack.refusal if holds(row.when, scene).true)


def suggest_categories(pack: Pack, text: str) -> tuple[CategoryRow, ...]:
    """Return the categories whose words occur in a text, the one with the most words first (FR-034)."""
    folded = text.casefold()
    hits = [(sum(word.casefold() in folded for word in row.words), row) for row in pack.category]
    return tuple(row for count, row in sorted(hits, key=lambda one: -one[0]) if count)


def fields_of_form(pack: Pack, form: str, scene: Scene) -> Iterator[FieldRow]:
    """Yield the fields that a form shows as of a scene, in the pack's order (FR-002, FR-035)."""
    for row in pack.field:
        if row.form == form and holds(row.when, scene).true:
            yield row
