"""Remedies through the steps that the desk and the API take: limits, chains, the two flows of the car maker."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from amends.cases.models import Approval, Letter, MoneyLine, ObligationRow
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Missing, Refused
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.regulations.shelf import bind, publish
from tests.cases.small_regulation import ROWS
from tests.cases.test_makers_grievances import at
from tests.core.telling import texts_of
from tests.makers import MONDAY, START, Town, govern, person, registered, staffed, town, viewer

ROLES = ("centre_agent", "dealer_service", "dealer_manager", "technical_support", "company_leader")


@pytest.fixture
def maker(db: None) -> Iterator[Town]:
    """A car maker under R-27; each role has somebody in the head office."""
    with staffed("changan-suzuki", *ROLES) as made:
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


def test_the_whole_repair_cost_in_two_parts_is_the_whole(maker: Town) -> None:
    """FR-129: what was granted counts to the limit; what a leader signs once more does not count twice."""
    number = with_dealer(maker, in_warranty=False)
    special = {"kind": "part_of_repair_cost", "repair_cost": 10000, "in_warranty": False}
    take(maker, number, "03-07 10:10", "propose_special_case", "dealer_service", **special, amount=6000)
    take(maker, number, "03-07 10:20", "approve_remedy", "technical_support")

    rest = lacking(maker, number, "03-07 10:30", "propose_special_case", "dealer_service", **special, amount=4000)
    take(maker, number, "03-07 10:40", "propose_special_case", "dealer_service", **special, amount="3999.99")
    take(maker, number, "03-07 10:50", "approve_remedy", "technical_support")

    assert [(one.what, one.article) for one in rest] == [("above_offer", "3.5")]
    assert sum(line.amount or 0 for line in MoneyLine.objects.all()) == Decimal("9999.99")


def test_consent_to_another_amount_than_was_asked_for_is_refused_and_not_given_unsaid(maker: Town) -> None:
    """FR-127: technical support writes 5,000 on a proposal of 6,000."""
    number = with_dealer(maker, in_warranty=False)
    special = {"kind": "part_of_repair_cost", "repair_cost": 10000, "in_warranty": False}
    take(maker, number, "03-07 10:10", "propose_special_case", "dealer_service", **special, amount=6000)

    other = lacking(maker, number, "03-07 10:20", "approve_remedy", "technical_support", amount=5000)
    left = (Approval.objects.get().state, MoneyLine.objects.count())
    take(maker, number, "03-07 10:30", "approve_remedy", "technical_support", amount="6000.00")

    assert [(one.what, one.field) for one in other] == [("invalid:amount", "amount")]
    assert left == ("waiting", 0)
    assert MoneyLine.objects.get().amount == Decimal(6000)


def test_an_amount_that_is_no_amount_leaves_nothing(maker: Town) -> None:
    """FR-127: a tenth and two tenths of a float, fractions of a cent and negative amounts."""
    number = with_dealer(maker, in_warranty=False)
    special = {"kind": "part_of_repair_cost", "repair_cost": 10000, "in_warranty": False}

    for amount in (0.1 + 0.2, "5999.999", -6000, "NaN"):
        refused = lacking(
            maker, number, "03-07 10:10", "propose_special_case", "dealer_service", **special, amount=amount
        )
        assert [one.what for one in refused] == ["invalid:amount"]

    assert not Approval.objects.exists()


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
    assert {one.what for one in refused} == {"done:approved"}


def _promised(shop: Town, amount: int) -> tuple[str, list[str]]:
    number = registered(shop)
    found = {"cause": "equipment_fault", "nature": "valid", "liable": "ours"}
    for minute, who, step, detail in (
        (1, "lan", "read_back", {}), (2, "lan", "dispatch", {}), (3, "chen", "accept", {}), (4, "chen", "find", found),
        (5, "lan", "propose", {"kind": "compensation", "amount": amount, "reason": "停运两天"}),
    ):  # fmt: skip
        take(shop, number, f"03-04 10:{minute:02}", step, who, **detail)
    return number, Approval.objects.get().chain


def test_without_stock_there_is_a_numbered_slip_and_a_task_when_the_goods_arrive(db: None) -> None:
    """FR-126: no stock: slip with number; task due on arrival."""
    shop = town("shop")
    with organisation(shop.org.id):
        for role in ("front_desk", "store_keeper"):
            shop.people[role] = person(shop, f"{role}@shop", role, role, unit=shop.office, roles=(role,))
        govern(shop, "optical")
        number = _picked_up(shop)
        early = lacking(shop, number, "03-07 09:05", "propose", "front_desk", kind="exchange", in_stock=False)
        take(shop, number, "03-07 09:06", "give_confirmation", "front_desk", in_stock=False, item="1.60 防蓝光右片")
        take(shop, number, "03-07 09:07", "propose", "front_desk", kind="exchange", in_stock=False)
        waiting = lacking(shop, number, "03-07 09:08", "give_goods", "front_desk", kind="exchange")
        owed_before = ObligationRow.objects.filter(duty="arrival").exists()

        take(shop, number, "03-12 10:00", "goods_arrive", "store_keeper")
        task = ObligationRow.objects.get(duty="arrival", state="open")
        take(shop, number, "03-12 10:08", "give_goods", "front_desk", kind="exchange")

        slip = Letter.objects.get(letter="confirmation")
        assert slip.body.startswith(f"确认书编号 {number}-1：1.60 防蓝光右片")
        assert [one.what for one in early] == ["given:confirmation_slip"]
        assert [one.what for one in waiting] == ["done:goods_arrived"]
        assert (owed_before, task.owner, task.due_at) == (False, "front_desk", at("03-12 10:10"))
        assert [(one.kind, one.amount) for one in MoneyLine.objects.all()] == [("exchange", None)]


def _picked_up(shop: Town) -> str:
    clerk = viewer(shop, "front_desk", at=at("03-07 09:00"))
    facts = {
        "channel": "visit", "matter": "complaint", "complainant": "林女士", "phone": "13812345678", "wish": "换一片",
        "description": "取镜时镜片有划痕", "product_kind": "lens", "found_at": "pick_up", "fault": "flaw",
        "category": "quality/lens/pick_up",
    }  # fmt: skip
    number = register(clerk, Intake(facts, unit="HQ"), at=at("03-07 09:00")).number
    take(shop, number, "03-07 09:03", "find", "front_desk", cause="below_standard", liable="supplier")
    return number


def test_the_finding_of_the_police_that_the_hotel_is_liable_opens_the_task_to_refund_the_whole_meal(
    db: None, tmp_path: Path
) -> None:
    """FR-131: police finding 'hotel': refund task for the whole meal. The rows are the library's, taken by name."""
    hotel = town("hotel")
    with organisation(hotel.org.id):
        hotel.people["qian"] = person(hotel, "qian@hotel", "钱会计", unit=hotel.desk, roles=("front_desk",))
        _govern_by_practice(hotel, tmp_path)
        number = registered(hotel, unit="CS", category="", description="用餐时包被偷", wish="赔偿")
        take(hotel, number, "03-04 10:10", "find", "mo", police_finding="not_ours")
        before = ObligationRow.objects.filter(duty="refund_meal").count()
        early = lacking(hotel, number, "03-04 10:15", "propose", "lan", kind="refund", amount=380)

        take(hotel, number, "03-05 09:00", "find", "mo", police_finding="ours", meal_price=380)
        task = ObligationRow.objects.get(duty="refund_meal")
        more = lacking(hotel, number, "03-05 09:05", "propose", "lan", kind="refund", amount=381)
        take(hotel, number, "03-05 09:10", "propose", "lan", kind="refund", amount=380)
        take(hotel, number, "03-05 09:20", "approve", "mo")
        take(hotel, number, "03-05 09:30", "give_remedy", "qian")

        assert (before, task.state, task.article) == (0, "open", "R-14")
        assert [one.what for one in early] == ["remedy_not_on_offer"]
        assert [(one.what, one.article) for one in more] == [("above_offer", "R-14")]
        assert ObligationRow.objects.get(duty="refund_meal").state == "met"
        assert [(one.amount, one.granted_by_id, one.paid_by_id) for one in MoneyLine.objects.all()] == [
            (Decimal(380), hotel.mo.id, hotel.people["qian"].id)
        ]


PRACTICE = """
[[take]]
from = "practice"
rows = [
  "remedy/refund", "remedy/gift", "offer/meal_refund", "offer/small_gift", "field/police_finding", "field/meal_price",
  "duty/refund_meal",
]
"""
STEP = """
[[step]]
id = "%s"
kind = "%s"
from = ["new"]
$A
$T
"""
STEPS = (
    STEP % ("find", "find") + 'asks = ["police_finding", "meal_price"]\n' + STEP % ("propose", "propose")
    + STEP % ("approve", "approve") + STEP % ("give_remedy", "record") + 'causes = ["remedy_done"]\n'
)  # fmt: skip


def _govern_by_practice(hotel: Town, folder: Path) -> None:
    for name, text in texts_of(ROWS + STEPS).items():
        (folder / name).write_text(text + (PRACTICE if name == "pack.toml" else ""), encoding="utf-8")
    row = publish(hotel.org.id, folders.read(folder), at=MONDAY)
    bind(hotel.org.id, unit=hotel.desk.id, published=row.id, position="lead", from_date=START, at=MONDAY)
