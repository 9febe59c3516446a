"""Approve or refuse: a role that may grant it, never the one who proposed (separation of duties)."""

from __future__ import annotations

from decimal import Decimal

from amends.cases.asked_anew import asked_anew, said_of
from amends.cases.asking import missing
from amends.cases.facts import read
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, Locked, StepResult, take
from amends.cases.models import Approval
from amends.core.ledger import Done
from amends.core.lifecycle import SECURITY
from amends.core.limits import money, told
from amends.core.money import APPROVAL
from amends.core.refusal import Missing, Refused
from amends.core.text import Text


def approve(found: Opened, ask: Ask) -> StepResult:
    """Give or refuse consent. ``on`` names the approval; none: the one waiting for a role of the viewer.

    Raises Refused. With nothing waiting the step is the regulation's alone: a signature on a regrade, an extension.
    """
    locked = found.case
    approval = _waiting(locked, ask)
    if approval is None:
        return take(locked, ask)
    _check_amount(locked, ask, approval)
    refuses = locked.rules.steps[ask.step].kind == "refuse"
    role = next(one for one in approval.chain if one in _roles(locked, ask))
    approval.role, approval.position = role, approval.chain.index(role)
    approval.state = "refused" if refuses else "approved"
    approval.decided_at, approval.decided_by_id = ask.moment, ask.viewer.person
    kind = approval.detail.get("kind") or approval.kind
    detail = {"role": role, "kind": kind, APPROVAL: approval.name, **_amount(approval)}
    anew = [] if refuses else asked_anew(locked, Done("approved", ask.moment, detail=detail), but=approval)
    said = {"approvals": {approval.name: approval.state, **said_of(anew)}}
    return take(locked, ask, Extra(saves=[approval, *anew], detail=detail, said=said))


def _waiting(locked: Locked, ask: Ask) -> Approval | None:
    if not ask.on and not _of_remedies(locked, ask):
        return None  # consent to a sheet, an extension: what waits for a remedy is another matter
    waiting = Approval.objects.filter(case=locked.case, state="waiting").order_by("asked_at", "id")
    if ask.on:
        waiting = waiting.filter(name=ask.on)
    mine: Approval | None = next((one for one in waiting if _roles(locked, ask) & {*one.chain}), None)
    if mine is None and (ask.on or waiting):
        raise missing(locked, ask, "role", zh="现在不由您批准", en="It is not your turn to approve")
    if mine is not None and _own(locked, ask, mine):
        says = Text(zh="提出人不得批准自己的方案", en="Nobody approves their own proposal")
        article = locked.rules.steps[ask.step].article
        raise Refused(SECURITY, says=says, missing=(Missing("person:proposer", says, article),))
    return mine


def _own(locked: Locked, ask: Ask, approval: Approval) -> bool:
    """Whether it is the viewer's own proposal, also made by a deputy, or to be granted with the proposer's own role."""
    actor = ask.viewer.actor(locked.case.units or [locked.case.unit_id])
    role = next(one for one in approval.chain if one in actor.roles)
    proposers = {str(approval.asked_by_id), *approval.detail.get("stands_for", ())}
    return bool(actor.using((role,)).hands & proposers)


def _of_remedies(locked: Locked, ask: Ask) -> bool:
    """Whether the step is about remedies, so that what waits for others must not be passed by."""
    kinds = {*locked.rules.steps[ask.step].kinds}
    return not kinds or bool(kinds & {row.id for row in locked.rules.lead.remedy})


def _roles(locked: Locked, ask: Ask) -> frozenset[str]:
    return ask.viewer.actor(locked.case.units or [locked.case.unit_id]).roles


def _check_amount(locked: Locked, ask: Ask, approval: Approval) -> None:
    """Refuse a consent to another amount than was asked for: it would be granted unsaid."""
    said, asked = read(ask.detail, locked.rules).get("amount"), _amount(approval).get("amount")
    if said is not None and asked is not None and said != asked:
        currency = locked.rules.lead.currency
        zh, en = told(asked, currency, "zh"), told(asked, currency, "en")
        raise missing(
            locked, ask, "invalid:amount", zh=f"申请的金额是 {zh}，要改须退回重提",
            en=f"the amount asked for is {en}; to change it, return it", field="amount",
        )  # fmt: skip


def _amount(approval: Approval) -> dict[str, Decimal]:
    amount = approval.detail.get("amount")
    return {} if amount is None else {"amount": money(amount)}
