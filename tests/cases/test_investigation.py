"""The investigation of a case by real doors: plan, both sides, custody, findings, meetings, interests, sanctions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from amends.cases.investigation import investigation
from amends.cases.investigation_parts import Section
from amends.cases.models import Case, Entry, ObligationRow, Order
from amends.cases.queries.case_page import CasePage, case_page
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.people.models import AccessLog, Membership
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.regulations.shelf import bind, publish
from tests.makers import MONDAY, START, Town, govern, registered, town, viewer
from tests.shipped import pack_named

pytestmark = pytest.mark.django_db
Under = Callable[[str], Town]


@pytest.fixture
def under() -> Iterator[Under]:
    """Govern the town by a shipped pack."""
    made = town("inn")
    with organisation(made.org.id):

        def governed(pack: str) -> Town:
            govern(made, pack)
            return made

        yield governed


def china(text: str) -> datetime:
    return datetime.fromisoformat(text + "+08:00").astimezone(UTC)


def did(town: Town, number: str, who: str, step: str, minute: int, *, on: str = "", **detail: Any) -> int:
    """Take a step so many minutes after Monday ten o'clock and return its entry."""
    at = MONDAY + timedelta(minutes=minute)
    return take_step(viewer(town, who, at=at), number, step, at=at, detail=detail, on=on).seq


def page_of(town: Town, number: str, who: str = "mo", minute: int = 600) -> CasePage:
    at = MONDAY + timedelta(minutes=minute)
    return case_page(viewer(town, who, at=at), number, at)


def section(town: Town, number: str, name: str, who: str = "mo", minute: int = 600) -> Section:
    at = MONDAY + timedelta(minutes=minute)
    return next(one for one in investigation(page_of(town, number, who, minute), at) if one.row.id == name)


def lacks(town: Town, number: str, who: str, step: str, minute: int, **detail: Any) -> list[tuple[str, str]]:
    """Return what a step lacks with its article; the case has not grown by it."""
    before = Entry.objects.filter(case__number=number).count()
    with pytest.raises(Refused) as refused:
        did(town, number, who, step, minute, **detail)
    assert Entry.objects.filter(case__number=number).count() == before
    return [(one.what, one.article) for one in refused.value.missing]


def handled_by_chen(town: Town, number: str) -> None:
    did(town, number, "lan", "dispatch", 1, to="ENG")
    did(town, number, "chen", "accept", 2)


def returned_on_the_first(under: Under) -> tuple[Town, str]:
    """Register a grievance on Friday 1 March and receive its goods that afternoon."""
    works = under("grievance-instruction")
    for role in ("quality", "quality_head", "front_desk"):
        Membership.objects.create(org=works.org, person=works.wu, unit=works.office, role=role, from_date=START)
    at = china("2024-03-01T08:30:00")
    number = registered(works, at=at, channel="email", category="grievance", product="手柄", returned_quantity=40)
    for step, moment, on, detail in (
        ("dispatch", "08:40", "", {"to": "HQ"}),
        ("accept", "08:50", "o-1", {}),
        ("investigate", "09:00", "", {}),
        ("receive_goods", "15:00", "lot-1", {"returned_quantity": 40}),
    ):
        then = china(f"2024-03-01T{moment}:00")
        name = Order.objects.get(case__number=number).name if on == "o-1" else on
        take_step(viewer(works, "wu", at=then), number, step, at=then, on=name, detail=detail)
    return works, number


def test_goods_returned_on_1_march_have_their_test_due_on_the_12th_at_18(under: Under) -> None:
    """FR-090: the rule of seven working days gives the time; nobody enters it."""
    returned_on_the_first(under)

    row = ObligationRow.objects.get(duty="C14")

    assert (row.subject, row.due_at, row.state) == ("lot-1", china("2024-03-12T18:00:00"), "open")


