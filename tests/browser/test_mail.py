"""Incoming mail in a real browser: looked at, registered with one click; every page is accessible and fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from amends.mail.boxes import set_mailbox
from amends.people.tenancy import organisation
from tests.browser.conftest import EACH_SIZE_AND_LANGUAGE, NewPage
from tests.browser.test_desk import sign_in
from tests.mail.conftest import letter, took
from tests.makers import MONDAY, Town, govern, town, viewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waiting(settings: Any, tmp_path: Any) -> Town:
    """A town into whose mailbox somebody has written, with a file."""
    settings.MEDIA_ROOT = tmp_path
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        box = {"unit": str(made.desk.pk), "address": "complaints@river.example", "is_active": True}
        set_mailbox(viewer(made, "he"), box, at=MONDAY)
    told = letter("三号楼电梯停运两天，老人无法下楼。", subject="电梯停运" + "很长的主题" * 30)
    told.add_attachment("记录", filename="记录.txt")
    took(made, told)
    took(made, letter("我在休假", subject="自动回复", Auto_Submitted="auto-replied"))
    return made


@pytest.mark.parametrize(("phone", "language"), EACH_SIZE_AND_LANGUAGE)
def test_every_page_of_incoming_mail_is_accessible_and_fits_the_window(
    new_page: NewPage, waiting: Town, accessible: Callable[[Page], None], phone: bool, language: str
) -> None:
    page = new_page(phone=phone, language=language)
    sign_in(page, "he@river")
    page.context.add_cookies(
        [{"name": "django_language", "value": language.replace("zh-CN", "zh-hans"), "url": page.url}]
    )

    for path in ("/mail/", "/mail/?of=by_itself", "/mail/?of=unreadable", "/admin/channels/"):
        page.goto(path)
        accessible(page)
    page.goto("/mail/")
    page.locator(".mail-rows a.go").click()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_mail_is_a_case_after_two_clicks(new_page: NewPage, waiting: Town) -> None:
    page = new_page(language="zh-CN")
    sign_in(page, "lan@river")
    page.get_by_role("link", name="来信", exact=True).click()
    page.locator(".mail-rows a.go").click()
    page.get_by_role("link", name="据此登记").click()
    expect(page.locator("#in-description")).to_have_value("三号楼电梯停运两天，老人无法下楼。")

    page.locator("button[value=register]").click()

    page.wait_for_url("**/cases/CS-*/")
    expect(page.locator("#main")).to_contain_text("记录.txt")
