"""What the regulations in force ask of people, and nobody of the organisation is there for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from amends.core.check_roles import unheld
from amends.core.finding import Finding
from amends.core.pack import Pack, RoleRow
from amends.people.directory import Directory, UnitInfo
from amends.regulations.models import Binding
from amends.regulations.shelf import pack as published_pack


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A regulation that is in force in a unit, and the rows of it for which nobody holds the role."""

    unit: UnitInfo
    pack: Pack
    findings: tuple[Finding, ...]


def vacancies(known: Directory, day: date) -> tuple[Vacancy, ...]:
    """Return what stays undone in the current organisation, by the regulations in force on a day; empty: nothing."""
    rows = Binding.objects.filter(from_date__lte=day).order_by("from_date", "id").values_list(
        "unit_id", "published__content_hash", "to_date"
    )  # fmt: skip
    packs = {(unit, hash_): published_pack(hash_) for unit, hash_, to in rows if to is None or day <= to}
    found = (
        Vacancy(known.units[unit], pack, unheld(pack, roles_held(known, unit, pack, day)))
        for (unit, _hash), pack in packs.items()
    )
    return tuple(one for one in found if one.findings)


def roles_held(known: Directory, unit: UUID, pack: Pack, day: date) -> frozenset[str]:
    """Return the roles of a pack that somebody who works here holds, for the cases of a unit and those below it.

    Whoever is away holds a role: a deputy stands in, or the case waits.
    """
    inside = {one.id for one in known.upwards(unit)} | known.below({unit})
    inside |= {child.id for one in known.upwards(unit) for child in known.children.get(one.id, ())}
    return frozenset(row.id for row in pack.role if _is_held(known, inside, row, day))


def _is_held(known: Directory, inside: set[UUID], row: RoleRow, day: date) -> bool:
    return any(
        held.role == row.id and held.unit in inside and held.on(day) and known.people[held.person].is_active
        for held in known.held
        if not row.function or known.units[held.unit].function == row.function
    )