@pytest.mark.parametrize(("finished", "late"), [("2024-03-12T18:00:00", False), ("2024-03-13T10:00:00", True)])
def test_the_result_of_a_test_is_late_after_the_time_that_the_rule_gave(
    under: Under, finished: str, late: bool
) -> None:
    """FR-091: a result of 13 March is marked late, one of the 12th at 18:00 is not."""
    works, number = returned_on_the_first(under)
    at = china(finished)
    tested = {"test_method": "通电测试", "test_result": "绝缘不良", "sample_no": "S-1",
              "test_conclusion": "confirmed"}  # fmt: skip
    take_step(viewer(works, "wu", at=at), number, "finish_test", at=at, on="lot-1", detail=tested)

    row = ObligationRow.objects.get(duty="C14")

    assert (row.state, row.ended_at) == ("met", at)
    assert (row.due_at is not None and at > row.due_at) is late
    told = next(one for one in page_of(works, number).ended_clocks if one.obligation.duty == "C14")
    assert told.late is late


def test_a_test_planned_for_the_12th_at_18_is_owed_then_by_whom_the_plan_names(under: Under) -> None:
    """FR-090: return of 2024-03-01, test task due 2024-03-12 18:00; it stands with the person who does it."""
    inn = under("complaint-mechanism")
    number = registered(inn, category="goods")
    due = china("2024-03-12T18:00:00")
    did(inn, number, "mo", "plan_point", 5, on="plan-1", kind="test", plan_text="通电测试", plan_person=str(inn.wu.id),
        plan_due=due)  # fmt: skip

    row = ObligationRow.objects.get(duty="planned")
    point = section(inn, number, "plan").points[0]

    assert (row.due_at, row.owner_person_id) == (due, inn.wu.id)
    assert (point.due_at, point.person.zh, point.late, point.ended) == (due, "吴工", False, None)
    assert inn.wu.id in Case.objects.get(number=number).people


def test_a_result_of_the_13th_is_marked_late(under: Under) -> None:
    """FR-091."""
    inn = under("complaint-mechanism")
    number = registered(inn, category="goods")
    did(inn, number, "mo", "plan_point", 5, on="plan-1", kind="test", plan_text="通电测试", plan_person=str(inn.wu.id),
        plan_due=china("2024-03-12T18:00:00"))  # fmt: skip
    at = china("2024-03-13T10:00:00")
    take_step(
        viewer(inn, "wu", at=at), number, "plan_point_done", at=at, on="plan-1", detail={"plan_result": "绝缘不良"}
    )

    point = section(inn, number, "plan", minute=20 * 24 * 60).points[0]

    assert point.late
    assert point.ended is not None
    assert [one.text for one in point.ended.words] == ["绝缘不良"]


def test_a_second_point_without_words_is_refused_although_the_first_has_some(under: Under) -> None:
    """FR-090."""
    inn = under("complaint-mechanism")
    number = registered(inn, category="service")
    did(inn, number, "mo", "plan_point", 5, on="plan-1", kind="hear", plan_text="问当班", plan_person=str(inn.wu.id),
        plan_due=china("2024-03-12T18:00:00"))  # fmt: skip

    missing = lacks(inn, number, "mo", "plan_point", 6, on="plan-2", kind="hear")

    assert missing == [("known:plan_text", "I.1"), ("known:plan_person", "I.1"), ("known:plan_due", "I.1")]


def test_one_of_two_statements_missing_is_marked_and_both_stand_side_by_side(under: Under) -> None:
    """FR-093: under a regulation that takes the library's step, and under one with a step of its own."""
    for pack, step, customer, employee, category in (
        ("complaint-mechanism", "take_statement", "statement_customer", "statement_employee", "service"),
        ("guangzhou-securities", "add_statement", "customer_statement", "employee_statement", "trade"),
    ):
        inn = town(f"inn-{pack[:5]}")
        with organisation(inn.org.id):
            govern(inn, pack)
            number = registered(inn, channel="visit", site="营业部", happened_on=MONDAY, category=category)
            did(inn, number, "lan", step, 1, **{customer: "九点三十五分下单"})
            one_sided, marked = section(inn, number, "statements"), page_of(inn, number).case.flags
            did(inn, number, "mo", step, 2, **{employee: "当时系统提示排队"})
            both = section(inn, number, "statements")

            assert [(side.missing, len(side.said)) for side in one_sided.sides] == [(False, 1), (True, 0)]
            assert [side.missing for side in both.sides] == [False, False]
            assert (len(marked), page_of(inn, number).case.flags) == (1, [])


