"""What gives pause stands beside what refuses: in the explanation of a case, and in the answer to a proposal."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from amends.people.tenancy import organisation
from tests.api.conftest import Caller, caller
from tests.api.test_cases import register
from tests.makers import Town, govern, registered, town
from tests.web.screens import signed_in

CAUSE = {"cause": "equipment_fault", "nature": "valid", "liable": "ours"}


@pytest.fixture
def dealer(db: None) -> Town:
    """A car sales company; its limits are decided."""
    made = town("dealer")
    with organisation(made.org.id):
        govern(made, "car-sales", consultant_limit=500, supervisor_limit=2000)
    return made


def found_valid(river: Town, lan: Caller, **facts: object) -> str:
    """Return a case whose cause is found: a remedy may be proposed."""
    number, chen = register(lan, **facts), caller(river, "chen")
    for who, step, detail in ((lan, "read_back", {}), (lan, "dispatch", {"to": "ENG"}), (chen, "accept", {}),
                              (chen, "find", CAUSE)):  # fmt: skip
        answer = who.post(f"cases/{number}/steps/{step}", {"detail": detail})
        assert answer.status_code == 200, answer.content
        assert answer.json()["cautions"] == []
    return number


def offered(lan: Caller, number: str, amount: int, **headers: str) -> Any:
    detail = {"kind": "compensation", "amount": amount, "reason": "停运两天"}
    return lan.post(f"cases/{number}/steps/propose", {"detail": detail}, language="zh-Hans", **headers)


def test_a_concession_that_is_larger_than_the_last_is_said_in_the_answer_and_refuses_nothing(
    river: Town, lan: Caller
) -> None:
    """FR-134: the second concession is larger than the first."""
    number = found_valid(river, lan)
    first = offered(lan, number, 200)

    second = offered(lan, number, 300, Idempotency_Key="proposal-2")
    again = offered(lan, number, 300, Idempotency_Key="proposal-2")

    assert (first.status_code, first.json()["cautions"]) == (200, [])
    assert second.status_code == 200, second.content
    assert second.json()["cautions"][0] == {
        "code": "concession_larger", "article": "", "says": "这次让步比上次大"
    }  # fmt: skip
    assert again.json() == second.json()


def test_what_gives_pause_stands_beside_what_refuses_at_the_steps_that_propose(river: Town, lan: Caller) -> None:
    """FR-133: no wish is recorded."""
    number = register(lan, wish="")

    steps = {one["step"]: one for one in lan.get(f"cases/{number}/explain").json()["steps"]}

    warned = steps["propose"]["cautions"]
    assert [(one["code"], one["says"]) for one in warned] == [
        ("no_wish", "No wish is recorded: ask what is wanted first")
    ]
    assert steps["propose"]["missing"] == []
    assert steps["dispatch"]["missing"] != []
    assert {name for name, one in steps.items() if one["cautions"]} == {"propose"}


def test_a_recorded_wish_gives_no_pause(lan: Caller) -> None:
    steps = {one["step"]: one for one in lan.get(f"cases/{register(lan)}/explain").json()["steps"]}

    assert steps["propose"]["cautions"] == []


def test_care_without_a_main_measure_is_warned_of_at_the_desk_and_in_the_interface(dealer: Town) -> None:
    """FR-130: care alone is proposed with a warning; beside a main measure without one."""
    with organisation(dealer.org.id):
        number = registered(dealer, category="product", at=timezone.now())
        desk = signed_in(dealer.lan, "en")
    lan = caller(dealer, "lan")
    collected = lan.post(f"cases/{number}/steps/collect", {"detail": {"solvability": "not_at_present"}})
    assert collected.status_code == 200, collected.content

    def proposed(kind: str) -> list[str]:
        cost = {"amount": 50} if kind == "gift" else {}
        answer = lan.post(f"cases/{number}/steps/propose", {"detail": {"kind": kind, "reason": "关照", **cost}})
        assert answer.status_code == 200, answer.content
        return [one["code"] for one in answer.json()["cautions"]]

    assert proposed("gift") == ["care_alone"]
    said = desk.post(f"/cases/{number}/steps/propose/", {"kind": "gift", "amount": "50", "reason": "关照"}, follow=True)
    assert "only stands beside one" in said.content.decode()
    assert proposed("product_put_right") == []
