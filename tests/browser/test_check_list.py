"""A check list in the browser: the optometrist goes from A to E, finds the shop's fault, and is asked no more (FR-025)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.cases.steps import Intake, register
from amends.people.tenancy import organisation
from tests.browser.conftest import NewPage
from tests.browser.test_desk import sign_in
from tests.makers import Town, govern, person, town, viewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEEN = {"a": "头晕两周", "b": "不歪不压", "c": "去年处方", "d": "无新习惯"}
SOUND = {"a": "heard", "b": "fits", "c": "found", "d": "does_not_explain"}


@pytest.fixture
def number() -> str:
    """A complaint about new glasses in a shop with an optometrist who also receives customers."""
    made: Town = town("shop")
    with organisation(made.org.id):
        govern(made, "optical")
        person(made, "qin@shop", "秦验光", "Qin", unit=made.desk, roles=("optometrist",))
        facts = {
            "channel": "visit", "matter": "complaint", "complainant": "林女士", "description": "新眼镜戴着头晕",
            "product_kind": "spectacles", "category": "discomfort/power",
        }  # fmt: skip
        now = timezone.now()
        return register(viewer(made, "lan", at=now), Intake(facts, unit="CS"), at=now).number


def answer(page: Page, check: str, value: str, seen: str) -> None:
    page.locator(f'input[name="check_{check}"][value="{value}"]').check()
    page.locator(f'[name="check_{check}_seen"]').fill(seen)


@pytest.mark.parametrize("phone", [False, True])
def test_the_checks_are_gone_through_until_one_finds_the_fault(
    new_page: NewPage, number: str, accessible: Callable[[Page], None], phone: bool
) -> None:
    page = new_page(phone=phone)
    sign_in(page, "qin@shop")
    page.goto(f"/cases/{number}/steps/check_power/")
    accessible(page)

    for check, value in SOUND.items():
        answer(page, check, value, SEEN[check])
    answer(page, "f", "same", "复验一致")
    page.get_by_role("button", name="逐项检查（顶焦度）").click()
    expect(page.locator("#refusal, .refusal").first).to_contain_text("先查“测顶焦度与瞳距”")

    answer(page, "e", "processing_error", "瞳距偏四毫米")
    page.locator('label:has(input[name="check_f"][value="same"])').click()
    expect(page.locator('input[name="check_f"]:checked')).to_have_count(0)
    page.locator('[name="check_f_seen"]').fill("")
    page.get_by_role("button", name="逐项检查（顶焦度）").click()
    expect(page.locator('[name="check_e_seen"]')).to_have_count(0)
    expect(page.locator("#main")).to_contain_text("加工有误")

    page.goto(f"/cases/{number}/steps/check_power/")
    expect(page.locator('input[name="check_e"]').first).to_be_attached()
    expect(page.locator('input[name="check_f"]')).to_have_count(0)


def test_an_answer_that_need_not_be_given_is_taken_back_by_key(page: Page, number: str) -> None:
    sign_in(page, "qin@shop")
    page.goto(f"/cases/{number}/steps/check_power/")
    answer(page, "b", "fits", "不歪不压")

    page.locator('input[name="check_b"][value="fits"]').press("Delete")

    expect(page.locator('input[name="check_b"]:checked')).to_have_count(0)
