"""Long work that a door asked for by a Run row: claimed, done with visible progress, its result kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db.models import Q
from django.utils import timezone

from amends.cases.models import Run
from amends.people.tenancy import organisation, organisations

log = structlog.get_logger(__name__)

FORSAKEN = timedelta(minutes=2)
"""A running piece of work that showed no sign of life for so long is taken up again."""
KINDS: dict[str, Callable[[Run], dict[str, object]]] = {}


def work_off(now: datetime) -> int:
    """Do every piece of work that waits; return how many were done."""
    return sum(_work_off_one(org.id, now) for org in organisations())


def _work_off_one(org_id: UUID, now: datetime) -> int:
    with organisation(org_id):
        run = _claim(now)
    if run is None:
        return 0
    try:
        with organisation(org_id):
            result, state = KINDS[run.kind](run), "done"
    except Exception as error:
        # The boundary of a job: whatever went wrong is kept with the run, for the person who asked.
        log.exception("run failed", run=str(run.id), kind=run.kind)
        result, state = {"error": type(error).__name__}, "failed"
    with organisation(org_id):
        Run.objects.filter(pk=run.pk).update(state=state, result=result, ended_at=timezone.now())
    return 1


def _claim(now: datetime) -> Run | None:
    forsaken = Q(state="running", seen_alive_at__lt=now - FORSAKEN)
    free = Run.objects.select_for_update(skip_locked=True).filter(Q(state="waiting") | forsaken, kind__in=KINDS)
    run = free.order_by("asked_at").first()
    if run is not None:
        run.state, run.seen_alive_at = "running", now
        run.save(update_fields=["state", "seen_alive_at"])
    return run
