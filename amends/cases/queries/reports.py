"""The cases and entries that report rows name: on the sheet of a unit, and for any time and unit asked for (FR-048,
FR-153, FR-163)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from amends.cases.models import Case, UnitEntry
from amends.cases.queries.lines import CaseLine, lines, unit_name, with_lead
from amends.cases.queries.measured import Measured
from amends.cases.queries.unit_logs import entries
from amends.cases.queries.visible import visible
from amends.core.pack import LogRow, Pack, ReportRow
from amends.core.text import Text
from amends.people.viewer import Viewer

MOST = 500
"""Cases of one list on the screen; the number beside it counts all."""


@dataclass(frozen=True, slots=True)
class SheetList:
    """One list of a report: its name, how many cases it has, and the first of them."""

    title: Text
    count: int
    cases: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True)
class LoggedList:
    """The entries of a log in the days of a report: by unit, how many there are and which fail (FR-020)."""

    row: LogRow
    count: int
    failing: tuple[UnitEntry, ...]


@dataclass(frozen=True, slots=True)
class ReportedEntry:
    """An entry of a log as a line of a file."""

    log: Text
    number: str
    about: str
    unit: Text
    at: datetime
    fails: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked for: the units, and what was received or entered from ``since`` until ``until``."""

    units: frozenset[UUID]
    since: datetime
    until: datetime


def listed(viewer: Viewer, pack: Pack, rows: Sequence[ReportRow], asked: Asked) -> Iterator[SheetList]:
    """Yield the lists of reports with the cases that the viewer may see; two queries each."""
    cases = _cases(viewer, asked)
    for title, holds in (one for row in rows for one in _named(pack, row)):
        found = cases.filter(holds)
        yield SheetList(title, found.count(), lines(viewer, _in_order(found)[:MOST]))


def logged(viewer: Viewer, pack: Pack, rows: Sequence[ReportRow], asked: Asked) -> Iterator[LoggedList]:
    """Yield the logs that reports name, with the entries of the viewer's own units; two queries each."""
    named = {name for row in rows for name in row.logs}
    for row in (one for one in pack.log if one.id in named):
        found = _entries(viewer, asked, row)
        yield LoggedList(row, found.count(), tuple(found.filter(body__fails=True)[:MOST]))


def all_listed(
    viewer: Viewer, pack: Pack, row: ReportRow, asked: Asked, *, most: int
) -> Iterator[tuple[Text, CaseLine]]:
    """Yield the cases of a report with the list on which each stands, for a file; a case may stand on several."""
    for title, holds in _named(pack, row):
        for line in lines(viewer, _in_order(_cases(viewer, asked).filter(holds))[:most]):
            yield title, line


def all_logged(viewer: Viewer, pack: Pack, row: ReportRow, asked: Asked, *, most: int) -> Iterator[ReportedEntry]:
    """Yield the entries of the logs that a report names, for a file."""
    for log in (one for one in pack.log if one.id in row.logs):
        for entry in _entries(viewer, asked, log)[:most]:
            told = entry.body["told"]
            yield ReportedEntry(
                log.title, entry.body["number"], str(told.get(log.about, "")), unit_name(viewer, entry.unit_id),
                entry.happened_at, bool(entry.body["fails"]),
            )  # fmt: skip


def counted(viewer: Viewer, found: Sequence[Measured], asked: Asked) -> dict[tuple[str, str], int]:
    """Return how many cases each report names, by pack and report, in one query; a case on two lists counts once."""
    wanted: dict[tuple[str, str], Q] = {}
    for of in found:
        for row in of.pack.report:
            if any_of := [holds for _title, holds in _named(of.pack, row)]:
                wanted[of.pack.id, row.id] = Q(unit__in=of.units & asked.units) & _either(any_of)
    names = {f"n{nth}": key for nth, key in enumerate(wanted)}
    told = _cases(viewer, asked).aggregate(**{name: Count("pk", filter=wanted[key]) for name, key in names.items()})
    return {key: told[name] for name, key in names.items()}


def _either(all_: Sequence[Q]) -> Q:
    found = all_[0]
    for one in all_[1:]:
        found |= one
    return found


def _named(pack: Pack, row: ReportRow) -> Iterator[tuple[Text, Q]]:
    """Yield the lists of a report, each with what its cases have in common; without any, all cases."""
    if not (row.lists or row.logs):
        yield row.title, Q()
    flags = {one.id: one.title for one in pack.flag}
    for name in row.lists:
        if name in flags:
            yield flags[name], Q(flags__contains=[f"{pack.id}/{name}"])
        elif name in pack.lists:
            yield pack.lists[name].title, Q(**{f"gradings__{pack.id}/{name}__has_key": "grade"})


def _cases(viewer: Viewer, asked: Asked) -> QuerySet[Case]:
    return visible(viewer).filter(
        unit__in=sorted(asked.units), received_at__gte=asked.since, received_at__lt=asked.until
    )


def _in_order(cases: QuerySet[Case]) -> QuerySet[Case]:
    return with_lead(cases.order_by("received_at", "id"))


def _entries(viewer: Viewer, asked: Asked, row: LogRow) -> QuerySet[UnitEntry]:
    return entries(sorted(asked.units & viewer.units), log=row.id).filter(
        happened_at__gte=asked.since, happened_at__lt=asked.until
    )  # fmt: skip
