"""What a due time says about itself: its days, its reasons, whether it may still move, what is left (FR-088)."""

from __future__ import annotations

from amends.core.due import (
    due_after,
    explain,
    fixed,
    left,
)
from amends.core.span import Span
from amends.core.text import Text
from amends.core.working_calendar import WorkingCalendar, parse_week
from tests.core.clocks import CN, NEXT_OPEN, OFFICE, after, cn


def test_an_agreed_time_is_due_as_agreed_and_says_so() -> None:
    """FR-078."""
    says = Text(zh="与投诉人约定", en="agreed with the complainant")

    due = fixed(cn("2024-03-08T18:00"), cn("2024-03-07T10:04"), calendar=OFFICE, says=says)

    assert explain(due, "en") == ["Thu 7 Mar 10:04: agreed with the complainant", "Fri 8 Mar 18:00: due"]


def test_the_time_left_is_shown_in_hours_and_minutes() -> None:
    """FR-088: at 21:04 a 22:04 clock shows 1 h 00."""
    due = cn("2024-03-01T22:04")

    shown = [left(due, cn(f"2024-03-01T{clock}")).en for clock in ("21:04", "22:03:30", "22:04", "22:04:01", "23:14")]

    assert shown == ["1 h 00", "0 h 00", "0 h 00", "late by 0 h 00", "late by 1 h 10"]
    assert left(due, cn("2024-02-28T20:00")).zh == "2 天 2 小时 04 分"


def test_the_derivation_names_each_day_that_was_counted_or_skipped_and_why() -> None:
    """FR-072, FR-088: what staff show and the complainant may ask for."""
    due = after("2024-04-30T15:00", "3 wd")

    assert explain(due, "zh", article="4.2") == [
        "4月30日 周二 15:00：起算，3 个工作日",
        "依据：第 4.2 条",
        "4月30日 周二：起算当日，不计",
        "5月1日 周三：劳动节，不计",
        "5月2日 周四 – 5月3日 周五：节假日调休，不计",
        "5月4日 周六 – 5月5日 周日：休息日，不计",
        "5月6日 周一：第 1 个工作日",
        "5月7日 周二：第 2 个工作日",
        "5月8日 周三：第 3 个工作日",
        "5月8日 周三 18:00：到期（下班时）",
    ]
    assert explain(after("2024-04-26T10:00", "1 wd"), "en")[3] == "Sun 28 Apr: working day 1 (make-up working day)"


def test_the_derivation_of_working_hours_shows_the_lunch_break() -> None:
    """FR-071."""
    assert explain(after("2024-03-01T15:00", "8 wh"), "en", article="6") == [
        "Fri 1 Mar 15:00: start, 8 working hours",
        "Article 6",
        "Fri 1 Mar: 15:00–18:00 counts 3 h",
        "Sat 2 Mar – Sun 3 Mar: day of rest, not counted",
        "Mon 4 Mar: 09:00–15:00 counts 5 h",
        "Mon 4 Mar: 12:00–13:00 break, not counted",
        "Mon 4 Mar 15:00: due",
    ]


def test_slots_that_touch_have_no_break_between_them() -> None:
    shifts = WorkingCalendar("shifts", CN, parse_week("mon-fri 09:00-13:00 13:00-18:00"))

    due = due_after(cn("2024-03-01T10:00"), Span.parse("8 wh"), calendar=shifts)

    assert explain(due, "en")[1] == "Fri 1 Mar: 10:00–18:00 counts 8 h"
    assert [step.kind for step in due.steps] == ["start", "count", "end"]


def test_long_runs_of_ordinary_days_are_one_line() -> None:
    lines = explain(after("2024-03-01T15:00", "15 wd"), "zh")

    assert "3月4日 周一 – 3月8日 周五：第 1–5 个工作日" in lines
    assert len(lines) == 9


def test_a_due_time_beyond_the_announced_years_is_provisional_when_it_leans_on_them() -> None:
    """The holidays of 2027 are not announced: working days are provisional, plain hours are not."""
    days, short, elapsed = (after("2026-12-30T15:00", text) for text in ("3 wd", "1 wd", "72 h"))

    assert [due.provisional for due in (days, short, elapsed)] == [True, False, False]
    assert explain(days, "zh")[-1].startswith("暂定")
    assert "2027年1月5日 周二 18:00：到期（下班时）" in explain(days, "zh")
    assert after("2026-12-30T15:00", "5 d", NEXT_OPEN).provisional
    assert not after("2026-12-30T15:00", "5 d").provisional
