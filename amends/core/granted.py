"""On which row of the decision table a step's remedy rests: what judges the step, and what its entry keeps."""

from __future__ import annotations

from amends.core.evaluate import Scene
from amends.core.ledger import CaseState, Rules, StepCall, Value
from amends.core.money import granted_before, outstanding
from amends.core.needs import SceneOf
from amends.core.pack import Pack, StepRow
from amends.core.remedies import Granted, chain_for, check_remedy, put_forward
from amends.core.vocabulary import STEP_KINDS

GRANTING = ("propose", "approve", "decide")
"""Kinds of steps that put a remedy forward or grant it."""


def granted(call: StepCall, step: StepRow, state: CaseState, rules: Rules, scene_of: SceneOf) -> Granted | None:
    """Return on what the remedy of a step rests; None for a step that grants none. Raises Refused."""
    pack, kind = rules.lead, remedy_of(call, step, state, rules)
    if step.kind not in GRANTING or kind not in {row.id for row in pack.remedy}:
        return None
    scene, main = scene_of(pack), put_forward(state.done)
    everybody = frozenset(row.role for row in pack.authority) | frozenset(row.decision_by for row in pack.offer)
    roles = everybody if step.kind == "propose" else call.by.roles | approvers(state, kind)
    before = granted_before(state.done, pack, kind, proposes=step.kind == "propose")
    return check_remedy(pack, kind, _amount(call, kind, state, rules), scene, roles=roles, main=main, before=before)


def chain_now(pack: Pack, kind: str, amount: Value, scene: Scene) -> tuple[str, ...]:
    """Return the roles that may grant so much more of a remedy in a case, after what was granted there already."""
    return chain_for(pack, kind, amount, scene, before=granted_before(scene.done, pack, kind, proposes=True))


def remedy_of(call: StepCall, step: StepRow, state: CaseState, rules: Rules) -> str:
    """Return which remedy a step is about: consent that names none is to what was proposed last (``money.lines``)."""
    named = str(call.detail.get("kind") or (step.kinds[0] if len(step.kinds) == 1 else ""))
    if not named and "approved" in (step.causes or STEP_KINDS[step.kind].causes):
        named = next(reversed(outstanding(state.done, rules.lead)), "")
    return named


def _amount(call: StepCall, kind: str, state: CaseState, rules: Rules) -> Value:
    """Return the amount that a step puts forward or signs: its own words, else the proposal's.

    What another step said of an amount is another remedy's: a gift of 50 after a refund of 600 makes the refund no 50.
    """
    stated = call.detail.get("amount")
    asked = outstanding(state.done, rules.lead).get(kind)
    return asked.detail.get("amount") if stated in (None, "") and asked else stated


def approvers(state: CaseState, kind: str) -> frozenset[str]:
    """Return the roles that approved this remedy since it was last proposed, or decided on it by themselves."""
    found: set[str] = set()
    for done in reversed(state.done):
        if done.detail.get("kind") == kind and done.event == "proposed":
            break
        if done.detail.get("kind") == kind and done.event in ("approved", "decided"):
            found |= done.roles
    return frozenset(found)
