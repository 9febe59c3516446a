"""Actions of an 8D: each with owner, date and proof; the case hears of them by the steps of the pack (FR-114)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.cases.models import Evidence
from amends.cases.queries.visible import NotFound
from amends.cases.steps import EIGHT_D, take_step
from amends.core.eight_d import ACTION_KINDS, Discipline, locked_action
from amends.core.given import Unfit, check_moment, check_texts
from amends.core.pack_disciplines import PlanRow
from amends.core.refusal import Missing
from amends.core.text import Text
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.handing_in import report_of
from amends.quality.models import Action
from amends.quality.records import Record, asked_by, check_open, holds, record_of, record_of_action, refused

SUBJECT = "action-"
"""An action is a node of its case under this name and its number."""


def list_action(
    viewer: Viewer, number: str, *, kind: str, text: str, owner: UUID | None, due_at: datetime | None, at: datetime
) -> Action:  # fmt: skip
    """List an action and return it (FR-114); what it promises is said beside it, in `promising`.

    Raises NotFound; Refused before the cause is handed in (FR-108), without text, owner or date, for a date that is
    past, without the role, and where the step of the pack refuses it.
    """
    with organisation(viewer.org):
        record = record_of(viewer, number, to_write=True)
        check_may_act(record)
        if (locked := locked_action(kind, record.places)) is not None:
            raise refused("locked", [locked])
        who, until = _given(record, kind=kind, text=text, owner=owner, due_at=due_at, at=at)
        made = Action.objects.create(
            org_id=viewer.org, eight_d=record.row, loop=record.row.loops, kind=kind, text=text.strip(),
            owner_id=who, due_at=until, made_by_id=viewer.person, made_at=at,
        )  # fmt: skip
        _tell_case(record, made, "step", at=at)
        return made


def finish_action(
    viewer: Viewer, key: UUID, *, proof: str = "", evidence: UUID | None = None, at: datetime
) -> Action:  # fmt: skip
    """Note that an action is done, with its proof; return it. Raises NotFound, and Refused without proof (FR-114)."""
    with organisation(viewer.org):
        action, record = open_action(viewer, key)
        check_open(record)
        if action.owner_id != viewer.person:
            check_may_act(record)
        check_texts({"proof": proof})
        _check_proof(record, proof, evidence)
        action.proof, action.evidence_id = proof.strip(), evidence
        action.done_at, action.done_by_id = at, viewer.person
        action.save(update_fields=["proof", "evidence", "done_at", "done_by"])
        _tell_case(record, action, "done", at=at)
        return action


def open_action(viewer: Viewer, key: UUID) -> tuple[Action, Record]:
    """Return an action that is not done, under lock, with its 8D. Raises NotFound."""
    action, record = action_of(viewer, key)
    if action.done_at is not None:
        raise NotFound(str(key))
    return action, record


def action_of(viewer: Viewer, key: UUID) -> tuple[Action, Record]:
    """Return an action with its 8D, locked. Raises NotFound for one of a hidden case."""
    found = Action.objects.filter(pk=key).first()
    if found is None:
        raise NotFound(str(key))
    record = record_of_action(viewer, found.eight_d_id)
    return Action.objects.select_for_update().get(pk=key), record


def check_may_act(record: Record) -> None:
    """Raise Refused for a closed 8D, and for somebody whom no discipline names."""
    check_open(record)
    check_part(record)


def check_part(record: Record) -> None:
    """Raise Refused for somebody whom no discipline names."""
    if may_act(record):
        return
    of = record.disciplines[0]
    says = Text(
        zh="措施由制度为 8D 所列的角色填写", en="Actions are listed by the roles that the regulation names for the 8D"
    )
    raise refused("role", [Missing("role", says, of.row.article, pack=of.pack.id)])


def may_act(record: Record) -> bool:
    """Return whether the viewer has a part in the 8D: hands in or looks at one of its disciplines."""
    rows = [one.row for one in record.disciplines]
    reviewers = [one.reviewed_by for one in record.disciplines if one.reviewed_by]
    return any(holds(record, row.by) for row in rows) or any(holds(record, roles) for roles in reviewers)


def plan_of(record: Record, kind: str) -> tuple[Discipline, PlanRow] | None:
    """Return the discipline in which a kind of action is listed, with its row; None: the 8D alone knows of it."""
    for of in record.disciplines:
        for plan in of.plans:
            if plan.kind == kind:
                return of, plan
    return None


def article_of(record: Record, kind: str) -> Discipline:
    """Return the discipline by whose article a kind of action is asked for."""
    found = plan_of(record, kind)
    return found[0] if found else record.disciplines[-1]


def _given(
    record: Record, *, kind: str, text: str, owner: UUID | None, due_at: datetime | None, at: datetime
) -> tuple[UUID, datetime]:  # fmt: skip
    """Return owner and date of what is complete. Raises Refused naming everything that is not."""
    check_texts({"text": text})
    of = article_of(record, kind)
    given: Mapping[str, tuple[bool, str, str]] = {
        "kind": (kind in ACTION_KINDS, "请选择措施种类", "choose the kind of action"),
        "text": (bool(text.strip()), "请写明措施", "say what is done"),
        "owner": (may_own(record, owner), "请指定责任人", "name the owner"),
        "due_at": (_fits(due_at, at), "请写明将来的完成日期", "give a date that is still to come"),
    }
    missing = [
        Missing(f"known:{name}", Text(zh=zh, en=en), of.row.article, field=name, pack=of.pack.id)
        for name, (is_given, zh, en) in given.items()
        if not is_given
    ]
    if missing or owner is None or due_at is None:
        raise refused("incomplete", missing)
    return owner, due_at


def may_own(record: Record, owner: UUID | None) -> bool:
    """Return whether an action or a check may be somebody's: who works here, and is not complained of in the case."""
    known = record.viewer.directory.people.get(owner) if owner else None
    return known is not None and known.is_active and known.id not in record.row.case.accused


