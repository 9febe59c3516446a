"""8D in a real browser: written by keyboard, objections beside their sentences, every page accessible and fitting."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.cases.models import Order
from amends.cases.steps import Intake, register, take_step
from amends.people.tenancy import organisation
from amends.quality.actions import list_action
from amends.quality.handing_in import hand_in
from amends.quality.opening import open_eight_d
from amends.quality.spreading import add_spread, plan_check
from tests.browser.conftest import EACH_SIZE_AND_LANGUAGE, NewPage
from tests.browser.test_desk import sign_in
from tests.makers import Town, govern, person, town, viewer
from tests.quality.eight_ds import FAULT, GOOD, ROLES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def number() -> str:
    """An 8D up to containment, with an interim action that is spread and checked; its number."""
    made, at = town("river"), timezone.now() - timedelta(hours=3)
    with organisation(made.org.id):
        govern(made, "grievance-instruction")
        for role in ROLES:
            made.people[role] = person(made, f"{role}@river", role, role, unit=made.office, roles=(role,))
        case = register(viewer(made, "front_desk", at=at), Intake(FAULT, unit="HQ"), at=at).number
        take_step(viewer(made, "front_desk", at=at), case, "dispatch", at=at, detail={"to": "HQ"})
        order = Order.objects.get(case__number=case).name
        quality = viewer(made, "quality", at=at)
        take_step(quality, case, "accept", at=at, on=order)
        take_step(quality, case, "investigate", at=at)
        return _written(made, case)


def _written(made: Town, case: str) -> str:
    at = timezone.now() - timedelta(hours=2)
    quality, owner = viewer(made, "quality", at=at), made.people["quality"].pk
    number = open_eight_d(quality, case, at=at).number
    for discipline in ("D1", "D2", "D3"):
        hand_in(quality, number, discipline, GOOD[discipline], at=at)
    action = list_action(
        quality, number, kind="interim", text="全检在库", owner=owner, due_at=at + timedelta(days=3), at=at
    )  # fmt: skip
    add_spread(quality, action.pk, process="2 号线", at=at)
    plan_check(quality, action.pk, day=timezone.localdate(at), owner=owner, at=at)
    return number


@pytest.mark.parametrize(("phone", "language"), EACH_SIZE_AND_LANGUAGE)
def test_every_page_of_an_8d_is_accessible_and_fits_the_window(
    new_page: NewPage, number: str, accessible: Callable[[Page], None], phone: bool, language: str
) -> None:
    page = new_page(phone=phone, language=language)
    sign_in(page, "quality@river")
    code = language.replace("zh-CN", "zh-hans")
    page.context.add_cookies([{"name": "django_language", "value": code, "url": page.url}])

    for path in ("/", "/eight-d/", f"/eight-d/{number}/", f"/eight-d/{number}/?d=D3", f"/eight-d/{number}/?d=D8"):
        page.goto(path)
        for more in page.locator(".work details:not(.art)").all():
            more.evaluate("one => { one.open = true }")
        accessible(page)
        if folder := os.environ.get("AMENDS_PICTURES"):
            name = "-".join(
                ("8d", path.strip("/").replace("/", "_").replace("?", "_") or "today", language, str(phone))
            )
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_an_objection_leads_to_its_sentence_and_comes_while_one_types(page: Page, number: str) -> None:
    """FR-109: beside the sentence, with what would pass; typed words are kept by themselves."""
    sign_in(page, "department@river")
    page.goto(f"/eight-d/{number}/?d=D4")

    cause = page.get_by_label("发生原因：为何产生")
    cause.focus()
    page.keyboard.type("班前没有点检。操作员质量意识差。")
    quote = page.locator("#against-cause_occurrence .quote").last
    expect(quote).to_have_text("“操作员质量意识差。”", timeout=10_000)
    expect(page.locator("#draft-kept")).to_contain_text("草稿已保存")

    quote.focus()
    page.keyboard.press("Enter")
    chosen = page.evaluate(
        "(() => { const t = document.activeElement; return t.value.slice(t.selectionStart, t.selectionEnd) })()"
    )
    assert chosen in "操作员质量意识差。"
    assert chosen

    page.reload()
    expect(cause).to_have_value("班前没有点检。操作员质量意识差。")


def test_a_discipline_is_handed_in_with_the_keyboard_alone(page: Page, number: str) -> None:
    """FR-108: D4 opens D5."""
    sign_in(page, "department@river")
    page.goto(f"/eight-d/{number}/?d=D4")
    for part, text in GOOD["D4"].items():
        page.locator(f"#in-{part}").focus()
        page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")

    expect(page.locator(".toasts, .messages").first).to_contain_text("已提交并通过。", timeout=10_000)
    expect(page.locator(".disciplines .here")).to_contain_text("D5")
