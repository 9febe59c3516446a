"""Did an action work: planted effective and useless actions are told apart, at the rates that are promised."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from amends.core.control_chart import Period, control_chart
from amends.core.effects import ERROR, Judgement, Promise, Side, chances, judge

DAY = date(2026, 1, 1)
HALF = Promise("fewer", DAY, days=30, reduction=50, looks=12)
MONTHS_BEFORE, HISTORIES = 12, 1000


def test_no_repeat_in_thirty_days_and_the_same_complaint_on_day_twenty_is_not_effective() -> None:
    """FR-116."""
    promise = Promise("none", DAY, days=30)

    found = judge(promise, Side(4, 365), Side(1, 20), look=0, today=DAY + timedelta(days=20))

    assert found.verdict == "fails"


def test_no_repeat_is_shown_only_when_its_days_are_over() -> None:
    """FR-116."""
    promise = Promise("none", DAY, days=30)
    on = [judge(promise, Side(4, 365), Side(0, n), look=0, today=DAY + timedelta(days=n)) for n in (29, 30)]

    assert [one.verdict for one in on] == ["too_early", "works"]
    assert on[1].if_useless == pytest.approx(0.72, abs=0.01)  # the silence proves little: four a year are rare


def test_the_exact_test_is_that_of_the_textbook() -> None:
    """Of 12 complaints in equal times 2 came after: 79 of 4,096 draws have so few."""
    useless, _ = chances(HALF, Side(10, 100), Side(2, 100))

    assert useless == pytest.approx(79 / 4096)


def test_nothing_before_is_no_data_and_nothing_looked_at_is_too_early() -> None:
    assert judge(HALF, Side(0, 365), Side(3, 30), look=1, today=DAY).verdict == "no_data"
    assert judge(HALF, Side(9, 0), Side(3, 30), look=1, today=DAY).verdict == "no_data"
    assert judge(HALF, Side(9, 365), Side(0, 0), look=0, today=DAY).verdict == "too_early"


def test_what_fell_but_less_than_it_promised_does_not_work() -> None:
    most = Promise("fewer", DAY, days=30, reduction=95, looks=1)

    found = judge(most, Side(200, 360), Side(60, 360), look=1, today=DAY)

    assert found.verdict == "fails"
    assert found.if_useless < 0.001
    assert found.change == pytest.approx(-0.7)


def test_deliveries_that_double_explain_complaints_that_double() -> None:
    promise = Promise("fewer", DAY, days=30, reduction=50, looks=1)

    per_day = judge(promise, Side(40, 365), Side(40, 365), look=1, today=DAY)
    per_piece = judge(promise, Side(40, 10_000), Side(40, 40_000), look=1, today=DAY)

    assert per_day.verdict == "fails"
    assert per_piece.verdict == "works"


def test_too_early_says_about_how_many_looks_would_tell() -> None:
    found = judge(HALF, Side(48, 360), Side(1, 30), look=1, today=DAY)

    assert found.verdict == "too_early"
    assert 1 <= found.more_looks <= 12


def test_after_the_last_look_an_undecided_action_cannot_be_told() -> None:
    once = Promise("fewer", DAY, days=30, reduction=50, looks=1)

    assert judge(once, Side(4, 360), Side(0, 30), look=1, today=DAY).verdict == "unclear"


@pytest.mark.parametrize(("looked_on", "looks"), [(29, 0), (30, 1), (95, 3), (5000, 12)])
def test_only_complete_looks_count(looked_on: int, looks: int) -> None:
    assert HALF.looked(DAY + timedelta(days=looked_on)) == looks


# --- planted actions ---------------------------------------------------------------------------


def poisson(chance: random.Random, mean: float) -> int:
    """Draw a Poisson count from waiting times, not from the formulas that are tested."""
    count, waited = 0, chance.expovariate(1.0)
    while waited < mean:
        count, waited = count + 1, waited + chance.expovariate(1.0)
    return count


def history(chance: random.Random, *, per_month: float, keeps: float) -> Judgement:
    """Return the first word that tells, over the looks of one planted action; else what the last look says."""
    before = Side(sum(poisson(chance, per_month) for _ in range(MONTHS_BEFORE)), 30.0 * MONTHS_BEFORE)
    count = 0
    for look in range(1, HALF.looks + 1):
        count += poisson(chance, per_month * keeps)
        today = DAY + timedelta(days=HALF.days * look)
        found = judge(HALF, before, Side(count, 30.0 * look), look=look, today=today)
        if found.verdict in ("works", "fails"):
            break
    return found


def share(verdict: str, *, per_month: float, keeps: float, seed: int) -> float:
    """Return the share of 1,000 planted actions that get a verdict."""
    chance = random.Random(seed)  # nosec B311: a simulation that must be the same every time
    histories = [history(chance, per_month=per_month, keeps=keeps) for _ in range(HISTORIES)]
    return sum(one.verdict == verdict for one in histories) / HISTORIES


@pytest.mark.parametrize("per_month", [2.0, 4.0, 10.0])
def test_no_more_useless_actions_are_called_working_than_stated(per_month: float) -> None:
    assert share("works", per_month=per_month, keeps=1.0, seed=1) <= ERROR


@pytest.mark.parametrize("per_month", [2.0, 4.0, 10.0])
def test_no_more_actions_that_keep_their_promise_are_called_failed_than_stated(per_month: float) -> None:
    assert share("fails", per_month=per_month, keeps=0.5, seed=2) <= ERROR


def test_planted_effective_and_useless_actions_are_told_apart() -> None:
    """Ten a month before, half promised, a year of looks."""
    assert share("works", per_month=10.0, keeps=0.3, seed=3) >= 0.99
    assert share("works", per_month=10.0, keeps=0.5, seed=4) >= 0.95
    assert share("fails", per_month=10.0, keeps=1.0, seed=5) >= 0.95


# --- the control chart -------------------------------------------------------------------------


def periods(*counts: int, first: date = DAY, exposure: float = 30.0) -> list[Period]:
    found = []
    for nth, count in enumerate(counts):
        begins = first + timedelta(days=30 * nth)
        found.append(Period(begins, begins + timedelta(days=30), count, exposure))
    return found


def test_a_month_above_its_exact_limit_is_marked() -> None:
    chart = control_chart(periods(4, 4, 4, 4), periods(11, 12))

    assert [one.signal for one in chart] == ["", "", "", "", "", "high"]
    assert chart[-1].high == 11


def test_eight_months_in_a_row_below_the_middle_are_a_shift() -> None:
    chart = control_chart(periods(4, 4), periods(*[2] * 8))

    assert [one.signal for one in chart][-2:] == ["", "run"]


def test_limits_follow_what_was_delivered() -> None:
    chart = control_chart(periods(4, 4), [*periods(4, exposure=60.0)])

    assert [one.middle for one in chart] == [4.0, 4.0, 8.0]


def test_a_chart_without_anything_before_has_no_points() -> None:
    assert control_chart([], periods(1, 2)) == ()
