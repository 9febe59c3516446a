"""The 8Ds that somebody may see, with where each stands: a bounded number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.core.eight_d import Place
from amends.people.viewer import Viewer
from amends.quality.models import DisciplineVersion, EightD, PlanApproval
from amends.quality.records import by_record, disciplines_of, places_of, visible_records

MOST = 200
"""More than anybody reads; the page says so when it is reached."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of 8Ds is narrowed to; empty: everything."""

    state: str = ""
    unit: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line: the 8D, where each discipline stands, the one that is next."""

    row: EightD
    places: tuple[Place, ...]

    @property
    def next(self) -> Place | None:
        """Return the first discipline that is not accepted, or None."""
        return next((one for one in self.places if one.standing != "accepted"), None)


def listed(viewer: Viewer, filters: Filters) -> tuple[Listed, ...]:
    """Return the 8Ds of cases that the viewer may see, the newest first; four queries."""
    rows = list(_filtered(visible_records(viewer), filters).order_by("-opened_at", "-id")[:MOST])
    of = disciplines_of(row.case_id for row in rows)
    versions = by_record(DisciplineVersion.objects.filter(eight_d__in=rows).order_by("version").defer("content"))
    approvals = by_record(PlanApproval.objects.filter(eight_d__in=rows))
    return tuple(
        Listed(row, places_of(of.get(row.case_id, ()), versions[row.pk], approvals[row.pk], loop=row.loops))
        for row in rows
    )


def units_of(viewer: Viewer) -> tuple[UUID, ...]:
    """Return the units that have an 8D which the viewer may see."""
    return tuple(visible_records(viewer).order_by("unit").values_list("unit", flat=True).distinct()[:MOST])


def _filtered(rows: QuerySet[EightD], filters: Filters) -> QuerySet[EightD]:
    found = rows.select_related("case", "unit")
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.unit:
        found = found.filter(unit__code=filters.unit)
    if filters.words:
        found = found.filter(Q(number__icontains=filters.words) | Q(case__title__icontains=filters.words))
    return found