def test_food_told_at_nine_is_to_be_held_at_nine_before_any_dispatch(under: Under) -> None:
    """FR-012."""
    inn = under("food-handbook")
    nine = china("2024-03-04T09:00:00")
    number = registered(inn, at=nine, category="making", product="海苔饼干", batch_no="B0215", perishable=["food"])

    row = ObligationRow.objects.get(duty="hold_food")

    assert (row.starts_at, row.state) == (nine, "open")
    assert not Entry.objects.filter(case__number=number, step="dispatch").exists()


@pytest.mark.parametrize(
    ("regulation", "category", "told"),
    [
        ("food-handbook", "ill_effect", "腹泻，饼干还在"),
        ("complaint-mechanism", "goods", "菜里有虫"),
        ("feed", "quality", "饲料发霉"),
    ],
)
def test_what_is_complained_about_says_that_it_has_to_be_held(
    under: Under, regulation: str, category: str, told: str
) -> None:
    """FR-012: nobody has to tick that food spoils."""
    inn = under(regulation)
    nine = china("2024-03-04T09:00:00")
    number = registered(inn, at=nine, category=category, description=told)

    row = ObligationRow.objects.get(case__number=number, duty__startswith="hold_")

    assert (row.starts_at, row.state) == (nine, "open")


def test_who_had_a_thing_when_is_told_from_hold_to_hand_over(under: Under) -> None:
    """FR-012."""
    inn = under("food-handbook")
    number = registered(inn, category="making", product="海苔饼干", batch_no="B0215", perishable=["food"])
    did(inn, number, "lan", "hold_evidence", 3, kind="food", custody_item="饼干一袋", custody_place="冷柜二格")
    did(inn, number, "lan", "hand_over", 30, custody_item="饼干一袋", custody_to=str(inn.wu.id))
    did(inn, number, "lan", "hold_evidence", 31, kind="other", custody_item="小票", custody_to=str(inn.mo.id))

    chains = section(inn, number, "custody").chains

    times = [MONDAY + timedelta(minutes=minute) for minute in (3, 30, 31)]
    assert [(one.item, [(h.who.zh, h.place, h.since, h.until) for h in one.holds]) for one in chains] == [
        ("饼干一袋", [("", "冷柜二格", times[0], times[1]), ("吴工", "", times[1], None)]),
        ("小票", [("莫主任", "", times[2], None)]),
    ]
    assert ObligationRow.objects.get(duty="hold_food").state == "met"


def test_a_hand_over_that_names_nobody_is_refused(under: Under) -> None:
    """FR-012: the holder of the first hand-over is not that of the second."""
    inn = under("food-handbook")
    number = registered(inn, category="making", product="海苔饼干", batch_no="B0215")
    did(inn, number, "lan", "hold_evidence", 3, kind="food", custody_item="饼干", custody_to=str(inn.mo.id))

    assert lacks(inn, number, "lan", "hand_over", 4, custody_item="饼干") == [("is:", "I.3")]


def test_attempts_between_23_and_half_past_are_kept_with_time_and_result(under: Under) -> None:
    """FR-095: the late guest."""
    inn = under("complaint-mechanism")
    number = registered(inn, at=china("2024-03-04T22:50:00"), category="service")
    for at, step, way, result in (
        ("23:00", "customer_not_reached", "phone", "无人接听"),
        ("23:15", "customer_not_reached", "message", "未回"),
        ("23:30", "customer_reached", "phone", "零点到"),
    ):
        moment = china(f"2024-03-04T{at}:00")
        detail = {"contact_way": way, "contact_result": result}
        take_step(viewer(inn, "lan", at=moment), number, step, at=moment, detail=detail)

    entries = section(inn, number, "contacts", minute=60 * 24).entries

    assert [f"{one.happened_at.astimezone(china('2024-03-04T23:00:00').tzinfo):%H:%M}" for one in entries] == [
        "15:00", "15:15", "15:30",
    ]  # fmt: skip
    assert [one.words[0].text for one in entries] == ["无人接听", "未回", "零点到"]
    assert [one.events for one in entries] == [("contact_failed",), ("contact_failed",), ("contacted",)]


