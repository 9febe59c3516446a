"""The cause editors in a real browser: keyboard, mouse, undo, saving, two people at once, pictures, phone (FR-107)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.cases.models import Order
from amends.cases.steps import Intake, register, take_step
from amends.people.tenancy import organisation
from amends.quality.causing import save_analysis
from amends.quality.handing_in import hand_in
from amends.quality.models import CauseAnalysis, DisciplineVersion
from amends.quality.opening import open_eight_d
from tests.browser.conftest import EACH_SIZE_AND_LANGUAGE, NewPage
from tests.browser.test_desk import sign_in
from tests.makers import Town, govern, person, town, viewer
from tests.quality.eight_ds import FAULT, GOOD, ROLES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CAUSES: list[dict[str, Any]] = [
    {"id": "c1", "under": "method", "text": "浇注温度下限没有写入工艺卡", "main": True, "control": "炉前测温联锁，低于 1,320 ℃ 不能开浇"},
    {"id": "c2", "under": "c1", "text": "新模具转量产的评审表没有浇注温度窗口一项"},
    {"id": "c3", "under": "machine", "text": "测温枪半年未校准"},
    {"id": "c4", "under": "material", "text": "炉料含硫偏高"},
    {"id": "c5", "under": "c4", "text": "回炉料比例没有上限"},
    {"id": "c6", "under": "man", "text": "夜班两人看三台炉"},
    {"id": "c7", "under": "environment", "text": "冬季模具预热不足"},
    {"id": "c8", "under": "measurement", "text": "出厂抽检方案没有渗透探伤项目", "main": True, "control": ""},
]  # fmt: skip
WHYS = [
    {"id": "w1", "under": "cause_occurrence", "text": "法兰根部冷隔"},
    {"id": "w2", "under": "w1", "text": "浇注温度只有 1,290 ℃"},
    {"id": "w3", "under": "w2", "text": "工艺卡没有温度下限"},
    {"id": "w4", "under": "cause_escape", "text": "抽检只量外径"},
    {"id": "w5", "under": "w4", "text": "抽检方案没有渗透探伤项目"},
]
MATRIX = {
    "effects": [{"id": "e1", "text": "法兰根部裂纹", "weight": 10}, {"id": "e2", "text": "客户停线", "weight": 6}],
    "causes": [
        {"id": "c1", "text": "浇注温度下限没有写入工艺卡", "scores": {"e1": 9, "e2": 3}, "main": True, "control": "测温联锁"},
        {"id": "c2", "text": "测温枪半年未校准", "scores": {"e1": 3, "e2": 1}},
        {"id": "c3", "text": "抽检方案没有渗透探伤项目", "scores": {"e1": 1, "e2": 9}},
    ],
}  # fmt: skip


@pytest.fixture
def works(transactional_db: None) -> Town:
    """A works with an 8D whose cause is next."""
    made, at = town("works"), timezone.now()
    with organisation(made.org.id):
        for role in ROLES:
            made.people[role] = person(made, f"{role}@works", role, role, unit=made.office, roles=(role,))
        govern(made, "grievance-instruction")
        before = at - timedelta(hours=2)

        def who(name: str) -> Any:
            return viewer(made, name, at=before)

        case = register(who("front_desk"), Intake(FAULT, unit="HQ"), at=before).number
        take_step(who("front_desk"), case, "dispatch", at=before, detail={"to": "HQ"})
        order = Order.objects.get(case__number=case)
        take_step(who("quality"), case, "accept", at=before, on=order.name)
        take_step(who("quality"), case, "investigate", at=before)
        number = open_eight_d(who("quality"), case, at=before).number
        for discipline in ("D1", "D2", "D3"):
            assert not hand_in(who("department"), number, discipline, GOOD[discipline], at=before).refused
    vars(made)["eight_d"] = number
    return made


def address(works: Town, kind: str = "fishbone") -> str:
    return f"/eight-d/{vars(works)['eight_d']}/causes/{kind}/"


def saved(works: Town, content: Any, kind: str = "fishbone", *, base: int = 0, by: str = "department") -> None:
    at = timezone.now()
    with organisation(works.org.id):
        save_analysis(viewer(works, by, at=at), vars(works)["eight_d"], kind, content, base=base, at=at)


def drawn(*causes: dict[str, Any]) -> dict[str, Any]:
    return {"effect": "轴承座法兰根部裂纹 3 件", "causes": list(causes)}


def newest(works: Town, kind: str = "fishbone") -> CauseAnalysis:
    with organisation(works.org.id):
        return CauseAnalysis.objects.filter(kind=kind).latest("version")


def texts(works: Town, under: str) -> list[str]:
    return [one["text"] for one in newest(works).content["causes"] if one["under"] == under]


def open_editor(page: Page, works: Town, kind: str = "fishbone", by: str = "department") -> None:
    sign_in(page, f"{by}@works")
    page.goto(address(works, kind))


def item(page: Page, text: str) -> Any:
    return page.locator("#causes-tree [role=treeitem]", has=page.locator("> .text", has_text=re.compile(f"^{text}$")))


def is_saved(page: Page) -> None:
    expect(page.locator("#causes-state")).to_contain_text("已保存", timeout=8_000)


@pytest.mark.parametrize(("phone", "language"), EACH_SIZE_AND_LANGUAGE)
def test_every_editor_is_accessible_and_fits_the_window(
    new_page: NewPage, works: Town, accessible: Callable[[Page], None], phone: bool, language: str
) -> None:
    saved(works, drawn(*CAUSES))
    saved(works, drawn(*WHYS), "why")
    saved(works, MATRIX, "matrix")
    page = new_page(phone=phone, language=language)
    sign_in(page, "department@works")
    page.context.add_cookies(
        [{"name": "django_language", "value": language.replace("zh-CN", "zh-hans"), "url": page.url}]
    )

    for kind in ("fishbone", "why", "matrix"):
        page.goto(address(works, kind))
        expect(page.locator("#causes-picture text").first).to_be_attached()
        if folder := os.environ.get("AMENDS_PICTURES"):
            page.screenshot(path=Path(folder) / f"causes-{kind}-{language}-{phone}.png", full_page=True)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind


def test_a_fishbone_is_drawn_by_keyboard_alone_and_is_there_after_loading_again(page: Page, works: Town) -> None:
    """FR-107: causes, a main one, its control point; nothing is pressed but keys."""
    open_editor(page, works)
    item(page, "人").focus()
    page.keyboard.press("Enter")  # on a bone: the first cause of it
    page.keyboard.type("夜班两人看三台炉")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # beside it
    page.keyboard.type("换班没有交接")
    page.keyboard.press("Tab")  # below it
    page.keyboard.type("交接表没有炉温一栏")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(item(page, "交接表没有炉温一栏")).to_contain_text("主要原因")
    page.keyboard.press("ArrowLeft")
    expect(item(page, "换班没有交接")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("F2")
    page.keyboard.press("End")
    page.keyboard.type("表")
    page.keyboard.press("Enter")
    is_saved(page)

    assert texts(works, "man") == ["换班没有交接表", "夜班两人看三台炉"]
    page.reload()
    assert [one.get_attribute("aria-level") for one in (item(page, "交接表没有炉温一栏"), item(page, "机"))] == [
        "3",
        "1",
    ]


def test_a_cause_goes_to_the_next_bone_by_keyboard_and_leaves_with_all_below_it(page: Page, works: Town) -> None:
    saved(works, drawn(*CAUSES))
    open_editor(page, works)
    item(page, "炉料含硫偏高").focus()
    page.keyboard.press("Alt+ArrowDown")
    is_saved(page)
    assert texts(works, "method") == ["炉料含硫偏高", "浇注温度下限没有写入工艺卡"]

    page.keyboard.press("Delete")
    expect(item(page, "回炉料比例没有上限")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(item(page, "回炉料比例没有上限")).to_have_count(1)
    page.keyboard.press("Control+Shift+z")
    expect(item(page, "回炉料比例没有上限")).to_have_count(0)
    expect(page.locator("#causes-said")).to_have_text("已重做")


def test_a_cause_is_dragged_to_another_bone_in_the_list_and_in_the_picture(page: Page, works: Town) -> None:
    saved(works, drawn(*CAUSES))
    open_editor(page, works)
    item(page, "测温枪半年未校准").drag_to(item(page, "测"))
    is_saved(page)
    assert texts(works, "measurement") == ["出厂抽检方案没有渗透探伤项目", "测温枪半年未校准"]

    page.locator("#causes-picture [data-id=c7]").drag_to(page.locator("#causes-picture [data-id=material]"))
    expect(page.locator("#causes-state")).to_have_text("尚未保存")
    is_saved(page)
    assert texts(works, "material") == ["炉料含硫偏高", "冬季模具预热不足"]


def test_a_cause_is_never_dragged_below_itself(page: Page, works: Town) -> None:
    saved(works, drawn(*CAUSES))
    open_editor(page, works)

    item(page, "浇注温度下限没有写入工艺卡").drag_to(item(page, "新模具转量产的评审表没有浇注温度窗口一项"))

    expect(page.locator("#causes-state")).to_have_text(re.compile("版本"))
    assert newest(works).version == 1


def test_escape_gives_the_old_words_back_and_a_cause_without_words_goes_away(page: Page, works: Town) -> None:
    saved(works, drawn(*CAUSES))
    open_editor(page, works)
    item(page, "测温枪半年未校准").focus()
    page.keyboard.type("Xy")
    expect(page.locator("#causes-tree input")).to_have_value("Xy")
    page.keyboard.press("Escape")
    expect(item(page, "测温枪半年未校准")).to_be_focused()

    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#causes-tree .cause")).to_have_count(len(CAUSES))


def test_what_lacks_a_control_point_is_not_finished_and_says_which(page: Page, works: Town) -> None:
    """FR-107: a main cause without control point is refused by the article; with one it is finished."""
    saved(works, drawn(*CAUSES))
    open_editor(page, works)
    page.locator("#causes-finish").click()
    expect(page.locator("#causes-refused")).to_contain_text("出厂抽检方案没有渗透探伤项目")
    expect(page.locator("#causes-refused")).to_contain_text("5.3(b)")

    page.locator("#causes-main #control-c8").fill("每批渗透探伤 32 件")
    page.locator("#causes-finish").click()

    expect(page.locator("#causes-finished")).to_be_visible()
    expect(page.locator("#causes-refused")).to_be_hidden()
    assert newest(works).is_finished


def test_who_was_slower_sees_both_versions_and_loses_none(page: Page, works: Town) -> None:
    saved(works, drawn(*CAUSES[:3]))
    open_editor(page, works)
    saved(works, drawn(*CAUSES[:2]), base=1, by="department_head")
    item(page, "料").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("炉料含硫偏高")
    page.keyboard.press("Enter")

    expect(page.locator("#causes-stale")).to_contain_text("department_head", timeout=8_000)
    page.locator("#causes-mine").click()
    is_saved(page)

    assert newest(works).version == 3
    assert texts(works, "material") == ["炉料含硫偏高"]
    page.goto(f"{address(works)}?version=2")
    expect(page.locator("#causes-tree .cause")).to_have_count(2)
    page.locator("#causes-restore").click()
    page.wait_for_url(lambda url: "version" not in url)
    assert newest(works).version == 4
    assert len(newest(works).content["causes"]) == 2


def test_theirs_is_taken_and_mine_is_one_step_back(page: Page, works: Town) -> None:
    saved(works, drawn(*CAUSES[:3]))
    open_editor(page, works)
    saved(works, drawn(*CAUSES[:2]), base=1, by="department_head")
    item(page, "测温枪半年未校准").focus()
    page.keyboard.press("Space")
    expect(page.locator("#causes-stale")).to_be_visible(timeout=8_000)

    page.locator("#causes-theirs").click()
    expect(item(page, "测温枪半年未校准")).to_have_count(0)
    item(page, "人").focus()
    page.keyboard.press("Control+z")

    expect(item(page, "测温枪半年未校准")).to_contain_text("主要原因")


def test_one_click_writes_a_main_cause_into_the_8d(page: Page, works: Town) -> None:
    saved(works, drawn(*CAUSES))
    open_editor(page, works)
    page.locator("#causes-main [data-main=c1] button").first.click()

    expect(page.locator("#causes-main [data-main=c1]")).to_contain_text("已写入 8D")
    with organisation(works.org.id):
        assert DisciplineVersion.objects.get(discipline="D4").content["cause_occurrence"] == CAUSES[0]["text"]
    page.goto(f"/eight-d/{vars(works)['eight_d']}/?d=D4")
    expect(page.locator("#in-cause_occurrence")).to_have_value(CAUSES[0]["text"])
    page.locator(f"a[href='{address(works)}']").click()
    expect(page.locator("h1")).to_contain_text("原因分析")


def test_a_5_why_asks_on_and_its_last_answer_goes_into_its_own_part(page: Page, works: Town) -> None:
    saved(works, drawn(*WHYS[:4]), "why")
    open_editor(page, works, "why")
    item(page, "抽检只量外径").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("抽检方案没有渗透探伤项目")
    page.keyboard.press("Enter")

    expect(page.locator("#causes-main > li")).to_have_count(2)
    page.locator("#causes-main > li", has_text="渗透探伤").locator("button").click()
    expect(page.locator("#causes-main")).to_contain_text("已写入 8D")
    with organisation(works.org.id):
        content = DisciplineVersion.objects.get(discipline="D4").content
    assert (content["cause_escape"], content["cause_occurrence"]) == ("抽检方案没有渗透探伤项目", "")


def test_a_matrix_is_scored_by_keyboard_and_adds_up(page: Page, works: Town) -> None:
    saved(works, drawn(*CAUSES))
    open_editor(page, works, "matrix")
    page.locator("[data-do=known]").click()
    rows = page.locator("#causes-matrix tbody tr")
    expect(rows).to_have_count(len(CAUSES))
    page.locator("#causes-matrix input.score").first.focus()
    page.keyboard.type("9")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("3")

    expect(rows.nth(0).locator("b")).to_have_text("90")
    expect(rows.nth(1).locator("b")).to_have_text("30")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("7")
    expect(page.locator("#causes-matrix [aria-invalid=true]")).to_have_count(1)
    page.keyboard.press("ArrowUp")
    is_saved(page)
    scores = [one.get("scores") for one in newest(works, "matrix").content["causes"]]
    assert scores[:3] == [{"e1": 9}, {"e1": 3}, {}]


def test_the_picture_is_kept_as_svg_and_as_png(page: Page, works: Town) -> None:
    saved(works, drawn(*CAUSES))
    open_editor(page, works)

    with page.expect_download() as svg:
        page.locator("[data-picture=svg]").click()
    with page.expect_download() as png:
        page.locator("[data-picture=png]").click()

    text = svg.value.path().read_text()
    assert svg.value.suggested_filename.endswith("-fishbone.svg")
    assert "测温枪半年未校准" in text
    assert "class=" not in text
    assert "var(" not in text
    data = png.value.path().read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 20_000
    if folder := os.environ.get("AMENDS_PICTURES"):
        (Path(folder) / "causes-export.png").write_bytes(data)


def test_a_hundred_and_fifty_causes_stay_fluent(page: Page, works: Town) -> None:
    bones = ["man", "machine", "material", "method", "environment", "measurement"]
    saved(works, drawn(*(
        {"id": f"n{n}", "under": bones[n % 6] if n < 60 else f"n{n - 60}", "text": f"第 {n} 条可能的原因，写得稍长一些", "main": n == 5}
        for n in range(150)
    )))  # fmt: skip
    open_editor(page, works)
    item(page, "人").focus()
    page.evaluate(
        """() => { window.longest = 0; const tree = document.getElementById("causes-tree");
        tree.addEventListener("keydown", () => { const began = performance.now();
          requestAnimationFrame(() => setTimeout(() => { window.longest = Math.max(window.longest, performance.now() - began); })); }, true); }"""
    )

    for key in ("ArrowDown", "ArrowDown", "Space", "Alt+ArrowDown", "ArrowDown", "Space"):
        page.keyboard.press(key)
        page.wait_for_timeout(80)

    expect(page.locator("#causes-picture .cz-node.cz-is-main")).to_have_count(3)
    assert page.evaluate("window.longest") < 400
    if folder := os.environ.get("AMENDS_PICTURES"):
        page.screenshot(path=Path(folder) / "causes-150.png", full_page=True)


def test_who_may_only_read_changes_nothing_and_tab_leaves_the_list(page: Page, works: Town) -> None:
    saved(works, drawn(*CAUSES))
    open_editor(page, works, by="finance")
    item(page, "人").focus()
    for key in ("Enter", "Delete", "Space", "x"):
        page.keyboard.press(key)
    expect(page.locator("#causes-tree .cause")).to_have_count(len(CAUSES))
    expect(page.locator("#causes-finish")).to_have_count(0)

    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('#causes-tree')")


def test_without_scripts_the_list_can_be_read(new_page: NewPage, works: Town) -> None:
    saved(works, drawn(*CAUSES))
    page = new_page(scripts=False)
    open_editor(page, works)

    expect(page.locator("#causes-tree")).to_contain_text("测温枪半年未校准")
    expect(page.locator("#causes-tools")).to_be_hidden()


def test_a_finger_marks_and_moves_with_the_buttons(new_page: NewPage, works: Town) -> None:
    saved(works, drawn(*CAUSES))
    page = new_page(phone=True)
    open_editor(page, works)
    item(page, "测温枪半年未校准").tap()
    page.locator("[data-do=main]").tap()
    page.locator("[data-do=down]").tap()
    is_saved(page)

    moved = next(one for one in newest(works).content["causes"] if one["id"] == "c3")
    assert (moved["under"], moved["main"]) == ("material", True)
