"""A supplier's return, from the complaint to an effect that is shown: R-12 leads, the customer's 8D clocks beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from amends.people.tenancy import organisation
from tests.browser.conftest import NewPage
from tests.browser.seats import Seats, answer, hand_in, letters_of, printed, send, story_time, take
from tests.makers import Town, govern, person, stand_beside, town, unit
from tests.quality.eight_ds import GOOD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = {
    # login: (name, in English, function of the unit, roles)
    "xiao": ("陈晓", "Chen Xiao", "business", ("front_desk",)),
    "li": ("李敏", "Li Min", "quality", ("quality",)),
    "gao": ("高明", "Gao Ming", "quality", ("quality_head",)),
    "ma": ("马强", "Ma Qiang", "production", ("department",)),
    "ling": ("吴岭", "Wu Ling", "pmc", ("pmc",)),
    "qian": ("钱蓉", "Qian Rong", "finance", ("finance",)),
}
UNITS = {
    "business": ("BIZ", "经营部", "Business"), "quality": ("QA", "品质部", "Quality"),
    "production": ("PRD", "生产部", "Production"), "pmc": ("PMC", "物控", "Material control"),
    "finance": ("FIN", "财务部", "Finance"),
}  # fmt: skip
TOLD = {
    "complainant": "远航汽车", "phone": "13800002024", "product": "轴承座", "part_no": "ZC-201", "bad_quantity": "3",
    "description": "总装线发现轴承座法兰根部裂纹 3 件，批号 L2402-07。", "wish": "退货并换良品，提交 8D",
    "category": "quality", "eight_d_demanded": "yes", "customer_8d_no": "Q-5512", "defect_code": "T-17",
    "portal_stamp": "2024-03-04T08:00",
}  # fmt: skip
BLAMING = "操作员质量意识差，没有按要求浇注。"
D5 = {"corrective": GOOD["D5"]["corrective"], "preventive": GOOD["D7"]["preventive"]}
D7 = {"standard": GOOD["D7"]["standard"]}
D8 = {
    "verification": "判据：连续 30 天无裂纹再发；期间 2024-03-09 至 2024-04-08；样本 12 批每批 32 件渗透探伤，共 384 件，裂纹 0 件。",
    "closing": "感谢小组。",
}  # fmt: skip


@pytest.fixture
def works() -> Town:
    """A supplier of castings with its departments, under R-12, and the customer's own 8D figures beside it."""
    made = town("works")
    with organisation(made.org.id):
        units = {
            function: unit(made.org, code, function, zh, en, parent=made.office)
            for function, (code, zh, en) in UNITS.items()
        }
        for login, (zh, en, function, roles) in PEOPLE.items():
            made.people[login] = person(made, f"{login}@works", zh, en, unit=units[function], roles=roles)
        govern(
            made, "iatf-grievance", effect_period="30 d", transmit_time="4 h", count_time="1 wd", booking_time="3 wd"
        )
        stand_beside(made, "iatf-8d-customer")
    return made


def test_a_return_goes_from_the_complaint_to_an_effect_that_is_shown(new_page: NewPage, works: Town) -> None:
    """FR-080, 108–119, 157, 243–246: six people in six weeks, and every print."""
    seats = Seats(new_page, "works")
    with story_time("03-04 09:00") as clock:
        business, quality = seats.sit("xiao"), seats.sit("li")
        number, secret = registered(business, seats)
        to_quality(business, quality, number)
        goods_come_back(business, quality, seats, number)

        eight_d = begun(quality, number, seats)
        clock.on("03-05 10:00")
        customer = new_page(phone=True)
        the_referee_refuses_it(seats, number, eight_d)
        approved(seats, customer, (number, secret), eight_d)

        clock.on("03-08 10:00")
        carried_out(seats, number, eight_d)
        clock.on("04-09 10:00")
        verified_and_closed(seats, number, eight_d)
        the_papers(seats, number, eight_d)


