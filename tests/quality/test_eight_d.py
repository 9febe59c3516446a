"""8Ds in the database: order, refused and returned versions, approval before the customer sees it, what closing asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from amends.cases.models import Entry
from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.quality.actions import list_action
from amends.quality.handing_in import save_draft
from amends.quality.models import Action, DisciplineVersion, EightD
from amends.quality.opening import open_eight_d
from amends.quality.records import record_of
from amends.quality.reviewing import approve, review
from tests.makers import Town, govern, person
from tests.quality.eight_ds import GOOD, at, complained, handed, opened, step, who


def in_planning(works: Town) -> str:
    """Bring a grievance to where its plan is written; return its number."""
    govern(works, "grievance-instruction")
    return complained(works)


def missing(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.what for one in refused.value.missing}


def verdicts(number: str, discipline: str) -> list[str]:
    rows = DisciplineVersion.objects.filter(eight_d__number=number, discipline=discipline)
    return list(rows.order_by("version").values_list("verdict", flat=True))


def entries(number: str) -> int:
    return Entry.objects.filter(case__number=number).count()


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


def test_a_regulation_without_8d_begins_none(works: Town) -> None:
    govern(works, "optical")
    number = complained(works, category=None)

    with pytest.raises(Refused) as found:
        opened(works, number)

    assert missing(found) == {"discipline"}


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


def listed(works: Town, number: str, kind: str, moment: str, by: str = "department", **other: Any) -> Action:
    given = {"text": "炉前测温联锁", "owner": works.people["department"].id, "due_at": at("03-20 18:00"), **other}
    return list_action(who(works, by, moment), number, kind=kind, at=at(moment), **given)


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
        responsible_department=["production"], liable="ours",
    )  # fmt: skip
    number = opened(works, case, "03-04 11:00", by="quality_engineer")
    for discipline in ("D1", "D2", "D3", "D4"):
        assert not handed(works, number, discipline, "03-05 10:00", "department_head").refused
    return works, case, number


def test_an_unapproved_plan_is_not_sent_and_either_role_opens_sending(works: Town) -> None:
    """FR-115: management representative or general manager."""


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

    for attack in ({"content": {"team": "x"}}, {"verdict": "returned", "reason": "x"}, {"objections": [{}]}):
        with pytest.raises(ProgrammingError, match="kept as they were written"), transaction.atomic():
            rows.update(**attack)
    with pytest.raises(ProgrammingError, match="kept as they were written|permission denied"), transaction.atomic():
        rows._raw_delete(rows.db)  # type: ignore[attr-defined]

    assert rows.get().content == GOOD["D1"]
