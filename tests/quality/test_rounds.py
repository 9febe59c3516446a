"""An effect that failed: one event, both sides. The case and its 8D go back together, and round 2 is walked to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from amends.cases.models import Case, Entry, Order
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.quality.actions import finish_action
from amends.quality.closing import close_eight_d
from amends.quality.ledger import look_now
from amends.quality.models import Action, EightD, LaterCheck, Look
from amends.quality.prints import keep_print, packs_of
from amends.quality.promising import Pledge, not_measured, promise
from amends.quality.recurrence import declare
from amends.quality.reviewing import approve, review, send
from amends.quality.spreading import do_check, plan_check
from amends.web.desk.bulk import take_all
from tests.makers import Town, govern, person, stand_beside
from tests.quality.defects import acted, cracked, makers
from tests.quality.defects import eight_d as begun_there
from tests.quality.defects import who as who_there
from tests.quality.eight_ds import GOOD, SHARES, at, complained, handed, listed, missing, opened, step, who
from tests.quality.grievances import bilingual, found, under_bilingual
from tests.quality.test_drawn_causes import marked
from tests.quality.test_drawn_causes import save as save_causes
from tests.shipped import pack_named


@dataclass(frozen=True)
class Way:
    """How a case with an 8D goes under one pack: who writes, looks at, approves; where it stands after each."""

    lead: str
    planning: str
    writes: str = "department"
    plans: str = "department"
    ends: str = "quality"
    reviews: str = ""
    approves: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    no_effect: str = "no_effect"
    article: str = "S.1"
    beside: bool = False
    approves_beside: str = ""
    disciplines: tuple[str, ...] = ("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8")


SETTINGS: dict[str, dict[str, Any]] = {"manufacturing": {"what_is_major": "停线"}}
LETTER = {"text": "请见所附 8D。"}
EARLIER = {"earlier_8d": "8D-HQ-2024-2", "earlier_action": "failed"}
"""What the customer's gate wants to hear as soon as the same defect is complained of twice (R.2)."""
ANSWER = {
    "part/facts": "三件开裂", "part/cause": "浇注温度过低", "part/plan": "加装测温联锁，换良品",
    "part/time": "2024年3月20日前完成",
}  # fmt: skip
WAYS = {
    "grievance-instruction": Way(
        "grievance-instruction", "planning", approves="unit_head", more={"similar_processes": False}
    ),
    "iatf-grievance": Way("iatf-grievance", "planning", reviews="quality", approves="quality_head", article="S.2"),
    "manufacturing": Way(
        "manufacturing", "with_department", writes="department_head", plans="department_head", ends="quality_engineer",
        reviews="quality_engineer", approves="general_manager", more={"done_by": "2024-06-20T18:00:00+08:00"},
        article="S.8",
    ),
    "iatf-8d-customer": Way(
        "grievance-instruction", "planning", approves="unit_head", more={"similar_processes": False}, writes="both",
        plans="both", beside=True, approves_beside="quality_head",
    ),
    "grievance-bilingual": Way(
        "grievance-bilingual", "handling", ends="quality_assurance", disciplines=("D4", "D5", "D6", "D8"),
    ),
}  # fmt: skip


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    return WAYS[request.param]


