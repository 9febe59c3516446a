"""The book of calls: what was entered for a line in a month, which measures were not kept, and its seal (FR-234)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.calls.lines import check_keeper, keeps_line, line_of
from amends.calls.models import RESULTS, Call, Line, SealedMonth
from amends.calls.sealing import content_of, digest_of, note_seal
from amends.calls.taking import moments_of
from amends.cases.queries.lines import person_name
from amends.cases.queries.masking import masked_phone
from amends.cases.queries.visible import visible
from amends.core.call_prompts import exceeded
from amends.core.pack import MeasureRow, Pack
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.people.viewer import Viewer

PAGE, MOST = 100, 20_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What of a month is asked for; empty fields ask for everything."""

    month: date
    result: str = ""
    kind: str = ""
    words: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the book. ``marks``: the measures of the regulation that the call did not keep (FR-224)."""

    id: UUID
    began_at: datetime
    is_out: bool
    caller: str
    rings: int | None
    seconds: int | None
    hold_seconds: int
    kind: str
    result: str
    person: Text
    case: str
    note: str
    marks: tuple[MeasureRow, ...]


def entries(viewer: Viewer, line: Line, filters: Filters, pack: Pack | None, *, now: datetime) -> tuple[Entry, ...]:
    """Return the newest calls of a line's month that fit, at most PAGE; two queries."""
    return tuple(_entries(viewer, line, list(_found(viewer, line, filters)[:PAGE]), pack, now))


def all_entries(
    viewer: Viewer, line: Line, filters: Filters, pack: Pack | None, *, now: datetime
) -> Iterator[Entry]:  # fmt: skip
    """Return every call of a line's month that fits, at most MOST, for a file."""
    return _entries(viewer, line, list(_found(viewer, line, filters)[:MOST]), pack, now)


def _found(viewer: Viewer, line: Line, filters: Filters) -> QuerySet[Call]:
    found = Call.objects.filter(line=line, month=filters.month)
    if filters.result in RESULTS:
        found = found.filter(result=filters.result)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.mine:
        found = found.filter(person=viewer.person)
    if filters.words:
        found = found.filter(Q(caller__contains=filters.words) | Q(note__icontains=filters.words))
    return found.order_by("-began_at", "-id")


def _entries(
    viewer: Viewer, line: Line, calls: Sequence[Call], pack: Pack | None, now: datetime
) -> Iterator[Entry]:  # fmt: skip
    cases = visible(viewer).filter(pk__in={one.case_id for one in calls if one.case_id})
    numbers = dict(cases.values_list("pk", "number"))
    for one in calls:
        number = numbers.get(one.case_id, "") if one.case_id else ""
        yield _entry(viewer, one, number, pack, now, keeps=keeps_line(viewer, line))


def _entry(
    viewer: Viewer, call: Call, number: str, pack: Pack | None, now: datetime, *, keeps: bool
) -> Entry:  # fmt: skip
    talked = call.ended_at - call.answered_at if call.ended_at and call.answered_at else None
    own = call.person_id == viewer.person or keeps
    return Entry(
        id=call.pk, began_at=call.began_at, is_out=call.is_out,
        caller=call.caller if own else masked_phone(call.caller),
        rings=call.rings, seconds=int(talked.total_seconds()) if talked else None, hold_seconds=call.hold_seconds,
        kind=call.kind, result=call.result, person=person_name(viewer, call.person_id), case=number, note=call.note,
        marks=marks(call, pack, now=now),
    )  # fmt: skip


def marks(call: Call, pack: Pack | None, *, now: datetime) -> tuple[MeasureRow, ...]:
    """Return the measures that a call has not kept, by the regulation given (FR-224)."""
    return exceeded(pack, moments_of(call), call.rings, now=call.ended_at or now) if pack else ()


def months(line: Line, *, this: date) -> tuple[date, ...]:
    """Return the months of a line's book, the newest first, this one always among them."""
    known = Call.objects.filter(line=line).order_by().values_list("month", flat=True).distinct()
    return tuple(sorted({this, *known}, reverse=True))


def seal_of(line: Line, month: date) -> SealedMonth | None:
    """Return the seal of a month, or None. What it keeps of the calls is not read: it is as long as the book."""
    return SealedMonth.objects.filter(line=line, month=month).defer("content").first()


def seal_month(viewer: Viewer, key: UUID | str, month: date, *, at: datetime) -> SealedMonth:
    """Close a month of a line's book for good; return the seal, which keeps a hash of each call. Raises NotFound and
    Refused (FR-234).

    Refused to others than the keeper, before the month is over, while one of its calls lasts, and twice.
    """
    line = line_of(viewer, key)
    check_keeper(viewer, line)
    Line.objects.select_for_update().get(pk=line.pk)  # a call that is just being entered is waited for
    if viewer.directory.day(at, line.unit_id).replace(day=1) <= month or month.day != 1:
        raise Refused("not_over", says=Text(zh="当月结束后才能封存", en="A month is sealed once it is over"))
    calls = list(Call.objects.select_for_update().filter(line=line, month=month))
    if any(one.ended_at is None for one in calls):
        zh, en = "该月尚有未结束的通话，请先结束", "A call of this month has not been ended: end it first"
        raise Refused("call_open", says=Text(zh=zh, en=en))
    if seal_of(line, month):
        raise Refused(
            "sealed", says=Text(zh="该月日志已封存，只能查阅", en="This month of the book is sealed: read only")
        )
    return _sealed(viewer, line, month, calls, at=at)


def _sealed(viewer: Viewer, line: Line, month: date, calls: Sequence[Call], *, at: datetime) -> SealedMonth:
    seal = SealedMonth(
        org_id=viewer.org, line=line, month=month, number=f"{line.code}-{month:%Y%m}", calls=len(calls), sealed_at=at,
        sealed_by_id=viewer.person, content=content_of(calls),
    )  # fmt: skip
    seal.digest = digest_of(seal)
    seal.save(force_insert=True)
    note_seal(seal, unit=line.unit_id, by=viewer.person)
    return seal
