"""On which row of the decision table a step's remedy rests: what judges the step, and what its entry keeps."""

from __future__ import annotations

from amends.core.ledger import CaseState, Rules, StepCall
from amends.core.money import granted_before
from amends.core.needs import SceneOf
from amends.core.pack import StepRow
from amends.core.remedies import Granted, check_remedy, put_forward

GRANTING = ("propose", "approve", "decide")
"""Kinds of steps that put a remedy forward or grant it."""


def granted(call: StepCall, step: StepRow, state: CaseState, rules: Rules, scene_of: SceneOf) -> Granted | None:
    """Return on what the remedy of a step rests; None for a step that grants none. Raises Refused."""
    pack, kind = rules.lead, str(call.detail.get("kind", ""))
    if step.kind not in GRANTING or kind not in {row.id for row in pack.remedy}:
        return None
    scene, main = scene_of(pack), put_forward(state.done)
    everybody = frozenset(row.role for row in pack.authority) | frozenset(row.decision_by for row in pack.offer)
    roles = everybody if step.kind == "propose" else call.by.roles | _approvers(state, kind)
    before = granted_before(state.done, pack, kind, proposes=step.kind == "propose")
    return check_remedy(pack, kind, scene.facts.get("amount"), scene, roles=roles, main=main, before=before)


def _approvers(state: CaseState, kind: str) -> frozenset[str]:
    """Return the roles that approved this remedy since it was last proposed."""
    proposed = max((done.at for done in state.done if done.event == "proposed"), default=None)
    return frozenset(
        role
        for done in state.done
        if done.event == "approved" and done.detail.get("kind") == kind and (proposed is None or done.at >= proposed)
        for role in done.roles
    )
