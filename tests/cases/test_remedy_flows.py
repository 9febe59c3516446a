"""Remedies through the steps that the desk and the API take: limits, chains, the two flows of the car maker."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from amends.cases.models import Approval, MoneyLine
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Missing, Refused
from amends.people.tenancy import organisation
from tests.cases.test_makers_grievances import at
from tests.makers import Town, govern, person, registered, town, viewer

ROLES = ("centre_agent", "dealer_service", "dealer_manager", "technical_support", "company_leader")


@pytest.fixture
def maker(db: None) -> Iterator[Town]:
    """A car maker under R-27; each role has somebody in the head office."""
    made = town("maker")
    with organisation(made.org.id):
        for role in ROLES:
            made.people[role] = person(made, f"{role}@maker", role, role, unit=made.office, roles=(role,))
        govern(made, "changan-suzuki")
        yield made


def take(town: Town, number: str, moment: str, step: str, by: str, **detail: Any) -> None:
    take_step(viewer(town, by, at=at(moment)), number, step, at=at(moment), detail=detail)


def lacking(town: Town, number: str, moment: str, step: str, by: str, **detail: Any) -> tuple[Missing, ...]:
    with pytest.raises(Refused) as refused:
        take(town, number, moment, step, by, **detail)
    return refused.value.missing


def with_dealer(maker: Town, *, in_warranty: bool) -> str:
    """A car whose quality fault was found, the repair of which costs 10,000."""
    agent = viewer(maker, "centre_agent", at=at("03-07 09:00"))
    facts = {
        "channel": "phone", "matter": "complaint", "complainant": "陈女士", "phone": "13812345678",
        "description": "多次修不好", "category": "engine/A145", "car_model": "青麓R5", "in_warranty": in_warranty,
        "repair_cost": 10000, "customer_class": ["long_term"],
    }  # fmt: skip
    number = register(agent, Intake(facts, unit="HQ"), at=at("03-07 09:00")).number
    take(maker, number, "03-07 09:10", "dispatch", "centre_agent", to="HQ")
    take(maker, number, "03-07 09:20", "receive", "dealer_service")
    take(maker, number, "03-07 10:00", "find", "technical_support", cause="product_quality", liable="ours")
    return number


def test_the_whole_repair_cost_is_no_special_case_and_sixty_per_cent_are_granted_by_technical_support(
    maker: Town,
) -> None:
    """FR-129."""
    number = with_dealer(maker, in_warranty=False)
    special = {"kind": "part_of_repair_cost", "repair_cost": 10000, "in_warranty": False}

    whole = lacking(maker, number, "03-07 10:10", "propose_special_case", "dealer_service", **special, amount=10000)
    take(maker, number, "03-07 10:20", "propose_special_case", "dealer_service", **special, amount=6000)
    take(maker, number, "03-07 10:30", "approve_remedy", "technical_support")

    assert [(one.what, one.article) for one in whole] == [("above_offer", "3.5")]
    assert Approval.objects.get().chain == ["technical_support"]
    line = MoneyLine.objects.get()
    assert (line.kind, line.amount, line.granted_by_id) == (
        "part_of_repair_cost", Decimal(6000), maker.people["technical_support"].id,
    )  # fmt: skip


def test_what_is_in_warranty_is_no_special_case(maker: Town) -> None:
    """FR-129."""
    number = with_dealer(maker, in_warranty=True)

    refused = lacking(
        maker, number, "03-07 10:10", "propose_special_case", "dealer_service",
        kind="part_of_repair_cost", repair_cost=10000, in_warranty=True, amount=6000,
    )  # fmt: skip

    assert [one.what for one in refused] == ["remedy_not_on_offer"]
    assert not Approval.objects.exists()


def test_goodwill_is_another_flow_that_technical_support_does_not_grant(maker: Town) -> None:
    """FR-129, FR-127: goodwill goes to the head of the company, and neither flow takes the other's kinds."""
    number = with_dealer(maker, in_warranty=False)
    goodwill = {"in_warranty": False, "amount": 800, "reason": "十年老客户"}

    mixed = lacking(
        maker, number, "03-07 10:05", "propose_special_case", "dealer_service", kind="repair", repair_cost=10000,
        in_warranty=False, amount=800,
    )  # fmt: skip
    take(maker, number, "03-07 10:10", "propose_goodwill", "dealer_service", kind="maintenance", **goodwill)
    support = lacking(maker, number, "03-07 10:20", "approve_remedy", "technical_support")
    early = lacking(maker, number, "03-07 10:25", "remedy_done", "dealer_manager", kind="maintenance")
    take(maker, number, "03-07 10:30", "approve_remedy", "company_leader")

    assert [one.what for one in mixed] == ["known:kind"]
    assert [one.what for one in support] == ["role"]
    assert "done:approved" in [one.what for one in early]
    assert [(one.kind, one.amount) for one in MoneyLine.objects.all()] == [("maintenance", Decimal(800))]


def test_a_promise_above_the_limit_goes_to_the_next_role_and_is_refused_until_then(db: None) -> None:
    """FR-127: limit 500: 600 goes to the next role, and is not given before that role has said yes."""
    shop = town("shop")
    with organisation(shop.org.id):
        shop.people["qian"] = person(shop, "qian@shop", "钱会计", unit=shop.desk, roles=("front_desk",))
        govern(shop, "property-instruction", desk_limit=100, supervisor_limit=500)
        number, chain = _promised(shop, 600)

        refused = lacking(shop, number, "03-04 11:00", "give_remedy", "qian")

    assert chain == ["centre_leader"]
    assert [one.what for one in refused] == ["done:approved"]


def _promised(shop: Town, amount: int) -> tuple[str, list[str]]:
    number = registered(shop)
    found = {"cause": "equipment_fault", "nature": "valid", "liable": "ours"}
    for minute, who, step, detail in (
        (1, "lan", "read_back", {}), (2, "lan", "dispatch", {}), (3, "chen", "accept", {}), (4, "chen", "find", found),
        (5, "lan", "propose", {"kind": "compensation", "amount": amount, "reason": "停运两天"}),
    ):  # fmt: skip
        take(shop, number, f"03-04 10:{minute:02}", step, who, **detail)
    return number, Approval.objects.get().chain
