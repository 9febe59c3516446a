"""The verbs: the only ways in which a case changes. One file each where there is more to do than the rules say.

Doors call `take_step` and `register`. Steps do not call each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from amends.cases.asking import check_units
from amends.cases.brought import check_brought
from amends.cases.eight_ds import kept_step, rooms
from amends.cases.gate import Barred, Opened, opened
from amends.cases.journal import Ask, StepResult, lock_by_number, take
from amends.cases.models import Case
from amends.cases.queries.visible import NotFound
from amends.cases.referee_check import check_judged
from amends.cases.steps.approve import approve
from amends.cases.steps.archive import archive
from amends.cases.steps.classify import classify
from amends.cases.steps.dispatch import dispatch
from amends.cases.steps.follow_up import follow_up
from amends.cases.steps.join import join
from amends.cases.steps.link import is_link, link
from amends.cases.steps.merge import merge
from amends.cases.steps.on_order import on_order
from amends.cases.steps.promise import DECLINED, KEPT, PROMISED, decline, keep, promise
from amends.cases.steps.propose import propose
from amends.cases.steps.rate import rate
from amends.cases.steps.register import Intake, Registered, register
from amends.cases.steps.reopen import reopen
from amends.cases.steps.reply import draft_reply, reply, return_draft, review_reply
from amends.cases.steps.shift import EVENT as SHIFTED
from amends.cases.steps.shift import shift
from amends.cases.steps.transfer import transfer
from amends.cases.steps.unmerge import unmerge
from amends.core.given import check_texts
from amends.core.ledger import Actor
from amends.core.lifecycle import SECURITY
from amends.core.pack import StepRow
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.core.vocabulary import STEP_KINDS
from amends.core.ways import FAILED, ways_back
from amends.people.access import note_access
from amends.people.tenancy import organisation
from amends.people.viewer import NOBODY, Viewer

__all__ = ["EIGHT_D", "Intake", "Registered", "go_back", "register", "take_step"]

VERBS: Mapping[str, Callable[[Opened, Ask], StepResult]] = {
    "classify": classify, "dispatch": dispatch, "accept": on_order, "return_order": on_order, "progress": on_order,
    "handle": on_order, "join": join, "merge": merge, "unmerge": unmerge, "transfer": transfer, "investigate": transfer,
    "propose": propose, "approve": approve, "refuse": approve, "reply": reply, "reopen": reopen, "archive": archive,
    "rate": rate, "draft": draft_reply, "review": review_reply, "return_draft": return_draft, "follow_up": follow_up,
}  # fmt: skip
"""Kinds of steps that do more than the rules say; every other kind is the rules alone."""

CAUSING: Mapping[str, Callable[[Opened, Ask], StepResult]] = {
    SHIFTED: shift, PROMISED: promise, KEPT: keep, DECLINED: decline,
}  # fmt: skip
"""Steps that are told by what they cause, whatever their kind."""

EIGHT_D = "eight_d"
"""The room that hands disciplines in (`Ask.through`)."""
OF_THE_COMPLAINANT = frozenset({"rated", "noted", "evidence_added", "withdrawn"})
"""What somebody may cause at the portal with the secret of a case."""


def take_step(
    viewer: Viewer, number: str, step_id: str, *, at: datetime, happened_at: datetime | None = None,
    detail: Mapping[str, Any] | None = None, on: str = "", event: str = "", words: Mapping[str, str] | None = None,
    override_reason: str = "", backdate_reason: str = "", version: int | None = None, secret: str = "",
    through: str = "",
) -> StepResult:  # fmt: skip
    """Take a step of a case's regulation and return what it did.

    ``through``: the room that takes it for the person; steps of an 8D may be kept for it alone.

    Raises NotFound for a case that the viewer may not see, and Refused with articles and
    everything that is missing; then nothing of it is in the case. What concerns security
    goes to the access log in a transaction of its own.
    """
    ask = Ask(
        viewer, number, step_id, at, happened_at=happened_at, detail=detail or {}, on=on, event=event,
        words=words or {}, override_reason=override_reason, backdate_reason=backdate_reason, version=version,
        through=through,
    )  # fmt: skip
    person = viewer.person if viewer.person != NOBODY else None
    try:
        with organisation(viewer.org):
            return _taken(ask, secret)
    except Barred as barred:
        note_access(
            viewer.org, kind="accused_refused", at=at, person=person, about=number, case=barred.case, step=step_id
        )
        raise NotFound(number) from None
    except Refused as refused:
        if refused.code == SECURITY:
            note_access(viewer.org, kind="barred_step", at=at, person=person, about=number, step=step_id)
        raise


def _taken(ask: Ask, secret: str) -> StepResult:
    check_texts({
        **ask.detail, **ask.words, "number": ask.number, "step": ask.step, "on": ask.on, "event": ask.event,
        "override_reason": ask.override_reason, "backdate_reason": ask.backdate_reason,
    })  # fmt: skip
    row = Case.objects.filter(number=ask.number).values("merged_into__number").first()
    if row is None:
        raise NotFound(ask.number)
    other = str(ask.detail.get("other", "") or row["merged_into__number"] or "")
    found = opened(ask.viewer, ask.number, others=[other] if other and not secret else [], secret=secret)
    ask = replace(ask, at=found.not_before(ask.at))
    step = found.case.rules.steps.get(ask.step)
    if (
        step is not None
        and ask.viewer.person == NOBODY
        and not OF_THE_COMPLAINANT & {*step.causes, *_of_kind(step.kind)}
    ):
        says = Text(zh="此步骤由工作人员办理", en="This step is for staff")
        raise Refused("role", says=says, missing=(Missing("role", says, step.article),))
    if (
        step is not None
        and ask.through != EIGHT_D
        and (kept := kept_step(found.case.case.pk, found.case.rules.packs, ask.step))
    ):
        raise Refused("kept", says=kept.says, missing=(kept,))
    if step is not None:
        check_brought(ask, step, found.case.rules)
        check_units(found.case, ask)
        check_judged(found.case, ask.detail)
    verb = link if step is not None and is_link(step.id, found.case.rules) else _verb(step)
    result = verb(found, ask)
    if step is not None and FAILED in step.causes:
        for room in rooms:
            room.hear_failed(result.case, step, reason=str(ask.detail.get("reason", "")), at=ask.at, viewer=ask.viewer)
    return result


def go_back(number: str, *, reason: str, at: datetime, viewer: Viewer, but: str = "") -> StepResult | None:
    """Take a case back to the stage to which its regulation leads an effect that failed (FR-117).

    It follows from what was found, whoever found it: where the step is not the viewer's, the regulation takes it.
    ``but``: a step that was taken for it already. Return None where the case is open and its regulation has no such
    step for its stage. Raises Refused where the case is closed and nothing takes it up again, and as steps do.
    """
    found = Opened(lock_by_number([number], org=viewer.org)[number])
    step = _way_back(found, but)
    if step is None:
        return None
    own = viewer.actor(found.case.case.units or [found.case.case.unit_id])
    by = own if own.roles & set(step.by) else Actor("", frozenset(step.by))
    asked = {"reason": reason} if "reason" in step.asks else {}
    ask = Ask(viewer, number, step.id, found.not_before(at), detail=asked, by=by)
    try:
        with organisation(viewer.org):
            taken = _verb(step)(found, ask)
    except Refused:
        if step.to:
            raise
        return None  # it only notes what an outside body wants to know, and moves nothing
    return taken if FAILED in step.causes else go_back(number, reason=reason, at=at, viewer=viewer) or taken


def _way_back(found: Opened, but: str) -> StepRow | None:
    """Return the step that leads back; of a closed case that has none, the one that takes it up again."""
    rules, stage = found.case.rules, found.case.state.stage
    for back in ways_back(rules.lead, stage, rules.steps.values()):
        if back.id != but:
            return back
    if found.case.case.stage_kind != "closed":
        return None
    again = [one for one in rules.lead.step if one.kind == "reopen" and one.to]
    if fitting := next((one for one in again if stage in one.from_), None):
        return fitting
    failed = [one.article for one in rules.steps.values() if FAILED in one.causes]
    says = Text(
        zh=f"{found.case.case.number} 已办结，《{rules.lead.title.zh}》没有从这一环节重开的步骤；8D 不能单独再来一轮",
        en=f"{found.case.case.number} is closed, and “{rules.lead.title.en}” has no step that takes it up again from "
        "here; its 8D does not begin another round alone",
    )
    article = next(iter([*failed, *(one.article for one in again)]), "")
    raise Refused("closed", says=says, missing=(Missing("open", says, article, pack=rules.lead.id),))


def _verb(step: StepRow | None) -> Callable[[Opened, Ask], StepResult]:
    """Return what does a step: by what it causes, else by its kind."""
    if step is None:
        return _plain
    causing = next((CAUSING[event] for event in step.causes if event in CAUSING), None)
    return causing or VERBS.get(step.kind, _plain)


def _of_kind(kind: str) -> tuple[str, ...]:
    return STEP_KINDS[kind].causes


def _plain(found: Opened, ask: Ask) -> StepResult:
    return take(found.case, ask)
