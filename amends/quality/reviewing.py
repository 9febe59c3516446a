"""Quality looks at it beforehand, those whom the pack names approve it, and only then it leaves (FR-112, FR-115)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from datetime import datetime
from typing import Any

from amends.cases.steps import EIGHT_D, take_step
from amends.core.eight_d import Place, awaits_approval
from amends.core.given import check_texts
from amends.core.pack_disciplines import Moment
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.handing_in import facts_for, report_of, steps_now
from amends.quality.models import DisciplineVersion, PlanApproval
from amends.quality.records import Record, asked_by, check_open, check_roles, is_the_same_hand, record_of, refused
from amends.quality.releasing import unapproved


def review(
    viewer: Viewer, number: str, discipline: str, *, accept: bool, reason: str = "", at: datetime,
    read: Collection[str] = (),
) -> None:  # fmt: skip
    """Accept what was handed in, or return it with a reason; both versions stay to be read (FR-112).

    ``read``: the versions that stood on the page, such as ``D5/2``; empty where the door shows none.
    Raises NotFound; Refused without the role, by the writer, with nothing handed in, for a return without reason,
    and where another version was handed in meanwhile.
    """
    with organisation(viewer.org):
        record = record_of(viewer, number, to_write=True)
        place = record.place(discipline)
        check_open(record)
        check_roles(record, place.discipline.reviewed_by, place.discipline)
        version = record.in_force(discipline)
        if version is None or version.verdict != "handed_in":
            raise _missing(place, "handed_in", zh=f"{discipline} 没有待审的版本", en=f"nothing of {discipline} waits")
        check_other_hand(record, place, [version])
        _check_read(place, [version], read)
        _reason(place, reason, asked=not accept)
        _reviewed(version, verdict="accepted" if accept else "returned", by=viewer, reason=reason, at=at)
        step_then(record, place, "accepted" if accept else "returned", at=at, reason=reason)
        if not accept:
            _state(record, "returned")


def approve(
    viewer: Viewer, number: str, *, is_approved: bool, reason: str = "", at: datetime, read: Collection[str] = ()
) -> PlanApproval:
    """Approve what is accepted, or send it back with a reason; return the approval (FR-115).

    ``read``: the versions that the word is on, such as ``D5/2``, as they stood on the page; empty: all that wait.
    Raises NotFound; Refused without the role, by a writer, with nothing to approve, for a refusal without reason,
    and where one that was read does not wait any more.
    """
    with organisation(viewer.org):
        record = record_of(viewer, number, to_write=True)
        check_open(record)
        pending = _read_of(record.pending_mine(), read)
        if not pending:
            raise _nothing_to_approve(record)
        for place, _ in pending:
            _check_approver(record, place)
        versions = [version for _, version in pending]
        check_other_hand(record, pending[0][0], versions)
        _reason(pending[0][0], reason, asked=not is_approved)
        made = _approval(record, pending, is_approved=is_approved, reason=reason, at=at)
        moment: Moment = "approved" if is_approved else "refused"
        for place, _ in _steps_once(pending, moment, record.actor.roles):
            step_then(record, place, moment, at=at, reason=reason, roles=record.actor.roles)
        _approved(record, is_approved=is_approved, at=at)
        return made


def send(
    viewer: Viewer, number: str, discipline: str, *, at: datetime, detail: Mapping[str, Any] | None = None,
    words: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Send a discipline to the customer by the steps of the packs that are the viewer's.

    Beside the lead's step a customer's own pack may have one that another role takes: it is taken by who has that role.
    Raises Refused before it is approved (FR-115), and as the step does where none is the viewer's.
    """
    with organisation(viewer.org):
        record = record_of(viewer, number, to_write=True)
        place = record.place(discipline)
        row = place.discipline.row
        if not place.discipline.steps("sent"):
            raise _missing(place, "sent", zh=f"{row.id} 不单独发给客户", en=f"{row.id} is not sent by itself")
        check_open(record)
        _check_approved(record, place)
        own, spoken = report_of(record), letter_of(record, place)
        for step in own_steps(record, place) or place.discipline.steps("sent")[:1]:
            brought = {**facts_for(record, place.discipline.fills, step, own), **asked_by(record, step, detail or {})}
            said = {**spoken, **(words or {})}
            take_step(viewer, record.row.case.number, step, at=at, detail=brought, words=said, through=EIGHT_D)


def _check_approved(record: Record, place: Place) -> None:
    """Raise Refused naming each discipline whose words would leave without having been approved as they stand."""
    zh, en = "，不得发给客户", "; the customer does not get it"
    going = record.unapproved(place)
    found = [each for one in going for each in unapproved(one.discipline, record.lacking(one), zh=zh, en=en)]
    if found:
        raise refused(f"approved:{place.discipline.id}", found)


def _check_approver(record: Record, place: Place) -> None:
    """Raise Refused naming who still has to approve a discipline where that is not the viewer's."""
    if not record.may_approve(place):
        first = record.lacking(place)[0]
        check_roles(record, first.row.approved_by, first)


