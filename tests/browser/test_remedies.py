"""Remedies, costs and returned goods in a real browser: every list is accessible and fits the window."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.cases.steps import Intake, register, take_step
from amends.people.tenancy import organisation
from tests.browser.conftest import EACH_SIZE_AND_LANGUAGE, NewPage
from tests.browser.test_desk import sign_in
from tests.cases.test_makers_grievances import FAULT, ROLES
from tests.cases.test_money import refunded
from tests.makers import Town, govern, person, registered, town, viewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shown() -> str:
    """A property firm with three remedies, and beside it the works of a maker with three lots; a lot's case."""
    made, at = town("river"), timezone.now() - timedelta(hours=2)
    with organisation(made.org.id):
        govern(made, "property-instruction")
        for nth, amount in enumerate((300, 480.5, 66)):
            refunded(made, amount, at=at + timedelta(minutes=nth), paid=nth != 1, phone=f"1380000000{nth}")
        made.people["all"] = person(made, "all@river", "全能", "All", unit=made.security, roles=ROLES)
        govern(made, "iatf-grievance", unit=made.security)
        return _lots(made)


def _lots(made: Town) -> str:
    at = timezone.now() - timedelta(hours=1)
    who = viewer(made, "all", at=at)
    number = register(who, Intake(FAULT, unit="SEC"), at=at).number
    asked = {"return_kind": "batch", "product": "轴承座", "part_no": "ZC-201", "announced_quantity": 40}
    seen = {"name_seen": "轴承座", "part_no_seen": "ZC-201", "counted_quantity": 39}
    date = {"kind": "reorder", "replace_by": at + timedelta(minutes=20), "customer_date": at + timedelta(minutes=30)}
    for lot, steps in {
        "lot-1": ("ask_return", "confirm_return", "inform_business", "accept_return", "count_difference"),
        "lot-2": ("ask_return", "confirm_return", "inform_business", "accept_return", "plan_replacement"),
        "lot-3": ("ask_return",),
    }.items():
        for step in steps:
            detail = {"ask_return": asked, "count_difference": seen, "plan_replacement": date}.get(step, {})
            take_step(who, number, step, at=at, on=lot, detail=detail)
    return number


@pytest.mark.parametrize(("phone", "language"), EACH_SIZE_AND_LANGUAGE)
def test_remedies_and_lots_are_accessible_and_fit_the_window(
    new_page: NewPage, shown: str, accessible: Callable[[Page], None], phone: bool, language: str
) -> None:
    page = new_page(phone=phone, language=language)
    sign_in(page, "he@river")
    page.context.add_cookies(
        [{"name": "django_language", "value": language.replace("zh-CN", "zh-hans"), "url": page.url}]
    )

    for path in ("/remedies/", "/remedies/returned/", "/remedies/returned/?which=late", "/remedies/?flow=income"):
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= (390 if phone else 1440)
        if folder := os.environ.get("AMENDS_PICTURES"):
            name = (
                f"{path.strip('/').replace('/', '-').replace('?', '-')}-{language}-{'phone' if phone else 'desk'}.png"
            )
            page.screenshot(path=Path(folder) / name, full_page=True)


def test_a_filter_is_chosen_and_the_case_opened_with_the_keyboard(new_page: NewPage, shown: str) -> None:
    page = new_page(language="en")
    sign_in(page, "he@river")
    page.goto("/remedies/")

    page.locator("select[name=state]").focus()
    page.keyboard.press("ArrowDown")
    page.locator("form.filters button[type=submit]").focus()
    page.keyboard.press("Enter")
    rows = page.locator(".money-lines tbody tr")

    expect(rows).to_have_count(1)
    rows.locator("a.go").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".case-head")).to_be_visible()


@pytest.mark.parametrize("phone", [False, True])
def test_the_form_of_a_proposal_stands_beside_what_similar_cases_got(
    new_page: NewPage, accessible: Callable[[Page], None], phone: bool
) -> None:
    made, at = town("river"), timezone.now() - timedelta(hours=2)
    with organisation(made.org.id):
        govern(made, "property-instruction")
        for nth, amount in enumerate((90, 95, 100, 105, 480)):
            refunded(made, amount, at=at + timedelta(minutes=nth), paid=False, phone=f"1380000000{nth}")
        number = registered(made, at=at + timedelta(minutes=30), phone="13811112222")
        take_step(viewer(made, "lan", at=at + timedelta(minutes=31)), number, "read_back",
                  at=at + timedelta(minutes=31), detail={})  # fmt: skip
    page = new_page(phone=phone)
    sign_in(page, "lan@river")

    page.goto(f"/cases/{number}/steps/propose/")

    expect(page.locator(".precedents .chip.warm")).to_have_text("异常偏高")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= (390 if phone else 1440)
    if folder := os.environ.get("AMENDS_PICTURES"):
        page.screenshot(path=Path(folder) / f"propose-{'phone' if phone else 'desk'}.png", full_page=True)
