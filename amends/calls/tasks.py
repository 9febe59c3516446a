"""What a call leaves to do: a call back at a time, a caller taken over by the manager on duty (FR-229, FR-233)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.calls.models import CallTask
from amends.calls.taking import call_of
from amends.cases.queries.masking import masked_phone
from amends.cases.queries.visible import NotFound
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.viewer import Viewer

MOST = 50


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do after a call, as Today shows it; ``caller`` is masked, the pad of the call shows it."""

    id: UUID
    call: UUID
    kind: str
    due_at: datetime
    caller: str
    note: str
    line: Text


def promise_call_back(
    viewer: Viewer, key: UUID, *, due_at: datetime, note: str, at: datetime, case: UUID | None = None
) -> CallTask:  # fmt: skip
    """Note the time at which the caller is called back; it is then owed by the viewer. Raises NotFound and Refused.

    ``case``: the case that owes it, so that it stands on Today once: as the obligation of the case (FR-140).
    """
    call = call_of(viewer, key, to_write=True)
    if due_at < at:
        raise _missing("call_back_at", Text(zh="回电时间已过", en="The time of the call back has passed"))
    if not call.caller:
        raise _missing("caller", Text(zh="请先记下来电号码", en="Note the caller's number first"))
    return CallTask.objects.create(
        org_id=viewer.org, call=call, kind="call_back", person_id=viewer.person, due_at=due_at, note=note[:500],
        made_at=at, made_by_id=viewer.person, case_id=case,
    )  # fmt: skip


def hand_over(viewer: Viewer, key: UUID, *, to: str, note: str, at: datetime) -> CallTask:
    """Give the caller to somebody, due at once (FR-233). Raises NotFound and Refused."""
    call = call_of(viewer, key, to_write=True)
    person = next((one for one, info in viewer.directory.people.items() if str(one) == to and info.is_active), None)
    if person is None or person == viewer.person:
        raise _missing("to", Text(zh="请选择接手人", en="Choose who takes over"))
    return CallTask.objects.create(
        org_id=viewer.org, call=call, kind="hand_over", person_id=person, due_at=at, note=note[:500], made_at=at,
        made_by_id=viewer.person,
    )  # fmt: skip


def task_done(viewer: Viewer, key: UUID, *, at: datetime) -> CallTask:
    """Note that a task of the viewer is done; return it. Raises NotFound for another's or one that is done."""
    task = CallTask.objects.filter(pk=key, person=viewer.person, done_at=None, case=None).select_for_update().first()
    if task is None:
        raise NotFound(str(key))
    task.done_at, task.done_by_id = at, viewer.person
    task.save(update_fields=["done_at", "done_by"])
    return task


def open_call_backs(viewer: Viewer, key: UUID) -> tuple[CallTask, ...]:
    """Return the viewer's call-backs of a call that no case has taken over yet."""
    rows = CallTask.objects.filter(call=key, kind="call_back", person=viewer.person, done_at=None, case=None)
    return tuple(rows.order_by("due_at", "id"))


def give_to_case(task: CallTask, case: UUID) -> None:
    """Write beside a call-back the case that owes it from now on."""
    CallTask.objects.filter(pk=task.pk).update(case=case)


def tasks_of(viewer: Viewer, *, until: datetime) -> tuple[Task, ...]:
    """Return what the viewer still has to do up to a moment, the earliest first."""
    rows = CallTask.objects.filter(person=viewer.person, done_at__isnull=True, case__isnull=True, due_at__lte=until)
    found = rows.select_related("call__line").order_by("due_at", "id")[:MOST]
    return tuple(
        Task(
            one.pk, one.call_id, one.kind, one.due_at, masked_phone(one.call.caller), one.note,
            Text(zh=one.call.line.name_zh, en=one.call.line.name_en),
        )
        for one in found
    )  # fmt: skip


def tasks_of_call(key: UUID) -> tuple[CallTask, ...]:
    """Return everything that a call left to do."""
    return tuple(CallTask.objects.filter(call=key).select_related("case").order_by("due_at", "id"))


def _missing(field: str, says: Text) -> Refused:
    return Refused("missing", says=says, missing=(Missing(f"known:{field}", says, field=field),))
