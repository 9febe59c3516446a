"""The case page: the next step first, each lack with the way to mend it, one line for many runs of one clock."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from amends.cases.journal.passing import pass_time
from amends.cases.models import Case
from amends.cases.queries.case_page import case_page
from amends.cases.shared_words import shared_words
from amends.cases.steps import Intake, register, take_step
from amends.cases.verifier import problems
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.web.clocks import clock
from amends.web.desk.case_steps import main_steps, step_links
from amends.web.templatetags.face import headline
from tests.makers import MONDAY, Town, complaint, registered, staffed, viewer
from tests.web.desk.test_regulation import signed_in

pytestmark = pytest.mark.django_db


def head(river: Town, who: str, number: str) -> list[str]:
    """Return the buttons of the head, in English."""
    page = case_page(viewer(river, who, at=timezone.now()), number, timezone.now())
    return [one.title.en for one in main_steps(step_links(page))]


def dispatched(river: Town, *more: tuple[str, str, dict[str, str]]) -> str:
    number = registered(river, at=timezone.now(), **complaint())
    for who, step, detail in (("lan", "read_back", {}), ("lan", "dispatch", {"to": "ENG"}), *more):
        take_step(viewer(river, who, at=timezone.now()), number, step, at=timezone.now(), detail=detail)
    return number


def test_what_the_owed_step_still_lacks_is_the_first_button(river: Town) -> None:
    """FR-008, FR-051: the order is owed; it waits for the read-back."""
    number = registered(river, at=timezone.now(), **complaint())

    buttons = head(river, "lan", number)

    assert buttons[0] == "Read back"
    assert "Dispatch" in buttons


def test_a_return_is_no_button_of_the_head_and_stands_last_in_the_list(river: Town) -> None:
    number = dispatched(river, ("chen", "accept", {}))

    page = case_page(viewer(river, "chen", at=timezone.now()), number, timezone.now())
    links = step_links(page)

    assert "return" not in " ".join(one.title.en.lower() for one in main_steps(links))
    returns = next(one for one in links if one.id == "return" or one.title.en.lower().startswith("return"))
    assert returns.aside
    assert not any(one.main for one in links[links.index(returns) :] if not (one.idle or one.aside))


def test_to_ask_for_a_lower_grade_is_never_the_first_thing_to_do(db: None) -> None:
    with staffed("changan-suzuki", "centre_agent", "technical_support") as maker:
        facts = complaint(category="engine/A145", car_model="青麓R5", in_warranty=True)
        number = register(viewer(maker, "centre_agent"), Intake(facts, unit="HQ"), at=MONDAY).number
        links = step_links(case_page(viewer(maker, "technical_support"), number, MONDAY))

    assert next(one for one in links if one.id == "propose_regrade").aside
    assert "propose_regrade" not in [one.id for one in main_steps(links)]


def test_a_refusal_links_to_the_step_that_is_missing(river: Town) -> None:
    """FR-008."""
    number = registered(river, at=timezone.now(), **complaint())

    page = signed_in(river.lan, "en").post(f"/cases/{number}/steps/dispatch/", {"content": "x"}).content.decode()

    refusal = page.split('id="refusal"')[1].split("</form>")[0]
    assert f'href="/cases/{number}/steps/read_back/"' in refusal


def test_a_refusal_says_each_thing_once() -> None:
    one, other = Text(zh="尚未接单", en="not accepted"), Text(zh="缺少处理结果", en="no result")
    missing = (Missing("accept", one), Missing("result", other, field="result"))
    says = Text(zh="不能“报办结”：尚未接单；缺少处理结果", en="Cannot report it handled: not accepted; no result")

    several, single = Refused("missing", says=says, missing=missing), Refused("missing", says=one, missing=missing[:1])

    with override("zh-hans"):
        assert headline(several) == "不能“报办结”"
        assert headline(single) == "尚未接单"
        shown = render_to_string("parts/refusal.html", {"refused": single, "packs": {}, "ways": {}})
        assert shown.count("尚未接单") == 1
    with override("en"):
        assert headline(several) == "Cannot report it handled"


def test_no_code_stands_in_the_journal_where_a_word_belongs(river: Town) -> None:
    number = dispatched(river)

    page = signed_in(river.lan, "en").get(f"/cases/{number}/").content.decode()

    assert "to_function" not in page
    assert "to Engineering" in page or "to ENG" in page


def test_the_name_of_an_approval_is_no_word_of_the_journal(river: Town) -> None:
    found = {"cause": "equipment_fault", "nature": "valid", "liable": "ours"}
    remedy = {"kind": "compensation", "amount": "300", "reason": "停运两天"}
    number = dispatched(river, ("chen", "accept", {}), ("chen", "find", found), ("lan", "propose", remedy))

    page = signed_in(river.lan, "en").get(f"/cases/{number}/").content.decode()

    assert "CNY 300" in page
    assert "approval-1" not in page


def test_what_only_time_did_is_one_line_and_so_are_the_runs_of_one_clock(river: Town) -> None:
    """FR-056: nobody answers for five days; the page stays as short as what people did."""
    start = timezone.now() - timedelta(days=6)
    number = registered(river, at=start, **complaint())
    for who, step, detail in (("lan", "read_back", {}), ("lan", "dispatch", {"to": "ENG"}), ("chen", "accept", {})):
        take_step(viewer(river, who, at=start), number, step, at=start, detail=detail)
    case = Case.objects.get()
    for hours in range(6, 144, 6):
        pass_time([case.pk], org=river.org.pk, at=start + timedelta(hours=hours))

    page = signed_in(river.people["chen"], "en").get(f"/cases/{number}/").content.decode()

    assert page.count('class="fold"') == 1
    assert "more of these" in page
    assert page.count('id="entry-') == Case.objects.get().head_seq


def test_words_in_common_are_named_and_everyday_ones_are_not() -> None:
    """FR-014."""
    earlier = ["小孩放学时电梯困人，按铃没有人答应", "Lift STUCK again"]

    assert shared_words("孩子放学被关在电梯里，按铃没人应", earlier) == ("放学", "电梯", "按铃")
    assert shared_words("the lift is stuck", earlier) == ("stuck",)
    assert shared_words("電梯困人", earlier) == ("電梯困人",)
    assert shared_words("水管漏水", earlier) == ()


def test_what_is_typed_below_the_journal_is_there_again_until_it_is_sent(river: Town) -> None:
    number = registered(river, at=timezone.now(), **complaint())
    client = signed_in(river.lan, "en")

    client.post(f"/cases/{number}/steps/note/draft/", {"text": "对方下午不在家", "version": "1"})
    kept = client.get(f"/cases/{number}/").content.decode()
    client.post(f"/cases/{number}/journal/", {"text": "对方下午不在家", "step": "contact", "version": "1"})
    sent = client.get(f"/cases/{number}/").content.decode()

    assert "对方下午不在家</textarea>" in kept
    assert "对方下午不在家</textarea>" not in sent
    assert "对方下午不在家" in sent


def test_an_order_on_paper_says_where_it_goes_what_is_to_be_done_and_by_when(river: Town) -> None:
    """FR-051: received 10:04, due 22:04; with room for the signatures."""
    number = registered(river, at=MONDAY)
    for who, minute, step in (("lan", 1, "read_back"), ("lan", 3, "dispatch"), ("chen", 4, "accept")):
        at = MONDAY + timedelta(minutes=minute)
        words = {"content": "请查三号楼电梯"} if step == "dispatch" else {}
        take_step(viewer(river, who, at=at), number, step, at=at, words=words)

    page = signed_in(river.lan, "en").get(f"/cases/{number}/orders/order-1/").content.decode()

    assert all(one in page for one in ("Dispatch order", "Engineering", "请查三号楼电梯", "22:04", "三号楼电梯停运"))
    assert all(one in page for one in ("data-print", "Received by (signature)"))
    assert f'href="/cases/{number}/orders/order-1/"' in signed_in(river.lan).get(f"/cases/{number}/").content.decode()
    assert signed_in(river.lan).get(f"/cases/{number}/orders/order-9/").status_code == 404
    assert signed_in(river.zhou).get(f"/cases/{number}/orders/order-1/").status_code == 404


def test_the_queue_of_orders_that_nobody_has_taken_on(river: Town) -> None:
    """FR-053."""
    number = dispatched(river)
    desk = signed_in(river.lan, "en")
    waiting = desk.get("/queues/?order=sent").content.decode()
    take_step(viewer(river, "chen", at=timezone.now()), number, "accept", at=timezone.now())

    assert "orders not taken on" in waiting
    assert f"/cases/{number}/" in waiting
    assert f"/cases/{number}/" not in desk.get("/queues/?order=sent").content.decode()


def test_of_a_long_journal_the_newest_stand_there_and_the_rest_is_counted(river: Town) -> None:
    number = registered(river, at=timezone.now(), **complaint())
    for nth in range(2, 61):
        take_step(viewer(river, "lan", at=timezone.now()), number, "note", at=timezone.now(), words={"note": f"{nth}"})

    client = signed_in(river.lan, "en")
    page, whole = (client.get(f"/cases/{number}/{query}").content.decode() for query in ("", "?all=1"))

    assert "40 entries more before these" in page
    assert 'id="entry-60"' in page
    assert 'id="entry-40"' not in page
    assert 'id="entry-1"' in whole


def test_no_step_shows_a_key_that_means_something_else_everywhere(river: Town) -> None:
    number = dispatched(river)

    page = case_page(viewer(river, "lan", at=timezone.now()), number, timezone.now())

    links = step_links(page)
    assert "n" in {one.step.key for one in page.steps}
    assert not {one.key for one in links} & set("ngjkw")


def test_a_clock_whose_limit_the_source_lost_runs_and_says_that_none_is_set() -> None:
    """FR-080: step (a) of the 8D shows "not set"."""
    with override("en"):
        shown = clock(None, MONDAY, starts=MONDAY)

    assert (shown.word, shown.time) == ("Running", "no limit set")


def test_a_case_leaves_as_a_file_that_verifies(river: Town) -> None:
    """What the page offers for download, `amends verify` finds to be as it was written."""
    number = registered(river)

    answer = signed_in(river.lan).get(f"/cases/{number}/file/")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{number}.case.json"'
    assert problems(json.loads(answer.content)) == []
    assert signed_in(river.lan).get("/cases/CS-2024-999/file/").status_code == 404
