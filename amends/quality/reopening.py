"""An 8D whose action failed starts again at the cause, and its case goes back with it (FR-117).

One event, both sides: whoever says it first, the ledger, somebody in the 8D or a step of the case, moves both; said
again it moves neither.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.cases.models import Case
from amends.cases.steps import go_back
from amends.core.pack import StepRow
from amends.core.text import Text
from amends.people.viewer import Viewer, outsider
from amends.quality.models import Action, EightD
from amends.quality.records import visible_records

MOST = 20


def start_again(key: UUID, *, says: Text, at: datetime, viewer: Viewer | None = None) -> bool:
    """Lead an 8D back to its cause, one loop further, and its case to where its regulation says; False: both are there.

    ``says``: what was found; ``viewer``: who found it, where it was not the program. Raises Refused where the case is
    closed and its regulation has no step that takes it up again.
    """
    case = EightD.objects.values("case", "case__number").get(pk=key)
    row = locked(case["case"])
    if row is None or not _led_back(row):
        return False
    who = viewer or outsider(row.org_id, at=at)
    go_back(case["case__number"], reason=f"{row.number}{says.in_(who.language)}", at=at, viewer=who)
    return True


def locked(case: UUID) -> EightD | None:
    """Return the 8D of a case under lock, or None. The case is locked first, as by every step."""
    Case.objects.select_for_update(of=("self",)).filter(pk=case).values("pk").first()
    return EightD.objects.select_for_update().filter(case=case).first()


def _led_back(row: EightD) -> bool:
    if row.state == "failed":
        return False
    row.state, row.loops, row.approved_at, row.closed_at, row.closed_by = "failed", row.loops + 1, None, None, None
    row.save(update_fields=["state", "loops", "approved_at", "closed_at", "closed_by"])
    return True


class Room:
    """What the steps of a case ask and tell."""

    def open_one(self, case: UUID) -> str:
        """Return the number of the 8D of a case while it is not closed; empty: it has none."""
        found = EightD.objects.filter(case=case).exclude(state="closed")
        return found.values_list("number", flat=True).first() or ""

    def hear_failed(self, case: UUID, step: StepRow, *, reason: str, at: datetime, viewer: Viewer) -> None:
        """Begin the next round; where the step was an outside body's, which moves no stage, the lead's follows it."""
        row = locked(case)
        if row is None or not _led_back(row) or step.to:
            return
        number = Case.objects.values_list("number", flat=True).get(pk=case)
        go_back(number, reason=reason, at=at, viewer=viewer, but=step.id)


def started_again(viewer: Viewer) -> QuerySet[EightD]:
    """Return the 8Ds that wait for another cause and concern the viewer: begun by, an action of, or the case held."""
    own = Action.objects.filter(owner=viewer.person).values("eight_d")
    mine = Q(opened_by=viewer.person) | Q(pk__in=own) | Q(case__holder=viewer.person)
    found = visible_records(viewer).filter(mine, state="failed").select_related("case")
    return found.order_by("-opened_at", "-id")[:MOST]
