"""The rules that a pack alone makes for a unit, in force or not: what Try and comparisons ask."""

from __future__ import annotations

from uuid import UUID

from amends.core.ledger import Rules
from amends.core.pack import Pack
from amends.people.directory import Directory
from amends.regulations.calendars import calendar_for


def rules_with(known: Directory, unit: UUID, pack: Pack) -> Rules:
    """Return the rules of one pack on the calendars of a unit."""
    names = {pack.id: pack.calendar} | {duty.calendar: duty.calendar for duty in pack.duty if duty.calendar}
    return Rules(pack, (), {key: calendar_for(known, unit, named=name) for key, name in names.items()})
