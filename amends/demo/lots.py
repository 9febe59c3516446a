"""The lots of the demonstration: last month's was announced, drawn when the month was over, and partly called back."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from amends.core.quarters import period_of
from amends.people.models import Person
from amends.people.viewer import Viewer, viewer_of
from amends.quality.calling_back import finish
from amends.quality.drawing import announce, draw_now
from amends.quality.models import CallBack
from amends.quality.sample_rows import drawables

FOUND = (
    ("right", "satisfied", "与记录一致，客户表示已修好。"),
    ("wrong", "dissatisfied", "客户说维修未完成，记录写为已完成。"),
)
"""What the first call-backs found; the others still wait."""


def tell_lots(org: UUID, login: str, *, since: datetime, now: datetime) -> None:
    """Announce and draw the call-backs of last month as the supervisor, and make the first two; announce this month's.

    Nothing happens where the regulation draws no call-backs.
    """
    viewer = _viewer(org, login, now)
    first = period_of(viewer.day, "month").first
    for of in [one for one in drawables(viewer, at=now) if one.row.kind == "call_back"]:
        drawn_at = min(now, datetime.combine(first, time(9), viewer.directory.zone(of.unit)))
        row = announce(_viewer(org, login, since), of, first - timedelta(days=1), at=since)
        announce(_viewer(org, login, drawn_at), of, first, at=drawn_at)
        draw_now(_viewer(org, login, drawn_at), row.pk, at=drawn_at)
        rows = CallBack.objects.filter(draw=row).order_by("nth")
        for one, (outcome, satisfaction, note) in zip(rows, FOUND, strict=False):
            caller = viewer_of(Person.objects.get(pk=one.person_id), at=now)
            finish(caller, one.pk, outcome=outcome, satisfaction=satisfaction, note=note, at=now)


def _viewer(org: UUID, login: str, at: datetime) -> Viewer:
    return viewer_of(Person.objects.get(login=login, org_id=org), at=at)
