"""`amends recount`: open dues follow a calendar or a version that somebody changed, a hundred cases at a time.

The row that asks for it is claimed by its lock, and says in the transaction of each batch
how far it has come: a worker that is killed leaves the rest to the next, of ten workers
one takes the row, and counting a case twice changes nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from amends.cases import journal
from amends.cases.recounts import waiting_recounts
from amends.jobs.each import each_organisation
from amends.people.tenancy import organisation

BATCHES = 10
"""In one round; then what is due by time has its turn."""
FIRST = UUID(int=0)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""


def run(options: argparse.Namespace) -> int:
    """Count again what was asked for and print how many cases were looked at."""
    total = 0
    while looked := recount(timezone.now()):
        total += looked
    print(f"{total} cases counted again")
    return 0


def recount(now: datetime) -> int:
    """Count again what was asked for; return how many cases were looked at."""
    return each_organisation(_some, now)


def _some(org: UUID, now: datetime) -> int:
    looked = 0
    for _batch in range(BATCHES):
        found = _next(org, now)
        if found is None:
            break
        looked += found
    return looked


def _some_of(org: UUID, asked: Mapping[str, Any], *, at: datetime, after: UUID) -> journal.Recounted:
    if published := asked.get("published"):
        units = [UUID(one) for one in asked["units"]]
        return journal.follow_some(org=org, at=at, published=UUID(published), units=units, after=after)
    named = asked.get("calendar")
    return journal.recompute_some(org=org, at=at, calendar=UUID(named) if named else None, after=after)


def _next(org: UUID, now: datetime) -> int | None:
    """Count the next cases of the oldest request again and return how many; None: nobody waits."""
    with organisation(org):
        run = waiting_recounts().filter(asked_at__lte=now).select_for_update(skip_locked=True).first()
        if run is None:
            return None
        after = run.input.get("after")
        done = _some_of(org, run.input, at=now, after=UUID(after) if after else FIRST)
        run.progress += done.looked
        run.input["after"] = str(done.last or after or FIRST)
        run.result = {"changed": run.result.get("changed", 0) + done.changed}
        run.state = "running" if done.last else "done"
        run.seen_alive_at, run.ended_at = now, None if done.last else now
        run.save(update_fields=["progress", "input", "result", "state", "seen_alive_at", "ended_at"])
        return done.looked
