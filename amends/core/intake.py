"""Before a complaint is a case: which category its words suggest, and what the forms ask."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.evaluate import Scene, holds
from amends.core.pack import CategoryRow, FieldRow, Pack


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
