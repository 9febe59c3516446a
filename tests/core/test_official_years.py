"""China's official days against a second source and the figures of FR-071 and FR-072."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest

from amends.core.official_years import ANNOUNCED, announced_through, chinese_days, cn_office
from amends.core.working_calendar import parse_week

CN = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("year", sorted(ANNOUNCED))
def test_every_day_agrees_with_a_second_source(year: int) -> None:
    """FR-072: holidays and make-up days, each day of each announced year."""
    cal = cn_office()
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year % 4 == 0))]

    differing = [day for day in days if cal.is_working_day(day) != chinese_calendar.is_workday(day)]  # type: ignore[no-untyped-call]

    assert differing == []


def test_the_may_holiday_of_2024_swaps_two_weekends() -> None:
    """FR-072: 28 April 2024 is a working Sunday, 1–5 May a holiday."""
    official = chinese_days(2024)

    assert {date(2024, 4, 28), date(2024, 5, 11)} <= set(official.worked)
    assert [cn_office().is_working_day(date(2024, 5, day)) for day in range(1, 7)] == [False] * 5 + [True]
    assert (official.off[date(2024, 5, 1)].zh, official.worked[date(2024, 4, 28)].zh) == ("劳动节", "调休上班")


@pytest.mark.parametrize("year", sorted(ANNOUNCED))
def test_a_year_holds_its_own_days_only_and_works_only_on_weekends(year: int) -> None:
    official = chinese_days(year)

    assert {day.year for day in (*official.off, *official.worked)} == {year}
    assert all(day.weekday() >= 5 for day in official.worked)
    assert not official.off.keys() & official.worked.keys()


def test_a_year_without_a_notice_has_its_statutory_days_and_says_so() -> None:
    year = max(ANNOUNCED) + 1

    official = chinese_days(year)

    assert not official.announced
    assert not official.worked
    assert official.off
    assert "尚未公布" in official.off[date(year, 1, 1)].zh
    assert announced_through() == cn_office().announced_through == date(year - 1, 12, 31)


def test_years_before_the_table_are_refused() -> None:
    with pytest.raises(ValueError, match="2017"):
        chinese_days(2017)


def test_an_organisation_brings_its_own_hours_also_for_make_up_days() -> None:
    shop = cn_office("mon-sat 10:00-20:00", make_up=parse_week("sun 10:00-16:00")[6])

    assert shop.closes_on(date(2024, 4, 28)) == datetime(2024, 4, 28, 16, tzinfo=CN)
    assert shop.closes_on(date(2024, 5, 11)) == datetime(2024, 5, 11, 16, tzinfo=CN)


def test_a_make_up_day_on_which_the_shop_opens_anyway_keeps_its_hours() -> None:
    shop = cn_office("mon-fri 09:00-18:00, sat-sun 10:00-16:00")

    assert shop.closes_on(date(2024, 4, 28)) == datetime(2024, 4, 28, 16, tzinfo=CN)


def test_a_week_without_hours_makes_no_office() -> None:
    with pytest.raises(ValueError, match="no opening hours"):
        cn_office({})
