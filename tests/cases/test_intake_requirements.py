"""Worked examples of intake: channels, forms, who registers, enquiries, second times, groups, what an old case keeps."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from amends.cases.journal import StepResult
from amends.cases.models import Case, CaseRule, Channel, Entry, EntryValue, Letter, ObligationRow, Order
from amends.cases.queries.likes import earlier_cases
from amends.cases.queries.queue import Filters, queue
from amends.cases.queries.today import mine, owed
from amends.cases.queries.visible import NotFound, case_of
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from amends.people.directory import directory
from amends.people.models import Membership
from amends.regulations import folders
from amends.regulations.shelf import bind, publish, rules_for
from amends.web.desk.register_form import RegisterForm
from amends.web.desk.register_live import live
from tests.cases.small_regulation import govern_by
from tests.makers import MONDAY, START, Town, complaint, govern, person, registered, viewer


def do(town: Town, who: str, number: str, step: str, at: datetime, **detail: Any) -> StepResult:
    return take_step(viewer(town, who, at=at), number, step, at=at, detail=detail)


def shown(town: Town, who: str, words: str = "", at: datetime = MONDAY) -> set[str]:
    return {one.number for one in queue(viewer(town, who, at=at), Filters(words=words), now=at).lines}


def duties_of(town: Town, who: str) -> list[tuple[str, str]]:
    seen_by = viewer(town, who)
    rows = [row for whose in mine(seen_by) for row in owed(seen_by, whose).select_related("case")]
    return [(row.case.number if row.case else "", row.duty) for row in rows]


def test_of_six_enabled_channels_the_seventh_is_refused_by_name(river: Town) -> None:
    """FR-001: six enabled, the seventh refused by name; what a television station says came by the media."""
    for kind in ("phone", "visit", "letter", "email", "box", "media"):
        Channel.objects.create(org=river.org, kind=kind, name_zh=kind, name_en=kind)
    Channel.objects.create(org=river.org, kind="network", name_zh="网站", name_en="Web site", enabled=False)

    with pytest.raises(Refused, match="“Web site” is not enabled"):
        registered(river, channel="network")

    assert Case.objects.get(number=registered(river, channel="media", complainant="电视台")).channel == "media"
    assert Case.objects.count() == 1


FLAT = '[[field]]\nid = "house_no"\ntype = "text"\nrequired = true\n$A\n$T\n'


def test_a_form_with_the_flat_number_refuses_what_a_form_without_it_accepts(river: Town) -> None:
    """FR-002: R-04's form names the missing unit number; the same entry on R-49's form is accepted."""
    govern_by(river, FLAT)
    govern_by(river, "", unit=river.security)
    same = {"channel": "phone", "matter": "complaint", "description": "电梯停运"}

    with pytest.raises(Refused) as no:
        register(viewer(river, "lan"), Intake(same, unit="CS"), at=MONDAY)
    accepted = register(viewer(river, "zhou"), Intake(same, unit="SEC"), at=MONDAY)

    assert [one.field for one in no.value.missing] == ["house_no"]
    assert Case.objects.get().number == accepted.number


def test_what_a_guard_enters_the_front_desk_sees_at_once(river: Town) -> None:
    """FR-004: the guard is stored as first asked, the desk owes the order from the same second."""
    number = registered(river, by="zhou")

    assert number in shown(river, "lan")
    assert duties_of(river, "lan") == [(number, "C01")]
    assert Case.objects.get(number=number).first_asked == river.zhou


def test_an_enquiry_of_ten_becomes_a_complaint_at_eleven_and_its_clocks_start_then(river: Town) -> None:
    """FR-005."""
    ten, eleven = MONDAY, MONDAY + timedelta(hours=1)
    number = registered(river, at=ten, matter="enquiry")
    assert not ObligationRow.objects.exists()

    do(river, "lan", number, "convert", eleven)

    row = ObligationRow.objects.get(duty="C01")
    assert (row.starts_at, row.due_at) == (eleven, eleven + timedelta(minutes=5))


def test_a_settlement_on_the_spot_keeps_the_satisfaction_and_the_waiver(river: Town) -> None:
    """FR-010: satisfied without the waiver is refused; with both it closes, settled at once."""
    number, at = registered(river), MONDAY + timedelta(minutes=3)
    said = {"result": "已当面说明", "satisfaction": "satisfied"}

    with pytest.raises(Refused) as no:
        do(river, "lan", number, "settle", at, **said, waiver=False)
    assert [one.what for one in no.value.missing] == ["is:waiver"]
    do(river, "lan", number, "settle", at, **said, waiver=True)
    assert Case.objects.get().stage == "settled"
    do(river, "lan", number, "close", at + timedelta(minutes=1))

    case = Case.objects.get()
    assert (case.stage, case.facts["satisfaction"], case.facts["waiver"]) == ("closed", "satisfied", True)


@pytest.mark.parametrize(("reason", "says"), [({}, "处理完毕"), ({"closing_reason": "solved"}, "已解决")])
def test_the_closing_letter_says_how_it_ended_and_never_a_dash(river: Town, reason: dict[str, str], says: str) -> None:
    """Whoever complained reads this letter; a result that nobody wrote is said by the reason for closing."""
    number, at = registered(river), MONDAY + timedelta(minutes=3)
    do(river, "lan", number, "settle", at, result="已当面说明", satisfaction="satisfied", waiver=True)

    do(river, "lan", number, "close", at + timedelta(minutes=1), **reason)

    letter = Letter.objects.get(letter="closing")
    assert f"已办结：{says}。" in letter.body
    assert "—" not in letter.body


def test_a_fifth_complainant_makes_the_group_major(river: Town) -> None:
    """FR-013, FR-036: four persons are hot, with the fifth the count is 5 and the grade major by M3."""
    govern(river, "developer-four-grades", unit=river.security)
    Membership.objects.create(org=river.org, person=river.zhou, unit=river.security, role="project_cs", from_date=START)
    number = registered(river, by="zhou", unit="SEC", category="engineering/leak", complainants=4)
    assert Case.objects.get().grade == "hot"

    take_step(viewer(river, "zhou"), number, "join", at=MONDAY, words={"name": "赵女士", "phone": "13700001111"})

    case = Case.objects.get()
    assert (case.complainants, case.grade) == (5, "major")


def test_the_second_lift_complaint_of_a_flat_is_offered_the_first_and_marked(river: Town) -> None:
    """FR-014: unit 8-1201 again: the earlier case is offered; accepted, this one is a second time."""
    first, later = registered(river), MONDAY + timedelta(days=3)
    lan = viewer(river, "lan", at=later)

    offered = earlier_cases(lan, text="8-1201")
    second = register(lan, Intake(complaint(), unit="CS", second_of=offered[0].number), at=later)

    case = Case.objects.get(number=second.number)
    assert [one.number for one in offered] == [first]
    assert case.second_of == Case.objects.get(number=first)
    assert case.flags == ["property-instruction/second_time"]


def test_the_fourth_case_in_twelve_months_shows_a_frequent_complainant(river: Town) -> None:
    """FR-015: the limit is three in twelve months; what is older does not count."""

    def frequent(at: datetime) -> bool:
        lan = viewer(river, "lan", at=at)
        rules = rules_for(river.desk.id, at, known=directory(river.org.id)).rules
        form = RegisterForm(river.desk.id, rules, channel=None, told=(), asked=(), shown=frozenset())
        return live(lan, form, complaint(), at=at).is_frequent

    now = MONDAY + timedelta(days=400)
    for days_ago in (400, 300, 200):
        registered(river, at=now - timedelta(days=days_ago))
    third = frequent(now)
    registered(river, at=now - timedelta(days=100))

    assert (third, frequent(now)) == (False, True)


def test_an_acknowledgement_without_an_estimate_is_refused_and_with_it_its_time_is_kept(river: Town) -> None:
    """FR-017."""
    number, at = registered(river), MONDAY + timedelta(minutes=3)

    with pytest.raises(Refused) as no:
        do(river, "lan", number, "acknowledge", at)
    assert [one.what for one in no.value.missing] == ["known:estimate"]
    assert not Letter.objects.filter(letter="acknowledgement").exists()
    do(river, "lan", number, "acknowledge", at, estimate="今日二十二时前")

    letter = Letter.objects.get(letter="acknowledgement")
    assert (letter.promised_at, "今日二十二时前" in letter.body, number in letter.body) == (at, True, True)


def test_subject_nature_and_solvability_stand_side_by_side(river: Town) -> None:
    """FR-022, FR-033: equipment, to assist, not at present; that last only with explanation and return date."""
    number, at = registered(river), MONDAY + timedelta(minutes=1)
    do(river, "lan", number, "find", at, cause="equipment_fault", nature="to_assist", liable="outside")

    with pytest.raises(Refused) as no:
        do(river, "lan", number, "judge", at, solvability="not_at_present")
    assert {one.what for one in no.value.missing} == {"known:return_date", "known:explanation"}
    later = {"explanation": "等厂家停产件", "return_date": "2024-04-01T09:00:00+08:00"}
    do(river, "lan", number, "judge", at, solvability="not_at_present", **later)

    facts = Case.objects.get().facts
    assert (facts["category"].partition("/")[0], facts["nature"], facts["solvability"]) == (
        "equipment", "to_assist", "not_at_present",
    )  # fmt: skip


def test_without_acceptance_the_case_stays_on_the_list_of_whom_it_came_from(river: Town) -> None:
    """FR-064: handed to Y, not taken: it is X's; Y acts: it is Y's."""
    number, at = registered(river), MONDAY + timedelta(minutes=1)

    take_step(viewer(river, "lan"), number, "transfer", at=at,
              detail={"to_person": str(river.mo.id), "customer_note": "由莫主任接手"})  # fmt: skip
    still = Case.objects.get().holder
    do(river, "mo", number, "contact", at + timedelta(minutes=1))

    assert (still, Case.objects.get().holder) == (river.lan, river.mo)


def test_a_report_letter_is_found_by_no_search_of_the_desk(river: Town) -> None:
    """FR-242: nor in a list, nor by its number; the centre's leader sees it."""
    leader = person(river, "leader@river", "中心负责人", unit=river.office, roles=("centre_leader",))
    river.people["leader"] = leader
    number = registered(river, matter="accusation_letter", description="举报采购收受回扣")

    assert (shown(river, "lan"), shown(river, "lan", "回扣"), shown(river, "lan", number)) == (set(), set(), set())
    with pytest.raises(NotFound):
        case_of(viewer(river, "lan"), number)
    assert shown(river, "leader", "回扣") == {number}