def registered(page: Page, seats: Seats) -> tuple[str, str]:
    """Register the complaint at the desk; return its number and the secret for the customer."""
    page.goto("/register/")
    page.locator("[name=channel][value=email]").check(force=True)
    answer(page, page.locator("#in-description"), TOLD["description"])
    page.locator("#account-finished").check()
    for name, value in TOLD.items():
        answer(page, page.locator(f"#register-form [name={name}]"), value)
    seats.look(page, "register")
    page.locator("button[name=do][value=register]").click()
    page.wait_for_url("**/cases/*/")
    said = page.locator(".toast-line").first.inner_text()
    return page.url.split("/cases/")[1].strip("/"), said.rsplit("：", 1)[-1].strip()


def to_quality(business: Page, quality: Page, number: str) -> None:
    """The customer's containment clock runs from his portal's stamp, 24 hours; quality has the order."""
    business.goto(f"/cases/{number}/")
    clock = business.locator(".clocks li, .right li", has_text="D3 围堵").first
    clock.get_by_text("期限依据").click()
    expect(clock.locator("details.why")).to_contain_text("3月5日 周二 08:00：到期")
    take(business, number, "read_back")
    take(business, number, "dispatch", to="QA", content="请分析裂纹，24 小时内围堵")
    take(quality, number, "accept")


def goods_come_back(business: Page, quality: Page, seats: Seats, number: str) -> None:
    """None is let in before quality says so; 39 of 40 are a difference (FR-243, FR-244)."""
    stock = seats.sit("ling")
    take(business, number, "ask_return", return_kind="batch", announced_quantity="40")
    business.goto(f"/cases/{number}/steps/accept_return/")
    send(business, on="lot-1")
    expect(business.locator("#refusal")).to_contain_text("品质部尚未确认该批退货")
    take(quality, number, "confirm_return", on="lot-1")
    take(quality, number, "inform_business", on="lot-1")
    take(business, number, "accept_return", on="lot-1")
    seen = {"name_seen": "轴承座", "part_no_seen": "ZC-201", "counted_quantity": "39"}
    take(stock, number, "count_difference", on="lot-1", **seen)
    take(business, number, "clear_difference", on="lot-1", result="客户确认实发 39 件")
    take(stock, number, "stock_in", on="lot-1", stock_entry="RK-240304-17")
    when = {"replace_by": "2024-03-06T17:00", "customer_date": "2024-03-07T17:00"}
    take(stock, number, "plan_replacement", on="lot-1", kind="reorder", **when)
    take(
        quality,
        number,
        "finish_test",
        on="lot-1",
        test_method="渗透探伤",
        test_result="39 件中 7 件裂纹",
        test_conclusion="confirmed",
        sample_no="LY-0304-1",
    )
    seats.look(stock, "case-with-a-lot")


def begun(quality: Page, number: str, seats: Seats) -> str:
    """Quality begins the 8D and contains: the customer's first clock is met (FR-080)."""
    quality.goto(f"/cases/{number}/")
    quality.get_by_role("button", name="开启 8D").click()
    quality.wait_for_url("**/eight-d/*/")
    eight_d = quality.url.split("/eight-d/")[1].strip("/")
    for discipline in ("D1", "D2", "D3"):
        hand_in(quality, eight_d, discipline, **GOOD[discipline])
    listed(quality, eight_d, "interim", "客户处与在库全数渗透探伤", "李敏", "2024-03-05T18:00")
    quality = released(seats, eight_d, "D3")
    seats.look(quality, "8d-contained")
    quality.goto(f"/cases/{number}/")
    expect(quality.locator(".right details.over")).to_contain_text("D3 围堵")
    take(quality, number, "issue_disposition", disposition="隔离同批，挑选后补良品")
    take(quality, number, "find", responsible_department="production", liable="ours", nature="valid")
    return eight_d


