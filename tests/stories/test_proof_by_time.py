"""Time travel through the real doors: steps by people, ticks by the clock, and everything that then stands in the rows.

Each story lists every obligation, every rung climbed and every letter, and nothing else may be there.
The figures are those of the pack's own stories, which the rule core is held against.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from amends.cases.export import export_case
from amends.cases.verifier import problems
from amends.jobs import tick as job
from amends.jobs.tick import tick
from tests.makers import Town, viewer
from tests.stories.clock import Clock, climbed, letters, moment, owed, steps

STOPS = (
    "7 17:00:01", "7 19:04:00", "7 22:04:01", "8 10:00:00", "8 10:04:00", "8 10:04:01", "8 10:10:00", "8 10:10:01",
    "8 17:00:00", "8 17:00:01",
)  # fmt: skip


def day(text: str) -> datetime:
    """Return a moment of March: "7 10:05:01"."""
    return moment(f"03-0{text}")


@pytest.fixture(autouse=True)
def new_worker() -> None:
    """Forget what this process has seen, as a worker that has just started."""
    job._hour_seen.clear()


def test_dispatched_one_second_late_at_10_05_01_is_late_and_the_supervisor_is_told_once(river: Town) -> None:
    """FR-076: five minutes from 10:00:00 end with 10:05:00; one second later is late, though it is then done."""
    clock = Clock(river, at=day("7 10:00:00"))
    clock.told("lan")
    clock.until(day("7 10:01:00"))
    clock.does("lan", "read_back")
    clock.until(day("7 10:05:00"))
    in_time = (climbed(), letters())
    clock.until(day("7 10:05:01"))
    clock.does("lan", "dispatch")
    clock.until(day("7 12:00:00"))

    assert in_time == (set(), [])
    assert owed() == {
        ("C01", "", 1, "met", "03-07 10:05:00", True),
        ("C04", "", 1, "asleep", "03-08 10:00:00", False),
        ("C08", "", 1, "open", "03-25 23:59:59", False),
    }
    assert climbed() == {("C01", "due", "03-07 10:05:01", ("mo",))}
    assert letters() == [("told/reminder", "mo", "五分钟内派单")]
    assert steps() == ["register", "read_back", "tick", "dispatch"]


def test_dispatched_at_10_04_not_done_not_answered_and_escalated_a_day_after_the_report(river: Town) -> None:
    """FR-051, FR-061, FR-077, FR-085: 12 h end at 22:04, the answer was due at 17:00, 24 h end at 10:00."""
    clock = Clock(river, at=day("7 10:00:00"))
    clock.told("lan")
    clock.until(day("7 10:01:00"))
    clock.does("lan", "read_back")
    clock.until(day("7 10:04:00"))
    clock.does("lan", "dispatch")
    clock.does("wu", "accept")
    clock.until(day("7 16:30:00"))
    clock.does("wu", "progress")
    for stop in STOPS:
        clock.until(day(stop))
    tick(clock.now)

    assert owed() == {
        ("C01", "", 1, "met", "03-07 10:05:00", False),
        ("C02", "order-1", 1, "open", "03-07 22:04:00", True),
        ("C03", "order-1", 1, "open", "03-08 10:04:00", True),
        ("C04", "", 1, "open", "03-08 10:10:00", True),
        ("C05", "order-1", 1, "met", "03-07 17:00:00", False),
        ("C05", "order-1", 2, "open", "03-08 17:00:00", True),
        ("C05", "order-1", 3, "open", "03-09 17:00:00", False),
        ("C08", "", 1, "open", "03-25 23:59:59", False),
    }
    assert climbed() == {
        ("C02", "75 %", "03-07 19:04:00", ("wu",)),
        ("C02", "due", "03-07 22:04:01", ("mo",)),
        ("C02", "due + 12 h", "03-08 10:04:00", ("chen",)),
        ("C03", "due", "03-08 10:04:01", ("mo",)),
        ("C04", "due", "03-08 10:10:01", ("mo", "he")),
        ("C05", "due", "03-08 17:00:01", ("mo",)),
    }
    assert letters() == sorted([
        ("told/reminder", "wu", "接单后十二小时办结"),
        ("told/reminder", "mo", "接单后十二小时办结"),
        ("told/reminder", "chen", "接单后十二小时办结"),
        ("told/reminder", "mo", "未办结，二十四小时内回报进展"),
        ("told/reminder", "mo", "首报满二十四小时未完成，报主管请部门负责人批示"),
        ("told/reminder", "he", "首报满二十四小时未完成，报主管请部门负责人批示"),
        ("told/reminder", "mo", "每日十七时前答复进展"),
    ])  # fmt: skip
    assert steps() == ["register", "read_back", "dispatch", "accept", "progress", *["tick"] * 7]
    assert problems(export_case(viewer(river, "mo", at=clock.now), clock.number, at=clock.now)) == []


def test_a_worker_that_slept_through_it_all_finds_the_same_in_one_tick(river: Town) -> None:
    """The instants of the rungs are those of the ladder, not those of the tick that came late."""
    clock = Clock(river, at=day("7 10:00:00"))
    clock.told("lan")
    clock.now = day("7 10:01:00")
    clock.does("lan", "read_back")
    clock.now = day("7 10:04:00")
    clock.does("lan", "dispatch")
    clock.does("wu", "accept")
    clock.now = day("7 16:30:00")
    clock.does("wu", "progress")

    tick(day("8 17:00:01"))
    tick(day("8 17:00:01"))

    assert {(duty, rung, at) for duty, rung, at, _ in climbed()} == {
        ("C02", "75 %", "03-07 19:04:00"), ("C02", "due", "03-07 22:04:01"), ("C02", "due + 12 h", "03-08 10:04:00"),
        ("C03", "due", "03-08 10:04:01"), ("C04", "due", "03-08 10:10:01"), ("C05", "due", "03-08 17:00:01"),
    }  # fmt: skip
    assert len(letters()) == 7
    assert steps()[-1:] == ["tick"]
    assert steps().count("tick") == 1
