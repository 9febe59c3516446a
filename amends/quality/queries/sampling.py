"""What was drawn by lot, for who may draw, and what it left somebody to do; shares with their interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.cases.queries.visible import NotFound, seen, visible
from amends.core.second_look import Compared, agreement, compare
from amends.core.shares import Share
from amends.people.viewer import Viewer
from amends.quality.models import CallBack, CaseDraw, SecondLook
from amends.quality.sample_rows import drawables
from amends.quality.second_look import lead_of, own_looks

MOST = 50


@dataclass(frozen=True, slots=True)
class Task:
    """A call-back or a second look that somebody still has to do."""

    kind: str
    key: UUID
    number: str  # of the case; empty where the viewer is not to know more of it than the look shows
    due_at: datetime


def tasks_of(viewer: Viewer) -> tuple[Task, ...]:
    """Return what draws left the viewer to do, the earliest first; two queries."""
    calls = CallBack.objects.filter(seen(viewer, "case__"), person=viewer.person, done_at__isnull=True)
    looks = own_looks(viewer)
    if not viewer.memberships:
        return ()
    found = [
        *(Task("call_back", *one) for one in calls.values_list("pk", "case__number", "due_at")[:MOST]),
        *(Task("second_look", *one) for one in looks.values_list("pk", "case__number", "due_at")[:MOST]),
    ]
    return tuple(sorted(found, key=lambda one: (one.due_at, str(one.key))))


def draws(viewer: Viewer, *, at: datetime) -> tuple[CaseDraw, ...]:
    """Return the draws of the units for which the viewer may draw, the newest first."""
    return tuple(_draws(viewer, at).select_related("unit").order_by("-first", "-announced_at")[:MOST])


def draw_of(viewer: Viewer, key: UUID, *, at: datetime) -> CaseDraw:
    """Return a draw. Raises NotFound alike for one that is not there and one of others."""
    row = _draws(viewer, at).select_related("unit").filter(pk=key).first()
    if row is None:
        raise NotFound(str(key))
    return row


def call_backs(viewer: Viewer, row: CaseDraw) -> tuple[CallBack, ...]:
    """Return the call-backs of a draw in the order of the lots, those of cases that the viewer sees."""
    rows = CallBack.objects.filter(seen(viewer, "case__"), draw=row)
    return tuple(rows.select_related("case").order_by("nth"))


def errors(rows: Iterable[CallBack]) -> Share:
    """Return how many records were wrong among those about which somebody was reached."""
    told = [one.outcome for one in rows if one.outcome in ("right", "wrong")]
    return Share(told.count("wrong"), len(told))


def satisfied(rows: Iterable[CallBack]) -> Share:
    """Return how many of those who said it were satisfied (FR-156)."""
    told = [one.satisfaction for one in rows if one.satisfaction]
    return Share(told.count("satisfied"), len(told))


def looks(viewer: Viewer, *, at: datetime, row: CaseDraw | None = None) -> tuple[SecondLook, ...]:
    """Return the second looks at cases that the viewer sees and may have begun, of one draw or all; newest first."""
    rows = SecondLook.objects.filter(seen(viewer, "case__"), _of_units(viewer, at, "second_look"))
    if row is not None:
        rows = rows.filter(draw=row)
    return tuple(rows.select_related("case").order_by("-asked_at", "-id")[:MOST])


def look_of(viewer: Viewer, key: UUID, *, at: datetime) -> SecondLook:
    """Return a second look that is done, for who took it, or who may have begun it and sees the case.

    Who took it may be of a unit that does not see the case otherwise; see ``own_looks`` for when it is closed to them.
    Raises NotFound.
    """
    begun = seen(viewer, "case__") & _of_units(viewer, at, "second_look")
    rows = SecondLook.objects.filter(begun | Q(pk__in=own_looks(viewer, done=True)), pk=key, done_at__isnull=False)
    row = rows.select_related("case").first()
    if row is None or row.is_stopped:
        raise NotFound(str(key))
    return row


def compared(row: SecondLook) -> tuple[Compared, ...]:
    """Return the questions of a second look with both answers."""
    return compare(lead_of(row.case), row.verdict, row.first)


def agreements(rows: Iterable[SecondLook]) -> dict[str, Share]:
    """Return, by question, how often second looks that are done came to the first result."""
    return agreement((one.verdict, one.first) for one in rows if one.done_at is not None)


def look_at(viewer: Viewer, number: str) -> SecondLook | None:
    """Return the last second look at a case that the viewer sees, or None."""
    rows = SecondLook.objects.filter(case__in=visible(viewer).filter(number=number))
    return rows.order_by("-asked_at").first()


def numbers_of(viewer: Viewer, cases: Sequence[str]) -> dict[str, str]:
    """Return the numbers of those among some cases that the viewer sees."""
    return {str(key): number for key, number in visible(viewer).filter(pk__in=cases).values_list("pk", "number")}


def _draws(viewer: Viewer, at: datetime) -> QuerySet[CaseDraw]:
    return CaseDraw.objects.filter(_of_units(viewer, at, ""))


def _of_units(viewer: Viewer, at: datetime, kind: str) -> Q:
    """Return the condition that a row belongs to a unit and row by which the viewer may draw."""
    found = Q(pk__in=[])
    for one in drawables(viewer, at=at):
        if not kind or one.row.kind == kind:
            found |= Q(unit=one.unit, sample=one.row.id)
    return found
