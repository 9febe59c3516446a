"""Which cases a viewer may see: the one place where that is said (FR-235, FR-239, FR-242)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from amends.cases.models import Case
from amends.people.access import note_access
from amends.people.viewer import Viewer


class NotFound(LookupError):
    """There is no such case for this viewer; whether there is one for others is not said."""


def visible(viewer: Viewer) -> QuerySet[Case]:
    """Return the cases that the viewer may see."""
    return Case.objects.filter(seen(viewer))


def seen(viewer: Viewer, of: str = "") -> Q:
    """Return the condition under which a case is seen; ``of`` leads to it from another table: ``case__``.

    Those that concern the units held or anything below them, and those the viewer has a part in
    (``Case.units`` and ``Case.people``, kept by the journal). Never a case in which the viewer is
    complained of, nor one that the viewer is to judge again without sight of its first result; a confidential one
    only with a role that its article names, held at or above its unit.
    """
    barred, open_to_all = Q(**{f"{of}accused__contains": [viewer.person]}), Q(**{f"{of}confidential": ""})
    blind = Q(**{f"{of}blind_to__contains": [viewer.person]})
    return ~barred & ~blind & ((open_to_all & _near(viewer, of)) | _trusted(viewer, of, open_to_all))


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


def _near(viewer: Viewer, of: str) -> Q:
    if not viewer.memberships:
        return Q(pk__in=[])  # whoever has no role today works here no more, or not yet
    if viewer.sees_all:
        return Q()
    has_part = Q(**{f"{of}people__contains": [viewer.person]})
    return Q(**{f"{of}units__overlap": sorted(viewer.units)}) | has_part


def readable(viewer: Viewer) -> Q:
    """Return the condition under which no confidentiality keeps a case from the viewer."""
    open_to_all = Q(confidential="")
    return open_to_all | _trusted(viewer, "", open_to_all)


def _trusted(viewer: Viewer, of: str, open_to_all: Q) -> Q:
    trusted = Q(pk__in=[])
    for held in viewer.memberships:
        units = sorted(viewer.directory.below({held.unit}))
        trusted |= Q(**{f"{of}seen_by__contains": [held.role], f"{of}unit__in": units}) & ~open_to_all
    return trusted