@pytest.mark.parametrize(("second", "taken"), [(40, True), (30, False)])
def test_shares_of_60_and_40_are_taken_60_and_30_refused(under: Under, second: int, taken: bool) -> None:
    """FR-100."""
    inn = under("grievance-bilingual")
    number = registered(inn, category="grievance", product="手柄", channel="email")
    _into_handling(inn, number)
    shares: dict[str, Any] = {"share_production": 60, "share_purchasing": second}
    said: dict[str, Any] = {
        "responsible_departments": ["production", "purchasing"],
        "meeting_needed": False,
        "liable": "ours",
    }
    if taken:
        did(inn, number, "he", "find", 9, **shares, **said)
        assert section(inn, number, "findings", who="he").findings[0].entry.marks["share_production"] == 60
    else:
        assert lacks(inn, number, "he", "find", 9, **shares, **said) == [("adds_up:100", "7.4(1)")]


def _into_handling(inn: Town, number: str) -> None:
    for role in ("quality_assurance", "front_desk"):
        Membership.objects.create(org=inn.org, person=inn.he, unit=inn.office, role=role, from_date=MONDAY.date())
    did(inn, number, "he", "dispatch", 1, to="ENG")
    did(inn, number, "he", "accept", 2)
    did(inn, number, "he", "investigate", 3)


def found_by_he(inn: Town, number: str, minute: int, **found: Any) -> None:
    if minute < 5:
        handled_by_chen(inn, number)
        did(inn, number, "he", "investigate", 3, investigator=str(inn.zhou.id))
    did(inn, number, "he", "find", minute, **found)


def test_cause_and_handling_are_two_judgements(under: Under) -> None:
    """FR-101: the cause is the product, the handling is the dealer's."""
    inn = under("complaint-mechanism")
    number = registered(inn, category="goods")
    found_by_he(inn, number, 4, cause="goods")
    did(inn, number, "he", "judge_handling", 5, handling_judged="by_dealer", handling_reason="两次未回电")

    found = section(inn, number, "findings").findings

    assert [one.entry.step for one in found] == ["find", "judge_handling"]
    assert (found[0].entry.marks["cause"], found[1].entry.marks["handling_judged"]) == ("goods", "by_dealer")


def test_the_judged_department_sends_it_back_once_and_both_results_stay(under: Under) -> None:
    """FR-103: the second judgement is stored, the first stays in sight; a second objection is refused."""
    inn = under("complaint-mechanism")
    number = registered(inn, category="service")
    found_by_he(inn, number, 4, cause="service")
    did(inn, number, "he", "judge_departments", 4, responsible_departments=["engineering"])
    assert lacks(inn, number, "chen", "object_to_judgement", 5) == [("known:objection_reason", "I.6")]
    did(inn, number, "chen", "object_to_judgement", 6, objection_reason="批次来料不良")
    did(inn, number, "he", "judge_departments", 7, responsible_departments=["engineering", "purchasing"])

    again = lacks(inn, number, "chen", "object_to_judgement", 8, objection_reason="仍不同意")
    assert [(what.partition(":")[0], article) for what, article in again] == [("is", "I.6")]
    found = section(inn, number, "findings").findings
    judged = [one.entry.marks.get("responsible_departments") for one in found]
    assert judged == [None, ["engineering"], None, ["engineering", "purchasing"]]
    assert [one.text for one in found[2].entry.words] == ["批次来料不良"]


