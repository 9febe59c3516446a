"""Tails of the Poisson and binomial distributions against figures from tables, and limits of control charts."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from amends.core.rates import (
    THREE_SIGMA,
    binomial_at_least,
    binomial_at_most,
    poisson_at_least,
    poisson_at_most,
    poisson_limits,
)


def test_poisson_tails_are_those_of_the_printed_table() -> None:
    assert poisson_at_most(2, 4.0) == pytest.approx(0.2381, abs=5e-5)
    assert poisson_at_most(0, 3.0) == pytest.approx(0.0498, abs=5e-5)
    assert poisson_at_least(10, 4.0) == pytest.approx(0.0081, abs=5e-5)
    assert poisson_at_most(0, 0.0) == 1.0


@pytest.mark.parametrize(("count", "of", "share"), [(3, 10, "1/4"), (0, 5, "1/3"), (40, 90, "1/2"), (7, 7, "9/10")])
def test_binomial_tails_equal_the_sum_of_exact_fractions(count: int, of: int, share: str) -> None:
    p = Fraction(share)
    exact = sum(comb(of, k) * p**k * (1 - p) ** (of - k) for k in range(count + 1))

    assert binomial_at_most(count, of, float(p)) == pytest.approx(float(exact), rel=1e-9)
    assert binomial_at_least(count + 1, of, float(p)) == pytest.approx(float(1 - exact), abs=1e-9)


def test_a_share_of_nothing_lets_nothing_happen() -> None:
    assert binomial_at_least(1, 9, 0.0) == 0.0
    assert binomial_at_most(0, 9, 0.0) == 1.0


@pytest.mark.parametrize("mean", [0.0, 0.3, 1.0, 4.0, 20.0, 300.0])
def test_no_more_than_the_stated_share_lies_outside_the_limits(mean: float) -> None:
    low, high = poisson_limits(mean)

    assert poisson_at_most(low - 1, mean) <= THREE_SIGMA / 2 if low else True
    assert poisson_at_least(high + 1, mean) <= THREE_SIGMA / 2
    assert poisson_at_least(high, mean) > THREE_SIGMA / 2 or high == 0


def test_the_limits_of_four_a_month_are_none_and_eleven() -> None:
    assert poisson_limits(4.0) == (0, 11)