COMPLEX = """
[[duty]]
id = "C21"
owner = "front_desk"
opens = "received"
met_by = "closed"
within = "5 wd"
calendar = "cn-office"
counting = { working_days_end = "close_of_business" }
$A
$T
"""


def test_the_same_case_has_twelve_hours_here_and_five_working_days_there(river: Town) -> None:
    """FR-250: 12 h in R-23; 5 wd in R-31 if complex: Monday 2024-03-04 10:00 to Monday 2024-03-11 18:00."""
    govern_by(river, COMPLEX, unit=river.security)
    here = registered(river)
    registered(river, by="zhou", unit="SEC", category="")
    for who, step in (("lan", "read_back"), ("lan", "dispatch"), ("chen", "accept")):
        do(river, who, here, step, MONDAY)

    dues = dict(ObligationRow.objects.filter(duty__in=["C02", "C21"]).values_list("duty", "due_at"))
    assert dues == {
        "C02": MONDAY + timedelta(hours=12),
        "C21": datetime.fromisoformat("2024-03-11T18:00:00+08:00"),
    }


def test_an_old_case_keeps_the_old_rule_when_a_new_version_governs(river: Town) -> None:
    """FR-255: five minutes for the case of Monday, ten for the case of the new rule's day."""
    texts = folders.read(folders.find("property-instruction"))
    new = {**texts, "duties.toml": texts["duties.toml"].replace('within = "5 min"', 'within = "10 min"')}
    old = registered(river)
    day = MONDAY + timedelta(days=1)
    signed = tuple({"role": role} for role in ("centre_leader", "cs_supervisor", "department_head", "unit_head"))
    row = publish(river.org.id, new, at=MONDAY, signatures=signed)
    bind(river.org.id, unit=river.office.id, published=row.id, position="lead", from_date=day.date(), at=MONDAY)

    young = registered(river, at=day)

    dues = {o.case.number: o.due_at for o in ObligationRow.objects.filter(duty="C01").select_related("case") if o.case}
    assert dues == {old: MONDAY + timedelta(minutes=5), young: day + timedelta(minutes=10)}
    pinned = dict(CaseRule.objects.values_list("case__number", "published"))
    assert (pinned[old] != row.id, pinned[young]) == (True, row.id)


