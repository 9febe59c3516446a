"""Steps of the unit that has the order: receive, return, report progress, report as handled (FR-053, FR-054)."""

from __future__ import annotations

from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, Locked, StepResult, take

FITS = {"accept": ("sent",), "return_order": ("sent", "received")}
"""The states of an order in which a kind of step concerns it; the others need it received."""


def on_order(found: Opened, ask: Ask) -> StepResult:
    """Take the step on the order that is named, else on the only one that the viewer's unit has. Raises Refused."""
    return take(found.case, ask, Extra(on=ask.on or _own(found.case, ask)))


def _own(locked: Locked, ask: Ask) -> str:
    step = locked.rules.steps[ask.step]
    open_ = [one for one in locked.state.orders.values() if one.state in FITS.get(step.kind, ("received",))]
    codes = {locked.directory.units[unit].code for unit in ask.viewer.units}
    own = [one.id for one in open_ if one.to in codes] or [one.id for one in open_]
    return own[0] if len(own) == 1 else ""
