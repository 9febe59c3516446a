"""What comes after an action: similar processes it is carried over to, and irregular checks (FR-118, FR-119)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from amends.cases.queries.visible import NotFound
from amends.core.given import check_texts
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.actions import action_of, article_of, check_may_act, check_part, may_own
from amends.quality.models import Action, LaterCheck, Spread
from amends.quality.records import Record, record_of_action, refused
from amends.quality.reopening import start_again


def add_spread(viewer: Viewer, action: UUID, *, process: str, at: datetime) -> Spread:
    """Name a similar process and return its line. Raises NotFound, and Refused without a name (FR-118)."""
    with organisation(viewer.org):
        row, record = action_of(viewer, action)
        check_may_act(record)
        check_texts({"process": process})
        if not process.strip():
            raise _missing(record, row, "process", zh="请写明类似过程", en="Name the similar process")
        return Spread.objects.create(
            org_id=viewer.org, action=row, process=process.strip(), made_at=at, made_by_id=viewer.person
        )  # fmt: skip


def settle_spread(viewer: Viewer, key: UUID, *, is_done: bool, reason: str = "", at: datetime) -> Spread:
    """Say that a similar process is done, or why it is not; return the line. Raises NotFound and Refused (FR-118)."""
    with organisation(viewer.org):
        spread = _open_spread(key)
        record = record_of_action(viewer, spread.action.eight_d_id)
        check_may_act(record)
        check_texts({"reason": reason})
        if not is_done and not reason.strip():
            raise _missing(record, spread.action, "reason", zh="请写明不推广的理由", en="Say why it does not apply")
        spread.reason, spread.done_by_id = reason.strip(), viewer.person
        spread.done_at = at if is_done else None
        spread.save(update_fields=["reason", "done_at", "done_by"])
        return spread


def plan_check(viewer: Viewer, action: UUID, *, day: date | None, owner: UUID | None, at: datetime) -> LaterCheck:
    """Plan a check for a day and return it. Raises NotFound, and Refused without a day to come or an owner (FR-119)."""
    with organisation(viewer.org):
        row, record = action_of(viewer, action)
        check_may_act(record)
        today = viewer.directory.day(at, record.row.unit_id)
        if day is None or day < today or day.year > today.year + 10:
            raise _missing(record, row, "day", zh="请选今天或以后的日期", en="Choose a day that is not past")
        if owner is None or not may_own(record, owner):
            raise _missing(record, row, "owner", zh="请指定查核人", en="Name who checks")
        made, is_new = LaterCheck.objects.get_or_create(
            org_id=viewer.org, action=row, day=day,
            defaults={"owner_id": owner, "made_at": at, "made_by_id": viewer.person},
        )  # fmt: skip
        if not is_new:
            raise _missing(record, row, "day", zh="该日已安排查核", en="A check is planned for that day already")
        return made


def do_check(viewer: Viewer, key: UUID, *, result: str, still_works: bool, at: datetime) -> LaterCheck:
    """Enter what a check found and return it; an action that works no more leads back to its cause (FR-117, FR-119).

    Raises NotFound, and Refused without a result and for somebody who has no part in the 8D.
    """
    with organisation(viewer.org):
        check = LaterCheck.objects.select_for_update().filter(pk=key, done_at__isnull=True).first()
        if check is None:
            raise NotFound(str(key))
        action, record = action_of(viewer, check.action_id)
        if check.owner_id != viewer.person:
            check_part(record)  # a closed 8D is checked all the same
        check_texts({"result": result})
        if not result.strip():
            raise _missing(record, action, "result", zh="请写明查核结果", en="Write what the check found")
        check.result, check.still_works = result.strip(), still_works
        check.done_at, check.done_by_id = at, viewer.person
        check.save(update_fields=["result", "still_works", "done_at", "done_by"])
        if not still_works and action.loop == record.row.loops:
            start_again(record.row.pk, says=Text(zh=f"：{check.result}", en=f": {check.result}"), at=at, viewer=viewer)
        return check


def _open_spread(key: UUID) -> Spread:
    rows = Spread.objects.select_for_update(of=("self",)).select_related("action")
    found = rows.filter(pk=key, done_at__isnull=True, reason="").first()
    if found is None:
        raise NotFound(str(key))
    return found


def _missing(record: Record, action: Action, field: str, *, zh: str, en: str) -> Refused:
    of = article_of(record, action.kind)
    return refused("incomplete", [Missing(f"known:{field}", Text(zh=zh, en=en), of.row.article, field, of.pack.id)])
