"""A changed calendar moves what is open and nothing that is over (FR-087)."""

from datetime import date, datetime, timedelta

from amends.cases.journal import recompute_open
from amends.cases.models import Entry, ObligationRow
from amends.people.models import CalendarDay
from tests.makers import MONDAY, Town, govern, registered


def due_of(number: str, duty: str) -> datetime | None:
    return ObligationRow.objects.get(case__number=number, duty=duty).due_at


def test_a_new_holiday_moves_open_dues_and_the_journal_keeps_the_old_one(river: Town) -> None:
    """FR-087."""
    govern(river, "manufacturing", unit=river.security, quality_clock_start="received")
    number = registered(river, by="zhou", unit="SEC", category="")
    duty = "C11"  # three working days
    before = due_of(number, duty)

    CalendarDay.objects.create(
        org=river.org, calendar=river.calendar, day=date(2024, 3, 5), why_zh="停电", why_en="Power cut"
    )
    changed = recompute_open(org=river.org.id, at=MONDAY + timedelta(minutes=1))

    assert changed == 1
    assert before is not None
    assert due_of(number, duty) > before  # type: ignore[operator]
    said = Entry.objects.get(step="recount").body["effects"]
    assert before.isoformat() in str(said)
    assert recompute_open(org=river.org.id, at=MONDAY + timedelta(minutes=2)) == 0