def own_steps(record: Record, place: Place) -> tuple[str, ...]:
    """Return the steps by which the viewer may send a discipline now: those he has a role for, in their order.

    The lead's comes first: a customer's own, taken before, would begin the next round for the gates of the lead.
    """
    version = record.in_force(place.discipline.row.id)
    taken = {one.step for one in record.reading.entries if version is not None and one.happened_at >= version.at}
    found: list[str] = []
    for step in place.discipline.steps("sent"):
        by = record.reading.rules.steps[step].by
        if not by or set(by) & record.actor.roles:
            found.append(step)
        elif step not in taken:
            break
    return tuple(found)


def letter_of(record: Record, place: Place) -> dict[str, str]:
    """Return the parts of the letter that goes out with a discipline, in the words of the 8D."""
    own = report_of(record)
    return {f"part/{part}": own[written] for part, written in place.discipline.tells.items() if own.get(written)}


def step_then(
    record: Record, place: Place, moment: Moment, *, at: datetime, reason: str = "", roles: Set[str] | None = None
) -> None:
    """Take the steps of the case that the packs name for a moment. Raises Refused as steps do.

    ``roles``: only those of the packs for which one of these roles approves; what another pack asks waits for its own.
    """
    for step in steps_now(record, place.discipline, moment, roles):
        detail = asked_by(record, step, {"reason": reason.strip()} if reason.strip() else {})
        take_step(record.viewer, record.row.case.number, step, at=at, detail=detail, through=EIGHT_D)


def check_other_hand(record: Record, place: Place, versions: Iterable[DisciplineVersion]) -> None:
    """Raise Refused where the viewer wrote what is to be looked at, stands in for who did, or was stood in for."""
    if any(is_the_same_hand(record, one) for one in versions):
        raise _missing(
            place, "not_by:writer", zh="自己提交的由他人审批", en="what one handed in is looked at by another"
        )


def _read_of(
    pending: tuple[tuple[Place, DisciplineVersion], ...], read: Collection[str]
) -> tuple[tuple[Place, DisciplineVersion], ...]:
    """Return what a word is on. Raises Refused where one that was read does not wait as it was read."""
    chosen = tuple(one for one in pending if not read or f"{one[1].discipline}/{one[1].version}" in read)
    if pending and read and len(chosen) != len(set(read)):
        _check_read(pending[0][0], [version for _, version in chosen], read)
    return chosen


def _check_read(place: Place, versions: Iterable[DisciplineVersion], read: Collection[str]) -> None:
    """Raise Refused where somebody would say a word on what was written after their page was shown."""
    if read and {f"{one.discipline}/{one.version}" for one in versions} != set(read):
        zh, en = "打开页面之后内容已改，请先重新阅读", "It was changed after this page was opened: read it again first"
        raise _missing(place, "read", zh=zh, en=en)


def _steps_once(
    pending: Iterable[tuple[Place, DisciplineVersion]], moment: Moment, roles: Set[str]
) -> tuple[tuple[Place, DisciplineVersion], ...]:
    """Return one discipline for each set of steps: D4 and D5 that share an approval take it once."""
    found = {one[0].discipline.steps(moment, roles): one for one in pending}
    return tuple(one for steps, one in found.items() if steps)


def _reviewed(version: DisciplineVersion, *, verdict: str, by: Viewer, reason: str, at: datetime) -> None:
    version.verdict, version.reason = verdict, reason.strip()
    version.reviewed_by_id, version.reviewed_at = by.person, at
    version.save(update_fields=["verdict", "reason", "reviewed_by", "reviewed_at"])


def _approval(
    record: Record, pending: Iterable[tuple[Place, DisciplineVersion]], *, is_approved: bool, reason: str, at: datetime
) -> PlanApproval:
    shared = [set(place.discipline.approved_by) & record.actor.roles for place, _ in pending]
    roles = sorted(set().union(*shared))
    return PlanApproval.objects.create(
        org_id=record.viewer.org, eight_d=record.row, loop=record.row.loops, is_approved=is_approved,
        versions=[str(version.pk) for _, version in pending], by_id=record.viewer.person,
        role=min(shared[0]) if shared else "", roles=roles, at=at, reason=reason.strip(),
    )  # fmt: skip


def _approved(record: Record, *, is_approved: bool, at: datetime) -> None:
    if not is_approved:
        return _state(record, "returned")
    now = record_of(record.viewer, record.row.number)
    if all(now.is_approved(place) for place in awaits_approval(now.places)):
        record.row.state, record.row.approved_at = "approved", at
        record.row.save(update_fields=["state", "approved_at"])
    return None


def _state(record: Record, state: str) -> None:
    record.row.state = state
    record.row.save(update_fields=["state"])


def _reason(place: Place, reason: str, *, asked: bool) -> None:
    check_texts({"reason": reason})
    if asked and not reason.strip():
        raise _missing(place, "known:reason", zh="请写明退回理由", en="Say why it is sent back", field="reason")


def _nothing_to_approve(record: Record) -> Refused:
    of = next(iter(awaits_approval(record.places)), record.places[-1])
    name = of.discipline.row.id
    return _missing(of, f"accepted:{name}", zh=f"{name} 尚未通过，没有可批准的", en=f"{name} is not accepted yet")


def _missing(place: Place, what: str, *, zh: str, en: str, field: str = "") -> Refused:
    of = place.discipline
    return refused(what, [Missing(what, Text(zh=zh, en=en), of.row.article, field=field, pack=of.pack.id)])