def test_nobody_but_the_department_judged_may_send_the_judgement_back(under: Under) -> None:
    """FR-103: not before one is judged, not the head above, not another department; each in words of both languages."""
    inn = under("complaint-mechanism")
    number = registered(inn, category="service")
    found_by_he(inn, number, 4, cause="service")
    objection = {"objection_reason": "批次来料不良"}
    at = MONDAY + timedelta(minutes=6)

    assert lacks(inn, number, "chen", "object_to_judgement", 5, **objection) == [("role", "I.6")]
    did(inn, number, "he", "judge_departments", 6, responsible_departments=["purchasing"])
    for who in ("chen", "he"):
        assert lacks(inn, number, who, "object_to_judgement", 6, **objection) == [("role", "I.6")]
    with pytest.raises(Refused) as refused:
        take_step(viewer(inn, "chen", at=at), number, "object_to_judgement", at=at, detail=objection)
    says = refused.value.missing[0].says
    assert (says.zh, says.en) == (
        "只能由“责任部门”（采购）自己办理", "for “Responsible departments” (Purchasing) itself only",
    )  # fmt: skip


def test_no_closing_while_opinion_or_improvement_is_empty(under: Under) -> None:
    """FR-104."""
    inn = under("optical")
    number = registered(inn, category="service/new_product", channel="visit")
    did(inn, number, "mo", "settle", 1, result="已说明并致歉", satisfaction="satisfied", waiver=True)

    assert {("known:opinion_on_person", "2.6"), ("known:improvement", "2.6")} <= set(
        lacks(inn, number, "mo", "close", 2)
    )
    did(inn, number, "mo", "lesson", 3, opinion_on_person="已谈话", improvement="新品到店当日培训")
    assert not {what for what, _ in lacks(inn, number, "mo", "close", 4)} & {
        "known:opinion_on_person",
        "known:improvement",
    }
    assert len(section(inn, number, "opinion").entries) == 1


@pytest.mark.parametrize("empty", ["opinion_on_person", "improvement"])
def test_either_of_opinion_and_improvement_left_empty_keeps_a_case_open(under: Under, empty: str) -> None:
    """FR-104: either empty: close refused; a step that leaves one empty is refused too and leaves nothing."""
    inn = under("optical")
    number = registered(inn, category="service/new_product", channel="visit")
    did(inn, number, "mo", "settle", 1, result="已说明并致歉", satisfaction="satisfied", waiver=True)
    told = {"opinion_on_person": "已谈话", "improvement": "新品到店当日培训", empty: ""}

    assert lacks(inn, number, "mo", "lesson", 2, **told) == [(f"known:{empty}", "2.6")]
    assert not section(inn, number, "opinion").entries
    wanting = {what for what, _ in lacks(inn, number, "mo", "close", 3, **told)}
    assert f"known:{empty}" in wanting
    assert Case.objects.get(number=number).stage_kind != "closed"


def test_a_finding_cites_the_versions_that_hold_on_its_date(under: Under) -> None:
    """FR-096: the version of the regulation, and the editions of what it rests on."""
    inn = under("guangzhou-securities")
    number = registered(inn, channel="visit", site="营业部", happened_on=MONDAY, category="trade")
    did(
        inn,
        number,
        "mo",
        "find",
        4,
        cause="product",
        nature="valid",
        rule_cited="证券法第八十八条",
        editions_cited=["securities_law/2019"],
    )

    cited = section(inn, number, "findings").findings[0].cited

    assert (cited[0].version, cited[0].newer) == ("1", "")
    assert len(cited) > 1  # the law, the regulation of brokers and the regulator's rules


def test_a_finding_of_a_later_date_says_that_another_version_holds_then(under: Under) -> None:
    """FR-096: version 2 holds from 1 April; a finding of March cites 1 alone, one of April 1 with 2 beside it."""
    inn = under("guangzhou-securities")
    number = registered(inn, channel="visit", site="营业部", happened_on=MONDAY, category="trade")
    files = dict(folders.read(folders.find("guangzhou-securities")))
    files["pack.toml"] = files["pack.toml"].replace('version = "1"', 'version = "2"', 1)
    signed = tuple({"role": role, "person": str(inn.he.id)} for role in pack_named("guangzhou-securities").signatures)
    second = publish(inn.org.id, files, at=MONDAY, signatures=signed)
    bind(
        inn.org.id, unit=inn.office.id, published=second.id, position="lead", from_date=date(2024, 4, 1), at=MONDAY
    )  # fmt: skip
    for day in (4, 28 * 24 * 60):
        did(
            inn,
            number,
            "mo",
            "find",
            day,
            cause="product",
            nature="valid",
            rule_cited="证券法第八十八条",
            editions_cited=["securities_law/2019"],
        )

    findings = section(inn, number, "findings", minute=29 * 24 * 60).findings

    assert [(one.cited[0].version, one.cited[0].newer) for one in findings] == [("1", ""), ("1", "2")]


