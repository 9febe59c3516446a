"""Classify: a category is chosen, beside the one that the words suggest (FR-034).

With it a complaint may turn out to be about a matter that was settled before (FR-132).
"""

from __future__ import annotations

from amends.cases.agreements import tie_to_agreement
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, StepResult, take
from amends.cases.suggested import note_choice


def classify(found: Opened, ask: Ask) -> StepResult:
    """Classify as the regulation says. Raises Refused."""
    extra, locked = Extra(), found.case
    note_choice(extra, locked, ask.detail)
    if ask.detail.get("category") not in (None, "", locked.case.category):
        tie_to_agreement(extra, locked.case, ask.detail, at=ask.at)
    return take(locked, ask, extra)