@dataclass
class Walk:
    """One case with its 8D, walked round by round."""

    works: Town
    way: Way
    case: str
    number: str = ""
    month: int = 3

    def moment(self, text: str) -> str:
        return f"{self.month:02}-{text}"

    def hand_in(self, *names: str, by: str, day: str) -> None:
        for name in (one for one in names if one in self.way.disciplines):
            texts = {"D5": {"preventive": GOOD["D7"]["preventive"]}}.get(name, {})
            found = handed(self.works, self.number, name, self.moment(day), by, detail=self.way.more, **texts)
            assert not found.refused, (name, found.version.objections)

    def judge(self, *names: str) -> None:
        """Look at what was handed in, and approve it, as the pack says."""
        for name in names if self.way.reviews else ():
            one = who(self.works, self.way.reviews, self.moment("05 13:00"))
            review(one, self.number, name, accept=True, at=at(self.moment("05 13:00")))
        self.approved()

    def approved(self) -> None:
        for by in filter(None, (self.way.approves, self.way.approves_beside)):
            one = who(self.works, by, self.moment("05 14:00"))
            approve(one, self.number, is_approved=True, at=at(self.moment("05 14:00")))

    def round(self) -> None:
        """Write D4 to D8 of a round, list and finish its actions."""
        plans, ends = self.way.plans, self.way.ends
        if self.way.lead == "grievance-bilingual":
            self.analysed()
        self.hand_in("D4", by=self.way.writes, day="05 10:00")
        self.hand_in("D5", by=self.way.writes, day="05 11:00")
        if self.way.lead == "manufacturing":  # quality looks at D5 alone
            one = who(self.works, self.way.reviews, self.moment("05 13:00"))
            review(one, self.number, "D5", accept=True, at=at(self.moment("05 13:00")))
            self.approved()
        elif self.way.approves:
            self.judge("D4", "D5")
        if self.way.beside:
            self.send()
        for kind in ("corrective", "preventive"):
            due = at(f"{self.month:02}-20 18:00")
            made = listed(self.works, self.number, kind, self.moment("05 15:00"), plans, due_at=due)
            finish_action(
                who(self.works, plans, self.moment("06 09:00")), made.pk, proof="照片", at=at(self.moment("06 09:00"))
            )
        self.hand_in("D6", by=self.way.writes, day="06 10:00")
        self.hand_in("D7", by=self.way.writes, day="06 11:00")
        if self.way.beside:
            self.released("D6", "D7", day="06 12:00")
        if self.way.lead == "manufacturing":
            moment = self.moment("06 12:00")
            take_step(
                who(self.works, "sales", moment), self.case, "answer", at=at(moment), detail={"result": "换良品"},
                words=ANSWER,
            )  # fmt: skip
        self.month += 1
        self.hand_in("D8", by=ends, day="10 10:00")
        if self.way.beside:
            self.released(day="10 10:30")

    def analysed(self) -> None:
        """Find who is responsible, where that begins again, and draw the causes of this round (R-11)."""
        if self.stage == "handling":
            found(self.works, self.case, self.moment("05 08:00"))
        save_causes(self.works, self.number, marked(3, control="点检"), moment=self.moment("05 09:00"))

    def released(self, *names: str, day: str) -> None:
        """Let the head of quality approve what the customer's pack shows, and quality send it."""
        moment = self.moment(day)
        approve(who(self.works, "quality_head", moment), self.number, is_approved=True, at=at(moment))
        for name in names:
            send(who(self.works, "quality", moment), self.number, name, at=at(moment))

    def send(self) -> None:
        for by in ("front_desk", "quality"):
            moment = self.moment("05 14:30")
            send(who(self.works, by, moment), self.number, "D5", at=at(moment), detail=EARLIER, words=LETTER)

    def close(self) -> None:
        moment = self.moment("10 11:00")
        one = who(self.works, self.way.ends, moment)
        corrective = Action.objects.filter(eight_d__number=self.number, kind="corrective").latest("made_at")
        not_measured(one, corrective.pk, "一次性订单", at=at(moment))
        assert close_eight_d(one, self.number, at=at(moment)).state == "closed"

    @property
    def stage(self) -> str:
        return Case.objects.get(number=self.case).stage

    @property
    def eight_d(self) -> tuple[str, int]:
        row = EightD.objects.get(number=self.number)
        return row.state, row.loops

    def taken(self, name: str) -> int:
        return Entry.objects.filter(case__number=self.case, step=name).count()


@pytest.fixture
def walk(works: Town, way: Way) -> Walk:
    """A case under the pack, with D1 to D3 of its 8D handed in and at the stage where its plan is written."""
    if way.lead != "grievance-bilingual":  # there the beginning of the case governs
        govern(works, way.lead, **SETTINGS.get(way.lead, {}))
    if way.beside:
        stand_beside(works, "iatf-8d-customer")
    for role in ("clerk", "sales", "marketing_chief", "quality_engineer", "general_manager", "deputy_gm_marketing"):
        works.people[role] = person(works, f"{role}@works", role, role, unit=works.office, roles=(role,))
    works.people["both"] = person(works, "both@works", "双", "Both", unit=works.office, roles=("quality", "department"))
    return BEGUN.get(way.lead, _grievance)(works, way)


