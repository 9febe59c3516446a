"""The laws of working time, in several zones and patterns of opening."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.working_calendar import NeverOpen, Slot, WorkingCalendar, parse_week

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = parse_week("mon-fri 09:00-12:00 13:00-18:00")
WEEKS = [
    OFFICE,
    parse_week("mon-sun 00:00-24:00"),
    parse_week("fri-sat 00:00-02:30 18:00-24:00, sun 00:00-02:30"),
    parse_week("tue 00:30-01:15 01:30-02:30 02:45-03:10 23:00-24:00, sun 01:30-02:30"),
    parse_week("sun 01:10-01:50 02:00-03:00 10:00-11:00"),
]
ZONES = [
    "Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu",
]  # fmt: skip
CLOSED = {date(2024, 3, 29): (), date(2024, 10, 27): (), date(2024, 12, 25): ()}
CALENDARS = [
    WorkingCalendar(f"{zone}-{n}", ZoneInfo(zone), week, days)
    for zone in ZONES
    for n, week in enumerate(WEEKS)
    for days in ({}, CLOSED)
]
moments = st.datetimes(datetime(2023, 11, 1), datetime(2025, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001
stretches = st.timedeltas(timedelta(0), timedelta(days=40))
calendars = st.sampled_from(CALENDARS)


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@settings(max_examples=400)
@given(calendars, moments, stretches)
def test_adding_open_time_and_measuring_it_are_inverse(cal: WorkingCalendar, start: datetime, d: timedelta) -> None:
    assert cal.between(start, cal.add(start, d)) == d


@settings(max_examples=400)
@given(calendars, moments, stretches)
def test_subtracting_open_time_and_measuring_it_are_inverse(cal: WorkingCalendar, end: datetime, d: timedelta) -> None:
    assert cal.between(cal.subtract(end, d), end) == d


@settings(max_examples=400)
@given(calendars, moments, stretches)
def test_adding_the_measured_time_gives_the_end_or_the_last_closing_before_it(
    cal: WorkingCalendar, start: datetime, d: timedelta
) -> None:
    end = start + d

    again = cal.add(start, cal.between(start, end))

    assert again == max(start, _end_or_last_close(cal, end))


def _end_or_last_close(cal: WorkingCalendar, end: datetime) -> datetime:
    """The end itself within (opening, closing], else the closing before it."""
    just_before = end - timedelta(microseconds=1)
    return end if cal.is_open(just_before) else cal.last_close_before(end)


@settings(max_examples=200)
@given(calendars, moments, moments)
def test_open_time_is_never_negative_and_never_more_than_elapsed(
    cal: WorkingCalendar, a: datetime, b: datetime
) -> None:
    assert timedelta(0) <= cal.between(a, b) <= max(b - a, timedelta(0))


@settings(max_examples=200)
@given(calendars, moments, stretches, stretches)
def test_open_time_adds_up(cal: WorkingCalendar, a: datetime, d: timedelta, e: timedelta) -> None:
    b, c = a + d, a + d + e

    assert cal.between(a, b) + cal.between(b, c) == cal.between(a, c)


@settings(max_examples=200)
@given(calendars, moments)
def test_the_next_opening_is_open_and_nothing_is_open_before_it(cal: WorkingCalendar, moment: datetime) -> None:
    opening = cal.next_opening(moment)

    assert cal.is_open(opening)
    assert opening >= moment
    assert cal.between(moment, opening) == timedelta(0)


@settings(max_examples=200)
@given(calendars, st.dates(date(2023, 12, 1), date(2025, 1, 31)), st.integers(1, 300))
def test_working_days_counted_forth_and_back_meet(cal: WorkingCalendar, day: date, n: int) -> None:
    last = cal.add_working_days(day, n)

    walked = [day + timedelta(days=i) for i in range(1, (last - day).days + 1)]
    assert sum(map(cal.is_working_day, walked)) == n
    assert cal.is_working_day(last)
    back = cal.add_working_days(last, -n)
    assert back == day if cal.is_working_day(day) else back < day


def test_eight_working_hours_from_friday_afternoon_end_on_monday_afternoon() -> None:
    """FR-071: Fri 2024-03-01 15:00 + 8 wh = Mon 2024-03-04 15:00."""
    cal = WorkingCalendar("office", SHANGHAI, OFFICE)

    assert cal.add(shanghai("2024-03-01T15:00"), timedelta(hours=8)) == shanghai("2024-03-04T15:00")


def test_open_time_that_ends_at_closing_is_over_at_closing_and_not_at_the_next_opening() -> None:
    cal = WorkingCalendar("office", SHANGHAI, OFFICE)

    assert cal.add(shanghai("2024-03-01T15:00"), timedelta(hours=3)) == shanghai("2024-03-01T18:00")
    assert cal.add(shanghai("2024-03-01T10:00"), timedelta(hours=2)) == shanghai("2024-03-01T12:00")


def test_an_hour_is_an_hour_when_the_clocks_change() -> None:
    """London loses 01:00–02:00 on 2024-03-31 and repeats it on 2024-10-27."""
    london = WorkingCalendar.around_the_clock(ZoneInfo("Europe/London"))

    lengths = [london.closes_on(day) - london.opens_on(day) for day in (date(2024, 3, 31), date(2024, 10, 27))]

    assert lengths == [timedelta(hours=23), timedelta(hours=25)]


def test_office_hours_keep_their_local_time_across_a_clock_change() -> None:
    newyork = WorkingCalendar("ny", ZoneInfo("America/New_York"), parse_week("mon-fri 09:00-17:00"))

    assert newyork.opens_on(date(2024, 3, 8)) == datetime(2024, 3, 8, 14, tzinfo=UTC)
    assert newyork.opens_on(date(2024, 3, 11)) == datetime(2024, 3, 11, 13, tzinfo=UTC)


def test_slots_in_the_skipped_hour_never_count_time_twice() -> None:
    london = WorkingCalendar("odd", ZoneInfo("Europe/London"), WEEKS[4])
    day = datetime(2024, 3, 31, tzinfo=UTC)

    assert london.between(day, day + timedelta(hours=23)) <= timedelta(hours=2)


def test_round_the_clock_has_no_minute_closed_at_midnight() -> None:
    cal = WorkingCalendar.around_the_clock(SHANGHAI)

    assert cal.is_open(shanghai("2024-03-01T23:59:59.999999"))
    assert cal.is_open(shanghai("2024-03-02T00:00"))
    assert cal.add(shanghai("2023-12-31T20:00"), timedelta(hours=12)) == shanghai("2024-01-01T08:00")


def test_single_days_close_open_and_halve() -> None:
    half = (Slot.parse("09:00-12:00"),)
    days = {date(2024, 3, 4): (), date(2024, 3, 9): OFFICE[0], date(2024, 3, 8): half}
    cal = WorkingCalendar("own", SHANGHAI, OFFICE, days)

    assert [cal.is_working_day(day) for day in days] == [False, True, True]
    assert cal.closes_on(date(2024, 3, 8)) == shanghai("2024-03-08T12:00")
    assert cal.next_working_day(date(2024, 3, 1)) == date(2024, 3, 5)
    assert cal.next_opening(shanghai("2024-03-01T18:00")) == shanghai("2024-03-05T09:00")


@pytest.mark.parametrize("days", [{}, {date(2024, 1, 2): OFFICE[0]}])
def test_a_calendar_that_never_opens_again_says_so(days: dict[date, tuple[Slot, ...]]) -> None:
    cal = WorkingCalendar("empty", SHANGHAI, {}, days)
    start = shanghai("2024-03-01T15:00")

    with pytest.raises(NeverOpen, match="calendar empty has no such open time"):
        cal.add(start, timedelta(hours=1))
    with pytest.raises(NeverOpen):
        cal.next_working_day(date(2024, 3, 1))
    with pytest.raises(NeverOpen):
        cal.next_opening(start)


def test_a_week_that_is_always_overridden_ends_at_the_horizon() -> None:
    days = {date(2024, 1, 1) + timedelta(days=n): () for n in range(40 * 366)}
    cal = WorkingCalendar("closed down", SHANGHAI, OFFICE, days)

    with pytest.raises(NeverOpen, match="within 30 years of 2024"):
        cal.add(shanghai("2024-03-01T15:00"), timedelta(hours=1))


def test_single_open_days_are_found_without_a_week() -> None:
    cal = WorkingCalendar("fair", SHANGHAI, {}, {date(2027, 5, 1): OFFICE[0]})

    assert cal.add(shanghai("2024-03-01T15:00"), timedelta(hours=4)) == shanghai("2027-05-01T14:00")
    assert cal.subtract(shanghai("2029-03-01T15:00"), timedelta(hours=5)) == shanghai("2027-05-01T13:00")


@pytest.mark.parametrize(
    "week",
    [
        "mon 09:00-12:00 11:00-13:00",
        "mon 13:00-14:00 09:00-10:00",
        "mon 00:00-24:00 10:00-11:00",
        "mon 09:00-24:00 23:00-24:00",
    ],
)
def test_overlapping_slots_are_refused(week: str) -> None:
    with pytest.raises(ValueError, match="overlap or are out of order"):
        WorkingCalendar("bad", SHANGHAI, parse_week(week))


@pytest.mark.parametrize(
    "text", ["", "mon", "09:00-12:00", "mon-xyz 09:00-12:00", "mon 9-12", "mon 12:00-09:00", "mon 09:00-00:00"]
)
def test_a_week_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no part of a week|no slot"):
        parse_week(text)


def test_a_slot_reads_back_and_may_end_at_24() -> None:
    assert [str(Slot.parse(text)) for text in ("18:00-24:00", "09:00-12:30")] == ["18:00-24:00", "09:00-12:30"]
    with pytest.raises(ValueError, match="closes before it opens"):
        Slot(time(18), time(9))


def test_a_moment_without_an_offset_is_refused() -> None:
    cal = WorkingCalendar("office", SHANGHAI, OFFICE)

    for ask in (cal.is_open, cal.next_opening, cal.day_of, cal.last_close_before):
        with pytest.raises(ValueError, match="has no offset"):
            ask(datetime(2024, 3, 1, 15))  # noqa: DTZ001 - it is what is refused


def test_what_was_worked_out_is_no_part_of_a_calendars_value() -> None:
    used, fresh = (WorkingCalendar("office", SHANGHAI, OFFICE) for _ in range(2))
    used.add(shanghai("2024-03-01T15:00"), timedelta(hours=8))

    assert used == fresh
    assert hash(used) == hash(fresh)
    assert pickle.loads(pickle.dumps(used)) == fresh
