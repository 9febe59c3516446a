"""Which version of which regulation governs which unit from when to when (FR-255)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from amends.core.text import Text
from amends.people.directory import Directory, UnitInfo
from amends.regulations.models import Binding, PublishedPack

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Validity:
    """One published version over one unit and everything below it; ``last`` None: until something replaces it."""

    published: UUID
    pack: str
    version: str
    title: Text
    unit: UnitInfo
    lead: bool
    first: date
    last: date | None
    state: str  # now, later, over


def validities(known: Directory, day: date) -> tuple[Validity, ...]:
    """Return every validity of the organisation, by unit from the top down, the present ones first."""
    rows = list(Binding.objects.select_related("published").order_by("from_date", "bound_at", "id"))
    found = [_validity(row, rows, known, day) for row in rows if row.unit_id in known.units]
    order = {"now": 0, "later": 1, "over": 2}
    return tuple(sorted(found, key=lambda one: (_place(known, one.unit), order[one.state], not one.lead, one.first)))


def of_pack(known: Directory, pack: str, day: date) -> tuple[Validity, ...]:
    """Return the validities of all versions of one pack, the newest first: a case keeps the one it came in under."""
    own = (one for one in validities(known, day) if one.pack == pack)
    return tuple(sorted(own, key=lambda one: one.first, reverse=True))


def published_pack(key: UUID) -> PublishedPack | None:
    """Return a published version of the current organisation, or None."""
    return PublishedPack.objects.filter(pk=key).first()


def _validity(row: Binding, rows: list[Binding], known: Directory, day: date) -> Validity:
    last = _last(row, rows)
    state = "later" if row.from_date > day else "over" if last is not None and last < day else "now"
    return Validity(
        published=row.published_id, pack=row.published.pack, version=row.published.version,
        title=Text(zh=row.published.title_zh, en=row.published.title_en), unit=known.units[row.unit_id],
        lead=row.position == Binding.LEAD, first=row.from_date, last=last, state=state,
    )  # fmt: skip


def _last(row: Binding, rows: list[Binding]) -> date | None:
    """Return the last day: its own, or the day before a newer lead of the same unit takes over."""
    if row.position != Binding.LEAD:
        return row.to_date
    leads = (one for one in rows if one.position == Binding.LEAD and one.unit_id == row.unit_id)
    newer = [one.from_date for one in leads if one.from_date > row.from_date]
    ends = [min(newer) - ONE_DAY] if newer else []
    return min([*ends, *([row.to_date] if row.to_date else [])], default=None)


def _place(known: Directory, unit: UnitInfo) -> tuple[str, ...]:
    return tuple(known.units[one].code for one in unit.path)
