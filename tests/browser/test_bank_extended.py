"""A bank's case under the order of 2020: extended with approval and notice, answered, reviewed above, closed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from amends.people.tenancy import organisation
from tests.browser.conftest import NewPage
from tests.browser.seats import Seats, printed, registered, story_time, take
from tests.browser.test_hotel_theft import refusal_of, speak
from tests.makers import Town, govern, person, stand_beside, town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORY = "在网点办理理财，客户经理说保本，到期亏了一万二千元，要求说明并赔偿。"
REASON = "需调取2022年的录音录像并由总行核验"
PARTS = {
    "decision": "经核实，销售录音显示客户经理未说明风险，我行退还您手续费 1200 元。",
    "review": "如对决定有异议，您可以自收到本告知之日起 30 日内向上级机构申请核查。",
    "other_ways": "您也可以申请调解、仲裁或提起诉讼。",
}


@pytest.fixture
def bank() -> Town:
    """A branch under its own notice, the order of the regulator beside it, and somebody senior at the head office."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "bocom", report_within="1 d", kept_for="5 y")
        stand_beside(made, "cn-bank-insurance", review_asked_within="30 d", review_time="30 d",
                     plan_started_within="1 d", kept_for="5 y")  # fmt: skip
        made.people["gao"] = person(made, "gao@river", "高行长", "Gao", unit=made.office, roles=("senior_manager",))
    return made


def test_a_bank_case_is_extended_with_approval_and_notice_and_answered(new_page: NewPage, bank: Town) -> None:
    """FR-145 and D.1 to D.5 of the order: 15, 30 and 60 days; each longer time by its own rule."""
    with story_time("03-01T10:00") as clock:
        seats = Seats(new_page, "river")
        desk = seats.sit("lan")
        number = registered(desk, STORY, category="wealth", complainant="陈先生", wish="说明并赔偿")
        take(desk, number, "acknowledge", first_estimate="2024-03-15T18:00")
        take(desk, number, "dispatch", to="ENG")
        take(seats.sit("wu"), number, "accept")

        clock.on("03-11T10:00")
        desk = seats.sit("lan")
        once_longer(desk, number)
        clock.on("03-25T10:00")
        twice_longer_with_approval_and_notice(seats, number)
        clock.on("04-22T10:00")
        desk = seats.sit("lan")
        seats.look(desk, "bank-before-answer")
        answered(desk, number)
        clock.on("05-06T10:00")
        desk = seats.sit("lan")
        reviewed_above_and_closed(desk, seats.sit("wu"), seats.sit("mo"), number)
        seats.look(desk, "bank-closed")
        papers_in_both_languages(desk, number)


def once_longer(desk: Page, number: str) -> None:
    """Thirty days only where it is complex, and somebody said why (D.2)."""
    assert "D.2" in refusal_of(desk, number, "cn_extend")
    take(desk, number, "cn_judge_complexity", cn_complexity="complex", reason="涉及历史录音")
    take(desk, number, "cn_extend")
    expect(desk.locator("#main")).to_contain_text("3月31日")


def twice_longer_with_approval_and_notice(seats: Seats, number: str) -> None:
    """Sixty days in all: approved by the senior manager, told to the customer, before the time is over (D.3)."""
    desk = seats.sit("lan")
    take(desk, number, "cn_judge_complexity", cn_complexity="specially_complex", reason=REASON)
    refusal = refusal_of(desk, number, "cn_extend")
    assert "上级机构或总公司高级管理人员批准" in refusal
    assert "须先告知投诉人" in refusal
    seats.look(desk, "bank-refused")

    take(seats.sit("gao"), number, "cn_approve_longer")
    assert "须先告知投诉人" in refusal_of(desk, number, "cn_extend")
    take(desk, number, "cn_tell_of_delay", reason=REASON)
    take(desk, number, "cn_extend")
    expect(desk.locator("#main")).to_contain_text("4月30日")


def answered(desk: Page, number: str) -> None:
    """The decision leaves with the ways that remain, not without them (the right to a review, D.5)."""
    assert "D.5" in written(desk, number, **{**PARTS, "review": ""})
    assert written(desk, number, **PARTS) == ""


def reviewed_above_and_closed(desk: Page, handler: Page, lead: Page, number: str) -> None:
    """The customer objects, the superior institution tells its result, and the record is complete before closing."""
    take(desk, number, "cn_review_asked", note="不同意只退手续费")
    assert "用" in desk.locator("#main").inner_text()
    take(desk, number, "cn_review_told", note="上级机构维持原决定")
    take(handler, number, "handle", result="退还手续费 1200 元，已说明")
    take(lead, number, "follow_up", satisfaction="dissatisfied", result="接受结果，仍不满意")
    assert "记录" in refusal_of(lead, number, "close", closing_reason="final_answer")
    take(lead, number, "cn_confirm_record", record_complete="yes")
    take(lead, number, "close", closing_reason="final_answer")
    expect(lead.locator(".case-head")).to_contain_text("已结案")


def papers_in_both_languages(desk: Page, number: str) -> None:
    """The delay notice names the reason and nothing blank; the answer has its three parts; both can be stamped."""
    desk.goto(f"/cases/{number}/")
    letters = [one.get_attribute("href") or "" for one in desk.locator('#papers a[href*="letter."][href$="pdf"]').all()]
    for language in ("zh-hans", "en"):
        speak(desk, language)
        texts = [printed(desk, one, f"bank-letter-{nth}-{language}") for nth, one in enumerate(letters)]
        assert len([one for one in texts if REASON in one]) == 1
        assert [one for one in texts if "2024-03-1518:00前答复" in one]
        assert not [one for one in texts if "：—" in one]
        assert [one for one in texts if "1200元" in one and "申请核查" in one]
        printed(desk, f"/cases/{number}/print/register/pdf", f"bank-register-{language}")
    speak(desk, "zh-hans")


def written(desk: Page, number: str, **parts: str) -> str:
    """Write the answer and send it; return why it did not leave, or nothing."""
    desk.goto(f"/cases/{number}/steps/reply/")
    for part, text in parts.items():
        desk.locator(f'[name="part/{part}"]').fill(text)
    desk.locator("#step .btn-primary").click()
    if all(parts.values()):
        expect(desk.locator("#step")).to_have_count(0)
        return ""
    expect(desk.locator("#refusal")).to_be_visible()
    return desk.locator("#refusal").inner_text()
