"""Counting open dues again after a calendar or a figure changed: the desk asks, a worker does it (FR-087, FR-255)."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.cases.journal import hanging_on, lent_to
from amends.cases.models import Run
from amends.core.open_clocks import holding_for_open
from amends.people.directory import directory
from amends.people.rows import new_id
from amends.people.viewer import Viewer
from amends.regulations.models import PublishedPack
from amends.regulations.shelf import pack

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


def ask_follow(viewer: Viewer, *, published: PublishedPack, unit: UUID, first: date, at: datetime) -> int:
    """Note that open cases take the figures that a new version lends them, from its first day on; return how many.

    Nothing is noted for a version that lends none. Call it in the transaction of the publication.
    """
    known = directory(viewer.org)
    units = sorted(known.below({unit}))
    cases = lent_to(published, units).count() if holding_for_open(pack(published.content_hash)) else 0
    if cases:
        begins = max(at, datetime.combine(first, time.min, tzinfo=known.zone(unit)))
        Run.objects.create(
            id=new_id(), org_id=viewer.org, kind=KIND, asked_at=begins, asked_by_id=viewer.person, total=cases,
            input={"published": str(published.pk), "units": [str(one) for one in units]},
        )  # fmt: skip
    return cases


def waiting_recounts() -> QuerySet[Run]:
    """Return what was asked and is not done, the oldest first; what is asked for a day to come waits for it."""
    return Run.objects.filter(kind=KIND, state__in=["waiting", "running"]).order_by("asked_at", "id")


def still_counted(calendar: UUID) -> int:
    """Return how many cases are still to be counted again under a calendar."""
    asked = waiting_recounts().filter(Q(input__calendar=str(calendar)) | Q(input__calendar=""))
    return max((one.total - one.progress for one in asked), default=0)
