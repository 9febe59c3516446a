"""Answers through the one door: complete, true to the case, in the customer's language, read by a second person."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from amends.cases.fold import rebuild
from amends.cases.journal import StepResult
from amends.cases.models import Case, Entry, Letter
from amends.cases.queries.journal_lines import journal
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from amends.people.models import Membership, Substitute
from amends.people.tenancy import organisation
from amends.regulations import folders
from tests.makers import MONDAY, START, Town, complaint, govern, registered, town, viewer
from tests.shipped import pack_in

PARTS = {"part/result": "已更换门机", "part/next_contact": "李工，电话 0755-88881234"}


def minutes(n: float) -> datetime:
    return MONDAY + timedelta(minutes=n)


def do(town: Town, who: str, number: str, step: str, at: datetime, **more: Any) -> StepResult:
    return take_step(viewer(town, who, at=at), number, step, at=at, **more)


def accepted(town: Town, **facts: Any) -> str:
    number = registered(town, **facts)
    do(town, "lan", number, "read_back", minutes(1))
    do(town, "lan", number, "dispatch", minutes(3), words={"content": "请查电梯"})
    do(town, "chen", number, "accept", minutes(4))
    return number


def refused(
    town: Town, number: str, words: dict[str, str], step: str = "reply", who: str = "lan"
) -> set[tuple[str, str]]:
    before = Entry.objects.count(), Letter.objects.count()
    with pytest.raises(Refused) as no:
        do(town, who, number, step, minutes(30), words=words)
    assert (Entry.objects.count(), Letter.objects.count()) == before
    assert all(one.article and one.says.zh and one.says.en for one in no.value.missing)
    return {(one.what, one.article) for one in no.value.missing}


def test_an_answer_lacks_what_its_parts_lack_and_leaves_nothing_behind(river: Town) -> None:
    """FR-137."""
    number = accepted(river)

    assert refused(river, number, {}) == {("missing_part:result", "4.6"), ("missing_part:next_contact", "4.6")}
    assert refused(river, number, {**PARTS, "part/next_contact": "请找李工"}) == {("lacks:next_contact", "4.6")}
    assert refused(river, number, {**PARTS, "text": "您这是无理取闹"}) == {("forbidden:insults", "G.4")}
    assert refused(river, number, {**PARTS, "text": "〔称呼〕您好"}) == {("unfilled:text", "4.6")}


def test_a_complete_answer_is_a_letter_of_these_words(river: Town) -> None:
    number = accepted(river)

    do(river, "lan", number, "reply", minutes(30), words={"text": "王先生您好", **PARTS})

    letter = Letter.objects.get(letter="reply")
    assert letter.body == "王先生您好\n\n已更换门机\n\n李工，电话 0755-88881234"


def test_the_day_of_an_answer_is_that_of_the_case(river: Town) -> None:
    number = accepted(river)
    told = {"solvability": "not_at_present", "return_date": "2024-03-20T10:00:00+08:00", "explanation": "等配件"}
    do(river, "mo", number, "judge", minutes(10), detail=told)

    wrong = {**PARTS, "part/limits": "等配件，3月21日再与您商议"}

    assert refused(river, number, {**PARTS, "part/limits": "等配件，尽快再议"}) == {
        ("lacks:limits", "G.3"), ("unstated:limits", "G.3"),
    }  # fmt: skip
    assert refused(river, number, wrong) == {("contradicts:limits", "G.3")}
    do(river, "lan", number, "reply", minutes(31), words={**PARTS, "part/limits": "等配件，2024年3月20日再与您商议"})


def foreign_guest(town: Town) -> str:
    facts = complaint(description="The lift has been out of order for two days", wish="repair")
    number = register(viewer(town, "lan"), Intake(facts, language="en"), at=MONDAY).number
    do(town, "lan", number, "read_back", minutes(1))
    do(town, "lan", number, "dispatch", minutes(3), words={"content": "请查电梯"})
    return number


def test_a_foreign_customer_is_answered_in_english_alone_or_beside_chinese(river: Town) -> None:
    """FR-143."""
    number = foreign_guest(river)
    chinese = {"part/result": "已于3月4日为您更换了门机", "part/next_contact": "后续请联系李工，电话 0755-88881234"}
    english = {
        "second/part/result": "The door machine was replaced on 4 March.",
        "second/part/next_contact": "Please call Mr Li on 0755-88881234.",
    }

    assert refused(river, number, chinese) == {("language:en", "4.6")}
    other_day = {**english, "second/part/result": "The door machine was replaced on 5 March."}
    assert refused(river, number, {**chinese, **other_day}) == {
        ("differs:part/result", "4.6"), ("differs:second/part/result", "4.6"),
    }  # fmt: skip
    half = {"second/part/result": english["second/part/result"]}
    assert refused(river, number, {**chinese, **half}) == {("missing_part:next_contact", "4.6")}
    do(river, "lan", number, "reply", minutes(31), words={**chinese, **english})
    assert "replaced on 4 March" in Letter.objects.get(letter="reply").body


@pytest.fixture
def disputed(db: None) -> Any:
    """A developer's case under threat of exposure: the leadership reads the text first."""
    made = town("hill")
    with organisation(made.org.id):
        govern(made, "capital-land")
        facts = complaint(category="engineering", building_no="5 栋", anonymous=False, conduct=["threatens_exposure"])
        del facts["house_no"]
        number = register(viewer(made, "lan"), Intake(facts), at=MONDAY).number
        do(made, "lan", number, "dispatch", minutes(3), detail={"to": "ENG"})
        do(made, "chen", number, "accept", minutes(4))
        yield made, number


