"""What every organisation needs once a day: done once, however many workers there are."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Event, Thread
from time import sleep

import pytest
from django.db import connection

from amends.cases.drafts import draft, keep_draft
from amends.cases.models import Case, Draft, Entry, IdempotencyKey, ObligationRow, Run
from amends.cases.once import once
from amends.cases.steps import take_step
from amends.core.official_years import announced_through
from amends.jobs import upkeep as job
from amends.jobs.upkeep import upkeep
from amends.people.models import CalendarDay
from amends.people.tenancy import organisation
from amends.regulations.alarms import calendar_alarms
from tests.makers import MONDAY, Town, govern, registered, town, viewer

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def new_process() -> None:
    """Forget what this process has seen, as a worker that has just started."""
    job._day_seen.clear()


def test_it_is_done_once_a_day_also_by_a_worker_that_starts_later(river: Town) -> None:
    assert upkeep(MONDAY) == 1
    assert upkeep(MONDAY) == 0
    job._day_seen.clear()
    assert upkeep(MONDAY + timedelta(hours=1)) == 0
    assert upkeep(MONDAY + DAY) == 1
    assert Run.objects.filter(kind="upkeep", state="done").count() == 2


def test_nobody_who_is_disabled_keeps_what_is_owed(river: Town) -> None:
    number = registered(river)
    take_step(viewer(river, "lan"), number, "read_back", at=MONDAY)
    take_step(viewer(river, "lan"), number, "dispatch", at=MONDAY)
    take_step(viewer(river, "chen"), number, "accept", at=MONDAY)
    river.chen.is_active = False
    river.chen.save()

    upkeep(MONDAY + timedelta(minutes=1))

    owed = ObligationRow.objects.filter(state="open")
    assert not owed.filter(owner_person=river.chen).exists()
    assert Case.objects.get(number=number).holder != river.chen


def test_a_calendar_that_changed_moves_what_is_open_once(river: Town) -> None:
    """FR-087."""
    govern(river, "manufacturing", unit=river.security, quality_clock_start="received")
    number = registered(river, by="zhou", unit="SEC", category="")
    upkeep(MONDAY)
    before = ObligationRow.objects.get(case__number=number, duty="C11").due_at
    CalendarDay.objects.create(
        org=river.org, calendar=river.calendar, day=date(2024, 3, 5), why_zh="停电", why_en="Power cut"
    )

    upkeep(MONDAY + DAY)
    moved = ObligationRow.objects.get(case__number=number, duty="C11").due_at
    upkeep(MONDAY + 2 * DAY)

    assert before is not None
    assert moved == before + DAY
    assert Entry.objects.filter(step="recount").count() == 1
    assert [one.result["recounted"] for one in Run.objects.order_by("asked_at")] == [0, 1, 0]


def test_old_drafts_and_old_answers_go_and_newer_ones_stay(river: Town) -> None:
    lan = viewer(river, "lan")
    keep_draft(lan, "register", {"wish": "old"}, at=MONDAY - timedelta(days=91))
    keep_draft(lan, "other", {"wish": "new"}, at=MONDAY - timedelta(days=89))
    for key, age in (("old", 8), ("new", 6)):
        once(river.org.id, key=key, person=river.lan.id, request_hash="x", at=MONDAY - age * DAY)

    upkeep(MONDAY)

    assert (draft(lan, "register"), draft(lan, "other")) == (None, Draft.objects.get())
    assert IdempotencyKey.objects.get().key == "new"


def test_a_next_year_without_a_notice_raises_the_alarm_from_november_on(river: Town) -> None:
    """FR-084."""
    year = announced_through().year
    lan = viewer(river, "lan")

    def alarms(month: int, day: int) -> list[tuple[str, int]]:
        return [(one.code, one.year) for one in calendar_alarms(lan, datetime(year, month, day, 4, tzinfo=UTC))]

    assert alarms(10, 31) == []
    assert alarms(11, 1) == [("office", year + 1)]


@pytest.mark.django_db(transaction=True)
def test_of_ten_workers_one_does_it() -> None:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")

    def work(_: int) -> int:
        try:
            with organisation(made.org.id):
                pass  # the connection is there before the race begins
            done = job._once_a_day(made.org.id, MONDAY)
            return int(done)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        done = sum(pool.map(work, range(10)))

    with organisation(made.org.id):
        assert (done, Run.objects.filter(kind="upkeep").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_half_way_leaves_the_day_to_the_next() -> None:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
    begun, dies = Event(), Event()

    def dying() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [job.lock_key(made.org.id)])
        begun.set()
        dies.wait(30)
        connection.close()  # nothing was unlocked; the database notices that the worker is gone

    other = Thread(target=dying)
    other.start()
    begun.wait(30)
    while_it_works = upkeep(MONDAY)
    dies.set()
    other.join()

    assert while_it_works == 0
    assert _sooner_or_later(lambda: upkeep(MONDAY)) == 1


def _sooner_or_later(work: Callable[[], int]) -> int:
    """Return what a worker does in its rounds until there is something: the database needs a moment to notice."""
    for _ in range(200):
        if done := work():
            return done
        sleep(0.05)
    return 0
