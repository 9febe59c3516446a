"""Propose a remedy: within the regulation's offers, and to the lowest role that may grant it (FR-127)."""

from __future__ import annotations

from typing import Any

from amends.cases.asking import missing
from amends.cases.chain import plain
from amends.cases.facts import read
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, StepResult, take
from amends.cases.models import Approval
from amends.core.granted import asked_of
from amends.core.money import APPROVAL
from amends.core.page import Page
from amends.people.rows import new_id

REMEDY = "remedy"


def propose(found: Opened, ask: Ask) -> StepResult:
    """Propose; the first role of those that may grant it is asked. ``detail``: ``kind`` (a remedy), ``amount``.

    Raises Refused.
    """
    locked, case = found.case, found.case.case
    lead = locked.rules.lead
    detail: dict[str, Any] = read(ask.detail, locked.rules)
    kind = str(detail.get("kind", ""))
    step = locked.rules.steps[ask.step]
    if step.kinds and not {row.id for row in lead.remedy} & set(step.kinds):
        return take(locked, ask)  # a sheet, a regrade: consent is the regulation's own step
    if lead.remedy and kind not in {row.id for row in lead.remedy}:
        raise missing(locked, ask, "known:kind", zh="未选补偿方式", en="No kind of remedy is chosen", field="kind")
    scene = Page(locked.state.with_(facts={**locked.state.facts, **detail}), locked.rules, {}, now=ask.at).scene(lead)
    chain = asked_of(lead, kind, detail.get("amount"), scene) if lead.authority else ()
    if not chain:
        return take(locked, ask)
    name = f"approval-{Approval.objects.filter(case=case).count() + 1}"
    actor = ask.viewer.actor(case.units or [case.unit_id]).using(step.by)
    stood_for = {"stands_for": sorted(actor.stands_for)} if actor.stands_for else {}
    approval = Approval(
        id=new_id(), org_id=case.org_id, case_id=case.id, name=name, kind=REMEDY,
        detail={"kind": kind, "amount": plain(detail.get("amount")), **stood_for}, chain=list(chain), role=chain[0],
        asked_at=ask.moment, asked_by_id=ask.viewer.person,
    )  # fmt: skip
    return take(locked, ask, Extra(rows=[approval], detail={APPROVAL: name}, said={"approvals": {name: list(chain)}}))
