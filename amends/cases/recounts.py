"""Counting open dues again after a calendar changed: administration asks, a worker does it (FR-087)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.cases.journal import hanging_on
from amends.cases.models import Run
from amends.people.directory import directory
from amends.people.rows import new_id
from amends.people.viewer import Viewer

KIND = "recount"


def ask_recount(viewer: Viewer, *, at: datetime, calendar: UUID | None = None) -> int:
    """Note that the open dues under a calendar (None: all) must be counted again; return how many cases it concerns.

    Call it in the transaction of the change: then there is never the one without the other.
    """
    cases = hanging_on(calendar, directory(viewer.org)).count()
    if cases:
        Run.objects.create(
            id=new_id(), org_id=viewer.org, kind=KIND, asked_at=at, asked_by_id=viewer.person, total=cases,
            input={"calendar": str(calendar) if calendar else ""},
        )  # fmt: skip
    return cases


def waiting_recounts() -> QuerySet[Run]:
    """Return what was asked and is not done, the oldest first."""
    return Run.objects.filter(kind=KIND, state__in=["waiting", "running"]).order_by("asked_at", "id")


def still_counted(calendar: UUID) -> int:
    """Return how many cases are still to be counted again under a calendar."""
    asked = waiting_recounts().filter(Q(input__calendar=str(calendar)) | Q(input__calendar=""))
    return max((one.total - one.progress for one in asked), default=0)
