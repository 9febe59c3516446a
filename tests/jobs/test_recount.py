"""A calendar that changed: administration asks, workers count again, each case once, whatever happens to them (FR-087)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from amends.cases.journal import passing
from amends.cases.models import Entry, ObligationRow, Run
from amends.cases.recounts import ask_recount, still_counted
from amends.jobs import recount as job
from amends.jobs.recount import recount
from amends.people.models import CalendarDay
from amends.people.tenancy import organisation
from tests.jobs.test_durability import held_up, start, ten_at_once
from tests.makers import Town, govern, registered, town, viewer

CASES = 12
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mill() -> Town:
    """A dozen complaints under the manufacturer's rule, whose third working day is still to come."""
    made = town("mill")
    with organisation(made.org.id):
        govern(made, "manufacturing", unit=made.security, quality_clock_start="received")
        for nth in range(CASES):
            registered(
                made, by="zhou", unit="SEC", category="", at=timezone.now(), phone=f"138000000{nth:02d}",
                complainant=f"业主{nth}",
            )  # fmt: skip
    return made


def close_tomorrow_and_ask(mill: Town) -> int:
    """Close the coming days and ask for the recount, as the screen does."""
    with organisation(mill.org.id):
        today = timezone.localdate()
        for days in range(1, 8):
            day = date.fromordinal(today.toordinal() + days)
            CalendarDay.objects.create(org=mill.org, calendar=mill.calendar, day=day, why_zh="停电", why_en="Power cut")
        return ask_recount(viewer(mill, "he", at=timezone.now()), at=timezone.now(), calendar=mill.calendar.pk)


def recounted(mill: Town) -> list[str]:
    """Return the number of the case of each entry that a recount wrote."""
    with organisation(mill.org.id):
        return sorted(Entry.objects.filter(step="recount").values_list("case__number", flat=True))


def asked(mill: Town) -> Run:
    with organisation(mill.org.id):
        return Run.objects.get(kind="recount")


def test_the_screen_says_how_many_cases_and_the_worker_counts_them(mill: Town) -> None:
    with organisation(mill.org.id):
        before = set(ObligationRow.objects.filter(duty="C11").values_list("due_at", flat=True))
        address = f"/admin/calendars/{mill.calendar.pk}/"
        he = Client(headers={"Accept-Language": "en"})
        he.force_login(mill.he)
    day = date.fromordinal(timezone.localdate().toordinal() + 1)

    said = he.post(f"{address}day/", {"day": day.isoformat(), "slots": "", "why": "停电"}, follow=True)
    meanwhile = recounted(mill)
    looked = recount(timezone.now())
    later = he.get(address)

    assert f"{CASES} open cases are being counted again" in said.content.decode()
    assert meanwhile == []
    assert looked == CASES
    assert "being counted again" not in later.content.decode()
    assert (asked(mill).state, asked(mill).progress) == ("done", CASES)
    with organisation(mill.org.id):
        assert still_counted(mill.calendar.pk) == 0
        assert set(ObligationRow.objects.filter(duty="C11").values_list("due_at", flat=True)) != before


def test_a_change_that_is_taken_back_asks_for_nothing(mill: Town) -> None:
    with organisation(mill.org.id):
        ask_recount(viewer(mill, "he", at=timezone.now()), at=timezone.now())
        transaction.set_rollback(True)

    with organisation(mill.org.id):
        assert not Run.objects.exists()


def test_a_calendar_that_no_open_case_counts_by_leaves_nothing_to_do(mill: Town) -> None:
    with organisation(mill.org.id):
        cases = ask_recount(viewer(mill, "he", at=timezone.now()), at=timezone.now(), calendar=mill.org.id)

        assert (cases, Run.objects.count()) == (0, 0)


def test_a_worker_that_stops_between_batches_leaves_the_rest_to_the_next(
    mill: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "AT_ONCE", 5)
    monkeypatch.setattr(job, "BATCHES", 1)
    close_tomorrow_and_ask(mill)

    first = recount(timezone.now())
    with organisation(mill.org.id):
        left = still_counted(mill.calendar.pk)
    rest = [recount(timezone.now()) for _ in range(4)]

    assert (first, left) == (5, CASES - 5)
    assert rest == [5, 2, 0, 0]
    assert len(set(recounted(mill))) == len(recounted(mill)) == CASES
    assert asked(mill).result == {"changed": CASES}


def test_a_worker_that_is_killed_while_it_writes_leaves_all_to_the_next(
    mill: Town, process_environment: dict[str, str]
) -> None:
    close_tomorrow_and_ask(mill)

    with held_up(process_environment, Entry._meta.db_table) as until_somebody_writes:
        process = start("recount", process_environment)
        until_somebody_writes()
        process.kill()
        process.wait()
    halfway, state = recounted(mill), asked(mill).state
    assert start("recount", process_environment).wait(120) == 0

    assert (halfway, state) == ([], "waiting")
    assert len(set(recounted(mill))) == len(recounted(mill)) == CASES
    assert asked(mill).state == "done"


def test_ten_workers_at_once_count_each_case_once(mill: Town) -> None:
    close_tomorrow_and_ask(mill)

    def work() -> int:
        with organisation(mill.org.id):
            pass  # the connection is there before the race begins
        return recount(timezone.now())

    looked = ten_at_once(work)

    assert sum(looked) == CASES
    assert len(set(recounted(mill))) == len(recounted(mill)) == CASES
