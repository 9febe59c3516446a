"""What a draw is made of: the closed cases of a unit and period, who could be drawn, and for which case never."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from amends.cases.models import Case, Entry
from amends.cases.queries.visible import visible
from amends.people.directory import Directory
from amends.people.viewer import Viewer, viewer_at
from amends.quality.models import CaseDraw, SecondLook

ENOUGH = 3
"""So many people make a draw among them worth its name."""


def people_for(known: Directory, roles: Iterable[str], *, unit: UUID, day: date) -> tuple[UUID, ...]:
    """Return who holds one of the roles in a unit or below it on a day, those who are away left out.

    Where they are too few for a lot to mean anything, those of the next unit above that has enough.
    """
    wanted = frozenset(roles)
    found: tuple[UUID, ...] = ()
    for place in known.upwards(unit):
        found = _holders(known, wanted, place.id, day)
        if len(found) >= ENOUGH:
            break
    return found


def _holders(known: Directory, wanted: frozenset[str], unit: UUID, day: date) -> tuple[UUID, ...]:
    places = known.below({unit})
    found = {one.person for one in known.held if one.role in wanted and one.unit in places and one.on(day)}
    here = (one for one in found if known.people[one].is_active and not known.is_away(one, day))
    return tuple(sorted(here))


def entered(viewer: Viewer, row: CaseDraw, people: Sequence[UUID]) -> dict[str, list[str]]:
    """Return the cases in a draw, each with who cannot be drawn for it.

    In it are the cases of the unit that the viewer sees and that were closed in the period; not those that are
    confidential or not counted nor, for a second look, those that somebody judges again already.
    """
    cases = list(_closed(viewer, row))
    barred = {case: found & set(people) for case, found in barred_from(cases).items()}
    if row.kind == "call_back":
        for one in people:
            unseen = set(barred) - _seen_by(viewer, one, barred)
            for case in unseen:
                barred[case].add(one)
    return {str(case): sorted(map(str, names)) for case, names in barred.items()}


def barred_from(cases: Sequence[Case]) -> dict[UUID, set[UUID]]:
    """Return for each case everybody who had a part in it, is complained of in it, or has an interest in it.

    A part had also who only took a step, such as signing what another settled; one query for all.
    """
    acted: dict[UUID, set[UUID]] = {case.pk: set() for case in cases}
    for case, person in Entry.objects.filter(case__in=list(acted), by__isnull=False).values_list("case_id", "by_id"):
        acted[case].add(person)
    return {case.pk: acted[case.pk] | _named_in(case) for case in cases}


def may_read(known: Directory, case: Case, people: Iterable[UUID], *, day: date) -> tuple[UUID, ...]:
    """Return those of some people whom the confidentiality of a case does not keep out (FR-242)."""
    if not case.confidential:
        return tuple(people)
    trusted = {
        one.person for one in known.held
        if one.role in case.seen_by and case.unit_id in known.below({one.unit}) and one.on(day)
    }  # fmt: skip
    return tuple(one for one in people if one in trusted)


def _named_in(case: Case) -> set[UUID]:
    part = {*case.people, *case.accused, *case.handlers, case.first_asked_id, case.holder_id}
    interested = {UUID(one) for one in case.facts.get("interested") or () if len(one) == len(str(case.pk))}
    return {one for one in part | interested if one is not None}


def _closed(viewer: Viewer, row: CaseDraw) -> QuerySet[Case]:
    known = viewer.directory
    zone = known.zone(row.unit_id)
    start = datetime.combine(row.first, time(0), zone)
    end = datetime.combine(row.last + timedelta(days=1), time(0), zone)
    cases = visible(viewer).filter(
        stage_kind="closed", closed_at__gte=start, closed_at__lt=end, confidential="", is_counted=True,
        units__overlap=sorted(known.below({row.unit_id})),
    )  # fmt: skip
    if row.kind == "second_look":
        cases = cases.filter(~Exists(SecondLook.objects.filter(case=OuterRef("pk"), done_at__isnull=True)))
    return cases.order_by("pk")


def _seen_by(viewer: Viewer, person: UUID, cases: Iterable[UUID]) -> set[UUID]:
    of = viewer_at(viewer.org, person, at=viewer.at)
    return set(visible(of).filter(pk__in=list(cases)).values_list("pk", flat=True))
