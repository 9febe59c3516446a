"""What waits for somebody's word, and the numbers beside the menu."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from amends.cases.models import Approval
from amends.cases.queries.lines import CaseLine, lead_of, lines, person_name
from amends.cases.queries.today import followed_cases, mine, owed
from amends.cases.queries.visible import seen
from amends.core.text import Text
from amends.people.viewer import Viewer

SOON = timedelta(hours=1)
MOST = COUNTED_MOST = 200
"""Lists and numbers stop here: more says nothing to anybody, and counting it would cost every page."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the viewer's yes or no, with the case it belongs to."""

    approval: Approval
    case: CaseLine
    asked_by: Text
    role: Text


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of the menu and of the head of Today."""

    late: int
    soon: int
    today: int
    mine: int
    approvals: int
    followed: int


def approvals_waiting(viewer: Viewer) -> tuple[Waiting, ...]:
    """Return what waits for the viewer's word, the oldest first; never one's own proposal (FR-128)."""
    waiting = _approvals(viewer).select_related("case").annotate(lead_hash=lead_of("case"))
    rows = list(waiting.order_by("asked_at")[:MOST])
    for row in rows:
        row.case.lead_hash = row.lead_hash  # type: ignore[attr-defined]
    shown = lines(viewer, [row.case for row in rows])
    return tuple(
        Waiting(row, line, person_name(viewer, row.asked_by_id), Text(zh=row.role, en=row.role))
        for row, line in zip(rows, shown, strict=True)
    )


def _approvals(viewer: Viewer) -> QuerySet[Approval]:
    waiting = Approval.objects.filter(state="waiting", role__in=sorted(viewer.roles))
    return waiting.exclude(asked_by=viewer.person).filter(~_through_a_deputy(viewer), seen(viewer, "case__"))


def _through_a_deputy(viewer: Viewer) -> Q:
    """Return what the viewer may not grant: proposed in their name by a deputy, or by whose role they borrow."""
    found = Q(detail__has_key="stands_for", detail__stands_for__contains=[str(viewer.person)])
    own = {held.role for held in viewer.memberships if held.person == viewer.person}
    for held in viewer.memberships:
        if held.role not in own:
            found |= Q(role=held.role, asked_by=held.person)
    return found


def numbers(viewer: Viewer, now: datetime, *, end_of_day: datetime) -> Numbers:
    """Return the numbers for the viewer; a few queries over the first due, never over all that exists."""
    counted: Counter[str] = Counter()
    for whose in mine(viewer):
        counted.update(_counted(viewer, whose, now, end_of_day))
    return Numbers(
        late=counted["late"],
        soon=counted["soon"],
        today=counted["today"],
        mine=counted["mine"],
        approvals=_approvals(viewer)[:COUNTED_MOST].count(),
        followed=followed_cases(viewer).order_by("next_due_at")[:COUNTED_MOST].count(),
    )


def _counted(viewer: Viewer, whose: Q, now: datetime, end_of_day: datetime) -> dict[str, int]:
    return (
        owed(viewer, whose)
        .order_by("due_at")[:COUNTED_MOST]
        .aggregate(
            late=Count("pk", filter=Q(due_at__lt=now)),
            soon=Count("pk", filter=Q(due_at__gte=now, due_at__lt=now + SOON)),
            today=Count("pk", filter=Q(due_at__gte=now, due_at__lte=end_of_day)),
            mine=Count("pk"),
        )
    )
