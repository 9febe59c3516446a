"""What a step carries as its kind: its only one by itself, one of several by choice, never another step's."""

from __future__ import annotations

import pytest

from amends.core.engine import take
from amends.core.ledger import Actor, CaseState, StepCall
from amends.core.refusal import Refused
from tests.core.telling import at, pack_of, rules

STEPS = """
[[step]]
id = "approve_sheet"
kind = "approve"
$A
$T
from = ["*"]
kinds = ["sheet"]
[[step]]
id = "review_plan"
kind = "record"
$A
$T
from = ["*"]
causes = ["plan_reviewed"]
kinds = ["accepted", "returned"]
"""


def _take(step: str, **detail: str) -> CaseState:
    call = StepCall(step, at("2024-03-07 09:00"), Actor("li"), detail=detail)
    return take(CaseState(), call, rules(pack_of(STEPS)), {})[0]


def test_the_only_kind_of_a_step_goes_with_it_by_itself() -> None:
    assert _take("approve_sheet").done[-1].detail["kind"] == "sheet"


def test_one_of_several_kinds_has_to_be_chosen() -> None:
    with pytest.raises(Refused) as refused:
        _take("review_plan")

    assert [one.what for one in refused.value.missing] == ["known:kind"]
    assert _take("review_plan", kind="returned").done[-1].detail["kind"] == "returned"


def test_a_step_does_not_carry_the_kind_of_another_step() -> None:
    """Approving a sheet never counts as approving the reply (FR-115)."""
    with pytest.raises(Refused):
        _take("approve_sheet", kind="reply")
