"""The reports of a regulation in a real browser: accessible, and within the window."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.people.tenancy import organisation
from tests.browser.conftest import EACH_SIZE_AND_LANGUAGE, NewPage
from tests.browser.test_desk import sign_in
from tests.makers import govern, registered, town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATHS = ("/reports/", "/reports/developer-four-grades/special_report/", "/queues/?flag=developer-four-grades/none")


@pytest.mark.parametrize(("phone", "language"), EACH_SIZE_AND_LANGUAGE)
def test_reports_are_accessible_and_fit_the_window(
    new_page: NewPage, accessible: Callable[[Page], None], phone: bool, language: str
) -> None:
    made, at = town("river"), timezone.now() - timedelta(hours=2)
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
        for nth, outside in enumerate((["court"], [], ["media"])):
            registered(made, at=at + timedelta(minutes=nth), category="engineering/leak", outside=outside)
    page = new_page(phone=phone, language=language)
    sign_in(page, "mo@river")
    page.context.add_cookies(
        [{"name": "django_language", "value": language.replace("zh-CN", "zh-hans"), "url": page.url}]
    )

    for nth, path in enumerate(PATHS):
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= (390 if phone else 1440)
        if folder := os.environ.get("AMENDS_PICTURES"):
            name = f"reports-{nth}-{language}-{'phone' if phone else 'desk'}.png"
            page.screenshot(path=Path(folder) / name)
