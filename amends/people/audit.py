"""The access log as the administrator reads it: who changed what, what was refused, who read what is confidential."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.people.models import AccessLog
from amends.people.staff import check_admin
from amends.people.viewer import Viewer

PAGE = 100


@dataclass(frozen=True, slots=True)
class Noted:
    """One line: when, who, what kind, and about whom or what (``subject`` and its ``key``)."""

    id: UUID
    at: datetime
    person: UUID | None
    kind: str
    subject: str
    key: str
    detail: dict[str, Any]


def noted(viewer: Viewer, *, kind: str = "", before: datetime | None = None) -> tuple[Noted, ...]:
    """Return the newest lines, at most PAGE, of a kind and before a moment where these are given. Raises NotAdmin."""
    check_admin(viewer)
    rows = AccessLog.objects.order_by("-at", "-id")
    if kind:
        rows = rows.filter(kind=kind)
    if before is not None:
        rows = rows.filter(at__lt=before)
    return tuple(_noted(row) for row in rows[:PAGE])


def kinds() -> tuple[str, ...]:
    """Return the kinds of lines there are in the current organisation."""
    return tuple(AccessLog.objects.order_by("kind").values_list("kind", flat=True).distinct())


def _noted(row: AccessLog) -> Noted:
    subject, _, key = row.about.partition(":")
    return Noted(row.pk, row.at, row.person_id, row.kind, subject if key else "", key or row.about, row.detail)
