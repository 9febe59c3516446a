"""The category that the words of a complaint suggest, noted beside the one that somebody chose (FR-034)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.cases.journal import Extra, Locked
from amends.core.intake import suggest_categories
from amends.core.ledger import Rules
from amends.core.pack import CategoryRow

SUGGESTED = "suggested_category"
TELLING = ("description", "wish", "object")
"""The fields whose words are read."""


def suggested(facts: Mapping[str, Any], rules: Rules, *, received_at: datetime) -> tuple[CategoryRow, ...]:
    """Return the categories that the words of a complaint suggest, the likeliest first, by the tree of its day."""
    words = " ".join(str(facts.get(name) or "") for name in TELLING)
    return suggest_categories(rules.lead, words, rules.calendars[rules.lead.id].day_of(received_at))


def note_suggestion(extra: Extra, facts: Mapping[str, Any], rules: Rules, *, received_at: datetime) -> None:
    """Add to a step what is suggested; the choice stands beside it in the same entry, whichever it is."""
    if found := suggested(facts, rules, received_at=received_at):
        extra.detail[SUGGESTED] = found[0].id


def note_choice(extra: Extra, locked: Locked, detail: Mapping[str, Any]) -> None:
    """Add to a step of a case that chooses a category what its words suggest."""
    if detail.get("category") not in (None, ""):
        told = {**locked.state.facts, **detail}
        note_suggestion(extra, told, locked.rules, received_at=locked.case.received_at)
