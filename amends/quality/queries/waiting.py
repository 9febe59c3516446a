"""What 8Ds leave somebody to do: actions that are due, checks of today, and those that were missed (FR-114, FR-119)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from amends.cases.queries.visible import seen
from amends.people.viewer import Viewer
from amends.quality.models import Action, LaterCheck

MOST = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do on an 8D. ``is_missed``: its day went by without it."""

    kind: Literal["action", "check"]
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
