"""What 8Ds leave somebody to do: words wanted, actions that are due, checks of today and missed (FR-112 to FR-119)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from amends.cases.queries.visible import seen
from amends.core.eight_d import Discipline
from amends.people.viewer import Viewer
from amends.quality.models import Action, DisciplineVersion, EightD, LaterCheck, PlanApproval
from amends.quality.records import by_record, disciplines_of, places_of, visible_records
from amends.quality.releasing import lacking

MOST = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do on an 8D. ``is_missed``: its day went by without it."""

    kind: Literal["action", "check", "review", "approval"]
    key: UUID
    number: str
    text: str
    day: date
    is_missed: bool


def waiting(viewer: Viewer, *, now: datetime) -> tuple[Waiting, ...]:
    """Return the viewer's actions and checks that are due today or were missed, the oldest first.

    Two queries. Nothing of a case that the viewer may not see.
    """
    found = sorted([*_actions(viewer, now), *_checks(viewer, now)], key=lambda one: (one.day, str(one.key)))
    return tuple(found[:MOST])


def words_wanted(viewer: Viewer) -> tuple[Waiting, ...]:
    """Return the disciplines that wait for the viewer's review or approval, the oldest 8D first (FR-112, FR-115).

    Four queries. Not the viewer's own, and nothing of a case that the viewer may not see.
    """
    rows = list(visible_records(viewer).exclude(state="closed").select_related("case").order_by("opened_at")[:MOST])
    of = disciplines_of(row.case_id for row in rows) if rows else {}
    versions = by_record(DisciplineVersion.objects.filter(eight_d__in=rows).order_by("version").defer("content"))
    approvals = by_record(PlanApproval.objects.filter(eight_d__in=rows))
    found = (
        _wanted(viewer, row, of.get(row.case_id, ()), versions[row.pk], approvals[row.pk]) for row in rows
    )  # fmt: skip
    return tuple(one for some in found for one in some)


def _wanted(
    viewer: Viewer, row: EightD, of: tuple[Discipline, ...], versions: list[DisciplineVersion],
    approvals: list[PlanApproval],
) -> Iterator[Waiting]:  # fmt: skip
    roles = viewer.roles_at(row.case.units or [row.unit_id])
    for place in places_of(of, versions, approvals, loop=row.loops):
        version = next(
            (one for one in versions if (one.discipline, one.version) == (place.discipline.id, place.version)), None
        )
        if version is None or str(viewer.person) in {str(version.by_id), *version.stands_for}:
            continue
        review = place.standing == "handed_in" and roles & set(place.discipline.reviewed_by)
        wanted = lacking(place.discipline, version.pk, approvals) if place.standing == "accepted" else ()
        if review or any(roles & set(one.row.approved_by) for one in wanted):
            text = f"{place.discipline.id} {place.discipline.row.title.in_(viewer.language)}"
            day = viewer.directory.day(version.at, row.unit_id)
            yield Waiting("review" if review else "approval", version.pk, row.number, text, day, is_missed=False)


def _actions(viewer: Viewer, now: datetime) -> Iterator[Waiting]:
    mine = Action.objects.filter(seen(viewer, "eight_d__case__"), owner=viewer.person, done_at__isnull=True)
    rows = mine.select_related("eight_d").order_by("due_at")[:MOST]
    today = viewer.directory.day(now)
    for one in rows:
        day = viewer.directory.day(one.due_at, one.eight_d.unit_id)
        if day <= today:
            yield Waiting("action", one.pk, one.eight_d.number, one.text, day, one.due_at < now)


def _checks(viewer: Viewer, now: datetime) -> Iterator[Waiting]:
    today = viewer.directory.day(now)
    mine = LaterCheck.objects.filter(
        seen(viewer, "action__eight_d__case__"), owner=viewer.person, done_at__isnull=True, day__lte=today
    )
    for one in mine.select_related("action__eight_d").order_by("day")[:MOST]:
        yield Waiting("check", one.pk, one.action.eight_d.number, one.action.text, one.day, one.day < today)
