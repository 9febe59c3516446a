"""Registering as the front desk does it: somebody is on the phone, both hands stay on the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from amends.cases.models import Case, Order
from amends.people.tenancy import organisation
from tests.makers import Town, govern, town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORY = "孩子放学被关在电梯里二十五分钟，按铃没人应。再不行我就找电视台。"


@pytest.fixture
def river() -> Town:
    """The town under the property instruction."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
    return made


def sign_in(page: Page) -> None:
    """Sign 林岚 in."""
    page.goto("/sign-in/")
    page.fill("#login", "lan@river")
    page.fill("#password", "a-long-password")
    page.keyboard.press("Enter")
    page.locator("#main").wait_for()


def type_on(page: Page, *texts: str) -> None:
    """Type into one field after the other; Enter goes to the next."""
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def test_a_complaint_is_registered_and_dispatched_by_keyboard_within_a_minute(
    page: Page, river: Town, accessible: Callable[[Page], None]
) -> None:
    """FR-008, FR-009, FR-051."""
    sign_in(page)
    began = monotonic()

    page.keyboard.press("n")
    page.wait_for_url("**/register/")
    page.keyboard.press("2")  # a visit; the phone number comes next
    expect(page.locator("#in-phone")).to_be_focused()
    type_on(page, "13812342671", "赵女士", "", "8-1201", "8号楼2号梯", "")
    page.keyboard.type(STORY)
    page.keyboard.press("Tab")
    type_on(page, "当天修好；书面说明原因")
    page.keyboard.press("Space")  # how they are: the first of the emotions
    page.keyboard.press("f")  # they have told everything
    expect(page.locator("#live [data-key=c]")).to_be_visible()
    page.keyboard.press("c")  # the category that the words suggest
    expect(page.locator("#in-category")).to_have_value("equipment/lift")
    expect(page.locator("#live")).to_contain_text("五分钟内派单")
    expect(page.locator("#read-back-text")).to_contain_text("您说的是：8号楼2号梯")
    accessible(page)
    page.keyboard.press("y")  # read back, confirmed
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/cases/CS-*/")

    assert monotonic() - began < 60
    with organisation(river.org.id):
        case = Case.objects.get()
        assert (case.channel, case.category, case.stage) == ("visit", "equipment/lift", "dispatched")
        assert Order.objects.get().unit == river.engineering


def test_what_was_typed_is_there_again_after_the_browser_is_closed(page: Page, river: Town) -> None:
    sign_in(page)
    page.goto("/register/")
    page.fill("#in-description", STORY)
    expect(page.locator("#draft-state")).to_contain_text("草稿已存")

    page.goto("/register/")

    expect(page.locator("#in-description")).to_have_value(STORY)


def test_the_buttons_are_in_sight_whatever_is_open(page: Page, river: Town) -> None:
    sign_in(page)
    page.goto("/register/")

    for _turn in range(2):
        foot = page.locator("#register-form .form-foot").bounding_box()
        assert foot is not None
        assert foot["y"] + foot["height"] <= 900
        page.check("#account-finished")


def test_a_refused_form_keeps_its_files(page: Page, river: Town) -> None:
    sign_in(page)
    page.goto("/register/")
    page.fill("#in-phone", "13812342671")
    page.fill("#in-complainant", "赵女士")
    page.fill("#in-description", STORY)
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 64
    page.set_input_files("#in-files", {"name": "轿厢.png", "mimeType": "image/png", "buffer": picture})

    page.locator("#register-form button[value=dispatch]").click()

    expect(page.locator("#field-read_back .wrong")).to_be_visible()
    expect(page.locator("#in-description")).to_have_value(STORY)
    expect(page.locator("#files-box")).to_contain_text("轿厢.png")
    assert page.evaluate("document.getElementById('in-files').files.length") == 1


def test_a_field_shows_only_when_another_one_asks_for_it(page: Page, river: Town) -> None:
    """FR-002, FR-035."""
    sign_in(page)
    page.goto("/register/")
    page.check("#account-finished")
    expect(page.locator("#in-interview_note")).to_be_hidden()

    page.fill("#in-hidden_wish", "希望得到道歉")

    expect(page.locator("#in-interview_note")).to_be_visible()


def test_no_part_of_the_page_is_wider_than_the_window(page: Page, river: Town) -> None:
    sign_in(page)
    page.goto("/register/")
    page.fill("#in-description", STORY)
    expect(page.locator("#live")).to_contain_text("将开始的时限")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_clocks_stay_in_sight_above_the_form_and_open(
    new_page: Callable[..., Page], river: Town, accessible: Callable[[Page], None]
) -> None:
    page = new_page(phone=True)
    sign_in(page)
    page.goto("/register/")
    page.fill("#in-description", STORY)
    bar = page.locator("#live-bar")
    expect(bar).to_contain_text("五分钟内派单")
    expect(bar).to_be_in_viewport()  # though the form was scrolled to its text
    expect(page.locator("#live")).to_be_hidden()

    bar.click()

    expect(page.locator("#live")).to_contain_text("将开始的时限")
    expect(page.locator("#live")).to_be_focused()
    accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator("#live")).to_be_hidden()
    expect(bar).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_what_is_asked_for_closes_the_clocks_and_goes_to_its_field(
    new_page: Callable[..., Page], river: Town
) -> None:
    page = new_page(phone=True)
    sign_in(page)
    page.goto("/register/")
    page.click("#live-bar")

    page.locator("#live [data-ask=category]").click()

    expect(page.locator("#live")).to_be_hidden()
    expect(page.locator("#in-category")).to_be_focused()
