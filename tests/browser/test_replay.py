"""Replay in the browser: asked for, watched, read; both languages, desk and telephone, accessible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.jobs.replay import work_off
from amends.people.models import Membership
from amends.people.tenancy import organisation
from tests.browser.conftest import NewPage
from tests.browser.test_desk import sign_in
from tests.makers import START, Town, govern, registered, town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = {
    "zh": {"under": "按哪一制度", "play": "开始推演", "waiting": "等待后台处理", "differ": "结果不同", "beside": "时限对照"},
    "en": {
        "under": "Under which regulation", "play": "Play", "waiting": "Waiting for a worker",
        "differ": "would have differed", "beside": "Due times side by side",
    },
}  # fmt: skip


@pytest.fixture
def river() -> Town:
    """A developer with a complaint of five people; He administers."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
        Membership.objects.create(
            org=made.org, person=made.lan, unit=made.desk, role="project_cs", from_date=START
        )  # fmt: skip
        registered(
            made, at=timezone.now() - timedelta(days=2), complainants=5, category="engineering/leak", anonymous=False
        )
    return made


@pytest.mark.parametrize(("language", "phone"), [("zh", False), ("en", True)])
def test_the_rule_owner_plays_past_cases_and_opens_one(
    river: Town, new_page: NewPage, accessible: Callable[[Page], None], language: str, phone: bool
) -> None:
    words = WORDS[language]
    page = new_page(phone=phone)
    sign_in(page, "he@river")
    if language == "en":
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.url}])
    page.goto("/regulation/replay/")
    accessible(page)

    page.get_by_label(words["under"]).select_option("regime:property-instruction")
    page.get_by_role("button", name=words["play"], exact=True).click()
    expect(page.get_by_text(words["waiting"])).to_be_visible()
    accessible(page)
    work_off(timezone.now(), processes=1)
    expect(page.get_by_text(words["differ"], exact=True)).to_be_visible(timeout=15_000)
    accessible(page)
    page.locator(".replay-sums a").click()
    accessible(page)
    page.locator("a.go").first.click()
    expect(page.get_by_text(words["beside"])).to_be_visible()
    accessible(page)
