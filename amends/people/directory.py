"""The directory of one organisation: its units, people, roles and absences, read once and kept.

Registering a case asks it many times. A copy lives in the process until the version on
the organisation's row changes, which database triggers see to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from amends.people.models import Calendar, Membership, Organisation, Person, Substitute, Unit

KEPT_AT_MOST = 200
_kept: dict[UUID, tuple[UUID, Directory]] = {}


@dataclass(frozen=True, slots=True)
class UnitInfo:
    """A unit, as everybody may know it. ``path`` runs from the root to the unit itself."""

    id: UUID
    code: str
    function: str
    zh: str
    en: str
    path: tuple[UUID, ...]
    calendar: UUID | None
    is_active: bool

    def name(self, language: str) -> str:
        """Return the name in a language."""
        return self.en if language.lower().startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class PersonInfo:
    """A person, as everybody in the organisation may know them."""

    id: UUID
    zh: str
    en: str
    email: str
    language: str
    is_active: bool
    is_admin: bool = False  # whatever the roles say

    def name(self, language: str) -> str:
        """Return the name in a language."""
        return self.en if language.lower().startswith("en") and self.en else self.zh


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds in a unit, from a day to a day."""

    person: UUID
    unit: UUID
    role: str
    from_date: date
    to_date: date | None

    def on(self, day: date) -> bool:
        """Return whether it is held on a day."""
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)


@dataclass(frozen=True)
class Directory:
    """One organisation as of one version."""

    id: UUID
    code: str
    zh: str
    en: str
    language: str
    settings: Mapping[str, Any]
    version: UUID
    units: Mapping[UUID, UnitInfo]
    people: Mapping[UUID, PersonInfo]
    held: tuple[Held, ...]
    away: tuple[tuple[UUID, UUID, date, date], ...]  # person, deputy, from, to
    zones: Mapping[UUID, ZoneInfo] = field(default_factory=dict)  # of calendars

    @cached_property
    def by_unit_and_role(self) -> Mapping[tuple[UUID, str], tuple[Held, ...]]:
        """Roles held, by unit and role."""
        return _grouped(((h.unit, h.role), h) for h in self.held)

    @cached_property
    def by_person(self) -> Mapping[UUID, tuple[Held, ...]]:
        """Roles held, by person."""
        return _grouped((h.person, h) for h in self.held)

    @cached_property
    def children(self) -> Mapping[UUID, tuple[UnitInfo, ...]]:
        """Units, by the unit above them."""
        return _grouped((u.path[-2], u) for u in self.units.values() if len(u.path) > 1)

    def upwards(self, unit: UUID) -> tuple[UnitInfo, ...]:
        """Return the unit and those above it, nearest first."""
        return tuple(self.units[one] for one in reversed(self.units[unit].path))

    def below(self, units: set[UUID]) -> frozenset[UUID]:
        """Return the units and everything below them."""
        return frozenset(u.id for u in self.units.values() if not units.isdisjoint(u.path))

    def is_away(self, person: UUID, day: date) -> bool:
        """Return whether somebody stands in for a person on a day."""
        return any(p == person and a <= day <= b for p, _, a, b in self.away)

    def deputies(self, person: UUID, day: date) -> tuple[UUID, ...]:
        """Return who stands in for a person on a day."""
        return tuple(deputy for p, deputy, a, b in self.away if p == person and a <= day <= b)

    def held_on(self, person: UUID, day: date) -> tuple[Held, ...]:
        """Return the roles that count for a person on a day: their own and those of whom they stand in for."""
        stands_for = {person} | {p for p, deputy, a, b in self.away if deputy == person and a <= day <= b}
        return tuple(held for one in sorted(stands_for) for held in self.by_person.get(one, ()) if held.on(day))

    def zone(self, unit: UUID) -> ZoneInfo:
        """Return the zone of a unit: of the nearest calendar at or above it."""
        calendars = (u.calendar for u in self.upwards(unit) if u.calendar)
        found = next((self.zones[one] for one in calendars if one in self.zones), None)
        return found or ZoneInfo(settings.TIME_ZONE)

    def day(self, at: datetime, unit: UUID | None = None) -> date:
        """Return the local day of a moment, in the zone of a unit (else of the site)."""
        return at.astimezone(self.zone(unit) if unit else ZoneInfo(settings.TIME_ZONE)).date()


def directory(org_id: UUID) -> Directory:
    """Return the directory of the current organisation; at most one query when it is known already.

    Raises Organisation.DoesNotExist outside `tenancy.organisation` of it.
    """
    version = Organisation.objects.values_list("directory_version", flat=True).get(pk=org_id)
    kept = _kept.get(org_id)
    if kept is None or kept[0] != version:
        while len(_kept) >= KEPT_AT_MOST:
            _kept.pop(next(iter(_kept)), None)
        kept = _kept[org_id] = (version, _read(org_id, version))
    return kept[1]


def _read(org_id: UUID, version: UUID) -> Directory:
    org = Organisation.objects.get(pk=org_id)
    units = Unit.objects.all()
    people = Person.objects.filter(org_id=org_id)
    return Directory(
        id=org.id, code=org.code, zh=org.name_zh, en=org.name_en, language=org.language,
        settings=org.settings, version=version,
        units={u.id: UnitInfo(u.id, u.code, u.function, u.name_zh, u.name_en, tuple(u.path), u.calendar_id, u.is_active)
               for u in units},
        people={p.id: PersonInfo(p.id, p.name, p.name_en, p.email, p.language, p.is_active, p.is_staff_of_org)
                for p in people},
        held=tuple(Held(m.person_id, m.unit_id, m.role, m.from_date, m.to_date)
                   for m in Membership.objects.order_by("from_date", "id")),
        away=tuple((s.person_id, s.deputy_id, s.from_date, s.to_date) for s in Substitute.objects.order_by("id")),
        zones={c.id: ZoneInfo(c.zone) for c in Calendar.objects.all()},
    )  # fmt: skip


def _grouped(pairs: Iterator[tuple[Any, Any]]) -> Mapping[Any, tuple[Any, ...]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
