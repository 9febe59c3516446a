"""The main job from the first word to the archive, in a browser, by four people, without a mouse at the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from amends.people.tenancy import organisation
from tests.browser.conftest import NewPage
from tests.makers import govern, town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORY = "孩子放学被关在电梯里二十五分钟，按铃没人应。十七号也困过人，你们说修好了，这才三天。"
KEYS_AT_MOST = 60
WAY = (
    "登记", "复述确认", "派单", "接单", "回报进展", "报办结", "审核签字", "回访", "审核签字", "结案", "归档",
)  # fmt: skip


class Hands:
    """Somebody at a keyboard: keys are counted, text is not, and a pointer that moves is noticed."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.pointer = page, 0, list[str]()
        page.expose_function("pointed", lambda where: self.pointer.append(where))
        page.add_init_script("addEventListener('pointerdown', (event) => pointed(event.target.outerHTML), true)")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def fill(self, *texts: str) -> None:
        """Type into one field after the other; Enter goes to the next."""
        for text in texts:
            self.page.keyboard.type(text)
            self.press("Enter")


@pytest.fixture
def seat(new_page: NewPage) -> Callable[[str], Page]:
    """Sign somebody of the town in, in a window of their own: `seat("lan")`."""

    def take(name: str) -> Page:
        page = new_page()
        page.goto("/sign-in/")
        page.fill("#login", f"{name}@river")
        page.fill("#password", "a-long-password")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    return take


@pytest.fixture(autouse=True)
def river() -> None:
    """The town under the property instruction."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")


def test_a_complaint_goes_from_the_first_word_to_the_archive(seat: Callable[[str], Page], tmp_path: Path) -> None:
    """FR-008, FR-051, FR-056, FR-059, FR-157, FR-158: four people, every step by its key."""
    desk = seat("lan")
    number = register(Hands(desk), tmp_path)
    expect(desk.locator("h1")).to_contain_text(number)
    clocks_explain_themselves(desk, "首报满二十四小时未完成")

    handler = seat("wu")
    handler.goto(f"/cases/{number}/")
    take(handler, "a", "接单", tmp_path)
    clocks_explain_themselves(handler, "每日十七时前答复进展")
    clocks_explain_themselves(handler, "接单后十二小时办结")
    take(handler, "p", "回报进展", tmp_path, note="轿厢门机已更换，正在试运行")
    take(handler, "h", "报办结", tmp_path, result="门机更换，试运行三十次正常，警铃线路修复")

    head = seat("chen")
    head.goto(f"/cases/{number}/")
    take(head, "s", "审核签字", tmp_path, note="现场看过，同意")

    desk.goto(f"/cases/{number}/")
    expect(desk.locator("#blocks")).to_contain_text("回访")
    take(desk, "f", "回访", tmp_path, result="电梯正常，家长满意", satisfaction="satisfied")
    expect(desk.locator("#blocks")).to_contain_text("没有妨碍结案的事项")

    supervisor = seat("mo")
    supervisor.goto(f"/cases/{number}/")
    take(supervisor, "s", "审核签字", tmp_path, note="同意结案归档")
    take(supervisor, "x", "结案", tmp_path)
    expect(supervisor.locator("#blocks")).to_have_count(0)
    step(supervisor, "归档", tmp_path)

    assert said(supervisor) == list(WAY)
    expect(supervisor.locator(".case-head")).to_contain_text("已归档")
    expect(supervisor.locator(".clock.late")).to_have_count(0)
    old_clocks_explain_themselves(supervisor)


def register(hands: Hands, folder: Path) -> str:
    """Register and dispatch from the keyboard alone; return the number."""
    page = hands.page
    hands.press("n")
    page.wait_for_url("**/register/")
    hands.press("1")
    expect(page.locator("#in-phone")).to_be_focused()
    hands.fill("13812342671", "赵女士", "", "8-1201", "8号楼2号梯", "")
    page.keyboard.type(STORY)
    hands.press("Tab")
    hands.fill("当天修好，书面说明原因")
    hands.press("Space", "f")
    expect(page.locator("#live [data-key=c]")).to_be_visible()
    hands.press("c", "y")
    expect(page.locator("#live")).to_contain_text("五分钟内派单")
    look(page, folder, "register")
    hands.press("Control+Enter")
    page.wait_for_url("**/cases/CS-*/")
    assert hands.keys < KEYS_AT_MOST
    assert hands.pointer == []
    return page.url.split("/cases/")[1].split("/")[0]


def take(page: Page, key: str, title: str, folder: Path, **words: str) -> None:
    """Take a step by its key and see it in the journal."""
    page.keyboard.press(key)
    finish(page, title, folder, **words)


def step(page: Page, title: str, folder: Path) -> None:
    """Take a step that has no key of its own, from the list of next steps."""
    page.locator("#next-steps a", has_text=title).first.click()
    finish(page, title, folder)


def finish(page: Page, title: str, folder: Path, **words: str) -> None:
    """Fill the form of a step, send it by keyboard and see it in the journal."""
    expect(page.locator("#step h2")).to_contain_text(title)
    for name, text in words.items():
        if page.locator(f"#step [name={name}][type=radio]").count():
            page.locator(f"#step [name={name}][value={text}]").check(force=True)
        else:
            page.locator(f"#step [name={name}]").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#step")).to_have_count(0)
    expect(page.locator(".journal > li").last).to_contain_text(title)
    look(page, folder, title)


def clocks_explain_themselves(page: Page, title: str) -> None:
    """Open each clock's derivation: its article, its start and its end are told."""
    row = page.locator(".right li", has_text=title).first
    row.get_by_text("期限依据").click()
    expect(row.locator("details.why")).to_contain_text("条")
    expect(row.locator("details.why")).to_contain_text(":")


def old_clocks_explain_themselves(page: Page) -> None:
    """Every clock that is over still says how its time came about."""
    over = page.locator(".right details.over")
    over.locator("summary").first.click()
    rows = over.locator("li")
    assert rows.count() >= 4
    expect(over.locator("li details.why")).to_have_count(rows.count())


def said(page: Page) -> list[str]:
    """Return the titles of all steps in the journal, oldest first."""
    return page.locator(".journal > li:not(.day) > div:last-child > .strong").all_inner_texts()


def look(page: Page, folder: Path, name: str) -> None:
    """Keep a picture of the page beside the test's other leftovers, outside the repository."""
    page.screenshot(path=folder / f"{len(list(folder.iterdir())):02d}-{name}.png")