def test_a_finding_cites_the_edition_valid_on_its_day_and_no_other(under: Under) -> None:
    """FR-096: refused in words of both languages, with the days of the edition; what is cited stands in the finding."""
    inn = under("guangzhou-securities")
    number = registered(inn, channel="visit", site="营业部", happened_on=MONDAY, category="trade")
    said: dict[str, Any] = {"cause": "product", "nature": "valid", "rule_cited": "证券法第八十八条"}
    at, old = MONDAY + timedelta(minutes=4), {**said, "editions_cited": ["securities_law/2014"]}

    assert lacks(inn, number, "mo", "find", 3, **said) == [("known:editions_cited", "2.2")]
    with pytest.raises(Refused) as refused:
        take_step(viewer(inn, "mo", at=at), number, "find", at=at, detail=old)
    did(inn, number, "mo", "find", 5, **said, editions_cited=["securities_law/2019"])

    found = section(inn, number, "findings").findings
    assert [(one.what, one.article) for one in refused.value.missing] == [("edition:securities_law/2014", "2.2")]
    says = refused.value.missing[0].says
    assert says.zh == "所引“《证券法》2014 年修正，2014-08-31 至 2020-02-29 有效”，在 2024-03-04 无效"
    assert says.en == (
        "“Securities Law, as amended in 2014, valid from 2014-08-31 to 2020-02-29” is cited, "
        "which is not valid on 2024-03-04"
    )
    assert [one.entry.marks["editions_cited"] for one in found] == [["securities_law/2019"]]
    rests = [one.title.en for one in found[0].cited]
    assert "Securities Law, as revised in 2019, valid from 2020-03-01" in rests
    assert not any("2014-08-31" in one for one in rests)


def test_what_happened_earlier_is_judged_by_the_edition_of_that_day_too(under: Under) -> None:
    """FR-096: a deal of February 2020 under the law of 2014; the regulation of 2008 held on neither day."""
    inn = under("guangzhou-securities")
    then = china("2020-02-28T09:35:00")
    number = registered(inn, channel="visit", site="营业部", happened_on=then, category="trade")
    said: dict[str, Any] = {"cause": "product", "nature": "valid", "rule_cited": "证券法第七十九条"}

    assert lacks(inn, number, "mo", "find", 3, **said, editions_cited=["brokerage_regulation/2008"]) == [
        ("edition:brokerage_regulation/2008", "2.2")
    ]
    did(inn, number, "mo", "find", 4, **said, editions_cited=["securities_law/2014"])


def test_an_absent_responsible_department_leaves_the_minutes_incomplete(under: Under) -> None:
    """FR-102."""
    inn = under("property-centre")
    number = registered(inn, unit_number="8-1201", object="电梯")
    did(inn, number, "mo", "hold_meeting", 5, meeting_wanted=["production", "purchasing"], meeting_present=["production"],
        meeting_minutes="逐项核对", meeting_decisions="换轿厢板", decisions_due=china("2024-03-12T18:00:00"))  # fmt: skip

    meeting = section(inn, number, "meetings").meetings[0]

    assert (meeting.present, meeting.absent) == (("production",), ("purchasing",))
    assert any(flag.endswith("minutes_incomplete") for flag in Case.objects.get(number=number).flags)


