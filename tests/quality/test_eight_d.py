"""8Ds in the database: order, refused and returned versions, approval before the customer sees it, what closing asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from amends.cases.models import Case, Entry
from amends.cases.queries.reading import read_case
from amends.cases.queries.visible import NotFound
from amends.core.eight_d import Discipline, disciplines
from amends.core.refusal import Refused
from amends.people.models import Membership, Substitute
from amends.quality.handing_in import Stale, hand_in, read_of, save_draft
from amends.quality.models import (
    Action,
    DisciplineVersion,
    EightD,
    PlanApproval,
)
from amends.quality.objecting import objections_to
from amends.quality.opening import open_eight_d
from amends.quality.queries.shown import shown_to_customer
from amends.quality.queries.waiting import words_wanted
from amends.quality.records import record_of
from amends.quality.reviewing import approve, review, send
from tests.makers import START, Town, govern, person
from tests.quality.eight_ds import (
    GOOD,
    at,
    complained,
    handed,
    handled,
    in_planning,
    listed,
    missing,
    opened,
    step,
    who,
)


def verdicts(number: str, discipline: str) -> list[str]:
    rows = DisciplineVersion.objects.filter(eight_d__number=number, discipline=discipline)
    return list(rows.order_by("version").values_list("verdict", flat=True))


def entries(number: str) -> int:
    return Entry.objects.filter(case__number=number).count()


def disciplines_of(works: Town, number: str) -> tuple[Discipline, ...]:
    return disciplines(read_case(who(works, "quality", "03-04 10:00"), number).rules.packs)


def test_an_8d_is_begun_once_and_by_the_roles_that_the_regulation_names(works: Town) -> None:
    """FR-108."""
    number = in_planning(works)

    first = opened(works, number)

    assert first == f"8D-{number}"
    assert opened(works, number, "03-04 11:00", by="department") == first
    assert EightD.objects.count() == 1
    other = complained(works, "03-04 09:05")
    with pytest.raises(Refused) as found:
        opened(works, other, by="finance")
    assert missing(found) == {"role"}
    assert found.value.article == disciplines_of(works, other)[0].row.article


@pytest.mark.parametrize("stage", ["closed", "parked"])
def test_an_8d_is_begun_on_an_open_case_only_and_says_so_with_its_article(works: Town, stage: str) -> None:
    number = in_planning(works)
    Case.objects.filter(number=number).update(stage_kind=stage)

    with pytest.raises(Refused) as found:
        opened(works, number)

    assert (missing(found), found.value.article) == ({"open"}, disciplines_of(works, number)[0].row.article)
    assert "take it up again" in found.value.says.en
    assert "重开" in found.value.says.zh


def test_a_regulation_without_8d_begins_none(works: Town) -> None:
    govern(works, "optical")
    number = complained(works, category=None)

    with pytest.raises(Refused) as found:
        opened(works, number)

    assert missing(found) == {"discipline"}
    assert found.value.article == ""  # no article speaks of it: the regulation is named instead (decision 0029)
    lead = read_case(who(works, "quality", "03-04 10:00"), number).rules.lead
    assert lead.title.zh in found.value.says.zh
    assert lead.title.en in found.value.says.en


def test_without_a_cause_the_actions_stay_locked(works: Town) -> None:
    """FR-108: cause empty, actions stay locked."""
    number = opened(works, in_planning(works))
    for discipline in ("D1", "D2"):
        handed(works, number, discipline, "03-04 11:00")

    with pytest.raises(Refused) as text:
        handed(works, number, "D5", "03-04 11:10")
    with pytest.raises(Refused) as action:
        listed(works, number, "corrective", "03-04 11:10")

    assert missing(text) == {"discipline:D3"}
    assert missing(action) == {"discipline:D4"}
    assert action.value.article == "5.3(b)"
    assert DisciplineVersion.objects.filter(discipline="D5").count() == Action.objects.count() == 0


def test_what_is_empty_is_kept_as_a_refused_version_and_changes_nothing_in_the_case(works: Town) -> None:
    case = in_planning(works)
    number = opened(works, case)
    before = entries(case)

    found = handed(works, number, "D1", "03-04 11:00", team=" ")

    assert found.refused
    assert [one["code"] for one in found.version.objections] == ["part:team"]
    assert found.version.objections[0]["article"] == "5.2"
    assert verdicts(number, "D1") == ["refused"]
    assert entries(case) == before
    assert not handed(works, number, "D1", "03-04 11:05").refused
    assert verdicts(number, "D1") == ["refused", "accepted"]


def test_what_the_case_refuses_is_kept_and_undone(works: Town) -> None:
    """The step of the pack does not fit the stage: the text stays as refused, the case as it was."""
    case = in_planning(works)
    number = opened(works, case)
    handed(works, number, "D1", "03-04 11:00")
    handed(works, number, "D2", "03-04 11:01")
    before = entries(case)

    found = handed(works, number, "D3", "03-04 11:02")  # nobody has taken the case up yet

    assert found.refused
    assert found.version.objections
    assert entries(case) == before
    assert record_of(who(works, "quality", "03-04 12:00"), number).place("D3").standing == "refused"


def test_what_somebody_else_wrote_since_is_not_written_over_unread(works: Town) -> None:
    number, moment = opened(works, in_planning(works)), "03-04 11:00"
    quality, department = who(works, "quality", moment), who(works, "department", moment)
    first = save_draft(quality, number, "D1", {"team": "王"}, at=at(moment), read="")
    own = save_draft(quality, number, "D1", {"team": "王、李"}, at=at("03-04 11:01"), read="")

    for late in (save_draft, hand_in):
        with pytest.raises(Stale):
            late(department, number, "D1", {"team": "赵"}, at=at("03-04 11:02"), read=read_of(first))
    assert DisciplineVersion.objects.get().content == {"team": "王、李"}
    save_draft(department, number, "D1", {"team": "王、李、赵"}, at=at("03-04 11:03"), read=read_of(own))

    assert DisciplineVersion.objects.get().content == {"team": "王、李、赵"}


def test_what_one_wrote_in_another_window_is_not_written_over_unread(works: Town) -> None:
    number, moment = opened(works, in_planning(works)), "03-04 11:00"
    quality = who(works, "quality", moment)
    save_draft(quality, number, "D1", {"team": "王、李"}, at=at(moment), read="")

    for late in (save_draft, hand_in):
        with pytest.raises(Stale) as no:
            late(quality, number, "D1", {"team": "王、赵"}, at=at("03-04 11:01"), read="")
        assert "另一个窗口" in no.value.says.zh
    assert DisciplineVersion.objects.get().content == {"team": "王、李"}
    newest = DisciplineVersion.objects.get()
    save_draft(quality, number, "D1", {"team": "王、赵"}, at=at("03-04 11:02"), read=read_of(newest))

    assert DisciplineVersion.objects.get().content == {"team": "王、赵"}


def test_what_was_kept_while_one_typed_on_in_the_same_window_is_no_other_window(works: Town) -> None:
    """The answer to the last keeping may still be on its way when one hands in."""
    number, moment = opened(works, in_planning(works)), "03-04 11:00"
    quality = who(works, "quality", moment)
    save_draft(quality, number, "D1", {"team": "王、"}, at=at(moment), read="")

    hand_in(quality, number, "D1", {"team": "王、李"}, at=at("03-04 11:01"), read="")

    assert verdicts(number, "D1") == ["accepted"]


def test_a_draft_is_written_over_until_it_is_handed_in(works: Town) -> None:
    number = opened(works, in_planning(works))
    for text in ("王", "王、李"):
        save_draft(who(works, "quality", "03-04 11:00"), number, "D1", {"team": text}, at=at("03-04 11:00"))

    assert verdicts(number, "D1") == ["draft"]
    assert DisciplineVersion.objects.get().content == {"team": "王、李"}

    handed(works, number, "D1", "03-04 11:10")

    assert verdicts(number, "D1") == ["accepted"]
    assert DisciplineVersion.objects.get().version == 1


def test_pre_review_returns_the_first_version_and_accepts_the_second_and_both_stay(
    plan: tuple[Town, str, str],
) -> None:
    """FR-112."""
    works, _, number = plan
    handed(works, number, "D5", "03-06 10:00", "department_head", detail=MORE)

    assert [one.kind for one in words_wanted(who(works, "quality_engineer", "03-06 10:30"))] == ["review"]
    with pytest.raises(Refused) as silent:
        review(who(works, "quality_engineer", "03-06 11:00"), number, "D5", accept=False, at=at("03-06 11:00"))
    review(
        who(works, "quality_engineer", "03-06 11:00"), number, "D5", accept=False, reason="没有说明联锁的验收",
        at=at("03-06 11:00"),
    )  # fmt: skip
    handed(works, number, "D5", "03-07 10:00", "department_head", detail=MORE)
    review(who(works, "quality_engineer", "03-07 11:00"), number, "D5", accept=True, at=at("03-07 11:00"))

    assert missing(silent) == {"known:reason"}
    assert verdicts(number, "D5") == ["returned", "accepted"]
    first = DisciplineVersion.objects.get(discipline="D5", version=1)
    assert (first.reason, first.reviewed_by_id) == ("没有说明联锁的验收", works.people["quality_engineer"].id)
    assert first.content == GOOD["D5"]


MORE = {"done_by": "2024-03-20T18:00:00+08:00"}


@pytest.fixture
def plan(works: Town) -> tuple[Town, str, str]:
    """A complaint under R-26 at the responsible department, with an 8D up to its cause."""
    govern(works, "manufacturing", what_is_major="停线")
    for role in ("clerk", "sales", "marketing_chief", "quality_engineer", "general_manager", "deputy_gm_marketing"):
        works.people[role] = person(works, f"{role}@works", role, role, unit=works.office, roles=(role,))
    case = complained(
        works,
        by="clerk",
        category="quality",
        market="home",
        contract_no="C-1",
        lot_no="L2402-07",
        bad_quantity=3,
        line_stopped=False,
        part_no=None,
    )
    step(works, case, "03-04 09:10", "first_review", "marketing_chief", category="quality", wish="换良品")
    step(works, case, "03-04 09:20", "prepare_sheet", "sales")
    step(works, case, "03-04 09:30", "approve_sheet", "marketing_chief")
    step(works, case, "03-04 09:40", "issue_sheet", "sales", to="HQ")
    step(works, case, "03-04 09:50", "sign_receipt", "quality_head")
    step(works, case, "03-04 10:00", "investigate", "quality_engineer")
    step(
        works, case, "03-04 10:10", "judge_responsibility", "quality_engineer",
        responsible_department="production", liable="ours",
    )  # fmt: skip
    number = opened(works, case, "03-04 11:00", by="quality_engineer")
    for discipline in ("D1", "D2", "D3", "D4"):
        assert not handed(works, number, discipline, "03-05 10:00", "department_head").refused
    return works, case, number


@pytest.mark.parametrize("role", ["management_representative", "unit_head"])
def test_an_unapproved_plan_is_not_sent_and_either_role_opens_sending(works: Town, role: str) -> None:
    """FR-115: management representative or general manager."""
    case, number = handled(works)
    assert not handed(works, number, "D5", "03-05 11:00").refused

    with pytest.raises(Refused) as unapproved:
        send(who(works, "front_desk", "03-05 11:10"), number, "D5", at=at("03-05 11:10"))
    with pytest.raises(Refused) as stranger:
        approve(who(works, "quality", "03-05 11:20"), number, is_approved=True, at=at("03-05 11:20"))
    shown_before = shown_to_customer(case)
    wanted = words_wanted(who(works, role, "03-05 11:30"))
    approve(who(works, role, "03-05 12:00"), number, is_approved=True, at=at("03-05 12:00"))
    send(who(works, "front_desk", "03-05 13:00"), number, "D5", at=at("03-05 13:00"), words=LETTER)

    assert missing(unapproved) == {"approved:D4", "approved:D5"}  # the cause of D4 stands in the letter too
    assert [one.article for one in unapproved.value.missing] == ["5.3(b)", "5.7"]
    assert missing(stranger) == {"role"}
    assert shown_before == ()
    assert [(one.kind, one.number, one.text[:2]) for one in wanted] == [
        ("approval", number, "D4"), ("approval", number, "D5"),
    ]  # fmt: skip
    assert words_wanted(who(works, "department", "03-05 11:30")) == ()
    assert words_wanted(who(works, role, "03-05 14:00")) == ()
    assert [one.id for one in shown_to_customer(case)] == ["D5"]
    assert "plan_sent" in events(case)
    assert EightD.objects.get().state == "approved"


def test_whoever_a_deputy_wrote_for_does_not_approve_it(works: Town) -> None:
    """FR-128: the general manager, who writes D5 as well, is away for a day; his deputy writes it with his role."""
    _case, number = handled(works)
    manager = works.people["unit_head"]
    Membership.objects.create(org=works.org, person=manager, unit=works.office, role="department", from_date=START)
    works.people["deputy"] = person(works, "deputy@works", "代理", "Deputy", unit=works.office)
    day = at("03-05 09:00").date()
    Substitute.objects.create(org=works.org, person=manager, deputy=works.people["deputy"], from_date=day, to_date=day)
    assert not handed(works, number, "D5", "03-05 11:00", "deputy").refused

    waiting = words_wanted(who(works, "unit_head", "03-06 11:00"))
    with pytest.raises(Refused) as own:
        approve(who(works, "unit_head", "03-06 12:00"), number, is_approved=True, at=at("03-06 12:00"), read=["D5/1"])
    approve(who(works, "management_representative", "03-06 13:00"), number, is_approved=True, at=at("03-06 13:00"))

    assert missing(own) == {"not_by:writer"}
    assert [one.text[:2] for one in waiting] == ["D4"]
    assert EightD.objects.get().state == "approved"


LETTER = {"text": "请见所附 8D：原因与纠正措施。"}


def events(case: str) -> set[str]:
    return {name for entry in Entry.objects.filter(case__number=case) for name in entry.body.get("events", ())}


def test_a_plan_that_is_not_approved_goes_back_with_its_reason_and_is_approved_in_its_second_version(
    works: Town,
) -> None:
    """FR-115, FR-112."""
    case, number = handled(works)
    handed(works, number, "D5", "03-05 11:00")
    approve(
        who(works, "unit_head", "03-05 12:00"), number, is_approved=False, reason="没有验收方法", at=at("03-05 12:00"),
        read={"D5/1"},
    )  # fmt: skip

    back = record_of(who(works, "quality", "03-05 12:30"), number)
    again = handed(works, number, "D5", "03-06 11:00")
    approve(who(works, "unit_head", "03-06 12:00"), number, is_approved=True, at=at("03-06 12:00"))

    assert (back.place("D5").standing, back.row.state) == ("returned", "returned")
    assert (again.refused, again.version.version) == (False, 2)
    assert [(one.is_approved, one.reason) for one in PlanApproval.objects.order_by("at")] == [
        (False, "没有验收方法"), (True, ""),
    ]  # fmt: skip
    assert Case.objects.get(number=case).stage == "acting"


def test_nobody_approves_what_he_wrote(works: Town) -> None:
    """FR-128: not through a second role either."""
    _, number = handled(works)
    Membership.objects.create(
        org=works.org, person=works.people["department"], unit=works.office, role="unit_head", from_date=START
    )
    handed(works, number, "D5", "03-05 11:00")

    with pytest.raises(Refused) as found:
        approve(who(works, "department", "03-05 12:00"), number, is_approved=True, at=at("03-05 12:00"))

    assert missing(found) == {"not_by:writer"}


def test_the_three_questions_about_the_standard_are_asked_before_it_is_accepted(works: Town) -> None:
    """FR-110: concrete, agreed with the customer, told to the staff; one left open and the report is incomplete."""
    _, number = handled(works)
    handed(works, number, "D5", "03-05 11:00")
    approve(who(works, "unit_head", "03-05 12:00"), number, is_approved=True, at=at("03-05 12:00"))
    assert not handed(works, number, "D6", "03-08 10:00").refused

    found = handed(works, number, "D7", "03-08 11:00", standard="WI-铸造-07 第 4 版：浇注温度 1,320–1,360 ℃，附图片。")

    assert found.refused
    assert {one["field"] for one in found.version.objections} == {"standard"}
    assert "unanswered" in {one["code"] for one in found.version.objections}


def test_a_text_of_any_discipline_of_an_older_8d_is_known_as_copied(
    works: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-109: its cause stands in the corrective action of another; beyond the letters that are read it is not known."""
    number = opened(works, in_planning(works))
    cause = "浇注温度降到 1,280 ℃ 时型腔没有充满，炉前没有测温，温度靠炉工看颜色判断，低了也没有人停浇。"
    row = EightD.objects.get(number=number)
    other = EightD.objects.create(
        org=works.org, number="8D-old", case=Case.objects.get(number=complained(works, "03-04 09:05")),
        unit=row.unit, opened_at=at("03-01 10:00"),
    )  # fmt: skip
    DisciplineVersion.objects.create(
        org=works.org, eight_d=other, discipline="D5", version=1, content={"corrective": cause}, verdict="accepted",
        by=works.people["quality"], at=at("03-01 11:00"),
    )  # fmt: skip
    record = record_of(who(works, "quality", "03-04 12:00"), number)

    def copied() -> list[str]:
        found = objections_to(record, record.place("D4"), {"cause_occurrence": cause})
        return [one["says"]["en"] for one in found if one["code"] == "copied"]

    assert ["8D-old" in one for one in copied()] == [True]
    monkeypatch.setattr("amends.quality.objecting.LETTERS", 20)
    assert copied() == []


