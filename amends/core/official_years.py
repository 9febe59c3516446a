"""China's official holidays and make-up working days (调休), year by year.

Dates come from the ``holidays`` package; which years the State Council has announced is
our own table, because the package answers for later years too, without make-up days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from amends.core.text import Text
from amends.core.working_calendar import Slot, Slots, WorkingCalendar, parse_week

_GAZETTE = "https://www.gov.cn/gongbao/"
ANNOUNCED: Mapping[int, str] = {
    2018: _GAZETTE + "content/2017/content_5248221.htm",
    2019: _GAZETTE + "content/2019/content_5380356.htm",
    2020: _GAZETTE + "content/2020/content_5477297.htm",
    2021: _GAZETTE + "content/2020/content_5567750.htm",
    2022: _GAZETTE + "content/2021/content_5651728.htm",
    2023: _GAZETTE + "content/2023/content_5736714.htm",
    2024: _GAZETTE + "2023/issue_10806/202311/content_6913823.html",
    2025: _GAZETTE + "2024/issue_11726/202411/content_6989767.html",
    2026: _GAZETTE + "2025/issue_12406/202511/content_7048922.html",
}
"""Year → the notice that fixed its holidays (for 2019 and 2020 the later change to it)."""

EXPECTED_YEARS = 2
"""How many years beyond the last notice get their statutory days, marked as not yet announced."""

OFFICE_WEEK = "mon-fri 09:00-12:00 13:00-18:00"
"""Office hours where the organisation has stated none (the assumption of FR-071)."""

_MADE_UP = Text(zh="调休上班", en="make-up working day")
_SWAPPED = Text(zh="节假日调休", en="holiday, day swapped")


@dataclass(frozen=True, slots=True)
class OfficialYear:
    """One year: the days off and the weekend days worked in exchange, each with its name."""

    year: int
    off: Mapping[date, Text]
    worked: Mapping[date, Text]
    announced: bool


@cache
def chinese_days(year: int) -> OfficialYear:
    """Return the official days of a year from 2018 on; ValueError for an earlier year.

    A year without a notice has only the days fixed by statute; its names say so.
    """
    if year < min(ANNOUNCED):
        raise ValueError(f"{year}: official days are kept from {min(ANNOUNCED)} on")
    zh = holidays.country_holidays("CN", years=year, language="zh_CN")
    en = holidays.country_holidays("CN", years=year, language="en_US")
    off = {day: _name(zh[day], en[day], announced=year in ANNOUNCED) for day in sorted(zh) if day.year == year}
    # The package's list of worked weekend days also holds days of other years.
    worked = {day: _MADE_UP for day in sorted(zh.weekend_workdays) if day.year == year}
    return OfficialYear(year, off, worked, year in ANNOUNCED)


def _name(zh: str, en: str, *, announced: bool) -> Text:
    if "调休" in zh:
        return _SWAPPED
    if announced:
        return Text(zh=zh, en=en)
    return Text(zh=f"{zh}（安排尚未公布）", en=f"{en} (not yet announced)")


def announced_through() -> date:
    """Return the last day whose working or resting is officially known."""
    return date(max(ANNOUNCED), 12, 31)


def cn_office(
    week: str | Mapping[int, Slots] = OFFICE_WEEK, *, make_up: Slots = (), name: str = "cn-office"
) -> WorkingCalendar:
    """Return the office calendar of mainland China with the organisation's hours.

    A make-up day has the slots of ``make_up``; without them, those of its weekday when the
    week opens on it, else those of the week's first working day. Raises ValueError for a week without opening hours.
    """
    hours = parse_week(week) if isinstance(week, str) else week
    extra = make_up or next((hours[day] for day in range(7) if hours.get(day)), ())
    if not extra:
        raise ValueError(f"calendar {name}: the week has no opening hours")
    years = [chinese_days(year) for year in range(min(ANNOUNCED), max(ANNOUNCED) + EXPECTED_YEARS + 1)]
    days: dict[date, tuple[Slot, ...]] = {}
    why: dict[date, Text] = {}
    for official in years:
        days |= dict.fromkeys(official.off, ())
        days |= {day: make_up or hours.get(day.weekday()) or extra for day in official.worked}
        why |= {**official.off, **official.worked}
    zone = ZoneInfo("Asia/Shanghai")
    return WorkingCalendar(name, zone, hours, days, why, announced_through(), version=f"cn-{max(ANNOUNCED)}")
