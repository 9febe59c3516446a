"""`amends ledger`: fingerprints follow the cases, and promises of actions are looked at when their time comes.

A complaint that comes back speaks against an action within seconds; the looks that only need time are the daily
upkeep's. Everything may be done twice: a look is a row that is written once (FR-116, FR-117).
"""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from amends.jobs.each import each_organisation
from amends.quality.keeping import AT_ONCE, catch_up, keep_prints
from amends.quality.ledger import look_now

BATCHES = 10
"""In one round; then what is due by time has its turn."""
PAUSE = timedelta(seconds=5)
_idle_since: dict[UUID, datetime] = {}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""


def run(options: argparse.Namespace) -> int:
    """Bring fingerprints and looks up to now and print how much it was."""
    now, read = timezone.now(), 0
    while found := follow(now):
        read += found
    print(f"{read} cases read, {each_organisation(look_all, now)} promises decided")
    return 0


def follow(now: datetime) -> int:
    """Read what is new in the cases of every organisation and look at what it speaks against; return how much."""
    return each_organisation(_follow_one, now)


def look_all(org: UUID, now: datetime) -> int:
    """Look at every promise of an organisation whose look has come; return how many were decided."""
    catch_up(org=org, at=now)
    return look_now(org=org, at=now)


def _follow_one(org: UUID, now: datetime) -> int:
    last = _idle_since.get(org)
    if last is not None and last <= now < last + PAUSE:
        return 0
    total = 0
    for _batch in range(BATCHES):
        read, touched = keep_prints(org=org, at=now)
        if touched:
            look_now(org=org, at=now, objects=touched)
        total += read
        if read < AT_ONCE:
            _idle_since[org] = now
            break
    return total
