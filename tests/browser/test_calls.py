"""The telephone in a real browser: one key begins a call, its length runs, every page is accessible and fits."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.calls.cover import add_cover, divert
from amends.calls.taking import end_call, keep_fields, note_moment, start_call
from amends.calls.tasks import promise_call_back
from amends.people.tenancy import organisation
from tests.browser.conftest import EACH_SIZE_AND_LANGUAGE, NewPage
from tests.browser.test_desk import sign_in
from tests.calls.conftest import line
from tests.makers import govern, town, viewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waiting() -> str:
    """A department store: a marked call in the book, a diverted line, a plan, a caller who waits; its address."""
    made, at = town("river"), timezone.now()
    with organisation(made.org.id):
        govern(made, "department-store")
        one, lan = line(made), viewer(made, "lan", at=at)
        add_cover(
            viewer(made, "mo", at=at), one.pk, person=str(made.lan.pk), hours="mon-sun 00:00-24:00", is_manager=False,
            from_date=at.date(), to_date=None,
        )  # fmt: skip
        divert(lan, one.pk, to_number="13911112222", at=at)
        past = start_call(lan, one.pk, at=at - timedelta(minutes=20), caller="13812341234")
        note_moment(lan, past.pk, "caller_put_on_hold", at=at - timedelta(minutes=19))
        keep_fields(lan, past.pk, caller="13812341234", rings=4, kind="enquiry", note="问换货", number="")
        end_call(lan, past.pk, result="answered", at=at - timedelta(minutes=10))
        promise_call_back(lan, past.pk, due_at=at + timedelta(seconds=1), note="问换货", at=at)
        call = start_call(lan, one.pk, at=at - timedelta(seconds=100), caller="13900001111")
        note_moment(lan, call.pk, "caller_put_on_hold", at=at - timedelta(seconds=58))
        return f"/calls/{call.pk}/"


@pytest.mark.parametrize(("phone", "language"), EACH_SIZE_AND_LANGUAGE)
def test_every_page_of_the_telephone_is_accessible_and_fits_the_window(
    new_page: NewPage, waiting: str, accessible: Callable[[Page], None], phone: bool, language: str
) -> None:
    page = new_page(phone=phone, language=language)
    sign_in(page, "mo@river" if language == "en" else "lan@river")
    page.context.add_cookies(
        [{"name": "django_language", "value": language.replace("zh-CN", "zh-hans"), "url": page.url}]
    )

    for path in ("/", "/calls/", "/calls/cover/", waiting):
        page.goto(path)
        accessible(page)
        if folder := os.environ.get("AMENDS_PICTURES"):
            name = "-".join(("calls", path.strip("/").replace("/", "_")[:12] or "today", language, str(phone)))
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_one_key_takes_a_call_and_its_length_runs(page: Page, waiting: str) -> None:
    """FR-224, FR-228: what is asked of a waiting call becomes due while the page is open."""
    sign_in(page, "lan@river")
    page.goto(waiting)
    expect(page.locator(".ask.due .btn-primary")).to_contain_text("告知仍在接通", timeout=15_000)

    page.goto("/calls/")
    page.keyboard.press("t")
    page.wait_for_url("**/calls/*-*/")

    expect(page.locator(".timer b")).to_have_text("0:02", timeout=8_000)


def test_a_call_is_taken_and_ended_without_scripts(new_page: NewPage, waiting: str) -> None:
    page = new_page(scripts=False)
    sign_in(page, "lan@river")
    page.goto("/calls/")
    page.locator("button[value=start]").click()
    page.locator("#in-rings").fill("2")
    page.locator("button[value=end]").click()

    expect(page.locator(".book tbody tr").first).to_contain_text("已接听")
