"""Before a complaint is a case: which category its words suggest, and what the forms ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from amends.core.evaluate import Scene, holds
from amends.core.pack import CategoryRow, FieldRow, Pack


def suggest_categories(pack: Pack, text: str, day: date) -> tuple[CategoryRow, ...]:
    """Return the categories of a day whose words occur in a text, the one with the most words first (FR-034)."""
    folded = text.casefold()
    hits = [(sum(word.casefold() in folded for word in row.words), row) for row in categories_on(pack, day)]
    return tuple(row for count, row in sorted(hits, key=lambda one: -one[0]) if count)


def categories_on(pack: Pack, day: date) -> tuple[CategoryRow, ...]:
    """Return the category tree as of a day of receipt: what a case received then may get (FR-023)."""
    return tuple(row for row in pack.category if category_holds(pack, row.id, day))


def category_holds(pack: Pack, category: str, day: date) -> bool:
    """Return whether a category and everything above it is in its time on a day (FR-023)."""
    above = (row for row in pack.category if category == row.id or category.startswith(row.id + "/"))
    return all((row.valid_from or day) <= day <= (row.valid_to or day) for row in above)


def fields_of_form(pack: Pack, form: str, scene: Scene) -> Iterator[FieldRow]:
    """Yield the fields that a form shows as of a scene, in the pack's order (FR-002, FR-035)."""
    for row in pack.field:
        if row.form == form and holds(row.when, scene).true:
            yield row
