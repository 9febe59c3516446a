"""Reopen: the same case goes on and counts as second-time (FR-161)."""

from __future__ import annotations

from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, StepResult, take


def reopen(found: Opened, ask: Ask) -> StepResult:
    """Take the case up again under its own number. Raises Refused."""
    return take(found.case, ask, Extra(detail={"second_time": True}))
