"""What waits for somebody's word, and the numbers beside the menu."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from amends.cases.models import Approval
from amends.cases.queries.lines import CaseLine, lead_of, lines, person_name
from amends.cases.queries.today import mine, owed
from amends.cases.queries.visible import seen
from amends.core.text import Text
from amends.people.viewer import Viewer

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
    """The numbers of the menu: what the viewer owes, what of it is late, what waits for the viewer's word."""

    late: int
    mine: int
    approvals: int


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


def numbers(viewer: Viewer, now: datetime) -> Numbers:
    """Return the numbers for the viewer; two queries over the first due, never over all that exists."""
    parts = [owed(viewer, whose).order_by("due_at").values_list("due_at", flat=True)[:MOST] for whose in mine(viewer)]
    due = list(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])
    late = sum(at is not None and at < now for at in due)
    return Numbers(late=late, mine=len(due), approvals=_approvals(viewer)[:COUNTED_MOST].count())
