"""Classify: with its category a complaint may turn out to be about a matter that was settled before (FR-132)."""

from __future__ import annotations

from amends.cases.agreements import tie_to_agreement
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, StepResult, take


def classify(found: Opened, ask: Ask) -> StepResult:
    """Classify as the regulation says. Raises Refused."""
    extra = Extra()
    if ask.detail.get("category") not in (None, "", found.case.case.category):
        tie_to_agreement(extra, found.case.case, ask.detail, at=ask.at)
    return take(found.case, ask, extra)
