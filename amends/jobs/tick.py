"""`amends tick`: let time pass where something is due: rungs, lateness, sleepers, grades of an age, sheets.

Case ids are found without a lock and claimed with ``SKIP LOCKED`` inside the journal, so
any number of workers share the work, each rung is climbed once, and a worker that is
killed leaves its cases to the next.
"""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from amends.cases import journal
from amends.cases.journal.passing import AT_ONCE
from amends.cases.journal.units import open_units, tick_units
from amends.cases.models import Case
from amends.jobs.each import each_case, each_organisation
from amends.people.tenancy import organisation

EVERY_HOUR = timedelta(hours=1)
_hour_seen: dict[UUID, datetime] = {}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""


def run(options: argparse.Namespace) -> int:
    """Work off what is due now and print how much it was."""
    print(f"{tick(timezone.now())} cases and sheets moved on")
    return 0


def tick(now: datetime) -> int:
    """Bring every case and sheet up to a moment; return how many changed."""
    return each_organisation(_tick_one, now)


def _tick_one(org: UUID, now: datetime) -> int:
    seen = _hour_seen.get(org)
    if seen is None or not seen <= now < seen + EVERY_HOUR:
        # Absences begin and end by themselves; a unit may have come under a regulation.
        journal.reassign(org=org, at=now)
        open_units(org=org, at=now)
        _hour_seen[org] = now
    return tick_cases(org, now) + tick_units(org=org, at=now)


def tick_cases(org: UUID, now: datetime) -> int:
    """Bring the cases of one organisation up to a moment, the longest due first; return how many changed.

    Each is tried once: what another worker holds is that worker's.
    """
    changed, after = 0, None
    while found := _due(org, now, after=after):
        changed += each_case(lambda ids: journal.pass_time(ids, org=org, at=now), [one for _, one in found])
        after = found[-1]
    return changed


def _due(org: UUID, now: datetime, *, after: tuple[datetime, UUID] | None) -> list[tuple[datetime, UUID]]:
    """Return the next batch of cases that are due, with their instants, found without any lock."""
    with organisation(org):
        due = Case.objects.filter(next_look_at__lte=now)
        if after:
            due = due.filter(Q(next_look_at__gt=after[0]) | Q(next_look_at=after[0], id__gt=after[1]))
        found = due.order_by("next_look_at", "id").values_list("next_look_at", "id")[:AT_ONCE]
        return [(at, case) for at, case in found if at is not None]