def _grievance(works: Town, way: Way) -> Walk:
    demanded: dict[str, Any] = {
        "defect_code": "T-17", "eight_d_demanded": True, "customer_8d_no": "Q-1", "part_no": None,
        "portal_stamp": "2024-03-04T08:00:00+08:00",
    }  # fmt: skip
    facts: dict[str, Any] = {"category": "quality"} if way.lead == "iatf-grievance" else {"category": "grievance"}
    case = complained(works, **facts, **(demanded if way.beside else {}))
    step(works, case, "03-04 09:10", "dispatch", "front_desk", to="HQ")
    step(works, case, "03-04 09:20", "accept", "quality", on=Order.objects.get(case__number=case).name)
    found = {"responsible_department": "production", "liable": "ours", "nature": "valid"}
    if way.lead == "grievance-instruction":
        step(works, case, "03-04 09:30", "investigate", "quality")
        found |= SHARES
    walk = Walk(works, way, case, opened(works, case))
    walk.hand_in("D1", "D2", "D3", by=way.writes, day="04 11:00")
    if way.beside:
        walk.released("D3", day="04 11:30")
    step(works, case, "03-04 12:00", "find", "quality", **found)
    return walk


def _maker(works: Town, way: Way) -> Walk:
    case = complained(
        works, by="clerk", category="quality", market="home", contract_no="C-1", lot_no="L2402-07", bad_quantity=3,
        line_stopped=False, part_no=None,
    )  # fmt: skip
    step(works, case, "03-04 09:10", "first_review", "marketing_chief", category="quality", wish="换良品")
    step(works, case, "03-04 09:20", "prepare_sheet", "sales")
    step(works, case, "03-04 09:30", "approve_sheet", "marketing_chief")
    step(works, case, "03-04 09:40", "issue_sheet", "sales", to="HQ")
    step(works, case, "03-04 09:50", "sign_receipt", "quality_head")
    step(works, case, "03-04 10:00", "investigate", "quality_engineer")
    judged = {"responsible_department": "production", "liable": "ours"}
    step(works, case, "03-04 10:10", "judge_responsibility", "quality_engineer", **judged)
    walk = Walk(works, way, case, opened(works, case, "03-04 11:00", by="quality_engineer"))
    walk.hand_in("D1", "D2", "D3", by="department_head", day="04 12:00")
    return walk


def _bilingual(works: Town, way: Way) -> Walk:
    case = bilingual(works)
    return Walk(works, way, case, under_bilingual(works, case))


BEGUN = {"manufacturing": _maker, "grievance-bilingual": _bilingual}


def by_the_case(walk: Walk) -> None:
    step(walk.works, walk.case, walk.moment("11 09:00"), "no_effect", walk.way.ends, reason="又见裂纹")


def by_a_check(walk: Walk) -> None:
    """Somebody who has no part in the case's steps finds in the 8D that the action works no more."""
    check = LaterCheck.objects.first() or planned(walk)
    finance = who(walk.works, "finance", walk.moment("11 10:00"))
    do_check(finance, check.pk, result="又见裂纹 2 件", still_works=False, at=at(walk.moment("11 10:00")))


def planned(walk: Walk) -> LaterCheck:
    quality = who(walk.works, walk.way.ends, walk.moment("10 10:30"))
    action = Action.objects.filter(kind="corrective").latest("made_at")
    day, owner = date(2024, walk.month, 11), walk.works.people["finance"].id
    return plan_check(quality, action.pk, day=day, owner=owner, at=at(walk.moment("10 10:30")))


def by_the_ledger(walk: Walk) -> None:
    """The scheduled look finds the same complaint again on day twenty."""
    again(walk)
    assert look_now(org=walk.works.org.id, at=at(walk.moment("25 09:01"))) == 1


def again(walk: Walk) -> None:
    quality = who(walk.works, walk.way.ends, walk.moment("11 09:00"))
    action = Action.objects.filter(kind="corrective").latest("made_at")
    promise(quality, action.pk, Pledge("none", date(2024, walk.month, 11), 30), at=at(walk.moment("11 09:00")))
    facts = Case.objects.get(number=walk.case).facts
    other = complained(
        walk.works, walk.moment("25 09:00"), "clerk" if walk.way.lead == "manufacturing" else "front_desk",
        category=facts["category"], **{key: facts[key] for key in ("part_no", "market", "defect_code") if key in facts},
    )  # fmt: skip
    for one in (walk.case, other):
        case = Case.objects.get(number=one)
        keep_print(case, packs_of([case.pk])[case.pk])


DOORS: dict[str, Callable[[Walk], None]] = {"case": by_the_case, "check": by_a_check, "ledger": by_the_ledger}


