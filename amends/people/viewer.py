"""Who is looking or acting: a person with the roles held that day. Every read takes one first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from amends.core.ledger import Actor
from amends.core.vocabulary import COMPLAINANT
from amends.people.directory import Directory, Held, directory
from amends.people.models import Person

ADMIN = "admin"
"""The role that administers people, units, calendars and regulations; no right over cases comes with it."""


NOBODY = UUID(int=0)
"""The person of an outsider: the complainant at the portal, who has no login."""


@dataclass(frozen=True)
class Viewer:
    """A person of an organisation at a moment, with the roles held that day, substitutes' included."""

    person: UUID
    org: UUID
    name: str
    language: str
    day: date
    memberships: tuple[Held, ...]
    directory: Directory = field(repr=False, compare=False)
    at: datetime = field(compare=False)
    is_admin: bool = False

    @cached_property
    def roles(self) -> frozenset[str]:
        """Every role held anywhere."""
        return frozenset(m.role for m in self.memberships)

    @cached_property
    def units(self) -> frozenset[UUID]:
        """The units of the memberships and everything below them."""
        return self.directory.below({m.unit for m in self.memberships})

    @cached_property
    def sees_all(self) -> bool:
        """Whether the memberships cover every unit, so that lists need not name units."""
        return len(self.units) == len(self.directory.units)

    def roles_at(self, units: Iterable[UUID]) -> frozenset[str]:
        """Return the roles that count for a case of these units: held there or above."""
        paths = {one for unit in units if unit in self.directory.units for one in self.directory.units[unit].path}
        return frozenset(m.role for m in self.memberships if m.unit in paths)

    def unit_at(self, units: Iterable[UUID]) -> UUID | None:
        """Return the unit for which the person acts in a case of these units."""
        paths = {one for unit in units if unit in self.directory.units for one in self.directory.units[unit].path}
        return next((m.unit for m in self.memberships if m.unit in paths), None)

    def actor(self, units: Iterable[UUID]) -> Actor:
        """Return who acts, as the rules see it."""
        units = tuple(units)
        unit = self.unit_at(units)
        if self.person == NOBODY:
            return Actor("", frozenset({COMPLAINANT}))
        code = self.directory.units[unit].code if unit else ""
        return Actor(
            str(self.person), self.roles_at(units), code, self.lent_at(units), serves=self.serves_at(units)
        )  # fmt: skip

    def lent_at(self, units: Iterable[UUID]) -> frozenset[tuple[str, str]]:
        """Return the roles that count there only because the person stands in for somebody, each with whose it is."""
        paths = {one for unit in units if unit in self.directory.units for one in self.directory.units[unit].path}
        held = [m for m in self.memberships if m.unit in paths]
        own = {m.role for m in held if m.person == self.person}
        return frozenset((m.role, str(m.person)) for m in held if m.role not in own)

    def serves_at(self, units: Iterable[UUID]) -> frozenset[tuple[str, str]]:
        """Return the roles that count there, each with the function of the unit in which it is held (FR-103).

        A team has the function of the department to which it belongs.
        """
        known = self.directory
        paths = {one for unit in units if unit in known.units for one in known.units[unit].path}
        held = [(m.role, known.upwards(m.unit)) for m in self.memberships if m.unit in paths]
        named = ((role, next((one.function for one in above if one.function), "")) for role, above in held)
        return frozenset((role, function) for role, function in named if function)


def outsider(org: UUID, *, at: datetime, language: str = "zh-hans") -> Viewer:
    """Return the viewer for somebody without a login. It sees no case; the portal's secret opens one."""
    known = directory(org)
    return Viewer(NOBODY, org, "", language, known.day(at), (), known, at)


def viewer_of(person: Person, *, at: datetime) -> Viewer:
    """Return the viewer that a person is at a moment. Raises ValueError for a disabled person."""
    return viewer_at(person.org_id, person.id, at=at)


def viewer_at(org: UUID, person: UUID, *, at: datetime) -> Viewer:
    """Return the viewer that a person of the open organisation is at a moment.

    Deputies hold the roles of those they stand in for. Raises ValueError for somebody
    unknown or disabled.
    """
    known = directory(org)
    info = known.people.get(person)
    if info is None or not info.is_active:
        raise ValueError(f"{person} is unknown or disabled")
    day = known.day(at)
    held = known.held_on(person, day)
    return Viewer(
        person=person, org=org, name=info.zh, language=info.language, day=day, memberships=held, directory=known,
        at=at, is_admin=info.is_admin or any(m.role == ADMIN and m.person == person for m in held),
    )  # fmt: skip
