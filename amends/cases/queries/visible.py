"""Which cases a viewer may see: the one place where that is said (FR-235, FR-239, FR-242)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from amends.cases.models import Case
from amends.people.access import note_access
from amends.people.viewer import Viewer


class NotFound(LookupError):
    """There is no such case for this viewer; whether there is one for others is not said."""


def visible(viewer: Viewer) -> QuerySet[Case]:
    """Return the cases that the viewer may see.

    Those that concern the units held or anything below them, and those the viewer has a part in
    (``Case.units`` and ``Case.people``, kept by the journal). Never a case in which the viewer is
    complained of; a confidential one only with a role that its article names, held at or above its unit.
    """
    cases = Case.objects.exclude(accused__contains=[viewer.person])
    return cases.filter((Q(confidential="") & _near(viewer)) | _trusted(viewer))


def case_of(viewer: Viewer, number: str) -> Case:
    """Return the case with a number. Raises NotFound alike for one that is hidden and one that is not there."""
    found = visible(viewer).filter(number=number).first()
    if found is None:
        raise not_found(viewer, number)
    return found


def not_found(viewer: Viewer, number: str) -> NotFound:
    """Return what to raise for a case that is hidden or not there; a person complained of leaves a line (FR-239)."""
    barred = Case.objects.filter(number=number, accused__contains=[viewer.person]).values_list("pk", flat=True).first()
    if barred is not None:
        note_access(viewer.org, kind="accused_refused", at=viewer.at, person=viewer.person, about=number, case=barred)
    return NotFound(number)


def _near(viewer: Viewer) -> Q:
    if viewer.sees_all:
        return Q()
    return Q(units__overlap=sorted(viewer.units)) | Q(people__contains=[viewer.person])


def _trusted(viewer: Viewer) -> Q:
    trusted = Q(pk__in=[])
    for held in viewer.memberships:
        units = viewer.directory.below({held.unit})
        trusted |= Q(seen_by__contains=[held.role], unit__in=sorted(units)) & ~Q(confidential="")
    return trusted