OPENED = [(way, door) for way in WAYS for door in DOORS if (way, door) != ("grievance-bilingual", "ledger")]
"""R-11 has no row by which the ledger knows the same defect again: there people say it, in the case or in the 8D."""


@pytest.mark.parametrize(("way", "door"), OPENED, indirect=["way"])
def test_whichever_door_says_no_effect_case_and_8d_go_back_and_round_two_closes(walk: Walk, door: str) -> None:
    """FR-117: state goes back, count of loops = 2; round 2 is handed in, approved, carried out and closed."""
    walk.round()

    DOORS[door](walk)

    assert (walk.stage, walk.eight_d) == (walk.way.planning, ("failed", 2))
    entry = Entry.objects.filter(case__number=walk.case).latest("seq")
    assert (entry.step, walk.taken("no_effect")) == ("no_effect", 1)
    assert (entry.by_id is None) is (door != "case")
    walk.month += 1
    walk.round()
    walk.close()
    assert walk.eight_d == ("closed", 2)


def test_said_by_both_sides_it_is_one_round(walk: Walk) -> None:
    """FR-117: the second word moves nothing, whichever comes first."""
    walk.round()
    by_the_case(walk)
    entries = Entry.objects.filter(case__number=walk.case).count()

    by_a_check(walk)
    with pytest.raises(Refused):
        by_the_case(walk)

    assert Entry.objects.filter(case__number=walk.case).count() == entries
    assert (walk.stage, walk.eight_d) == (walk.way.planning, ("failed", 2))


def test_the_case_that_is_closed_is_taken_up_again_by_the_step_of_its_pack(works: Town) -> None:
    """FR-117: the step that takes it up again says no effect, so either door moves both sides once."""
    walk = closed(works)

    by_a_check(walk)

    assert (walk.stage, walk.eight_d, walk.taken("reopen_no_effect")) == ("planning", ("failed", 2), 1)
    walk.round()
    walk.close()


def test_taken_up_again_by_the_case_its_closed_8d_begins_round_two(works: Town) -> None:
    """FR-117."""
    walk = closed(works)

    step(works, walk.case, walk.moment("11 09:00"), "reopen_no_effect", "quality", reason="又见裂纹")

    assert (walk.stage, walk.eight_d) == ("planning", ("failed", 2))


def closed(works: Town) -> Walk:
    """A case under the instruction for grievances that is closed, its 8D too."""
    way = WAYS["grievance-instruction"]
    govern(works, way.lead, effect_period="1 d")
    walk = _grievance(works, way)
    walk.round()
    planned(walk)
    walk.close()
    step(works, walk.case, walk.moment("10 12:00"), "close", "quality")
    return walk


@pytest.fixture
def maker(db: None) -> Iterator[Town]:
    made = makers()
    with organisation(made.org.id):
        made.people["chief"] = person(
            made, "chief@makers", "主任", "Chief", unit=made.office, roles=("marketing_chief",)
        )
        yield made


def merged(maker: Town) -> tuple[str, str, Any]:
    """A crack with an 8D and an action, whose case was merged into another: no step takes it up again."""
    case = cracked(maker, "03-04 09:00")
    number = begun_there(maker, case, "03-04 10:00")
    action = acted(maker, number, "03-05 08:00")
    other, chief = cracked(maker, "03-06 09:00", product="P-21"), who_there(maker, "chief", at("03-06 10:00"))
    take_step(chief, case, "merge", at=at("03-06 10:00"), detail={"other": other, "reason": "同一批"})
    return case, number, action


def test_where_nothing_takes_a_closed_case_up_again_it_is_said_and_nothing_is_half_done(maker: Town) -> None:
    """FR-117: by a person's hand it is refused in words with the article; the look of the ledger stays due."""
    case, number, action = merged(maker)
    quality, before = who_there(maker, "quality", at("03-07 09:00")), Entry.objects.count()
    check = plan_check(quality, action, day=date(2024, 3, 7), owner=quality.person, at=at("03-07 09:00"))
    promise(quality, action, Pledge("none", date(2024, 3, 7), 30), at=at("03-07 09:00"))
    cracked(maker, "03-20 09:00")
    again_before = Entry.objects.count()

    with pytest.raises(Refused) as found:
        do_check(quality, check.pk, result="又见裂纹", still_works=False, at=at("03-21 09:00"))
    decided = look_now(org=maker.org.id, at=at("03-21 09:01"))

    assert (found.value.code, found.value.article, missing(found)) == ("closed", "S.8", {"open"})
    assert case in found.value.says.zh
    assert case in found.value.says.en
    assert (decided, Look.objects.count(), LaterCheck.objects.get().done_at) == (0, 0, None)
    assert (EightD.objects.get(number=number).loops, Entry.objects.count()) == (1, again_before)
    assert before < again_before


