"""A call as it is taken: begun, its moments noted, ended. A sealed month takes nothing more (FR-224, FR-234)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from amends.calls.lines import keeps_line, line_of, lines_of
from amends.calls.models import KINDS, RESULTS, Call, CallTask, Line, SealedMonth
from amends.cases.queries.visible import NotFound, case_of
from amends.core.call_prompts import ENDED, HELD, RESUMED, Moment
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.viewer import Viewer

ANSWERED = "call_answered"
MOST_RINGS, MOST_MOMENTS = 99, 400
NOTED = (HELD, RESUMED, "hold_status_told", "choice_offered", "message_offered")
"""The moments that somebody notes by hand while they talk."""


def start_call(viewer: Viewer, line: UUID | str, *, at: datetime, caller: str = "", is_out: bool = False) -> Call:
    """Begin a call that was just picked up; return it. Raises NotFound for a line that is not the viewer's."""
    row = line_of(viewer, line)
    month = month_of(viewer, row, at)
    check_open(row.pk, month)
    return Call.objects.create(
        org_id=viewer.org, line=row, month=month, began_at=at, answered_at=at, person_id=viewer.person,
        caller=caller[:32], is_out=is_out, moments=[[ANSWERED, at.isoformat()]],
    )  # fmt: skip


def note_missed(viewer: Viewer, line: UUID | str, *, at: datetime, caller: str, rings: int | None) -> Call:
    """Enter a call that nobody took; return it. Raises NotFound, and Refused for rings that are none."""
    row = line_of(viewer, line)
    month = month_of(viewer, row, at)
    check_open(row.pk, month)
    return Call.objects.create(
        org_id=viewer.org, line=row, month=month, began_at=at, ended_at=at, person_id=viewer.person,
        caller=caller[:32], rings=_rings(rings), result="missed",
    )  # fmt: skip


def call_of(viewer: Viewer, key: UUID, *, to_write: bool = False) -> Call:
    """Return a call on one of the viewer's lines. Raises NotFound; Refused where it may not be written."""
    rows = Call.objects.filter(line__in=[line.pk for line in lines_of(viewer)])
    if to_write:
        rows = rows.select_for_update()
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotFound(str(key))
    if to_write:
        check_open(found.line_id, found.month)
        if not has_part(viewer, found):
            zh, en = (
                "只有接听人、接手人和线路负责人能改",
                "Only who took it, who took it over and the line's keeper change it",
            )
            raise Refused("not_yours", says=Text(zh=zh, en=en))
    return found


def has_part(viewer: Viewer, call: Call) -> bool:
    """Return whether the viewer took a call, has a task of it or keeps its line, so may write and read its number."""
    if call.person_id == viewer.person or keeps_line(viewer, call.line):
        return True
    return CallTask.objects.filter(call=call, person=viewer.person).exists()


def open_calls(viewer: Viewer) -> tuple[Call, ...]:
    """Return the calls that the viewer is in, the newest first."""
    mine = Call.objects.filter(person=viewer.person, ended_at__isnull=True).select_related("line")
    return tuple(mine.order_by("-began_at")[:20])


def note_moment(viewer: Viewer, key: UUID, name: str, *, at: datetime) -> Call:
    """Note that something happened in a call; return it. Raises NotFound and Refused."""
    call = _going(viewer, key)
    held = is_held(call)
    if name not in NOTED or (name == HELD and held) or (name == RESUMED and not held):
        zh, en = (
            "此刻不能记这一项：保持须在通话中，恢复须在保持中",
            "A hold is noted while they talk, going on while it is held",
        )
        raise Refused("not_now", says=Text(zh=zh, en=en))
    _add(call, name, at)
    call.save(update_fields=["moments", "hold_seconds"])
    return call


def keep_fields(
    viewer: Viewer, key: UUID, *, caller: str, rings: int | None, kind: str, note: str, number: str
) -> Call:  # fmt: skip
    """Keep what is typed on the pad; return the call. Raises NotFound (also of the case named) and Refused."""
    call = call_of(viewer, key, to_write=True)
    call.caller, call.rings, call.note = caller[:32], _rings(rings), note[:4000]
    call.kind = kind if kind in KINDS else call.kind
    if number:
        call.case_id = case_of(viewer, number).pk
    call.save(update_fields=["caller", "rings", "note", "kind", "case"])
    return call


def link_case(viewer: Viewer, key: UUID, number: str) -> None:
    """Write the case that came of a call beside it. Raises NotFound and Refused."""
    call = call_of(viewer, key, to_write=True)
    call.case_id = case_of(viewer, number).pk
    call.save(update_fields=["case"])


def end_call(viewer: Viewer, key: UUID, *, result: str, at: datetime) -> Call:
    """End a call with its result; return it. Raises Refused where a call back or hand-over has no task (FR-229)."""
    call = _going(viewer, key)
    if result not in RESULTS or result == "missed":
        raise _missing("result", Text(zh="请选择通话结果", en="Choose how the call ended"))
    if result == "message" and not call.note:
        raise _missing("note", Text(zh="请写下留言", en="Write the message down"))
    wanted = {"call_back": "call_back", "passed": "hand_over"}.get(result)
    if wanted and not CallTask.objects.filter(call=call, kind=wanted).exists():
        says = Text(
            zh="先约定回电时间或移交，再结束通话", en="Agree the call back or hand over first, then end the call"
        )
        raise _missing("result", says)
    if is_held(call):
        _add(call, RESUMED, at)
    _add(call, ENDED, at)
    call.ended_at, call.result = max(at, call.began_at), result
    call.save(update_fields=["moments", "hold_seconds", "ended_at", "result"])
    return call


def moments_of(call: Call) -> tuple[Moment, ...]:
    """Return the moments of a call, in their order."""
    return tuple((str(name), datetime.fromisoformat(at)) for name, at in call.moments)


def is_held(call: Call) -> bool:
    """Return whether the caller is waiting."""
    told: Iterable[str] = (name for name, _ in reversed(call.moments) if name in (HELD, RESUMED))
    return next(iter(told), "") == HELD


def month_of(viewer: Viewer, line: Line, at: datetime) -> date:
    """Return the first day of the month of the book that a moment falls into, in the zone of the line's unit."""
    return viewer.directory.day(at, line.unit_id).replace(day=1)


def check_open(line: UUID, month: date) -> None:
    """Raise Refused for a month of a line's book that is sealed (FR-234)."""
    if SealedMonth.objects.filter(line=line, month=month).exists():
        raise Refused(
            "sealed", says=Text(zh="该月日志已封存，只能查阅", en="This month of the book is sealed: read only")
        )


def _going(viewer: Viewer, key: UUID) -> Call:
    call = call_of(viewer, key, to_write=True)
    if call.ended_at is not None or len(call.moments) >= MOST_MOMENTS:
        raise Refused("ended", says=Text(zh="通话已结束，不能再记过程", en="The call has ended: no more moments"))
    return call


def _add(call: Call, name: str, at: datetime) -> None:
    if name == RESUMED:
        since = next(moment for one, moment in reversed(moments_of(call)) if one == HELD)
        call.hold_seconds += max(0, int((at - since).total_seconds()))
    call.moments = [*call.moments, [name, at.isoformat()]]


def _rings(count: int | None) -> int | None:
    if count is not None and not 0 <= count <= MOST_RINGS:
        raise _missing("rings", Text(zh="铃响次数为 0 至 99", en="Rings are between 0 and 99"))
    return count


def _missing(field: str, says: Text) -> Refused:
    return Refused("missing", says=says, missing=(Missing(f"known:{field}", says, field=field),))
