"""What is known of a case that is being told just now, and what only the engine can work out."""

from __future__ import annotations

from amends.core.pack import Pack
from amends.core.vocabulary import FACTS, STEP_KINDS

NOT_YET = {"settled": False, "overdue": False}
"""What the engine knows of a case that has only been registered."""


def events_of_telling(pack: Pack) -> tuple[str, ...]:
    """Return the events that registering a case causes."""
    step = next((row for row in pack.step if row.kind == "register"), None)
    return (step.causes if step else ()) or STEP_KINDS["register"].causes


def is_computed(fact: str) -> bool:
    """Return whether only the engine works a fact out, so that no form can tell it."""
    word = FACTS.get(fact.partition("/")[0])
    return word is not None and word.source == "computed"