def test_declared_failed_by_a_later_case_the_earlier_one_is_taken_up_again(works: Town) -> None:
    """FR-117: the earlier case is told that it came again, not in which case."""
    walk = closed(works)
    later = complained(works, walk.moment("20 09:00"))
    quality = who(works, "quality", walk.moment("20 10:00"))

    declare(quality, later, walk.number, word="failed", reason="同一砂型", at=at(walk.moment("20 10:00")))

    assert (walk.stage, walk.eight_d) == ("planning", ("failed", 2))


TAKEN = {  # by another door while the 8D stands at D4: the step, its role, what it would bring, the article that keeps it
    "grievance-instruction": ("draft", "department", {"root_cause": "员工疏忽", "corrective_action": "加强培训"}, "5.7", "D5"),
    "iatf-grievance": (
        "plan", "department",
        {"root_cause": "员工疏忽", "corrective_action": "加强培训", "preventive_action": "罚款"}, "S.6", "D5",
    ),
    "manufacturing": (
        "return_plan", "department_head",
        {"root_cause": "员工疏忽", "permanent_measure": "加强培训", "done_by": "2024-06-20T18:00:00+08:00"}, "5.3.4", "D5",
    ),
    "grievance-bilingual": ("finish_analysis", "department", {"analysis_tool": "matrix"}, "7.4(3)", "D4"),
    "iatf-8d-customer": ("d6", "quality", {}, "D6", "D6"),
}  # fmt: skip


def test_with_an_open_8d_the_steps_of_its_disciplines_are_taken_in_it_alone(
    walk: Walk, request: pytest.FixtureRequest
) -> None:
    """FR-108, FR-109: neither the order nor the referee is gone round at another door; the article says so."""
    name, by, facts, article, discipline = TAKEN[request.node.callspec.params["way"]]
    stage, entries = walk.stage, Entry.objects.count()

    with pytest.raises(Refused) as found:
        step(walk.works, walk.case, walk.moment("05 09:00"), name, by, **facts)
    done, stayed = take_all(
        who(walk.works, by, walk.moment("05 09:00")), [walk.case], name, "", told={walk.case: facts}
    )

    assert (found.value.code, found.value.article) == ("kept", article)
    assert missing(found) == {f"eight_d:{discipline}"}
    assert (done, [one.article for one in stayed]) == ([], [article])
    assert (walk.stage, Entry.objects.count()) == (stage, entries)


def test_without_an_8d_the_case_goes_its_way_and_an_8d_that_is_begun_late_finds_it_there(works: Town) -> None:
    """FR-108: what the case did before is not asked of it again; what it has still to do is taken in the 8D."""
    way = WAYS["grievance-instruction"]
    govern(works, way.lead)
    case = complained(works)
    step(works, case, "03-04 09:10", "dispatch", "front_desk", to="HQ")
    step(works, case, "03-04 09:20", "accept", "quality", on=Order.objects.get(case__number=case).name)
    step(works, case, "03-04 09:30", "investigate", "quality")
    found = {"responsible_department": "production", "liable": "ours", "nature": "valid"}
    step(works, case, "03-04 09:40", "find", "quality", **found, **SHARES)
    step(works, case, "03-04 09:50", "draft", "department", root_cause="温度过低", corrective_action="测温联锁")
    step(works, case, "03-04 09:55", "approve", "unit_head")

    walk = Walk(works, way, case, opened(works, case))
    walk.hand_in("D1", "D2", "D3", by="department", day="04 11:00")
    walk.round()

    assert (walk.stage, walk.taken("draft"), walk.taken("act"), walk.taken("confirm_effect")) == ("handled", 1, 1, 1)


def test_the_one_regulation_without_the_door_of_the_ledger_has_no_row_for_it() -> None:
    """FR-117: as soon as R-11 says by what a defect is known again, its round belongs among those of the ledger."""
    assert [name for name in WAYS if not pack_named(name).fingerprint] == ["grievance-bilingual"]
