"""Returned goods as a list: each lot with how far it has come and what is due of it (FR-243 to FR-248)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, F, Min, OuterRef, QuerySet, Subquery

from amends.cases.facts import decoded
from amends.cases.models import EntryValue, ObligationRow, ReturnedLot
from amends.cases.queries.lines import lead_of, person_name
from amends.cases.queries.reading import Reading, read_case
from amends.cases.queries.visible import seen
from amends.core.ledger import Rules
from amends.core.pack import FieldRow, Pack
from amends.core.text import Text
from amends.core.vocabulary import EVENTS, FACTS, Type
from amends.people.viewer import Viewer
from amends.regulations.shelf import pack

PAGE = 50
MOST = 50_000
SAMPLE = "sample_no"
READ = (
    "subject", "asked_at", "last", "last_at", "happened", "differs", "said", "over", "case_id", "case__number",
    "case__title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What the lots are narrowed by."""

    going_on: bool = True
    late: bool = False
    differing: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said of a lot: its field's title, its value as stored, and what the value may be."""

    name: str
    title: Text
    type: Type
    value: Any
    field: FieldRow | None


@dataclass(frozen=True, slots=True)
class LotRow:
    """One lot as a list shows it. ``due``: what is owed of it next."""

    id: UUID
    number: str
    title: str
    subject: str
    asked_at: datetime
    state: Text
    state_at: datetime
    differs: bool
    over: bool
    said: tuple[Said, ...]
    due_at: datetime | None
    duty: Text
    article: str
    owner: Text
    booked_at: datetime | None
    shipped_at: datetime | None
    pack: Pack


@dataclass(frozen=True, slots=True)
class Page:
    """A page of lots: the ones with the earliest due time first; ``next`` is how many lots lie before the next one."""

    rows: tuple[LotRow, ...]
    next: int = 0


def returned_lots(viewer: Viewer, filters: Filters, *, now: datetime, after: int = 0, limit: int = PAGE) -> Page:
    """Return a page of the lots of cases that the viewer may see."""
    rows = list(_found(viewer, filters, now)[after : after + limit + 1])
    more, rows = len(rows) > limit, rows[:limit]
    return Page(tuple(_rows(viewer, rows)), after + limit if more else 0)


def all_returned_lots(viewer: Viewer, filters: Filters, *, now: datetime) -> Iterator[LotRow]:
    """Yield what the list shows, all of it up to MOST lots, for a file."""
    yield from _rows(viewer, list(_found(viewer, filters, now)[:MOST]))


def lots_of(viewer: Viewer, number: str, *, now: datetime) -> tuple[LotRow, ...]:
    """Return the returned lots of one case, going on or over; none for a case that the viewer may not see."""
    return tuple(_rows(viewer, list(_found(viewer, Filters(going_on=False), now).filter(case__number=number))))


def samples_of(viewer: Viewer, number: str) -> tuple[tuple[str, str], ...]:
    """Return the samples that were kept in a case, each with its lot, for the report on it (FR-248).

    None for who may not read that field. Raises NotFound for a case that is hidden or not there.
    """
    reading = read_case(viewer, number)
    if not reading.sees(reading.rules.lead.fields.get(SAMPLE)):
        return ()
    found = EntryValue.objects.filter(case=reading.case, name=SAMPLE).order_by("entry__seq")
    samples = found.values_list("entry__body__on", "value")
    return tuple(dict.fromkeys((lot or "", value) for lot, value in samples))


def samples_told(reading: Reading, until: datetime | None) -> tuple[str, ...]:
    """Return the numbers of the samples of a case for a report that leaves the house, without the lots' own names.

    ``until``: only those that were written down by then, when the report was approved. None where a regulation of the
    case keeps the number for named roles or counts it among personal data (FR-105, FR-237).
    """
    rows = [pack.fields[SAMPLE] for pack in reading.rules.packs if SAMPLE in pack.fields]
    if any(row.seen_by or row.personal for row in rows):
        return ()
    found = EntryValue.objects.filter(case=reading.case, name=SAMPLE)
    found = found.filter(entry__recorded_at__lte=until) if until else found
    return tuple(dict.fromkeys(found.order_by("entry__seq").values_list("value", flat=True)))