def _fits(due_at: datetime | None, at: datetime) -> bool:
    try:
        return due_at is not None and check_moment(due_at) > at
    except Unfit:
        return False


def _check_proof(record: Record, proof: str, evidence: UUID | None) -> None:
    of = record.disciplines[-1]
    known = evidence is None or Evidence.objects.filter(pk=evidence, case=record.row.case).exists()
    if not known or not (proof.strip() or evidence):
        says = Text(zh="请附上完成的证据", en="Show the proof that it is done")
        raise refused("incomplete", [Missing("known:proof", says, of.row.article, field="proof", pack=of.pack.id)])


def _tell_case(record: Record, action: Action, which: str, *, at: datetime) -> None:
    """Take the step of the case that the pack names for the kind of action. Raises Refused as steps do."""
    found = plan_of(record, action.kind)
    step = getattr(found[1], which) if found else ""
    if found is None or not step:
        return
    detail: dict[str, Any] = asked_by(record, step, _facts(record, action, found[1]))
    if len(record.reading.rules.steps[step].kinds) > 1:
        detail["kind"] = action.kind
    take_step(record.viewer, record.row.case.number, step, at=at, on=subject_of(action), detail=detail, through=EIGHT_D)


def subject_of(action: Action) -> str:
    """Return the name under which an action is a node of its case: its number in the order of listing."""
    before = Action.objects.filter(eight_d_id=action.eight_d_id, made_at__lte=action.made_at).exclude(pk=action.pk)
    earlier = [one for one in before.values_list("made_at", "pk") if one < (action.made_at, action.pk)]
    return f"{SUBJECT}{len(earlier) + 1}"


def _facts(record: Record, action: Action, plan: PlanRow) -> dict[str, Any]:
    owner = record.viewer.directory.people.get(action.owner_id)
    parts = {
        "text": action.text, "owner": owner.zh if owner else "", "due": action.due_at.isoformat(), "proof": action.proof
    }  # fmt: skip
    # A pack may ask with each action for what the 8D says already, the cause for one.
    report = report_of(record)
    own = {fact: parts[part] for fact, part in plan.fills.items()}
    told = {fact: report.get(part, "") for of in record.disciplines for fact, part in of.fills.items()}
    return {fact: value for fact, value in {**told, **own}.items() if value}
