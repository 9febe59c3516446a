"""The investigation in a real browser: a point planned and ticked off by keys, both sides, every part accessible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.browser.conftest import NewPage
from tests.browser.test_desk import sign_in
from tests.makers import govern, registered, town, viewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address() -> str:
    """A case with a statement, a meeting, something in custody, a point of the plan and a finding; its investigation."""
    made, at = town("river"), timezone.now()
    with organisation(made.org.id):
        govern(made, "complaint-mechanism")
        number = registered(made, category="service", at=at - timedelta(hours=1))
        for who, step, on, detail in (
            ("lan", "take_statement", "", {"statement_customer": "多算一道菜"}),
            ("lan", "hold_evidence", "", {"kind": "other", "custody_item": "账单", "custody_place": "前台抽屉"}),
            ("mo", "plan_point", "plan-1", {
                "kind": "hear", "plan_text": "问当班服务员", "plan_person": str(made.wu.id), "plan_due": at + timedelta(days=1),
            }),
            ("lan", "customer_reached", "", {"contact_way": "phone", "contact_result": "周三当面说明"}),
        ):  # fmt: skip
            take_step(viewer(made, who, at=at), number, step, at=at, on=on, detail=detail)
    return f"/cases/{number}/investigation/"


@pytest.mark.parametrize("phone", [False, True])
def test_the_page_is_accessible_and_fits_the_window(
    new_page: NewPage, address: str, accessible: Callable[[Page], None], phone: bool
) -> None:
    page = new_page(phone=phone, language="zh-CN")
    sign_in(page, "mo@river")
    for path in (address, f"{address}plan/plan_point/", f"{address}custody/hand_over/?item=账单"):
        page.goto(path)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_point_is_ticked_off_by_keys_and_its_result_stands_there(new_page: NewPage, address: str) -> None:
    """FR-090."""
    page = new_page(phone=False, language="zh-CN")
    sign_in(page, "mo@river")
    page.goto(address)
    page.get_by_role("link", name="勾销").press("Enter")
    result = page.get_by_label("得出什么")
    result.fill("当班记错台号")
    result.press("Control+Enter")

    expect(page.locator("#plan .point.done")).to_contain_text("当班记错台号")
    expect(page.locator("#plan h2")).to_contain_text("1/1")
    expect(page.locator("#statements .missing")).to_contain_text("员工陈述")
