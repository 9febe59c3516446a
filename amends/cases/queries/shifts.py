"""Who refused, shifted or delayed: the reports of a month in a person's record (FR-067)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from amends.cases.models import Entry, EntryValue
from amends.cases.queries.visible import visible
from amends.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Shift:
    """One report: the case, when it happened, who reported it and why (empty: erased)."""

    number: str
    happened_at: datetime
    reported_by: UUID | None
    reason: str


def shifts(viewer: Viewer, person: UUID, month: date) -> tuple[Shift, ...]:
    """Return the reports about a person in the month of a day, oldest first, of cases that the viewer may see."""
    since, until = _bounds(month)
    alive = visible(viewer).filter(Q(closed_at=None) | Q(closed_at__gte=since), registered_at__lt=until)
    entries = Entry.objects.filter(
        case__in=alive.values("pk"), happened_at__gte=since, happened_at__lt=until,
        body__events__contains=["shifted"], body__detail__person=str(person),
    )  # fmt: skip
    rows = list(entries.select_related("case").order_by("happened_at", "id"))
    said = EntryValue.objects.filter(entry__in=[row.pk for row in rows], name="reason")
    reasons = dict(said.values_list("entry_id", "value"))
    return tuple(Shift(row.case.number, row.happened_at, row.by_id, reasons.get(row.pk, "")) for row in rows)


def _bounds(month: date) -> tuple[datetime, datetime]:
    zone = ZoneInfo(settings.TIME_ZONE)
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return datetime.combine(first, time(), zone), datetime.combine(after, time(), zone)
