"""The desk by keyboard and by mouse, as one person and as two."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.people.tenancy import organisation
from tests.browser.conftest import NewPage
from tests.browser.seats import seat
from tests.makers import complaint, govern, registered, town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def number() -> str:
    """A complaint that was registered just now in the town `river`."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        return registered(made, at=timezone.now(), **complaint(description="八号楼电梯三天内第二次困人"))


def sign_in(page: Page, login: str) -> None:
    """Let somebody who is signed in open the start page; how one signs in is shown in test_main_job and test_register."""
    seat(page, login)
    page.goto("/")


def test_a_step_is_taken_by_keyboard_and_stands_in_the_journal(page: Page, number: str) -> None:
    sign_in(page, "lan@river")

    page.keyboard.press("Control+k")
    page.keyboard.type("困人", delay=20)
    page.locator("#found a", has_text=number).wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{number}/")
    page.keyboard.press("b")
    page.locator("#step textarea[name=note]").fill("已复述，客户确认")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#entry-2")).to_contain_text("已复述，客户确认")


def test_a_refused_step_keeps_what_was_typed_and_says_what_is_missing(page: Page, number: str) -> None:
    sign_in(page, "lan@river")
    page.goto(f"/cases/{number}/")

    page.keyboard.press("d")
    page.locator("#step textarea[name=content]").fill("请工程部当天到场")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#refusal")).to_contain_text("复述确认")
    expect(page.locator("#step textarea[name=content]")).to_have_value("请工程部当天到场")


def test_a_refused_reply_leads_to_the_field_that_is_missing(page: Page, number: str) -> None:
    sign_in(page, "lan@river")
    page.goto(f"/cases/{number}/steps/agree_time/")

    page.locator("#step .form-foot .btn-primary").click()

    expect(page.locator("#refusal")).to_be_visible()
    page.wait_for_function("document.activeElement.closest('.field.bad') !== null")


def test_two_people_see_each_other_and_nobody_is_overwritten(new_page: NewPage, number: str) -> None:
    first, second = new_page(), new_page()
    sign_in(first, "lan@river")
    sign_in(second, "he@river")
    first.goto(f"/cases/{number}/")

    second.goto(f"/cases/{number}/")
    expect(second.locator("#here")).to_contain_text("林岚")
    first.keyboard.press("b")
    first.locator("#step textarea[name=note]").fill("已复述")
    first.keyboard.press("Control+Enter")
    expect(first.locator("#entry-2")).to_be_visible()
    second.locator("#compose").fill("另一个人的备注")
    second.locator(".composer button").first.click()

    expect(second.locator("#refusal")).to_be_visible()
    expect(second.locator("#step textarea[name=note]")).to_have_value("另一个人的备注")


@pytest.mark.parametrize("phone", [False, True])
def test_pages_are_accessible_and_fit_the_window(
    new_page: NewPage, number: str, accessible: Callable[[Page], None], phone: bool
) -> None:
    page = new_page(phone=phone)
    sign_in(page, "lan@river")

    for path in ("/", "/queues/", "/approvals/", f"/cases/{number}/", f"/cases/{number}/steps/dispatch/"):
        page.goto(path)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_regulation_is_accessible_and_fits_a_telephone_in_english(
    new_page: NewPage, number: str, accessible: Callable[[Page], None]
) -> None:
    page = new_page(phone=True, language="en")
    sign_in(page, "lan@river")
    page.goto("/regulation/")
    page.locator("#main td a[href*='/regulation/'], #main a.go").first.click()
    page.locator(".doc").wait_for()

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accessible(page)