def test_a_person_who_may_not_see_the_case_sees_nothing_of_its_8d(works: Town) -> None:
    number = opened(works, in_planning(works))
    outsider = who(works, "zhou", "03-04 12:00")

    for call in (
        lambda: record_of(outsider, number),
        lambda: handed(works, number, "D1", "03-04 12:00", "zhou"),
        lambda: approve(outsider, number, is_approved=True, at=at("03-04 12:00")),
        lambda: open_eight_d(outsider, number.removeprefix("8D-"), at=at("03-04 12:00")),
    ):
        with pytest.raises(NotFound):
            call()


def test_the_database_keeps_what_was_handed_in(works: Town) -> None:
    """FR-112: only its review comes later, and only once."""
    number = opened(works, in_planning(works))
    handed(works, number, "D1", "03-04 11:00")
    rows = DisciplineVersion.objects.filter(eight_d__number=number)

    attacks: tuple[dict[str, Any], ...] = (
        {"content": {"team": "x"}},
        {"verdict": "returned", "reason": "x"},
        {"objections": [{}]},
    )
    for attack in attacks:
        with pytest.raises(ProgrammingError, match="kept as they were written"), transaction.atomic():
            rows.update(**attack)
    with pytest.raises(ProgrammingError, match=r"kept as they were written|permission denied"), transaction.atomic():
        rows._raw_delete(rows.db)

    assert rows.get().content == GOOD["D1"]
