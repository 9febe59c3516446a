"""Archive: the closed case gets a number of the archive, which is not its own."""

from __future__ import annotations

from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, StepResult, take


def archive(found: Opened, ask: Ask) -> StepResult:
    """Archive a case once; taken again after a reopening it keeps its archive number. Raises Refused."""
    case = found.case.case
    number = case.archive_number or f"A-{case.number}"
    return take(found.case, ask, Extra(columns={"archive_number": number}, detail={"archive_number": number}))