def released(seats: Seats, eight_d: str, *names: str) -> Page:
    """The head of quality approves what waits, and quality sends it: only that meets the customer's clock (FR-115)."""
    head, quality = seats.sit("gao"), seats.sit("li")
    head.goto(f"/eight-d/{eight_d}/")
    head.get_by_role("button", name="批准").click()
    expect(head.locator(".toast-line").first).to_be_visible()
    for name in names:
        quality.goto(f"/eight-d/{eight_d}/?d={name}")
        quality.get_by_role("button", name="发给客户").click()
        expect(quality.locator(".toast-line").first).to_be_visible()
    return quality


def listed(page: Page, eight_d: str, kind: str, text: str, owner: str, due: str) -> None:
    """List an action of an 8D."""
    page.goto(f"/eight-d/{eight_d}/")
    page.locator("#actions summary", has_text="列入措施").click()
    page.locator(f"[name=kind][value={kind}]").check(force=True)
    page.locator("#in-action-text").fill(text)
    page.locator("#in-owner").select_option(label=owner)
    page.locator("#in-due").fill(due)
    page.get_by_role("button", name="列入", exact=True).click()
    expect(page.locator("#actions")).to_contain_text(text)


def the_referee_refuses_it(seats: Seats, number: str, eight_d: str) -> None:
    """FR-109: which rule, which sentence; the mended one is handed in, looked at, returned once and accepted."""
    department = seats.sit("ma")
    hand_in(department, eight_d, "D4", **(GOOD["D4"] | {"cause_occurrence": BLAMING}))
    against = department.locator("#against-cause_occurrence")
    expect(against.locator(".quote").first).to_contain_text("质量意识差")
    expect(against).to_contain_text("8D.HE1")
    seats.look(department, "8d-refused")
    hand_in(department, eight_d, "D4", **GOOD["D4"])
    hand_in(department, eight_d, "D5", **D5)
    listed(department, eight_d, "corrective", "炉前加装测温联锁", "马强", "2024-03-08T18:00")
    listed(department, eight_d, "preventive", "转量产评审表增加浇注温度窗口", "马强", "2024-03-08T18:00")


def approved(seats: Seats, customer: Page, known: tuple[str, str], eight_d: str) -> None:
    """FR-112, FR-115: quality looks at it, its head approves, and only then the customer sees it."""
    quality = seats.sit("li")
    for discipline in ("D4", "D5"):
        quality.goto(f"/eight-d/{eight_d}/?d={discipline}")
        quality.get_by_role("button", name="通过").click()
        expect(quality.locator(".toast-line").first).to_be_visible()
    customer.goto("/p/works/my/")
    customer.fill("#in-number", known[0])
    customer.fill("#in-secret", known[1])
    customer.get_by_role("button", name="查看").last.click()
    expect(customer.locator("h1")).to_be_visible()
    expect(customer.locator("main")).not_to_contain_text("测温联锁")
    head = seats.sit("gao")
    head.goto(f"/eight-d/{eight_d}/")
    seats.look(head, "8d-to-approve")
    head.get_by_role("button", name="批准").click()
    expect(head.locator(".toast-line").first).to_be_visible()
    customer.reload()
    expect(customer.locator("main")).to_contain_text("测温联锁")
    seats.look(customer, "portal")
    quality.goto(f"/eight-d/{eight_d}/?d=D5")
    quality.get_by_role("button", name="发给客户").click()
    expect(quality.locator(".toast-line").first).to_be_visible()
    business = seats.sit("xiao")
    business.goto(f"/cases/{known[0]}/steps/report_back/")
    business.locator(".reply-templates button").first.click()
    expect(business.locator("#step [name='part/corrective']")).to_have_value("纠正措施：" + D5["corrective"])
    business.keyboard.press("Control+Enter")
    expect(business.locator("#step")).to_have_count(0)


