"""New glasses that make dizzy, and nothing in stock: checks A to H, a numbered slip, the exchange on arrival, a card."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from amends.people.tenancy import organisation
from tests.browser.conftest import NewPage
from tests.browser.seats import Seats, answer, letters_of, printed, send, story_time, take
from tests.makers import Town, govern, person, town, unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = {
    # login: (name, in English, function of the unit, roles)
    "xiu": ("何秀", "He Xiu", "sales", ("front_desk",)),
    "bao": ("鲍班长", "Bao", "sales", ("cs_supervisor",)),
    "qin": ("秦验光", "Qin", "optometry", ("optometrist", "handler")),
    "ku": ("顾仓管", "Gu", "storeroom", ("store_keeper",)),
}
UNITS = {
    "sales": ("SAL", "门店销售", "Sales"), "optometry": ("OPT", "验光室", "Optometry"),
    "storeroom": ("STO", "仓库", "Storeroom"),
}  # fmt: skip
TOLD = {
    "complainant": "林女士", "phone": "13900001111", "product_kind": "lens", "found_at": "pick_up",
    "category": "discomfort/power", "wish": "换一副看得清的",
}  # fmt: skip
ORDER = {"zh": "派工单", "en": "Dispatchorder"}
STORY = "今天来取新眼镜，试戴十分钟就头晕，看远处发虚。"
SOUND = {"a": ("heard", "头晕，看远发虚"), "b": ("fits", "不歪不压"), "c": ("found", "处方 -4.50，瞳距 62"),
         "d": ("does_not_explain", "戴镜八年，无新习惯")}  # fmt: skip

NOTHING = {"e": ("as_ordered", "左右片顶焦度、瞳距与订单一致"), "f": ("same", "复验一致"), "g": ("usual", "-4.50，非特殊度数"),
           "h": ("not_found", "度数无误；右片中央有应力纹，看远发虚，属镜片瑕疵")}  # fmt: skip
"""With what SOUND says, none of A to G finds a fault of the shop: H concludes and leads on."""


@pytest.fixture
def shop() -> Town:
    """An optical shop under R-02 with sales, optometry and a storeroom; goods come in within five days."""
    made = town("shop")
    with organisation(made.org.id):
        units = {
            function: unit(made.org, code, function, zh, en, parent=made.office)
            for function, (code, zh, en) in UNITS.items()
        }
        for login, (zh, en, function, roles) in PEOPLE.items():
            made.people[login] = person(made, f"{login}@shop", zh, en, unit=units[function], roles=roles)
        govern(made, "optical", warranty="12 mo", restock_time="5 d", contact_again="1 d")
    return made


def test_glasses_are_checked_exchanged_on_arrival_and_learnt_from(new_page: NewPage, shop: Town) -> None:
    """FR-024, 025, 104, 126, 164: four people, eight days, the slip with its own number and clock, the card."""
    seats = Seats(new_page, "shop")
    with story_time("03-07 10:00") as clock:
        sales, tester = seats.sit("xiu"), seats.sit("qin")
        number = registered(sales, seats)
        checked(tester, number, seats)
        slip_given(sales, tester, number, seats)

        clock.on("03-12 10:00")
        exchanged(seats, number)
        clock.on("03-13 10:00")
        closed(seats, number)
        card_published(seats, number)
        the_papers(seats, number)


def registered(page: Page, seats: Seats) -> str:
    """Register the complaint at the counter and send it to the optometrist; return its number."""
    page.goto("/register/")
    page.locator("[name=channel][value=visit]").check(force=True)
    answer(page, page.locator("#in-description"), STORY)
    page.locator("#account-finished").check()
    for name, value in TOLD.items():
        answer(page, page.locator(f"#register-form [name={name}]"), value)
    seats.look(page, "optical-register")
    page.locator("button[name=do][value=register]").click()
    page.wait_for_url("**/cases/*/")
    number = page.url.split("/cases/")[1].strip("/")
    for step, answers in (("read_back", {}), ("acknowledge", {}), ("dispatch", {"to": "OPT"})):
        take(page, number, step, **answers)
    return number


def checked(tester: Page, number: str, seats: Seats) -> None:
    """FR-025: F without E is refused; A to G find nothing, so H concludes, and the optometrist says what it is."""
    take(tester, number, "accept")
    tester.goto(f"/cases/{number}/steps/check_power/")
    for check, (value, seen) in {**SOUND, "f": NOTHING["f"]}.items():
        answered(tester, check, value, seen)
    tester.keyboard.press("Control+Enter")
    expect(tester.locator("#refusal")).to_contain_text("先查“测顶焦度与瞳距”")
    for check, (value, seen) in NOTHING.items():
        answered(tester, check, value, seen)
    tester.keyboard.press("Control+Enter")
    expect(tester.locator("#step")).to_have_count(0)
    expect(tester.locator("#main")).to_contain_text("未查明")
    take(tester, number, "find", fault="flaw", cause="below_standard", nature="valid", liable="supplier")


def answered(page: Page, check: str, value: str, seen: str) -> None:
    """Answer one check, with what was seen."""
    page.locator(f'input[name="check_{check}"][value="{value}"]').check(force=True)
    page.locator(f'[name="check_{check}_seen"]').fill(seen)


def slip_given(sales: Page, tester: Page, number: str, seats: Seats) -> None:
    """FR-126: no exchange without stock before the slip is given; it has a number of its own, and a clock runs."""
    sales.goto(f"/cases/{number}/steps/propose/")
    send(sales, kind="exchange", in_stock="no")
    expect(sales.locator("#refusal")).to_contain_text("书面确认书")
    take(sales, number, "give_confirmation", item="1.60 防蓝光右片 -4.50", in_stock="no")
    expect(sales.locator("main")).to_contain_text(f"确认书编号 {number}-1")
    expect(sales.locator(".case-cols .right")).to_contain_text("确认书所欠的货到店")
    take(sales, number, "propose", kind="exchange")
    seats.look(sales, "optical-slip-given")


def exchanged(seats: Seats, number: str) -> None:
    """The goods arrive: exchange at once."""
    store = seats.sit("ku")
    take(store, number, "goods_arrive")
    seats.look(store, "optical-arrived")
    sales = seats.sit("xiu")
    sales.goto("/")
    expect(sales.locator("main")).to_contain_text("到货即更换")
    take(sales, number, "give_goods", kind="exchange")
    take(seats.sit("qin"), number, "handle", result="右片按处方重做并更换，试戴清晰")


def closed(seats: Seats, number: str) -> None:
    """FR-104: no closing without an opinion on the person and an improvement; the approver signs."""
    head = seats.sit("bao")
    head.goto(f"/cases/{number}/")
    expect(head.locator("#blocks")).to_contain_text("第 2.6 条")
    take(
        head,
        number,
        "lesson",
        opinion_on_person="加工师未复核瞳距，按制度提醒，不作处罚",
        improvement="出库前由另一人复核顶焦度与瞳距并签字",
    )
    take(head, number, "sign")
    take(head, number, "close")
    expect(head.locator(".case-head")).to_contain_text("已结案")
    seats.look(head, "optical-closed")


def card_published(seats: Seats, number: str) -> None:
    """FR-164: the card is drafted from the case, without the customer's name, and published by another."""
    writer = seats.sit("xiu")
    writer.goto(f"/cases/{number}/card/")
    drafted = [one.input_value() for one in writer.locator(".panel form [id^=in-]").all()]
    assert any(drafted)
    assert not any("林女士" in words for words in drafted)
    seats.look(writer, "optical-card-form")
    writer.get_by_role("button", name="保存").click()
    writer.wait_for_url("**/library/*/")
    other = seats.sit("bao")
    other.goto(writer.url)
    other.get_by_role("button", name="发布").click()
    expect(other.locator("main")).to_contain_text("复核")
    seats.look(other, "optical-card")


def the_papers(seats: Seats, number: str) -> None:
    """The order, the register with its approver, the numbered slip among the letters, in both languages of the desk."""
    head, sales = seats.sit("bao"), seats.sit("xiu")
    head.goto("/")
    for language in ("zh", "en"):
        order = printed(sales, f"/cases/{number}/print/order.order-1/pdf", f"optical-order-{language}")
        assert all(said in order for said in (number, "林女士", ORDER[language]))
        sheet = printed(head, f"/cases/{number}/print/register/pdf", f"optical-register-{language}")
        assert "鲍班长" in sheet or "Bao" in sheet
        letters = letters_of(sales, number)
        texts = [printed(sales, one, f"optical-letter-{nth}-{language}") for nth, one in enumerate(letters)]
        assert texts
        assert all("林女士" in text for text in texts)
        assert any(f"确认书编号{number}-1" in text for text in texts), "FR-126: the slip has its number on the paper"
        for page in (head, sales):
            page.locator("button[name=language]").first.click()
