"""Rate: how the complainant finds the outcome, once from receipt or reopening to the next reopening."""

from __future__ import annotations

from amends.cases.asking import missing
from amends.cases.gate import Opened
from amends.cases.journal import Ask, StepResult, take
from amends.core.ledger import CaseState
from amends.people.viewer import NOBODY


def rate(found: Opened, ask: Ask) -> StepResult:
    """Note a rating. Raises Refused, also when the complainant has rated this outcome already."""
    if ask.viewer.person == NOBODY and has_rated(found.case.state):
        raise missing(
            found.case, ask, "done:rated", zh="您已经评价过", en="You have rated it already", field="satisfaction"
        )
    return take(found.case, ask)


def has_rated(state: CaseState) -> bool:
    """Return whether the complainant rated since the case was received or last reopened."""
    names = [done.event for done in state.done if done.event == "reopened" or (done.event == "rated" and not done.by)]
    return bool(names) and names[-1] == "rated"