def carried_out(seats: Seats, number: str, eight_d: str) -> None:
    """Every action with its proof, a promise in the ledger, good parts on time, the books (FR-114, FR-116, FR-246)."""
    business, department, stock, books = (seats.sit(one) for one in ("xiao", "ma", "ling", "qian"))
    take(stock, number, "reordered", on="lot-1")
    take(stock, number, "hand_over", on="lot-1")
    take(business, number, "ship", on="lot-1")
    take(books, number, "book", on="lot-1", account_entry="PZ-0308-88")
    quality = seats.sit("li")
    for page, action in ((quality, "渗透探伤"), (department, "测温联锁"), (department, "浇注温度窗口")):
        proven(page, eight_d, action)
    promised(quality, eight_d, seats)
    hand_in(department, eight_d, "D6", **GOOD["D6"])
    hand_in(department, eight_d, "D7", **D7)
    released(seats, eight_d, "D6", "D7")


def proven(page: Page, eight_d: str, text: str) -> None:
    """Say of an action that it is done, with its proof (FR-114)."""
    page.goto(f"/eight-d/{eight_d}/")
    action = page.locator("#actions .actions > li", has_text=text)
    action.locator("summary").click()
    action.locator("[name=proof]").fill("试浇 3 炉温度记录与照片")
    action.get_by_role("button", name="已完成").click()
    expect(action).to_contain_text("试浇 3 炉温度记录与照片")


def promised(quality: Page, eight_d: str, seats: Seats) -> None:
    """The action promises no repeat within thirty days; the ledger will say whether it kept that."""
    quality.goto(f"/eight-d/{eight_d}/")
    quality.locator("#actions .actions > li", has_text="测温联锁").get_by_role("link", name="尚无承诺").click()
    quality.locator("[name=criterion][value=none]").check(force=True)
    quality.fill("#in-from", "2024-03-08")
    quality.fill("#in-days", "30")
    seats.look(quality, "promise")
    quality.get_by_role("button", name="约定").click()
    expect(quality.locator(".toast-line, h1").first).to_be_visible()


def verified_and_closed(seats: Seats, number: str, eight_d: str) -> None:
    """FR-116, FR-157: thirty days without the crack, the word of the ledger, then the 8D and the case are closed."""
    quality = seats.sit("li")
    quality.goto("/ledger/")
    expect(quality.locator("main")).to_contain_text("有效")
    seats.look(quality, "ledger")
    hand_in(quality, eight_d, "D8", **D8)
    quality = released(seats, eight_d)
    quality.goto(f"/eight-d/{eight_d}/")
    expect(quality.locator("#closing .ok-text")).to_be_visible()
    quality.get_by_role("button", name="关闭 8D").click()
    expect(quality.locator(".case-head .chip").first).to_contain_text("已关闭")
    seats.look(quality, "8d-closed")
    take(quality, number, "close")
    expect(quality.locator(".case-head")).to_contain_text("已结案")
    seats.look(quality, "case-closed")


def the_papers(seats: Seats, number: str, eight_d: str) -> None:
    """The 8D, the customer's copy of it, the sheet of the lot, the register and the letter, in both languages."""
    quality = seats.sit("li")
    for language in ("zh", "en"):
        report = printed(quality, f"/eight-d/{eight_d}/print/pdf", f"8d-{language}")
        copy = printed(quality, f"/eight-d/{eight_d}/print/pdf?for=customer", f"8d-customer-{language}")
        lot = printed(quality, f"/cases/{number}/print/lot.lot-1/pdf", f"lot-{language}")
        sheet = printed(quality, f"/cases/{number}/print/register/pdf", f"register-{language}")
        assert "Q-5512" in report
        assert "测温联锁" in report
        assert "测温联锁" in copy
        assert "王强" not in copy  # names of the staff are not the customer's
        assert "RK-240304-17" in lot
        assert "ZC-201" in lot
        assert number in sheet
        for letter in letters_of(quality, number):
            printed(quality, letter, f"letter-{language}")
        quality.locator("button[name=language]").first.click()
