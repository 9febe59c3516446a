"""The portal on a phone: say it, track it, add a photo, rate it; with and without scripts, and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from amends.cases.models import Case, Evidence
from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.browser.conftest import NewPage
from tests.makers import Town, govern, town, viewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORY = "八号楼电梯又停了，孩子在里面关了二十五分钟，按铃没有人应。"
PHOTO = FilePayload(name="电梯.jpg", mimeType="image/jpeg", buffer=b"\xff\xd8\xff\xe0" + b"\x00" * 64)


@pytest.fixture(autouse=True)
def river(settings: pytest.FixtureRequest, tmp_path: Path) -> Town:
    """The town under the property instruction; its files apart."""
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    made = town("river")
    with organisation(made.org.id):
        made.org.settings = {
            "portal": {"phone": "400-000-1201", "outside": {"zh": "也可拨打 12345。", "en": "Or 12345."}}
        }
        made.org.save()
        govern(made, "property-instruction")
    return made


def staff(river: Town, who: str, number: str, step: str, **detail: str) -> None:
    """Let somebody of the staff take a step now."""
    with organisation(river.org.id):
        take_step(viewer(river, who, at=timezone.now()), number, step, at=timezone.now(), detail=detail)


def handle(river: Town, number: str) -> None:
    """Take a case to where it is reported as done."""
    staff(river, "lan", number, "classify", category="equipment/lift")
    staff(river, "lan", number, "read_back")
    staff(river, "lan", number, "dispatch", to="ENG")
    staff(river, "chen", number, "accept")
    staff(river, "chen", number, "find", cause="equipment_fault", nature="valid")
    staff(river, "chen", number, "handle", result="已更换抱闸")


def say(page: Page) -> tuple[str, str]:
    """Make a complaint and return number and secret."""
    page.goto("/p/river/")
    page.get_by_role("link", name="我要投诉").click()
    page.fill("#in-description", STORY)
    page.fill("#in-wish", "今天修好")
    page.fill("#in-complainant", "赵女士")
    page.fill("#in-phone", "13812342671")
    page.fill("#in-house_no", "8-1201")
    page.get_by_role("button", name="提交").last.click()
    expect(page.locator("h1")).to_have_text("我们已收到您的投诉")
    return page.locator("#number").inner_text(), page.locator("#secret").inner_text()


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_says_it_tracks_it_adds_a_photo_and_rates_it(new_page: NewPage, river: Town, scripts: bool) -> None:
    """FR-011, FR-018: on a phone, without a login; a browser without scripts does the same."""
    number, secret = say(new_page(phone=True, scripts=scripts))

    page = new_page(phone=True, scripts=scripts)
    page.goto("/p/river/my/")
    page.fill("#in-number", number.lower())
    page.fill("#in-secret", secret)
    page.get_by_role("button", name="查看").last.click()
    expect(page.locator("h1")).to_contain_text("八号楼电梯")
    expect(page.locator(".card")).to_contain_text("最迟")

    page.get_by_text("补充情况或照片").click()
    page.fill("#add-words", "今天又停了一次")
    page.set_input_files("#add-files", PHOTO)
    page.locator("#add button.main").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator(".files")).to_contain_text("电梯.jpg")
    expect(page.locator(".way")).to_contain_text("今天又停了一次")

    handle(river, number)
    page.reload()
    page.fill("#rate-words", "警铃还是没有人接")
    page.locator("#rate [value=dissatisfied]").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator("#rate")).to_have_count(0)
    with organisation(river.org.id):
        case = Case.objects.get(number=number)
        assert case.facts["satisfaction"] == "dissatisfied"
        assert Evidence.objects.get(case=case).source == "complainant"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_language_changes_and_every_word_stays(new_page: NewPage, scripts: bool) -> None:
    page = new_page(phone=True, scripts=scripts)
    page.goto("/p/river/say/")
    page.fill("#in-description", STORY)
    page.check("[name=anonymous][value=no]")

    page.get_by_role("button", name="English").click()

    expect(page.locator("h1")).to_have_text("Make a complaint")
    expect(page.locator("#in-description")).to_have_value(STORY)
    expect(page.locator("[name=anonymous][value=no]")).to_be_checked()


def test_a_question_closes_and_opens_with_the_answer(new_page: NewPage) -> None:
    page = new_page(phone=True)
    page.goto("/p/river/say/")
    expect(page.locator("#in-complainant")).to_be_visible()

    page.check("[name=anonymous][value=yes]")
    expect(page.locator("#in-complainant")).to_be_hidden()

    page.check("[name=anonymous][value=no]")
    expect(page.locator("#in-complainant")).to_be_visible()


def test_a_complaint_is_made_by_keyboard_alone(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/p/river/say/")

    page.keyboard.press("Tab")
    expect(page.get_by_text("跳到正文")).to_be_focused()
    for name, text in (
        ("description", STORY),
        ("wish", "今天修好"),
        ("complainant", "赵女士"),
        ("phone", "13812342671"),
    ):
        tab_to(page, f"in-{name}")
        page.keyboard.type(text)
    page.keyboard.press("Enter")

    expect(page.locator("#number")).to_be_visible()


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until a field has the focus."""
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached by Tab")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(
    new_page: NewPage, river: Town, accessible: Callable[[Page], None], scheme: str
) -> None:
    page = new_page(phone=True, scheme=scheme)
    for path in ("", "say/", "my/", "nothing/here/"):
        page.goto(f"/p/river/{path}")
        accessible(page)
    page.goto("/p/river/my/")
    page.fill("#in-number", "CS-2026-9999")
    page.fill("#in-secret", "x")
    page.get_by_role("button", name="查看").last.click()
    expect(page.get_by_role("alert")).to_be_visible()
    accessible(page)
    number, _secret = say(page)
    accessible(page)
    handle(river, number)
    page.goto("/p/river/my/")
    for one in page.locator("details").all():
        one.evaluate("(node) => { node.open = true }")
    accessible(page)
    page.fill("#wrong-words", "不是八号楼")
    page.locator("#wrong button.main").click()
    expect(page.get_by_role("status")).to_be_visible()
    accessible(page)
