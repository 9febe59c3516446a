"""Who owns a new case: whoever was told first, unless the regulation or the organisation excepts them (FR-065)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.core.first_asked import CONCERNED, owner_instead
from amends.core.pack import Pack
from amends.people.directory import Directory
from amends.people.responsible import first_asked_instead_of, roles_on


def first_asked_owner(
    known: Directory, told: UUID | None, facts: Mapping[str, Any], lead: Pack, *, unit: UUID, at: datetime
) -> UUID | None:
    """Return the first-asked owner, None where nobody of ours was told. Never a person concerned, if there is another.

    ``facts`` are those of the form: they name who is accused and who has an interest.
    """
    if told is None:
        return None
    day = known.day(at, unit)
    named = {part: {str(one) for one in facts.get(part, ())} for part in CONCERNED}
    parts = frozenset(part for part, people in named.items() if str(told) in people)
    concerned = frozenset(one for one in known.people if any(str(one) in people for people in named.values()))
    role = owner_instead(lead, roles=roles_on(known, told, day=day), concerned=parts)
    return first_asked_instead_of(known, told, unit=unit, day=day, role=role, but=concerned)
