"""A changed calendar moves what is open and nothing that is over (FR-087)."""

from datetime import UTC, date, datetime, timedelta

from amends.cases.journal import recompute_open
from amends.cases.models import Case, Entry, ObligationRow
from amends.core.official_years import announced_through
from amends.people.models import AccessLog, CalendarDay
from amends.regulations.hours import load_notice
from tests.makers import MONDAY, Town, govern, registered, viewer

NEXT = announced_through().year + 1
"""The first year without a notice."""


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


NOTICE = f"{NEXT}-02-14 09:00-12:00 13:00-18:00 make-up day\n{NEXT}-01-04 closed New Year\n"


def test_a_due_in_a_year_without_notice_is_provisional_until_the_notice_is_loaded(river: Town) -> None:
    """FR-084, FR-087: the due moves or stays, is provisional no longer, keeps its old value; both are logged."""
    govern(river, "manufacturing", unit=river.security, quality_clock_start="received")
    late = datetime(NEXT - 1, 12, 31, 2, tzinfo=UTC)
    number = registered(river, by="zhou", unit="SEC", category="", at=late)
    row = ObligationRow.objects.get(case__number=number, duty="C11")
    before = row.due_at
    assert row.provisional

    river.calendar.refresh_from_db()
    load_notice(viewer(river, "he", at=late), river.calendar, year=NEXT, text=NOTICE, at=late)
    changed = recompute_open(org=river.org.id, at=late + timedelta(minutes=1), calendar=river.calendar.id)

    row.refresh_from_db()
    assert changed == 1
    assert not row.provisional
    assert before is not None
    assert row.due_at is not None
    assert row.due_at > before
    assert row.rest["was_due"] == [before.isoformat()]
    assert before.isoformat() in str(Entry.objects.get(step="recount").body["effects"])
    assert AccessLog.objects.get(kind="administration").detail["did"] == "notice"
    assert Entry.objects.filter(case__number=number).count() == 2


def test_a_notice_that_moves_nothing_still_ends_what_is_provisional(river: Town) -> None:
    """FR-087."""
    govern(river, "manufacturing", unit=river.security, quality_clock_start="received")
    late = datetime(NEXT - 1, 12, 31, 2, tzinfo=UTC)
    number = registered(river, by="zhou", unit="SEC", category="", at=late)
    before = ObligationRow.objects.get(case__number=number, duty="C11").due_at

    text = f"{NEXT}-12-30 closed later in the year\n"
    load_notice(viewer(river, "he", at=late), river.calendar, year=NEXT, text=text, at=late)

    assert recompute_open(org=river.org.id, at=late + timedelta(minutes=1)) == 1
    row = ObligationRow.objects.get(case__number=number, duty="C11")
    assert (row.due_at, row.provisional, row.rest.get("was_due")) == (before, False, None)
    assert recompute_open(org=river.org.id, at=late + timedelta(minutes=2)) == 0


def test_a_case_that_is_closed_keeps_its_dues(river: Town) -> None:
    """FR-087: new holiday, the open due moves, the closed case stays."""
    govern(river, "manufacturing", unit=river.security, quality_clock_start="received")
    number = registered(river, by="zhou", unit="SEC", category="")
    Case.objects.filter(number=number).update(stage_kind="closed")
    before = due_of(number, "C11")

    CalendarDay.objects.create(
        org=river.org, calendar=river.calendar, day=date(2024, 3, 5), why_zh="停电", why_en="Power cut"
    )

    assert recompute_open(org=river.org.id, at=MONDAY + timedelta(minutes=1)) == 0
    assert due_of(number, "C11") == before
