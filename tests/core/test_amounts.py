"""Amounts are exact: a tenth is a tenth, whoever wrote it, and every amount has its currency (FR-127, FR-136)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from amends.core.comparing import compare
from amends.core.given import Unfit, check_amount
from amends.core.limits import told


@pytest.mark.parametrize(("written", "exact"), [
    (300, "300"), (12.5, "12.5"), ("12.50", "12.5"), (0.1, "0.1"), ("1000", "1000"), (Decimal("1E+3"), "1000"),
])  # fmt: skip
def test_an_amount_is_what_was_written(written: Any, exact: str) -> None:
    found = check_amount(written)

    assert isinstance(found, Decimal)
    assert str(found) == exact


@pytest.mark.parametrize(
    "written", [0.1 + 0.2, "300.001", -1, "-0.01", "nan", "Infinity", float("inf"), 10**13, "1e400", "much", True]
)
def test_what_no_account_can_hold_is_no_amount(written: Any) -> None:
    with pytest.raises(Unfit):
        check_amount(written)


def test_figures_are_compared_as_they_are_written() -> None:
    tenths = Decimal("0.1") + Decimal("0.2")

    assert compare(tenths, "at_most", 0.3)
    assert compare(tenths, "is", 0.3)
    assert not compare(tenths, "more_than", 0.3)
    assert compare(Decimal("0.3"), "one_of", (0.1, 0.3))
    assert compare(Decimal("300.01"), "more_than", 300)


def test_an_amount_is_told_in_its_currency() -> None:
    assert [told(Decimal("1200.5"), *of) for of in (("CNY", "zh"), ("CNY", "en"), ("GBP", "zh"))] == [
        "1,200.5 元", "1,200.5 yuan", "GBP 1,200.5",
    ]  # fmt: skip