def test_a_department_found_responsible_and_absent_leaves_the_minutes_incomplete_invited_or_not(under: Under) -> None:
    """FR-102: whoever was to come, the department judged was not there; minutes, decisions and their date are asked."""
    inn = under("property-centre")
    number = registered(inn, unit_number="8-1201", object="电梯")
    met: dict[str, Any] = {
        "meeting_wanted": ["quality"],
        "meeting_minutes": "逐项核对",
        "meeting_decisions": "换轿厢板",
    }
    due = china("2024-03-12T18:00:00")
    did(inn, number, "mo", "hold_meeting", 5, meeting_present=["quality"], decisions_due=due, **met)
    did(inn, number, "mo", "find", 6, cause="product", nature="valid")
    complete = (section(inn, number, "meetings").meetings[0].absent, Case.objects.get(number=number).flags)
    did(inn, number, "he", "judge_departments", 7, responsible_departments=["purchasing"])
    absent = (section(inn, number, "meetings").meetings[0].absent, Case.objects.get(number=number).flags)

    assert lacks(inn, number, "mo", "hold_meeting", 8, meeting_present=["quality"], **met) == [
        ("known:decisions_due", "I.7")
    ]
    did(inn, number, "mo", "hold_meeting", 9, meeting_present=["quality", "purchasing"], decisions_due=due, **met)
    meetings = section(inn, number, "meetings").meetings
    assert [one.due_at for one in meetings] == [due, due]
    assert complete == ((), [])
    assert (absent[0], [one.rpartition("/")[2] for one in absent[1]]) == (("purchasing",), ["minutes_incomplete"])
    assert [one.absent for one in meetings] == [("purchasing",), ()]
    assert Case.objects.get(number=number).flags == []


def test_a_handler_with_a_declared_interest_is_refused_by_person_and_by_unit(under: Under) -> None:
    """FR-059, FR-239: neither the person nor anybody of the unit receives the order or is made investigator; it is noted."""
    inn = under("complaint-mechanism")
    number = registered(inn, category="service")
    did(inn, number, "mo", "declare_interest", 1, interested=[str(inn.wu.id)], interest_reason="当事人的亲属")
    did(inn, number, "lan", "dispatch", 2, to="ENG")

    assert lacks(inn, number, "wu", "accept", 3) == [("person:interested", "I.8")]
    assert lacks(inn, number, "he", "investigate", 4, investigator=str(inn.wu.id)) == [("person:interested", "I.8")]
    lacking = lacks(inn, number, "mo", "declare_interest", 5, interested_units=["EGN"], interest_reason="施工单位")
    assert lacking == [("invalid:interested_units", "I.8")]  # a misspelt unit would keep nobody out
    did(inn, number, "mo", "declare_interest", 5, interested_units=["ENG"], interest_reason="施工单位")
    assert lacks(inn, number, "chen", "accept", 6) == [("person:interested", "I.8")]
    assert lacks(inn, number, "he", "investigate", 7, investigator=str(inn.chen.id)) == [("person:interested", "I.8")]
    did(inn, number, "he", "investigate", 8, investigator=str(inn.zhou.id))
    assert AccessLog.objects.filter(kind="barred_step", about=number).count() == 4


def test_a_flag_for_mediation_without_a_mediator_is_refused(under: Under) -> None:
    """FR-097."""
    inn = under("capital-land")
    number = registered(inn, channel="visit", building_no="5 栋", category="engineering")
    did(inn, number, "mo", "judge_dispute", 1, third_party=True)

    assert lacks(inn, number, "mo", "mediate", 2, mediation_on=MONDAY) == [("known:mediator", "3.2")]
    did(inn, number, "mo", "mediate", 3, mediator="人民调解委员会", mediation_on=MONDAY)
    assert [one.step for one in section(inn, number, "mediation").entries] == ["judge_dispute", "mediate"]


def test_a_document_unknown_to_its_issuer_is_marked_as_fraud_by_a_partner(under: Under) -> None:
    """FR-099, K-08: the policy that the insurer does not know."""
    inn = under("complaint-mechanism")
    number = registered(inn, category="service")
    did(inn, number, "lan", "doubt_document", 1, document_doubted="保单 20081114-2")
    did(inn, number, "lan", "verify_document", 2, document_known="unknown")

    assert any(flag.endswith("partner_fraud") for flag in Case.objects.get(number=number).flags)


