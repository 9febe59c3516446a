"""The logs that a unit keeps outside any case, read for a viewer (FR-019, FR-020)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from amends.cases.models import Entry, UnitEntry
from amends.cases.queries.visible import NotFound, seen
from amends.core.ledger import Rules, Value
from amends.core.pack import LogRow, Pack
from amends.core.papers import notices
from amends.people.viewer import Viewer
from amends.regulations.shelf import NoRegulation, rules_for

STEP = "logged"
LOOKED_AT = 5_000
"""So many of the newest entries are asked whether what they are about fails now."""


@dataclass(frozen=True, slots=True)
class UnitRules:
    """A unit of the viewer and what governs it now."""

    unit: UUID
    rules: Rules

    @property
    def pack(self) -> Pack:
        """The regulation that leads in the unit."""
        return self.rules.lead


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of a log. ``fails``: None where the log has no check."""

    number: str
    told: Mapping[str, Value]
    fails: bool | None
    at: datetime
    by: object
    unit: object


def unit_rules(viewer: Viewer, *, at: datetime) -> tuple[UnitRules, ...]:
    """Return the viewer's own units whose regulation has logs or notices, and those below where something was entered.

    They come in the order of the tree.
    """
    own = {one.unit for one in viewer.memberships}
    entered = set(entries(list(viewer.units)).order_by().values_list("unit_id", flat=True).distinct())
    return tuple(one for one in _governed(viewer, own | entered, at) if one.pack.log or notices(one.pack))


def _governed(viewer: Viewer, units: Set[UUID], at: datetime) -> Iterator[UnitRules]:
    for unit in (one for one in viewer.directory.units if one in units):
        try:
            yield UnitRules(unit, rules_for(unit, at, known=viewer.directory).rules)
        except NoRegulation:
            continue


def governed(viewer: Viewer, code: str, *, at: datetime) -> UnitRules:
    """Return a unit of the viewer, by its code, with what governs it. Raises NotFound for anything else."""
    found = next((one for one in viewer.directory.units.values() if one.code == code), None)
    if found is None or found.id not in viewer.units:
        raise NotFound(code)
    try:
        return UnitRules(found.id, rules_for(found.id, at, known=viewer.directory).rules)
    except NoRegulation:
        raise NotFound(code) from None


def log_of(of: UnitRules, log: str) -> LogRow:
    """Return a log that the unit keeps. Raises NotFound where the regulation has none of that name."""
    found = next((row for row in of.pack.log if row.id == log), None)
    if found is None:
        raise NotFound(log)
    return found


def may_enter(viewer: Viewer, of: UnitRules, row: LogRow) -> bool:
    """Return whether the viewer holds a role that enters into a log of the unit."""
    return bool(viewer.roles_at([of.unit]) & set(row.by))


def log_entries(of: UnitRules, row: LogRow, *, most: int) -> tuple[tuple[LogEntry, ...], int]:
    """Return the newest entries of a log of a unit, and how many it has."""
    found = entries([of.unit], log=row.id)
    lines = tuple(read_entry(one) for one in found[:most])
    return lines, found.count() if len(lines) == most else len(lines)


def read_entry(entry: UnitEntry) -> LogEntry:
    """Return an entry of a log as the journal of the unit keeps it."""
    body = entry.body
    return LogEntry(body["number"], body["told"], body["fails"], entry.happened_at, entry.by, entry.unit)


def entry_of(of: UnitRules, row: LogRow, number: str) -> LogEntry:
    """Return an entry of a log that links to cases, by its number. Raises NotFound for anything else."""
    found = entries([of.unit], log=row.id).filter(body__number=number).first() if row.linked_by else None
    if found is None:
        raise NotFound(number)
    return read_entry(found)


def name_in_case(viewer: Viewer, of: UnitRules, row: LogRow, number: str) -> str:
    """Return what an entry is called in the cases to which it is linked."""
    return f"{row.id}-{viewer.directory.units[of.unit].code}-{number}"


def linked_cases(viewer: Viewer, of: UnitRules, row: LogRow, lines: Sequence[LogEntry]) -> dict[str, list[str]]:
    """Return the numbers of the cases to which entries are linked, by the entry's number; only those one may see."""
    names = {name_in_case(viewer, of, row, one.number): one.number for one in lines} if row.linked_by else {}
    linked = Entry.objects.filter(seen(viewer, "case__"), step=row.linked_by, body__on__in=list(names))
    found: dict[str, list[str]] = {}
    for on, number in linked.order_by("recorded_at").values_list("body__on", "case__number") if names else ():
        found.setdefault(names[on], []).append(number)
    return found


def standing(found: Sequence[UnitRules]) -> dict[tuple[UUID, str], tuple[int, int]]:
    """Return how many entries each log of each unit has, and of how many things the last one fails."""
    units = [one.unit for one in found]
    about = {(one.unit, row.id): row.about for one in found for row in one.pack.log}
    last: dict[tuple[UUID, str], dict[str, bool]] = {}
    for unit, body in entries(units).values_list("unit_id", "body")[:LOOKED_AT]:
        key = (unit, body["log"])
        last.setdefault(key, {}).setdefault(str(body["told"].get(about.get(key, ""), "")), bool(body["fails"]))
    many = entries(units).order_by().values_list("unit_id", "body__log").annotate(Count("pk"))
    return {(unit, log): (count, sum(last.get((unit, log), {}).values())) for unit, log, count in many}


def entries(units: list[UUID], *, log: str = "") -> QuerySet[UnitEntry]:
    """Return the entries of the logs of units, the newest first. The caller has seen to it that they may be read."""
    found = UnitEntry.objects.filter(unit__in=units, step=STEP)
    return (found.filter(body__log=log) if log else found).select_related("by", "unit").order_by("-happened_at", "-seq")
