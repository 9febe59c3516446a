"""The worked figures of the optical shop's remedy table through the steps that people take, not the rules alone."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from amends.cases.models import Approval, Entry, MoneyLine
from amends.cases.steps import Intake, register
from amends.people.tenancy import organisation
from tests.api.conftest import caller
from tests.cases.test_makers_grievances import at
from tests.cases.test_remedy_flows import lacking, take
from tests.makers import Town, govern, person, town, viewer
from tests.web.screens import signed_in

ROLES = ("front_desk", "optometrist", "cs_supervisor", "unit_head")
PEELS = {"product_kind": "lens", "lens_kind": "coated", "fault": "coating_peels", "category": "quality/lens/after_wear"}
LENS = {"product_kind": "lens", "fault": "refraction_error", "category": "quality/lens/after_wear"}
DISLIKED = {
    "product_kind": "frame", "fault": "style_disliked", "category": "quality/frame/after_wear",
    "delivered_on": "2024-03-01T00:00:00+08:00",
}  # fmt: skip
BROKEN = {
    "product_kind": "frame", "found_at": "after_wear", "fault": "broken", "category": "quality/frame/after_wear",
    "delivered_on": "2024-03-01T00:00:00+08:00",
}  # fmt: skip
USED = {
    "cause": "use", "kind_of_use": ["blow"], "inspection": "镜腿受压折断", "bought_on": "2024-03-01T00:00:00+08:00",
    "liable": "customer",
}  # fmt: skip
SHOWN = {"customer_cannot": ["overcome"], "shown_by": "复光单：右眼相差 0.50"}


@pytest.fixture
def shop(db: None) -> Iterator[Town]:
    """The optical shop: a year of warranty, a week for a style, CNY 500 for the shift leader."""
    made = town("shop")
    with organisation(made.org.id):
        for role in ROLES:
            made.people[role] = person(made, f"{role}@shop", role, role, unit=made.office, roles=(role,))
        govern(made, "optical", warranty="12 mo", short_after_delivery="7 d", shift_leader_limit=500)
        yield made


def came_in(shop: Town, moment: str = "03-07 09:00", **facts: Any) -> str:
    told = {
        "channel": "visit", "matter": "complaint", "complainant": "林女士", "phone": "13812345678", "wish": "换",
        "description": "配镜后不满意", **facts,
    }  # fmt: skip
    clerk = viewer(shop, "front_desk", at=at(moment))
    return register(clerk, Intake(told, unit="HQ"), at=at(moment)).number


def offered(shop: Town, number: str, kind: str, moment: str = "03-07 09:10", **detail: Any) -> None:
    take(shop, number, moment, "propose", "front_desk", kind=kind, **detail)


def refused(shop: Town, number: str, kind: str, moment: str = "03-07 09:10", **detail: Any) -> list[tuple[str, str]]:
    """Return what a refused proposal lacks; a refused step leaves nothing."""
    before = Entry.objects.count(), Approval.objects.count(), MoneyLine.objects.count()
    found = lacking(shop, number, moment, "propose", "front_desk", kind=kind, **detail)
    assert (Entry.objects.count(), Approval.objects.count(), MoneyLine.objects.count()) == before
    return [(one.what, one.article) for one in found]


@pytest.mark.parametrize("kind", ["exchange", "redispense", "return"])
def test_a_coating_that_peels_in_warranty_is_exchanged_made_again_or_taken_back_and_later_is_not(
    shop: Town, kind: str
) -> None:
    """FR-122: coating peels in warranty: EX, RD, RT; out of warranty: none."""
    inside = came_in(shop, **PEELS, bought_on="2023-03-10T00:00:00+08:00")
    outside = came_in(shop, **PEELS, bought_on="2023-03-01T00:00:00+08:00")

    offered(shop, inside, kind)
    take(shop, inside, "03-07 09:20", "give_goods", "front_desk", kind=kind)

    assert refused(shop, outside, kind) == [("remedy_not_on_offer", "6.1")]
    assert [one.kind for one in MoneyLine.objects.all()] == [kind]
    for other in {"discount", "gift"}:
        assert refused(shop, came_in(shop, **PEELS, bought_on="2023-03-10T00:00:00+08:00"), other, amount=10)


def test_a_wrong_eye_test_without_proof_is_refused_by_its_article_in_both_languages(shop: Town) -> None:
    """FR-123: L1 without proof refused; with it the exchange is offered."""
    number = came_in(shop, **LENS)

    (lack,) = lacking(
        shop, number, "03-07 09:10", "propose", "front_desk", kind="exchange", customer_cannot=["overcome"]
    )
    blank = refused(shop, number, "exchange", customer_cannot=["overcome"], shown_by="  ")
    only_said = refused(shop, number, "exchange", shown_by="复光单")

    assert (lack.what, lack.article, lack.field) == ("known:shown_by", "6.1", "shown_by")
    assert (lack.says.zh, lack.says.en) == ("缺少证明“证实材料”", "not proven: “What established it”")
    assert blank == [("known:shown_by", "6.1")]
    assert only_said == [("remedy_not_on_offer", "6.1")]
    offered(shop, number, "exchange", "03-07 09:20", **SHOWN)


def test_a_frame_whose_style_is_disliked_is_exchanged_where_it_can_be_sold_again(shop: Town) -> None:
    """FR-124: frame not resaleable: refused; resaleable and lenses re-orderable: exchanged; one is not enough."""
    number = came_in(shop, **DISLIKED)

    assert refused(shop, number, "exchange", resaleable=False, orders_new_lenses=True) == [
        ("remedy_not_on_offer", "6.1")
    ]
    assert refused(shop, number, "exchange", resaleable=True, lenses_usable=False, orders_new_lenses=False)
    assert refused(shop, number, "return", resaleable=True, orders_new_lenses=True)
    offered(shop, number, "exchange", resaleable=True, lenses_usable=False, orders_new_lenses=True)
    take(shop, number, "03-07 09:20", "give_goods", "front_desk", kind="exchange")

    assert [(one.kind, one.amount) for one in MoneyLine.objects.all()] == [("exchange", None)]
    late = came_in(shop, "03-12 09:00", **DISLIKED)
    assert refused(shop, late, "exchange", "03-12 09:10", resaleable=True, orders_new_lenses=True)


def broken(shop: Town, day: str) -> str:
    number = came_in(shop, "04-20 09:00", **BROKEN, happened_on=f"2024-{day}T00:00:00+08:00")
    take(shop, number, "04-20 09:05", "find", "front_desk", **USED)
    return number


@pytest.mark.parametrize("kind", ["discount", "rebuy_reduced"])
def test_a_break_within_a_month_is_relieved_by_the_shift_leader_and_a_later_one_by_the_manager(
    shop: Town, kind: str
) -> None:
    """FR-125: delivered 2024-03-01, non-quality break 2024-03-28: DC or DB; 2024-04-10: manager decision."""
    early, late = broken(shop, "03-28"), broken(shop, "04-10")
    offered(shop, early, kind, "04-20 09:10", amount=100)
    take(shop, early, "04-20 09:20", "approve", "cs_supervisor")
    offered(shop, late, kind, "04-20 09:30", amount=100)
    entries = Entry.objects.count()

    lack = lacking(shop, late, "04-20 09:40", "approve", "cs_supervisor")

    assert [Approval.objects.get(case__number=one).chain for one in (early, late)] == [
        ["cs_supervisor", "unit_head"], ["unit_head"],
    ]  # fmt: skip
    assert [one.what for one in lack] == ["role"]
    assert (Entry.objects.count(), MoneyLine.objects.count()) == (entries, 1)
    take(shop, late, "04-20 09:50", "approve", "unit_head")
    assert {one.granted_by_id for one in MoneyLine.objects.filter(case__number=late)} == {shop.people["unit_head"].id}
    for number in (early, late):
        assert refused(shop, number, "exchange", "04-20 10:00") == [("remedy_not_on_offer", "6.1")]


def test_the_proof_is_demanded_at_the_desk_and_in_the_interface_in_both_languages(shop: Town) -> None:
    """FR-123: L1 without proof refused: the article and what is missing, whatever the door and the language."""
    number = came_in(shop, **LENS)
    desk = caller(shop, "front_desk")
    detail = {"kind": "exchange", "customer_cannot": ["overcome"]}
    entries = Entry.objects.count()
    told = {"zh-Hans": "缺少证明“证实材料”", "en": "not proven: “What established it”"}

    for language, says in told.items():
        answer = desk.post(f"cases/{number}/steps/propose", {"detail": detail}, language=language)
        page = signed_in(shop.people["front_desk"], language.lower()).post(
            f"/cases/{number}/steps/propose/", {"kind": "exchange", "customer_cannot": "overcome"}
        )

        assert (answer.status_code, answer.json()["errors"]) == (
            409, [{"field": "shown_by", "article": "6.1", "says": says}],
        )  # fmt: skip
        assert page.status_code in (409, 422)
        assert says in unescape(page.content.decode())
        assert Entry.objects.count() == entries
    answer = desk.post(f"cases/{number}/steps/propose", {"detail": {**detail, "shown_by": "复光单"}})
    assert answer.status_code == 200, answer.content


def test_the_form_says_who_decides_on_a_late_break(shop: Town) -> None:
    """FR-125: the shift leader, who may grant CNY 500, is not offered for what the manager decides."""
    number = broken(shop, "04-10")
    page = " ".join(
        signed_in(shop.people["front_desk"], "en").get(f"/cases/{number}/steps/propose/").content.decode().split()
    )

    discount = page.partition('value="discount"')[2].partition("</li>")[0]
    assert "F6-later" in discount
    assert "Shop manager" in discount
    assert "Shift leader" not in discount