WORDS = {"text": "吴女士您好", "part/result": "外墙将重做防水"}


def test_under_threat_of_exposure_the_leader_approves_the_very_text_that_leaves(disputed: tuple[Town, str]) -> None:
    """FR-142."""
    town, number = disputed

    assert ("unreviewed:text_read", "3.3") in refused(town, number, WORDS)
    assert refused(town, number, {}, step="approve_text", who="he") == {("done:reply_drafted", "S.2")}
    do(town, "lan", number, "draft_text", minutes(10), words=WORDS)
    assert ("unreviewed:text_read", "3.3") in refused(town, number, WORDS)
    do(town, "he", number, "approve_text", minutes(11))
    assert refused(town, number, {**WORDS, "text": "吴女士您好！"}) == {("unreviewed:text_read", "3.3")}
    do(town, "lan", number, "reply", minutes(31), words=WORDS)

    assert Letter.objects.get(letter="reply").body.endswith("外墙将重做防水")
    case = Case.objects.get(number=number)
    assert rebuild(Entry.objects.filter(case=case).order_by("seq")).state.stage == case.stage


def test_a_draft_is_judged_as_the_answer_is(disputed: tuple[Town, str]) -> None:
    town, number = disputed

    assert refused(town, number, {"text": "您好"}, step="draft_text") == {("missing_part:result", "2.1")}


def test_a_returned_draft_is_read_no_more_and_the_next_one_waits(disputed: tuple[Town, str]) -> None:
    town, number = disputed
    do(town, "lan", number, "draft_text", minutes(10), words=WORDS)

    do(town, "he", number, "return_text", minutes(11), detail={"reason": "没有写明依据"})

    assert refused(town, number, {}, step="approve_text", who="he") == {("done:reply_drafted", "S.2")}
    do(town, "lan", number, "draft_text", minutes(12), words={**WORDS, "text": "吴女士："})
    do(town, "he", number, "approve_text", minutes(13))


def test_nobody_reads_their_own_draft(disputed: tuple[Town, str]) -> None:
    """FR-142: the second person is another person, whatever roles the writer has."""
    town, number = disputed
    Membership.objects.create(org=town.org, person=town.he, unit=town.desk, role="front_desk", from_date=START)
    do(town, "he", number, "draft_text", minutes(10), words=WORDS)

    assert refused(town, number, {}, step="approve_text", who="he") == {("person:writer", "S.2")}