def _found(viewer: Viewer, filters: Filters, now: datetime) -> QuerySet[ReturnedLot]:
    owed = ObligationRow.objects.filter(case=OuterRef("case"), subject=OuterRef("subject"), state="open")
    due = Subquery(
        owed.order_by().values("case").annotate(soonest=Min("due_at")).values("soonest"), output_field=DateTimeField()
    )
    lots = ReturnedLot.objects.filter(seen(viewer, "case__")).select_related("case").only(*READ)
    lots = lots.annotate(due_at=due, lead_hash=lead_of("case"))
    if filters.going_on:
        lots = lots.filter(over=False)
    if filters.late:
        lots = lots.filter(due_at__lt=now)
    if filters.differing:
        lots = lots.filter(differs=True)
    return lots.order_by(F("due_at").asc(nulls_last=True), "asked_at", "id")


def _rows(viewer: Viewer, lots: list[ReturnedLot]) -> Iterator[LotRow]:
    words, dues = _words(lots), _dues(lots)
    for lot in lots:
        lead = pack(lot.lead_hash)  # type: ignore[attr-defined]
        due = dues.get((lot.case_id, lot.subject))
        duty = lead.duties.get(due.duty) if due else None
        yield LotRow(
            id=lot.pk, number=lot.case.number, title=lot.case.title, subject=lot.subject, asked_at=lot.asked_at,
            state=EVENTS[lot.last].title, state_at=lot.last_at, differs=lot.differs, over=lot.over,
            said=tuple(_said(lead, {**lot.said, **words.get((lot.case_id, lot.subject), {})})),
            due_at=due.due_at if due else None, duty=duty.title if duty else Text(zh="", en=""),
            article=duty.article if duty else "", owner=person_name(viewer, due.owner_person_id if due else None),
            booked_at=_moment(lot, "booked"), shipped_at=_moment(lot, "shipped"), pack=lead,
        )  # fmt: skip


def _moment(lot: ReturnedLot, event: str) -> datetime | None:
    told = lot.happened.get(event)
    return datetime.fromisoformat(told) if told else None


def _said(lead: Pack, said: dict[str, Any]) -> Iterator[Said]:
    """Yield what was said in the order of the pack's fields; what is personal or for named roles stays in the case."""
    values = decoded(said, Rules(lead))
    for row in lead.field:
        if row.id in values and not row.personal and not row.seen_by:
            word = FACTS.get(row.id)
            title, kind = row.title or (word.title if word else None), row.type or (word.type if word else None)
            yield Said(row.id, title or Text(zh=row.id, en=row.id), kind or Type.TEXT, values[row.id], row)


def _words(lots: Iterable[ReturnedLot]) -> dict[tuple[UUID, str], dict[str, str]]:
    """Return what was said of lots in words, the last word of each field; one query."""
    keys = {(lot.case_id, lot.subject) for lot in lots}
    found: defaultdict[tuple[UUID, str], dict[str, str]] = defaultdict(dict)
    values = EntryValue.objects.filter(
        case__in={case for case, _ in keys}, entry__body__on__in=sorted({subject for _, subject in keys})
    ).order_by("entry__seq")
    for case, subject, name, value in values.values_list("case_id", "entry__body__on", "name", "value"):
        if (case, subject) in keys:
            found[case, subject][name] = value
    return found


def _dues(lots: Iterable[ReturnedLot]) -> dict[tuple[UUID, str], ObligationRow]:
    """Return what is due next of each lot: the earliest due time, else what has none; one query."""
    keys = {(lot.case_id, lot.subject) for lot in lots}
    rows = ObligationRow.objects.filter(
        case__in={case for case, _ in keys}, subject__in={subject for _, subject in keys}, state="open"
    ).order_by(F("due_at").desc(nulls_first=True))
    return {(row.case_id, row.subject): row for row in rows if row.case_id and (row.case_id, row.subject) in keys}
