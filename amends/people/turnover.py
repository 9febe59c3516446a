"""Who came and who went lately: whose part may have to reach somebody else today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from amends.people.directory import Directory

LATELY = timedelta(days=10)
"""What began or ended within these days is looked at again; a worker may have stood still over a long holiday."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """Persons of one organisation, by what became of them."""

    missing: frozenset[UUID]  # disabled, away, or without any role today
    left: frozenset[UUID]  # a role of theirs ended lately
    came: frozenset[UUID]  # back from an absence, or given a role lately
    relieved: frozenset[UUID]  # stood in for somebody until lately

    @property
    def gone(self) -> frozenset[UUID]:
        """Return whose part may not be theirs any more."""
        return self.missing | self.left | self.relieved

    @property
    def everybody(self) -> frozenset[UUID]:
        """Return everybody of whom something changed."""
        return self.gone | self.came


def turnover(directory: Directory, day: date, *, changed: frozenset[UUID] = frozenset()) -> Turnover:
    """Return who came and went up to a day; ``changed`` are persons whom somebody has just changed by hand."""
    since = day - LATELY
    over = [(person, deputy) for person, deputy, _, until in directory.away if since <= until < day]
    ended = {h.person for h in directory.held if h.to_date and since <= h.to_date < day}
    begun = {h.person for h in directory.held if since <= h.from_date <= day}
    return Turnover(
        missing=frozenset(one for one in directory.people if not is_there(directory, one, day)),
        left=changed | ended,
        came=changed | begun | {person for person, _ in over},
        relieved=frozenset(deputy for _, deputy in over),
    )


def is_there(directory: Directory, person: UUID, day: date) -> bool:
    """Return whether somebody works here that day: active, not away, with a role or standing in for one who has it."""
    known = directory.people.get(person)
    return bool(known and known.is_active and directory.held_on(person, day) and not directory.is_away(person, day))


def serves(directory: Directory, person: UUID, *, unit: UUID, day: date) -> bool:
    """Return whether somebody has a role that counts in a unit that day: held there or above."""
    path = directory.units[unit].path
    return any(held.unit in path for held in directory.held_on(person, day))
