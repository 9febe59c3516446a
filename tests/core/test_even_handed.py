"""Like cases, like remedies: the rank test by hand, planted bias found, and nothing said where nothing is."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.even_handed import FEWEST, Grant, Standing, even_handed

BASES = {"delay": 50, "leak": 200, "loss": 1000}


def grants(amounts: dict[str, list[int]], like: str = "leak") -> list[Grant]:
    return [
        Grant((group, nth), like, Decimal(amount), {"unit": group})
        for group, those in amounts.items() for nth, amount in enumerate(those)
    ]  # fmt: skip


def by_group(found: tuple[Standing, ...]) -> dict[object, Standing]:
    return {one.group: one for one in found}


def drawn(seed: int, *, bias: float = 1.0, many: int = 240) -> list[Grant]:
    """Grants of three kinds of matters in six units, those of unit 0 multiplied by the bias."""
    chance = random.Random(seed)
    found = []
    for nth in range(many):
        like, unit = chance.choice(sorted(BASES)), chance.randrange(6)
        amount = BASES[like] * chance.lognormvariate(0, 0.5) * (bias if unit == 0 else 1)
        found.append(
            Grant(nth, like, Decimal(round(amount)), {"unit": unit, "language": chance.choice(["zh", "zh", "en"])})
        )
    return found  # fmt: skip


def test_ranks_are_counted_as_by_hand() -> None:
    """1 to 5 beside 6 to 10: no amount of the lower is above one of the higher; z = -2.611, so p = 0.0090."""
    found = by_group(even_handed(grants({"low": [1, 2, 3, 4, 5], "high": [6, 7, 8, 9, 10]}), ["unit"]))

    assert (found["low"].higher, found["high"].higher) == (0.0, 1.0)
    assert found["low"].p == pytest.approx(0.00902, abs=1e-5)
    assert (found["low"].differs, found["high"].differs) == ("below", "above")
    assert (found["low"].apart, found["high"].apart) == (Decimal("-2.5"), Decimal("2.5"))
    assert found["high"].farthest == tuple(("high", nth) for nth in (4, 3, 2, 1, 0))


def test_amounts_that_are_all_the_same_say_nothing() -> None:
    found = by_group(even_handed(grants({"a": [100] * 9, "b": [100] * 9}), ["unit"]))

    assert [(one.higher, one.differs) for one in found.values()] == [(None, "")] * 2


def test_a_unit_with_dearer_matters_is_not_called_unfair() -> None:
    """One unit deals with losses, the other with delays: nothing of theirs is alike, so nothing is compared."""
    unlike = [*grants({"a": [900, 950, 1000, 1100, 1200, 1300]}, "loss"), *grants({"b": [40, 45, 50, 55, 60]}, "delay")]

    assert [(one.grants, one.differs) for one in even_handed(unlike, ["unit"])] == [(0, ""), (0, "")]


@pytest.mark.parametrize(("own", "others"), [(FEWEST - 1, 30), (30, FEWEST - 1)])
def test_too_few_are_not_judged(own: int, others: int) -> None:
    found = by_group(even_handed(grants({"a": [900] * own, "b": [*range(1, others + 1)]}), ["unit"]))

    assert found["a"].higher is None
    assert found["a"].differs == ""


def test_planted_bias_is_found_and_its_grants_named() -> None:
    """Twice as much in one unit of six, in 240 grants: found in every one of twenty years."""
    for seed in range(20):
        found = {(one.by, one.group): one for one in even_handed(drawn(seed, bias=2), ["unit", "language"])}
        assert found["unit", 0].differs == "above"
        assert (found["unit", 0].apart or 0) > 0
        assert len(found["unit", 0].farthest) == 5


def test_where_all_is_even_a_report_seldom_names_anybody() -> None:
    """At most one report in twenty may: of 200, ten are expected at the most, nineteen are beyond chance."""
    false = sum(any(one.differs for one in even_handed(drawn(seed), ["unit", "language"])) for seed in range(200))

    assert false < 19


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcd"), st.lists(st.integers(1, 20), max_size=12), max_size=4), st.integers(1, 9)
)
def test_neither_order_nor_scale_changes_what_is_said(amounts: dict[str, list[int]], times: int) -> None:
    plain = grants(amounts)
    scaled = [Grant(one.of, one.like, one.amount * times, one.groups) for one in reversed(plain)]

    def said(found: tuple[Standing, ...], times: int = 1) -> list[tuple[object, ...]]:
        return [
            (one.group, one.grants, one.higher, one.differs, None if one.apart is None else one.apart * times)
            for one in found
        ]

    assert said(even_handed(scaled, ["unit"])) == said(even_handed(plain, ["unit"]), times)