@pytest.mark.parametrize(("pack", "category"), [("complaint-mechanism", "service"), ("food-handbook", "making")])
def test_fraud_by_a_partner_is_owned_up_to_verified_and_the_partner_controlled(
    under: Under, pack: str, category: str
) -> None:
    """FR-099, K-08: silence makes the crisis, so owning up has a clock of two days."""
    inn = under(pack)
    number = registered(inn, category=category)
    did(inn, number, "lan", "doubt_document", 1, document_doubted="保单 20081114-2")
    did(inn, number, "lan", "verify_document", 2, document_known="unknown")
    owed = ObligationRow.objects.filter(case__number=number, article="I.14")
    owners = set(owed.values_list("duty", "owner"))
    due = owed.get(duty="fraud_owned_up").due_at

    did(inn, number, "mo", "own_up", 3, owned_up_words="保单确是假的，向您道歉")
    did(inn, number, "he", "verify_fraud", 4, fraud_confirmed=True, fraud_course="代理自印保单")
    did(inn, number, "he", "control_partner", 5, partner_named="某保险代理", partner_control="ended")

    assert owners == {
        ("fraud_owned_up", "cs_supervisor"), ("fraud_verified", "department_head"), ("partner_controlled", "unit_head"),
    }  # fmt: skip
    assert due == MONDAY + timedelta(days=2, minutes=2)
    assert set(owed.values_list("state", flat=True)) == {"met"}
    steps = [one.step for one in section(inn, number, "documents").entries]
    assert steps[2:] == ["own_up", "verify_fraud", "control_partner"]


def test_sanctions_are_a_section_for_named_roles_only(under: Under) -> None:
    """FR-105: whoever may not read them does not even see the section."""
    inn = under("complaint-mechanism")
    number = registered(inn, category="service")
    handled_by_chen(inn, number)
    did(inn, number, "he", "investigate", 3, investigator=str(inn.zhou.id))
    did(inn, number, "he", "find", 4, cause="service")
    did(inn, number, "he", "sanction", 5, sanction_note="罚 300")

    of_head = section(inn, number, "sanctions", who="he")
    of_desk = {one.row.id for one in investigation(page_of(inn, number, "lan"), MONDAY + timedelta(hours=10))}

    assert [one.words[0].text for one in of_head.entries] == ["罚 300"]
    assert "sanctions" not in of_desk


def test_a_published_report_that_is_linked_makes_the_case_major(under: Under) -> None:
    """FR-098: row M2 fires."""
    inn = under("developer-four-grades")
    Membership.objects.create(org=inn.org, person=inn.lan, unit=inn.desk, role="project_cs", from_date=MONDAY.date())
    number = registered(inn, category="engineering/leak")
    did(inn, number, "lan", "link_media", 1, media_where="业主论坛", media_on=MONDAY, media_published=False)
    before = Case.objects.get(number=number).grade
    did(
        inn,
        number,
        "lan",
        "link_media",
        2,
        media_where="晚报三版",
        media_on=MONDAY,
        media_published=True,
    )

    assert (before, Case.objects.get(number=number).grade) == ("ordinary", "major")
    assert len(section(inn, number, "media", who="lan").entries) == 2


@pytest.mark.parametrize(("pack", "article"), [("car-sales", "2.2"), ("food-handbook", "6.2")])
def test_a_change_of_place_stands_in_the_history_with_its_reason(under: Under, pack: str, article: str) -> None:
    """FR-094: change of place with reason appears in the history (R-51, R-28)."""
    inn = under(pack)
    number = registered(inn, category=None)
    assert lacks(inn, number, "lan", "change", 10, kind="place") == [("known:reason", article)]

    seq = did(inn, number, "lan", "change", 11, kind="place", reason="展厅人多，请到洽谈室")

    noted = next(one for one in page_of(inn, number).entries if one.seq == seq)
    assert noted.marks["kind"] == "place"
    assert "展厅人多，请到洽谈室" in {word.text for word in noted.words} | set(noted.marks.values())
    assert noted.title.zh.startswith(("三变", "换人"))
