"""Due times: the worked figures of FR-037 and FR-070 to FR-086, and every word of `[counting]`."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.core.due import (
    Counting,
    Ends,
    age_reached,
    at_once,
    due_after,
    explain,
    late,
    paused,
    same_day,
)
from amends.core.span import Span, Unit
from amends.core.working_calendar import WorkingCalendar, parse_week
from tests.core.clocks import CN, NEXT_OPEN, OFFICE, OWN_DAY, ROUND, after, cn


@pytest.mark.parametrize(
    ("figure", "start", "span", "due"),
    [
        ("FR-071 working hours", "2024-03-01T15:00", "8 wh", "2024-03-04T15:00"),
        ("FR-072 make-up Sunday", "2024-04-26T10:00", "1 wd", "2024-04-28T18:00"),
        ("FR-072 May holiday", "2024-04-30T15:00", "3 wd", "2024-05-08T18:00"),
        ("FR-073 close of business", "2024-03-01T15:00", "2 wd", "2024-03-05T18:00"),
        ("FR-074 test of a return", "2024-03-01T11:00", "7 wd", "2024-03-12T18:00"),
        ("FR-075 through the night", "2024-03-01T20:00", "12 h", "2024-03-02T08:00"),
        ("FR-075 contact", "2024-03-01T14:40", "24 h", "2024-03-02T14:40"),
        ("FR-076 dispatch", "2024-03-01T10:00", "5 min", "2024-03-01T10:05"),
        ("FR-077 completion", "2024-03-01T10:04", "12 h", "2024-03-01T22:04"),
        ("FR-077 progress", "2024-03-01T10:04", "24 h", "2024-03-02T10:04"),
        ("FR-079 interim", "2024-03-01T15:00", "8 wh", "2024-03-04T15:00"),
        ("FR-079 permanent", "2024-03-01T15:00", "2 wd", "2024-03-05T18:00"),
        ("FR-081 ordinary", "2024-03-01T10:00", "1 wd", "2024-03-04T18:00"),
        ("FR-081 complex", "2024-03-01T10:00", "5 wd", "2024-03-08T18:00"),
        ("FR-082 one hour", "2024-03-01T14:00", "1 h", "2024-03-01T15:00"),
        ("FR-082 half an hour", "2024-03-01T14:00", "0.5 h", "2024-03-01T14:30"),
        ("FR-084 month end", "2024-01-31T10:00", "1 mo", "2024-02-29T10:00"),
        ("leap day", "2024-02-29T10:00", "1 y", "2025-02-28T10:00"),
        ("a week", "2024-01-31T10:00", "1 wk", "2024-02-07T10:00"),
        ("nothing to wait for", "2024-03-02T10:00", "0 wd", "2024-03-02T10:00"),
    ],
)
def test_the_figures_of_the_regulations_hold(figure: str, start: str, span: str, due: str) -> None:
    """FR-070 to FR-084, as named in each row."""
    assert after(start, span).at == cn(due), figure


def test_working_days_may_end_at_the_same_clock_time() -> None:
    """FR-073: Fri 2024-03-01 15:00 + 2 wd = Tue 2024-03-05 15:00 by the other setting."""
    same_time = Counting(working_days_end="same_time")

    assert after("2024-03-01T15:00", "2 wd", same_time).at == cn("2024-03-05T15:00")
    assert after("2024-03-01T15:00", "2 wd", ends="same_time").at == cn("2024-03-05T15:00")
    assert after("2024-03-01T20:00", "1 wd", same_time).at == cn("2024-03-04T18:00")
    assert after("2024-03-01T07:00", "1 wd", same_time).at == cn("2024-03-04T09:00")


def test_five_minutes_and_a_second_are_late() -> None:
    """FR-076, FR-082: on time at the due time, late one second after."""
    due = after("2024-03-01T10:00", "5 min")

    assert [late(due, cn(f"2024-03-01T10:05:{s:02d}")) for s in (0, 1)] == [False, True]
    assert not late(due.at, due.at + timedelta(microseconds=999_999))


@pytest.mark.parametrize(
    ("span", "on_time", "late_at"), [("1 h", "15:00", "15:01"), ("0.5 h", "14:30", "14:31")], ids=["one hour", "half"]
)
def test_forwarding_is_late_a_minute_after_its_hour_or_half_hour(span: str, on_time: str, late_at: str) -> None:
    """FR-082: accepted 14:00: 15:00 on time, 15:01 late (1 h); relay 14:30 on time, 14:31 late (0.5 h)."""
    due = after("2024-03-01T14:00", span)

    assert [late(due, cn(f"2024-03-01T{clock}")) for clock in (on_time, late_at)] == [False, True]


def test_the_8d_steps_end_on_the_third_and_seventh_day() -> None:
    """FR-080: opened 2024-03-01, plan due 2024-03-04, verification 2024-03-08."""
    assert after("2024-03-01T09:30", "3 d", ends="end_of_day").at == cn("2024-03-04T23:59:59")
    assert after("2024-03-01T09:30", "7 d").at == cn("2024-03-08T09:30")


def test_the_four_answer_classes_have_their_limits() -> None:
    """FR-083: ordinary that day, difficult by the end of the 8th, special by the 14th, government at once."""
    call = cn("2024-03-07T10:00")

    assert same_day(call, calendar=OFFICE).at == cn("2024-03-07T23:59:59")
    assert after("2024-03-07T10:00", "2 d", OWN_DAY).at == cn("2024-03-08T23:59:59")
    assert after("2024-03-07T10:00", "1 wk").at == cn("2024-03-14T10:00")
    assert at_once(call, Span.parse("10 min"), calendar=OFFICE).at == cn("2024-03-07T10:10")


def test_ageing_thresholds_keep_the_time_of_day_and_clamp_at_month_end() -> None:
    """FR-037, FR-084: received 2024-01-31, hot after 2024-02-07, major after 2024-02-29."""
    since = cn("2024-01-31T10:00")

    ages = [age_reached(since, Span.parse(text), calendar=OFFICE) for text in ("1 wk", "1 mo")]

    assert ages == [cn("2024-02-07T10:00"), cn("2024-02-29T10:00")]


def test_the_day_of_the_start_counts_when_the_regulation_says_so() -> None:
    assert after("2024-03-01T10:00", "1 wd", OWN_DAY).at == cn("2024-03-01T18:00")
    assert after("2024-03-01T18:00", "1 wd", OWN_DAY).at == cn("2024-03-04T18:00")
    assert after("2024-03-02T10:00", "1 wd", OWN_DAY).at == cn("2024-03-04T18:00")
    assert after("2024-01-01T10:00", "1 mo", OWN_DAY).at == cn("2024-01-31T23:59:59")
    assert after("2024-01-31T10:00", "1 mo", OWN_DAY).at == cn("2024-02-29T23:59:59")


def test_a_day_that_counts_whole_does_not_end_at_the_hour_it_began() -> None:
    own = Counting(day_one="opening_day", working_days_end="same_time")

    assert after("2024-03-01T10:00", "1 d", own).at == cn("2024-03-01T23:59:59")
    assert after("2024-03-01T10:00", "1 wd", own).at == cn("2024-03-01T18:00")


def test_a_closed_last_day_stays_or_moves_by_setting() -> None:
    """30 d from 2024-04-01 end on 1 May, a holiday; the next open day is 6 May."""
    stays, moves = after("2024-04-01T10:00", "30 d"), after("2024-04-01T10:00", "30 d", NEXT_OPEN)

    assert (stays.at, moves.at) == (cn("2024-05-01T10:00"), cn("2024-05-06T10:00"))
    assert "5月1日 周三：末日为劳动节，顺延到下一开放日" in explain(moves, "zh")


def test_close_of_business_on_a_closed_last_day_is_the_end_of_that_day() -> None:
    assert after("2024-03-01T10:00", "2 d", ends="close_of_business").at == cn("2024-03-03T23:59:59")
    assert after("2024-03-01T10:00", "3 d", ends="close_of_business").at == cn("2024-03-04T18:00")


def test_what_is_received_when_closed_counts_from_then_or_from_the_next_opening() -> None:
    """Fri 2024-03-01 20:00 is after closing."""
    from_opening = Counting(received_when_closed="next_opening")

    assert after("2024-03-01T20:00", "12 h", from_opening).at == cn("2024-03-04T21:00")
    assert after("2024-03-01T20:00", "1 wd", from_opening).at == cn("2024-03-05T18:00")
    assert after("2024-03-01T20:00", "1 wd").at == cn("2024-03-04T18:00")
    assert after("2024-03-01T10:00", "12 h", from_opening).at == cn("2024-03-01T22:00")


def test_friday_half_past_four_and_an_hour_of_work_is_monday_half_past_nine() -> None:
    office = WorkingCalendar("17", CN, parse_week("mon-fri 09:00-17:00"))

    due = due_after(cn("2024-03-01T16:30"), Span.parse("1 wh"), calendar=office)

    assert due.at == cn("2024-03-04T09:30")


def test_close_of_business_at_24_is_the_last_second_of_that_day() -> None:
    due = due_after(cn("2024-03-01T16:30"), Span.parse("1 wd"), calendar=ROUND)

    assert due.at == cn("2024-03-02T23:59:59")


def test_local_days_are_days_of_the_calendars_zone_also_when_clocks_change() -> None:
    """London: a day later is the same clock time, 24 h later is not (2024-03-31)."""
    london = WorkingCalendar("ldn", ZoneInfo("Europe/London"), parse_week("mon-fri 09:00-17:00"))
    start = datetime(2024, 3, 30, 10, tzinfo=UTC)

    dues = [due_after(start, Span.parse(text), calendar=london).at for text in ("1 d", "24 h")]

    assert dues == [datetime(2024, 3, 31, 9, tzinfo=UTC), datetime(2024, 3, 31, 10, tzinfo=UTC)]


def test_an_end_for_hours_is_refused() -> None:
    with pytest.raises(ValueError, match=r"have a last day"):
        after("2024-03-01T10:00", "12 h", ends="end_of_day")


def test_the_same_day_ends_at_its_last_second_at_closing_or_at_an_hour() -> None:
    """C06, C37."""
    noon, evening, saturday = cn("2024-03-01T12:00"), cn("2024-03-01T19:00"), cn("2024-03-02T10:00")

    def ends(start: datetime, until: Ends | time, counting: Counting | None = None) -> datetime:
        return same_day(start, calendar=OFFICE, until=until, counting=counting or Counting()).at

    assert ends(noon, "end_of_day") == cn("2024-03-01T23:59:59")
    assert ends(noon, "close_of_business") == cn("2024-03-01T18:00")
    assert ends(evening, "close_of_business") == cn("2024-03-01T23:59:59")
    assert ends(noon, time(17)) == cn("2024-03-01T17:00")
    assert ends(evening, time(17)) == cn("2024-03-01T23:59:59")
    opening = Counting(received_when_closed="next_opening")
    assert ends(saturday, "close_of_business", opening) == cn("2024-03-04T18:00")


def test_at_once_is_never_counted_in_days() -> None:
    with pytest.raises(ValueError, match="at once means"):
        at_once(cn("2024-03-01T12:00"), Span.parse("1 d"), calendar=OFFICE)


def test_a_pause_of_two_hours_moves_the_due_time_by_two_hours() -> None:
    """FR-086."""
    due = after("2024-03-01T10:04", "12 h")

    moved = paused(due, [(cn("2024-03-01T12:00"), cn("2024-03-01T14:00"))], unit=Unit.H, calendar=OFFICE)

    assert moved.at == cn("2024-03-02T00:04")
    assert "3月1日 周五 12:00：暂停计时 2 小时" in explain(moved, "zh")


def test_pauses_that_overlap_count_once_and_those_outside_not_at_all() -> None:
    """FR-086: a pause cannot hide a breach by beginning after the due time."""
    due = after("2024-03-01T10:00", "4 h")
    pauses = [("09:00", "10:30"), ("11:00", "12:00"), ("11:30", "12:30"), ("16:00", "17:00"), ("17:00", "18:00")]

    spans = [(cn(f"2024-03-01T{a}"), cn(f"2024-03-01T{b}")) for a, b in pauses]

    assert paused(due, spans, unit=Unit.H, calendar=OFFICE).at == cn("2024-03-01T16:00")


def test_a_pause_of_working_hours_moves_by_open_time_and_a_cap_holds() -> None:
    """FR-086: 8 wh from Friday 15:00, paused over the weekend until Monday 11:00."""
    due = after("2024-03-01T15:00", "8 wh")
    weekend = [(cn("2024-03-01T17:00"), cn("2024-03-04T11:00"))]

    free = paused(due, weekend, unit=Unit.WH, calendar=OFFICE)
    capped = paused(due, weekend, unit=Unit.WH, calendar=OFFICE, cap=Span.parse("1 wh"))

    assert (free.at, capped.at) == (cn("2024-03-04T18:00"), cn("2024-03-04T16:00"))
    assert "Mon 4 Mar 16:00: pauses are capped at 1 working hour" in explain(capped, "en")


def test_a_duty_may_count_its_own_way_and_an_unknown_word_is_refused() -> None:
    own = Counting().but({"day_one": "opening_day"})

    assert own == Counting(day_one="opening_day")
    for wrong in ({"day_two": "next_day"}, {"day_one": "sometime"}):
        with pytest.raises(ValueError, match=r"counting: .*expected one of"):
            Counting().but(wrong)