def test_an_order_without_the_head_s_signature_is_listed_as_not_taken_on(river: Town) -> None:
    """FR-053."""
    number, other = registered(river), registered(river)
    for step in ("read_back", "dispatch"):
        do(river, "lan", number, step, MONDAY)
    waiting = Filters(not_taken_on=True)

    before = {one.number for one in queue(viewer(river, "lan"), waiting, now=MONDAY).lines}
    do(river, "chen", number, "accept", MONDAY)

    assert (before, other in before) == ({number}, False)
    assert queue(viewer(river, "lan"), waiting, now=MONDAY).lines == ()


def test_a_lift_goes_elsewhere_only_with_a_reason_that_the_journal_keeps(river: Town) -> None:
    """FR-052: lift to engineering, visitor matter to security; a manual change is logged with its reason."""
    lift, visitor = registered(river), registered(river, category="security/visitor")
    for number in (lift, visitor):
        do(river, "lan", number, "read_back", MONDAY)

    do(river, "lan", visitor, "dispatch", MONDAY)
    with pytest.raises(Refused) as no:
        do(river, "lan", lift, "dispatch", MONDAY, to="SEC")
    assert ([one.what for one in no.value.missing], Order.objects.count()) == (["known:reason"], 1)
    do(river, "lan", lift, "dispatch", MONDAY, to="SEC", reason="先封梯，保安看守")

    assert set(Order.objects.values_list("unit__code", flat=True)) == {"SEC"}
    assert Entry.objects.get(case__number=lift, step="dispatch").body["detail"]["to"] == "SEC"
    assert EntryValue.objects.filter(entry__case__number=lift, value="先封梯，保安看守").exists()
