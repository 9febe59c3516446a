"""What is usual among earlier decisions, and what stands out from it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from amends.core.outliers import usual


def amounts(*figures: float) -> list[Decimal]:
    return [Decimal(str(one)) for one in figures]


def test_one_amount_far_from_the_others_stands_out_and_moves_nothing() -> None:
    found = usual(amounts(280, 290, 300, 310, 320, 9000))

    assert found is not None
    assert (found.median, found.among) == (Decimal(305), 6)
    assert [found.stands_out(Decimal(one)) for one in (280, 320, 9000, 1)] == ["", "", "above", "below"]


def test_the_reach_of_the_usual_is_three_and_a_half_deviations() -> None:
    """Median 300, median distance 10: 3.5 times 1.4826 times 10 is 51.89."""
    found = usual(amounts(280, 290, 300, 310, 320))

    assert found is not None
    assert (found.least, found.most) == (Decimal("248.109"), Decimal("351.891"))


@pytest.mark.parametrize("few", [[], [300], [100, 100, 100, 9000]])
def test_among_a_few_nothing_is_usual(few: list[float]) -> None:
    assert usual(amounts(*few)) is None


def test_where_most_are_the_same_the_mean_distance_counts() -> None:
    """Nine times 100 and once 200: the mean distance is 10, so anything up to 143.87 is usual."""
    found = usual(amounts(*[100] * 9, 200))

    assert found is not None
    assert found.most == Decimal("143.8655")
    assert found.stands_out(Decimal(200)) == "above"


def test_where_all_are_the_same_any_other_stands_out() -> None:
    found = usual(amounts(*[100] * 5))

    assert found is not None
    assert (found.stands_out(Decimal(100)), found.stands_out(Decimal("100.01"))) == ("", "above")
    assert found.stands_out(None) == ""
