"""Steps that give a part to a person by name: hand over, name the investigator (FR-058, FR-059, FR-060)."""

from __future__ import annotations

from amends.cases.asking import check_people
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, StepResult, take


def transfer(found: Opened, ask: Ask) -> StepResult:
    """Hand over or investigate. The first-asked person keeps the case until the other one acts (FR-064).

    Raises Refused.
    """
    check_people(found.case, ask, more=("to_person",))
    named = ask.detail.get("to_person")
    extra = Extra(said={"parties": {"handed_to": str(named)}} if named else {})
    return take(found.case, ask, extra)
