"""Which remedy a step is about, and on which row of the decision table it rests: what judges the step, and what its
entry keeps."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.evaluate import Scene
from amends.core.ledger import CaseState, Done, Rules, StepCall, Value
from amends.core.limits import money
from amends.core.money import granted_before, lines, outstanding, payable, proposal_of
from amends.core.needs import SceneOf
from amends.core.pack import Pack, StepRow
from amends.core.refusal import Missing, Refused
from amends.core.remedies import Granted, chain_for, check_remedy, deciders, put_forward, rests_on
from amends.core.text import Text
from amends.core.vocabulary import STEP_KINDS

GRANTING = ("propose", "approve", "decide")
"""Kinds of steps that put a remedy forward or grant it."""
GIVES = "remedy_done"


def granted(call: StepCall, step: StepRow, state: CaseState, rules: Rules, scene_of: SceneOf) -> Granted | None:
    """Return on what the remedy of a step rests; None for a step that grants none. Raises Refused."""
    pack, kind = rules.lead, remedy_of(call, step, state, rules)
    if step.kind not in GRANTING or kind not in {row.id for row in pack.remedy}:
        return None
    scene, main, proposes = scene_of(pack), put_forward(state.done), step.kind == "propose"
    asked = None if proposes else proposal_of(call.detail, kind, outstanding(state.done, pack))
    everybody = frozenset(row.role for row in pack.authority) | frozenset(row.decision_by for row in pack.offer)
    roles = everybody if proposes else call.by.roles | approvers(state, kind, asked)
    before = granted_before(state.done, pack, signed_again="" if proposes or asked else kind)
    amount = amount_of(call, asked)
    return check_remedy(pack, kind, amount, scene, roles=roles, main=main, before=before)


def chain_now(pack: Pack, kind: str, amount: Value, scene: Scene) -> tuple[str, ...]:
    """Return the roles that may grant so much more of a remedy in a case, after what was granted there already."""
    return chain_for(pack, kind, amount, scene, before=granted_before(scene.done, pack))


def asked_of(pack: Pack, kind: str, amount: Value, scene: Scene) -> tuple[str, ...]:
    """Return the roles whose consent a proposal asks for, lowest first: those that may grant it and may decide on it.

    An article that leaves it to a role's decision asks nobody below that role, however small the amount (FR-125).
    """
    able, before = chain_now(pack, kind, amount, scene), granted_before(scene.done, pack)
    try:
        offer = rests_on(pack, kind, amount, scene, main=put_forward(scene.done), before=before)
    except Refused:
        return able  # it is not on offer: whoever proposes it is refused
    if offer is None or not offer.decision_by:
        return able
    return tuple(role for role in able if role in deciders(offer.decision_by, able))


def remedy_of(call: StepCall, step: StepRow, state: CaseState, rules: Rules) -> str:
    """Return which remedy a step is about: the one that is named, else as ``money.lines`` reads it.

    What is given is what was granted last and waits, else what was proposed last; consent is to what was proposed last.
    """
    if named := str(call.detail.get("kind") or (step.kinds[0] if len(step.kinds) == 1 else "")):
        return named
    caused = {*(step.causes or STEP_KINDS[step.kind].causes), call.event}
    if GIVES in caused and (waiting := payable(lines(state.done, rules.lead))):
        return waiting[-1].kind
    asked = outstanding(state.done, rules.lead) if {GIVES, "approved"} & caused else ()
    return str(asked[-1].detail["kind"]) if asked else ""


def amount_of(call: StepCall, asked: Done | None) -> Value:
    """Return the amount that a step puts forward, signs or gives: its own words, else the proposal's.

    What another step said of an amount is another remedy's: a gift of 50 after a refund of 600 makes the refund no 50.
    """
    stated = call.detail.get("amount")
    return asked.detail.get("amount") if stated in (None, "") and asked else stated


def amount_missing(call: StepCall, step: StepRow, state: CaseState, rules: Rules) -> Iterator[Missing]:
    """Yield a remedy of money that does not say how much, and an amount of one that is none.

    Consent to what is unsaid would be to any amount; an apology of 5,000 is no apology (FR-127, FR-136). What costs
    something although it is not paid, such as technical help up to a limit, may have an amount.
    """
    kind, unsaid = remedy_of(call, step, state, rules), call.detail.get("amount") in (None, "")
    row = next((one for one in rules.lead.remedy if one.id == kind), None)
    if row is not None and row.money and unsaid:
        says = Text(zh="未填金额", en="the amount is not filled in")
        yield Missing("known:amount", says, step.article, field="amount")
    elif row is not None and not row.money and not unsaid and not _has_limit(rules.lead, kind):
        zh, en = f"“{row.title.zh}”不付款，不填金额", f"“{row.title.en}” pays nothing: leave the amount empty"
        yield Missing("invalid:amount", Text(zh=zh, en=en), step.article, field="amount")


def knows_only_money(step: StepRow, pack: Pack) -> bool:
    """Return whether a step proposes nothing but money, so that nobody takes it without an amount (FR-127)."""
    money_kinds = {row.id for row in pack.remedy if row.money}
    return step.kind == "propose" and bool(step.kinds) and money_kinds.issuperset(step.kinds)


def proposal_missing(call: StepCall, step: StepRow, state: CaseState, rules: Rules) -> Iterator[Missing]:
    """Yield that nobody proposed a remedy that is granted: who grants it would be its only hand (FR-128).

    What was proposed and refused may still be granted, as much or less; what was granted already is used up.
    """
    pack, kind = rules.lead, remedy_of(call, step, state, rules)
    known = lines(state.done, pack)
    if kind not in {row.id for row in pack.remedy} or payable(known, kind):
        return
    asked = [one for one in state.done if one.event == "proposed" and one.detail.get("kind") == kind]
    enough = any(_is_within(call.detail.get("amount"), one.detail.get("amount")) for one in asked)
    if not enough or len(asked) <= sum(line.kind == kind for line in known):
        says = Text(zh="该补偿无人提出，批准人不得自己提出", en="nobody has proposed this: who approves it may not")
        yield Missing("done:proposed", says, step.article, field="kind", pack=pack.id)


def _is_within(amount: Value, asked: Value) -> bool:
    return amount in (None, "") or asked in (None, "") or money(amount) <= money(asked)


def _has_limit(pack: Pack, kind: str) -> bool:
    return any(kind in row.kinds and row.up_to is not None for row in pack.authority)


def approvers(state: CaseState, kind: str, asked: Done | None) -> frozenset[str]:
    """Return the roles that approved this remedy since it was last proposed, or decided on it by themselves.

    ``asked``: the proposal that still waits: what was approved since is another one, so only decisions speak for it.
    """
    found: set[str] = set()
    for done in reversed(state.done):
        if done is asked or (asked is None and done.event == "proposed" and done.detail.get("kind") == kind):
            break
        if done.detail.get("kind") == kind and done.event in (("decided",) if asked else ("approved", "decided")):
            found |= done.roles
    return frozenset(found)
