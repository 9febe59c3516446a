"""`amends upkeep`: what each organisation needs once a day.

Nobody disabled or away keeps what is owed; open dues follow calendars and announced years
that changed; promises of actions are looked at; old drafts and answers of repeated requests
go. A row per organisation and local day says that it is done, and a lock of the database lets one worker do it: of ten
workers one acts, and a worker that is killed half-way leaves the day to the next.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import connection
from django.utils import timezone

from amends.cases import journal
from amends.cases.models import Draft, IdempotencyKey, Run
from amends.core.official_years import cn_office
from amends.core.working_calendar import WorkingCalendar
from amends.jobs.each import each_organisation
from amends.jobs.ledger import look_all
from amends.people.directory import directory
from amends.people.rows import new_id
from amends.people.tenancy import organisation
from amends.regulations.calendars import of_organisation

KIND = "upkeep"
DRAFTS_KEPT = timedelta(days=90)
ANSWERS_KEPT = timedelta(days=7)
"""A request is repeated within minutes; a week covers a phone that was without a network over the holidays."""
OF_EVERYBODY = "cn-office"
"""The calendar of units that have none of their own."""
_day_seen: dict[UUID, date] = {}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""


def run(options: argparse.Namespace) -> int:
    """Do the upkeep of the day where it is not done and print for how many organisations."""
    print(f"upkeep done for {upkeep(timezone.now())} organisations")
    return 0


def upkeep(now: datetime) -> int:
    """Do the upkeep of every organisation whose day has none yet; return for how many it was done."""
    return each_organisation(_once_a_day, now)


def _once_a_day(org: UUID, now: datetime) -> bool:
    with organisation(org):
        day = directory(org).day(now)
    if _day_seen.get(org) == day:
        return False
    with _alone(org) as is_mine:
        if not is_mine:
            return False  # another worker is at it; the next round looks again
        is_due = not _is_done(org, day)
        if is_due:
            _do(org, day, now)
    _day_seen[org] = day
    return is_due


def lock_key(org: UUID) -> int:
    """Return the number by which the database knows the lock for an organisation's upkeep."""
    return int.from_bytes(sha256(f"{KIND}/{org}".encode()).digest()[:8], signed=True)


@contextmanager
def _alone(org: UUID) -> Iterator[bool]:
    """Hold the organisation's lock for upkeep if it is free; a lost connection lets it go."""
    key = lock_key(org)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (is_mine,) = cursor.fetchone() or (False,)
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _is_done(org: UUID, day: date) -> bool:
    with organisation(org):
        return Run.objects.filter(kind=KIND, input__day=day.isoformat()).exists()


def _do(org: UUID, day: date, now: datetime) -> None:
    """Do it in many short transactions, each of which may be repeated; the row that says so comes last."""
    moved = journal.reassign(org=org, at=now)
    calendars, recounted = _recount(org, now)
    decided = look_all(org, now)
    with organisation(org):
        drafts, _ = Draft.objects.filter(saved_at__lt=now - DRAFTS_KEPT).delete()
        answers, _ = IdempotencyKey.objects.filter(made_at__lt=now - ANSWERS_KEPT).delete()
        Run.objects.create(
            id=new_id(), org_id=org, kind=KIND, input={"day": day.isoformat()}, state="done",
            asked_at=now, ended_at=now,
            result={
                "reassigned": moved, "recounted": recounted, "drafts": drafts, "answers": answers,
                "decided": decided, "calendars": calendars,
            },
        )  # fmt: skip


def _recount(org: UUID, now: datetime) -> tuple[dict[str, str], int]:
    """Recount what hangs on calendars that differ from those of the last upkeep; return their prints and how many."""
    with organisation(org):
        own = {str(key): _print(one) for key, one in of_organisation(directory(org)).items()}
        last = Run.objects.filter(kind=KIND, state="done").order_by("-asked_at").first()
    found = {OF_EVERYBODY: _print(cn_office()), **own}
    before = last.result.get("calendars", {}) if last else {}
    changed = [key for key, value in found.items() if before.get(key) != value]
    if OF_EVERYBODY in changed or before.keys() - found.keys():
        return found, journal.recompute_open(org=org, at=now)
    return found, sum(journal.recompute_open(org=org, at=now, calendar=UUID(key)) for key in changed)


def _print(calendar: WorkingCalendar) -> str:
    """Return a value that changes whenever a calendar counts otherwise than before."""
    days = sorted((day.isoformat(), [str(slot) for slot in slots]) for day, slots in calendar.days.items())
    week = sorted((day, [str(slot) for slot in slots]) for day, slots in calendar.week.items())
    said = [str(calendar.zone), str(calendar.announced_through), week, days]
    return sha256(repr(said).encode()).hexdigest()
