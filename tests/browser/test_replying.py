"""An answer written in the browser: begun with a template, objected to while typed, refused, put right, sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.cases.models import Letter
from amends.cases.steps import Intake, register, take_step
from amends.people.tenancy import organisation
from tests.browser.conftest import NewPage
from tests.browser.test_desk import sign_in
from tests.makers import Town, complaint, govern, town, viewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case() -> tuple[Town, str]:
    """A complaint about a lift that engineering has in hand."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        now = timezone.now()
        number = register(viewer(made, "lan", at=now), Intake(complaint()), at=now).number
        for step, detail in (("read_back", {}), ("dispatch", {"to": "ENG"})):
            take_step(viewer(made, "lan", at=timezone.now()), number, step, at=timezone.now(), detail=detail)
    return made, number


@pytest.mark.parametrize("phone", [False, True])
def test_an_answer_is_objected_to_while_it_is_typed_and_leaves_when_it_is_right(
    new_page: NewPage, case: tuple[Town, str], accessible: Callable[[Page], None], phone: bool
) -> None:
    """FR-137, FR-139."""
    made, number = case
    page = new_page(phone=phone)
    sign_in(page, "lan@river")
    page.goto(f"/cases/{number}/steps/reply/")
    check = page.locator("#reply-check")
    expect(check).to_contain_text("后续联系人和电话")

    page.get_by_role("button", name="办理结果答复 · 中文").press("Enter")
    expect(page.locator('[name="part/next_contact"]')).to_have_value("后续请联系〔联系人〕，电话〔电话号码〕。")
    expect(check).to_contain_text("还没有填")
    page.locator('[name="part/result"]').fill("这不可能的，门机是好的。")
    expect(check.locator("mark", has_text="不可能")).to_be_visible()
    accessible(page)

    page.locator("#step .btn-primary").click()
    expect(page.locator("#refusal")).to_contain_text("还没有填")
    page.locator('[name="part/result"]').fill("门机已于3月4日更换。")
    page.locator('[name="part/next_contact"]').fill("后续请联系李工，电话 0755-88881234。")
    expect(page.locator("#reply-check")).to_contain_text("已写的内容没有问题")
    page.locator("#step .btn-primary").click()

    expect(page.locator("#step-place")).not_to_contain_text("答复正文")
    with organisation(made.org.id):
        assert "电话 0755-88881234" in Letter.objects.get(letter="reply").body


def test_the_other_language_stands_beside_and_is_held_against_the_first(page: Page, case: tuple[Town, str]) -> None:
    """FR-143."""
    sign_in(page, "lan@river")
    page.goto(f"/cases/{case[1]}/steps/reply/")

    page.locator('[name="part/result"]').fill("门机已于3月4日更换。")
    page.get_by_text("另一种语言的同一份答复").press("Enter")
    page.locator('[name="second/part/result"]').fill("The door machine was replaced on 5 March.")

    expect(page.locator("#reply-check mark", has_text="5 March")).to_be_visible()
    page.locator('[name="second/part/result"]').fill("The door machine was replaced on 4 March.")
    expect(page.locator("#reply-check mark")).to_have_count(0)
