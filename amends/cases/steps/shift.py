"""Shift: somebody refused, passed on or delayed what was theirs; the report names them (FR-067)."""

from __future__ import annotations

from amends.cases.asking import missing
from amends.cases.gate import Opened
from amends.cases.journal import Ask, StepResult, take

EVENT = "shifted"
PERSON = "person"


def shift(found: Opened, ask: Ask) -> StepResult:
    """Note that somebody refused or shifted. ``detail``: ``person`` (an id). Raises Refused for an unknown person."""
    known = {str(one) for one in found.case.directory.people}
    named = str(ask.detail.get(PERSON, "") or "")
    if named and named not in known:
        raise missing(found.case, ask, "known:person", zh="没有这个人员", en="There is no such person", field=PERSON)
    return take(found.case, ask)