def test_no_deputy_reads_a_draft_with_the_role_of_its_writer(disputed: tuple[Town, str]) -> None:
    """FR-142, FR-128: 何经理 writes it and goes away; 周巡, standing in, would read it with 何经理's own role."""
    town, number = disputed
    Membership.objects.create(org=town.org, person=town.he, unit=town.desk, role="front_desk", from_date=START)
    Membership.objects.create(org=town.org, person=town.zhou, unit=town.desk, role="staff", from_date=START)
    do(town, "he", number, "draft_text", minutes(10), words=WORDS)
    day = MONDAY.date()
    Substitute.objects.create(org=town.org, person=town.he, deputy=town.zhou, from_date=day, to_date=day)

    assert refused(town, number, {}, step="approve_text", who="zhou") == {("person:writer", "S.2")}


def test_the_four_thanks_are_a_letter_of_four_parts(db: None) -> None:
    """FR-146."""
    made = town("farm")
    thanks = {
        "part/thanks_regret": "给您添麻烦了", "part/thanks_trust": "感谢信任", "part/thanks_fault": "感谢指出不足",
        "part/thanks_promise": "我们一定改进", "part/regret": "很抱歉", "part/admission": "是我们的不足",
    }  # fmt: skip
    with organisation(made.org.id):
        govern(made, "feed")
        number = register(
            viewer(made, "lan"),
            Intake({"channel": "phone", "matter": "complaint", "complainant": "石家庄养殖户", "phone": "13800000031",
                    "description": "换料后产蛋率下降", "category": "quality", "product": "蛋鸡料"}), at=MONDAY,
        ).number  # fmt: skip
        do(
            made,
            "lan",
            number,
            "settle",
            minutes(5),
            detail={"result": "已换一批料", "satisfaction": "satisfied", "waiver": True},
        )
        for left_out in [name for name in thanks if name.startswith("part/thanks_")]:
            words = {name: text for name, text in thanks.items() if name != left_out}
            part = left_out.removeprefix("part/")
            assert refused(made, number, words, step="thank") == {(f"missing_part:{part}", "5")}
        do(made, "lan", number, "thank", minutes(40), words=thanks)
        assert Letter.objects.filter(body__contains="感谢指出不足").exists()


def test_the_journal_names_the_parts_of_an_answer_as_the_regulation_does(river: Town) -> None:
    number = accepted(river)
    second = {"second/text": "Dear Mr Wang", **{f"second/{name}": "Call 0755-88881234 please" for name in PARTS}}

    do(
        river,
        "lan",
        number,
        "reply",
        minutes(30),
        words={"text": "王先生您好", **PARTS, **second, "part/result": "请拨 0755-88881234"},
    )

    told = journal(viewer(river, "lan", at=minutes(31)), number)[-1].words
    assert {one.name: one.title.en for one in told if one.name != "reply"} == {
        "text": "Reply", "part/result": "What was done", "part/next_contact": "Whom to call from here on",
        "second/text": "Reply (in the other language)", "second/part/result": "What was done",
        "second/part/next_contact": "Whom to call from here on",
    }  # fmt: skip


def test_a_delay_told_with_its_reason_before_the_time_is_over_is_an_announced_one(db: None) -> None:
    """FR-145: the notice is stored before the due time, and a letter says why."""
    made = town("bank")
    facts = {"channel": "phone", "matter": "complaint", "complainant": "沈女士", "phone": "13800000031",
             "description": "信用卡年费被误扣"}  # fmt: skip
    with organisation(made.org.id):
        govern(made, "bocom")
        number = register(viewer(made, "lan"), Intake(facts), at=MONDAY).number
        estimate = {"first_estimate": minutes(600).isoformat()}
        do(made, "lan", number, "acknowledge", minutes(5), detail=estimate)
        assert refused(made, number, {}, step="announce_delay") == {("known:announced_reason", "6.2")}
        do(made, "lan", number, "announce_delay", minutes(60), detail={"announced_reason": "等总行回复"})

        assert "bocom/delay_announced" in Case.objects.get(number=number).flags
        assert "等总行回复" in Letter.objects.get(letter="delay").body


STORIES = {"FR-137", "FR-139", "FR-141", "FR-142", "FR-143", "FR-144", "FR-145", "FR-146"}


def test_each_requirement_of_replies_is_told_by_a_story_of_some_regulation() -> None:
    """FR-137, FR-139, FR-141 to FR-146: the stories themselves run with every pack."""
    every = (*folders.shipped(), *folders.libraries())
    told = {shown for folder in every for one in pack_in(folder).example for shown in one.shows}

    assert told >= STORIES
