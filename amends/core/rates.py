"""Small counts without approximation: tails of the Poisson and the binomial distribution, and limits from them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from math import exp, lgamma, log, log1p

THREE_SIGMA = 0.0027
"""How often a point of a steady process falls outside the usual limits of a control chart, both sides together."""
NEGLIGIBLE = 1e-17


def poisson_at_most(count: int, mean: float) -> float:
    """Return how likely at most ``count`` events are where ``mean`` are expected."""
    if count < 0:
        return 0.0
    if count > mean:
        return 1.0 - poisson_at_least(count + 1, mean)
    return _tail(_poisson(count, mean), lambda one: one / mean, range(count, 0, -1))


def poisson_at_least(count: int, mean: float) -> float:
    """Return how likely at least ``count`` events are where ``mean`` are expected."""
    if count <= mean:
        return 1.0 - poisson_at_most(count - 1, mean)
    return _tail(_poisson(count, mean), lambda one: mean / one, itertools.count(count + 1))


def poisson_limits(mean: float, *, outside: float = THREE_SIGMA) -> tuple[int, int]:
    """Return the least and the most events that are nothing unusual: half of ``outside`` lies beyond each."""
    low, high = int(mean), int(mean)
    while low > 0 and poisson_at_most(low - 1, mean) > outside / 2:
        low -= 1
    while poisson_at_least(high + 1, mean) > outside / 2:
        high += 1
    return low, high


def binomial_at_most(count: int, of: int, share: float) -> float:
    """Return how likely at most ``count`` of ``of`` are where each is one with probability ``share``."""
    if count >= of:
        return 1.0
    if count > of * share:
        return 1.0 - binomial_at_least(count + 1, of, share)
    return binomial_at_least(of - count, of, 1.0 - share)


def binomial_at_least(count: int, of: int, share: float) -> float:
    """Return how likely at least ``count`` of ``of`` are where each is one with probability ``share``."""
    if count > of:
        return 0.0
    if count <= of * share:
        return 1.0 if count <= 0 else 1.0 - binomial_at_most(count - 1, of, share)
    odds = share / (1.0 - share)  # share < 1, else count <= of * share
    return _tail(_binomial(count, of, share), lambda one: odds * (of - one + 1) / one, range(count + 1, of + 1))


def _tail(first: float, ratio: Callable[[int], float], rest: Iterable[int]) -> float:
    """Return the sum of a tail that falls from its first part on; what no longer counts is left out."""
    total = part = first
    for one in rest:
        part *= ratio(one)
        total += part
        if part <= total * NEGLIGIBLE:
            break
    return min(1.0, total)


def _poisson(count: int, mean: float) -> float:
    if mean <= 0:
        return float(count == 0)
    return exp(count * log(mean) - mean - lgamma(count + 1))


def _binomial(count: int, of: int, share: float) -> float:
    if share <= 0:
        return float(count == 0)
    ways = lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
    return exp(ways + count * log(share) + (of - count) * log1p(-share))
