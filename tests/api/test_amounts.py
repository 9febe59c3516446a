"""Amounts through the API: read as they were written, and answered as text everywhere (FR-127, FR-136)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from amends.cases.models import Case
from amends.people.tenancy import organisation
from tests.api.conftest import Caller
from tests.makers import Town, complaint


def body(amount: str) -> str:
    """Return a request whose amount is written exactly so."""
    return json.dumps({"facts": complaint(channel="api", demand_amount="@")}).replace('"@"', amount)


@pytest.mark.parametrize(("written", "exact"), [
    ("12.10", "12.1"), ("0.1", "0.1"), ('"12.10"', "12.1"), ("600", "600"), ("600.0", "600"), ("9007199254740.99", "9007199254740.99"),
])  # fmt: skip
def test_an_amount_is_read_as_it_is_written_and_answered_as_text(
    lan: Caller, river: Town, written: str, exact: str
) -> None:
    answer = lan.post("cases", body(written))

    assert answer.status_code == 201, answer.json()
    facts: list[dict[str, Any]] = lan.get(f"cases/{answer.json()['number']}").json()["facts"]
    assert [one["value"] for one in facts if one["name"] == "demand_amount"] == [exact]


@pytest.mark.parametrize("written", [
    "300.000000000000000001", "0.30000000000000004", "1e400", "-0.01", "NaN", "1e-9", '"300.001"', "true",
])  # fmt: skip
def test_what_no_account_can_hold_is_refused_by_name_and_not_rounded(lan: Caller, river: Town, written: str) -> None:
    """A float would have made 300 of it."""
    answer = lan.post("cases", body(written))

    assert answer.status_code in (400, 422)
    with organisation(river.org.id):
        assert not Case.objects.exists()
