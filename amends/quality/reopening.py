"""An 8D whose action failed starts again at the cause (FR-117)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from amends.people.viewer import Viewer
from amends.quality.models import Action, EightD
from amends.quality.records import visible_records

MOST = 20


def start_again(key: UUID) -> bool:
    """Lead an 8D back to its cause, one loop further; return False for one that is there already."""
    row = EightD.objects.select_for_update().get(pk=key)
    if row.state == "failed":
        return False
    row.state, row.loops, row.approved_at, row.closed_at, row.closed_by = "failed", row.loops + 1, None, None, None
    row.save(update_fields=["state", "loops", "approved_at", "closed_at", "closed_by"])
    return True


def started_again(viewer: Viewer) -> QuerySet[EightD]:
    """Return the 8Ds that wait for another cause and concern the viewer: begun by, an action of, or the case held."""
    own = Action.objects.filter(owner=viewer.person).values("eight_d")
    mine = Q(opened_by=viewer.person) | Q(pk__in=own) | Q(case__holder=viewer.person)
    found = visible_records(viewer).filter(mine, state="failed").select_related("case")
    return found.order_by("-opened_at", "-id")[:MOST]
