"""Let time pass for many cases at once, in a process of its own as a worker does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from uuid import UUID

ASIDE = timedelta(days=36_500)


def time_passes(*, org: UUID, wanted: int) -> tuple[int, float]:
    """Work off the cases that fell due last and return how many changed and the seconds; ``wanted`` are due.

    What was due before them is out of the way meanwhile.
    """
    now = datetime.now(UTC)
    with _only_the_last(wanted, org, now) as first, ProcessPoolExecutor(1, get_context("spawn")) as worker:
        # Rules and people are read, as in a worker that has been running.
        worker.submit(_worked, first - timedelta(seconds=1)).result()
        began = time.monotonic()
        done = worker.submit(_worked, now).result()
        return done, time.monotonic() - began


def _worked(now: datetime) -> int:
    from amends.environment import keep_what_is_loaded, setup_django

    setup_django()
    from amends.jobs.tick import tick

    done = tick(now)
    keep_what_is_loaded()
    return done


@contextmanager
def _only_the_last(wanted: int, org: UUID, now: datetime) -> Iterator[datetime]:
    from django.db.models import F

    from amends.cases.models import Case
    from amends.people.tenancy import organisation

    with organisation(org):
        due = Case.objects.filter(next_look_at__lte=now).order_by("-next_look_at")
        first = list(due.values_list("next_look_at", flat=True)[:wanted])[-1]
        Case.objects.filter(next_look_at__lt=first).update(next_look_at=F("next_look_at") + ASIDE)
    try:
        yield first
    finally:
        with organisation(org):
            Case.objects.filter(next_look_at__gt=now + ASIDE / 2).update(next_look_at=F("next_look_at") - ASIDE)
