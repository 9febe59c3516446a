"""Whom a role means for a unit on a day: never somebody who is disabled or away.

A role is looked up from the unit upwards; a role with a function in the nearest unit of
that function. An absent person's part goes to the deputy, a disabled one's to a
colleague in the same role, else to the head above (`HEADS`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from amends.people.directory import Directory, UnitInfo

HEADS = ("department_head", "department_leader", "unit_head", "admin")
"""Roles that get what nobody else can take, in this order, from the unit upwards."""


@dataclass(frozen=True, slots=True)
class Responsible:
    """The unit in which a role was found and who holds it there; empty when it resolves to nobody."""

    unit: UUID | None = None
    people: tuple[UUID, ...] = ()


def who(directory: Directory, role: str, *, unit: UUID, day: date, function: str = "") -> Responsible:
    """Return whom a role means, present persons only; the heads above where nobody is left."""
    for place in places(directory, unit=unit, function=function):
        people = holders(directory, role, unit=place.id, day=day)
        if people:
            return Responsible(place.id, people)
    return _head(directory, unit=unit, day=day)


def places(directory: Directory, *, unit: UUID, function: str = "") -> Iterator[UnitInfo]:
    """Yield the units in which a role is looked up, nearest first."""
    for above in directory.upwards(unit):
        if not function or above.function == function:
            yield above
        if function:
            yield from (u for u in directory.children.get(above.id, ()) if u.function == function and u.is_active)


def unit_of_function(directory: Directory, function: str, *, unit: UUID) -> UUID | None:
    """Return the nearest active unit of a function, or None."""
    return next((u.id for u in places(directory, unit=unit, function=function) if u.is_active), None)


def holders(directory: Directory, role: str, *, unit: UUID, day: date) -> tuple[UUID, ...]:
    """Return who holds a role in a unit on a day: each present holder, for an absent one the present deputy."""
    found: dict[UUID, None] = {}
    for held in directory.by_unit_and_role.get((unit, role), ()):
        if held.on(day):
            found |= dict.fromkeys(stand_ins(directory, held.person, day=day))
    return tuple(found)


def stand_ins(directory: Directory, person: UUID, *, day: date) -> tuple[UUID, ...]:
    """Return the person when present, else the present deputies; deputies of deputies count."""
    seen: set[UUID] = set()
    asked = [person]
    found: dict[UUID, None] = {}
    while asked:
        one = asked.pop()
        if one in seen or one not in directory.people or not directory.people[one].is_active:
            continue
        seen.add(one)
        if directory.is_away(one, day):
            asked.extend(directory.deputies(one, day))
        else:
            found[one] = None
    return tuple(found)


def instead_of(directory: Directory, person: UUID, *, unit: UUID, day: date) -> UUID | None:
    """Return who acts for a person that day: themselves, a deputy, or the head of the unit.

    Somebody without any role that day works here no more, or not yet.
    """
    present = stand_ins(directory, person, day=day)
    if present == (person,) and not directory.held_on(person, day):
        present = ()
    present = present or _head(directory, unit=unit, day=day).people
    return present[0] if present else None


def first_asked_instead_of(
    directory: Directory, person: UUID, *, unit: UUID, day: date, role: str = "", but: frozenset[UUID] = frozenset()
) -> UUID:
    """Return who owns what a person was told first: themselves, or the role that is named instead (FR-065).

    ``role``: what the regulation says; the organisation's setting ``first_asked_goes_to``
    names one for the units of a function. It is looked up from the person's own unit, then
    from the unit of the case, and never means one of ``but``.
    """
    elsewhere: Mapping[str, str] = directory.settings.get("first_asked_goes_to", {})
    for held in directory.by_person.get(person, ()):
        if not held.on(day):
            continue
        named = role or elsewhere.get(directory.units[held.unit].function, "")
        for place in (held.unit, unit) if named else ():
            for up in places(directory, unit=place):
                people = [one for one in holders(directory, named, unit=up.id, day=day) if one not in but]
                if people:
                    return people[0]
    return person


def roles_on(directory: Directory, person: UUID, *, day: date) -> frozenset[str]:
    """Return the roles that a person holds anywhere on a day."""
    return frozenset(held.role for held in directory.by_person.get(person, ()) if held.on(day))


def _head(directory: Directory, *, unit: UUID, day: date) -> Responsible:
    for above in directory.upwards(unit):
        for role in HEADS:
            if people := holders(directory, role, unit=above.id, day=day):
                return Responsible(above.id, people)
    return Responsible()
