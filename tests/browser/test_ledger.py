"""The ledger in a real browser: every page accessible and fitting, and the word on an earlier 8D given by keyboard."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.people.directory import directory
from amends.people.tenancy import organisation
from amends.quality.actions import finish_action, list_action
from amends.quality.ledger import look_now
from amends.quality.models import Action, ActionPromise, CasePrint, EightD
from amends.quality.opening import open_eight_d
from amends.quality.promising import Pledge, promise
from tests.browser.conftest import EACH_SIZE_AND_LANGUAGE, NewPage
from tests.browser.test_desk import sign_in
from tests.makers import Town
from tests.quality.defects import cracked, makers, who

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paths() -> dict[str, str]:
    """A maker with an action that failed, one that has not promised yet, and the same crack again; where they are."""
    made, at = makers(), timezone.now()
    with organisation(made.org.id):
        today = directory(made.org.id).day(at)
        for nth in range(6):
            number = cracked(made, at)
            CasePrint.objects.filter(case__number=number).update(received_at=at - timedelta(days=70 + 30 * nth))
        failed = _acted(made, cracked(made, at))
        key = promise(who(made, "quality", at), failed, Pledge("fewer", today, 30, 60, 6), at=at).pk
        other = _acted(made, cracked(made, at, product="阀 V-1"))
        second = promise(who(made, "quality", at), other, Pledge("none", today, 30), at=at)
        cracked(made, at + timedelta(seconds=1), product="阀 V-1")
        look_now(org=made.org.id, at=at + timedelta(minutes=1))
        assert EightD.objects.filter(state="failed").count() == 1
        third = _acted(made, cracked(made, at, product="盖 G-1"))
        again = cracked(made, at)
        assert ActionPromise.objects.filter(action=third).first() is None
        earlier = Action.objects.select_related("eight_d").get(pk=failed).eight_d.number
        return {
            "again": again, "earlier": earlier, "promise": f"/ledger/actions/{third}/", "entry": f"/ledger/{key}/",
            "failed": f"/ledger/{second.pk}/",
        }  # fmt: skip


def _acted(made: Town, number: str) -> UUID:
    at = timezone.now()
    quality = who(made, "quality", at)
    record = open_eight_d(quality, number, at=at)
    EightD.objects.filter(pk=record.pk).update(opened_at=at - timedelta(days=40))
    row = list_action(
        quality, record.number, kind="interim", text="加装防护垫", owner=made.people["quality"].id,
        due_at=at + timedelta(days=7), at=at,
    )  # fmt: skip
    finish_action(quality, row.pk, proof="照片", at=at)
    return row.pk


@pytest.mark.parametrize(("phone", "language"), EACH_SIZE_AND_LANGUAGE)
def test_every_page_of_the_ledger_is_accessible_and_fits_the_window(
    new_page: NewPage, paths: dict[str, str], accessible: Callable[[Page], None], phone: bool, language: str
) -> None:
    page = new_page(phone=phone, language=language)
    sign_in(page, "quality@makers")
    page.context.add_cookies(
        [{"name": "django_language", "value": language.replace("zh-CN", "zh-hans"), "url": page.url}]
    )
    year = date.today().year  # noqa: DTZ011  # the browser's own day

    for path in (
        "/", "/ledger/", paths["entry"], paths["failed"], paths["promise"], f"/ledger/causes/?from={year}-01-01",
        "/ledger/causes/?by=product", "/ledger/review/", f"/cases/{paths['again']}/same/",
    ):  # fmt: skip
        page.goto(path)
        accessible(page)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, path
        if shots := os.environ.get("AMENDS_SHOTS"):
            name = f"{path.strip('/').replace('/', '_')[:30] or 'today'}-{language}-{'phone' if phone else 'desk'}.png"
            page.screenshot(path=Path(shots) / name, full_page=True)


def test_the_word_on_an_earlier_8d_is_given_beside_the_case_by_keyboard(
    new_page: NewPage, paths: dict[str, str]
) -> None:
    page = new_page(language="en")
    sign_in(page, "quality@makers")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.url}])
    page.goto(f"/cases/{paths['again']}/")
    panel = page.locator("#same-defect")
    expect(panel.get_by_text(paths["earlier"]).first).to_be_visible()

    panel.get_by_label("its action failed").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("same sand mould")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("The 8D of this case may begin.")).to_be_visible()
    expect(page.locator("#same-defect").get_by_text("same sand mould")).to_be_visible()
