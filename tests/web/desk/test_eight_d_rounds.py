"""The paper of an 8D whose action failed: only what stands in its round is signed for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from amends.cases.models import Order
from amends.core.loading import load
from amends.people.tenancy import organisation
from amends.quality.actions import list_action
from amends.quality.models import DisciplineVersion, EightD, PlanApproval
from amends.quality.queries.page import eight_d_page
from amends.quality.reviewing import approve
from amends.quality.spreading import do_check, plan_check
from amends.regulations import folders
from amends.regulations.shelf import bind, publish
from amends.reports.document import Document, Facts, Place, Signatures, Words
from amends.web.desk.prints_eight_d import eight_d_sheet
from tests.makers import MONDAY, Town
from tests.quality.eight_ds import GOOD, at, complained, grievance_works, handed, opened, step, who

pytestmark = pytest.mark.django_db
SHARES: dict[str, Any] = {"share/production": 100}


@pytest.fixture
def works() -> Iterator[Town]:
    made = grievance_works()
    with organisation(made.org.id):
        yield made


def planned(works: Town) -> str:
    """Bring an 8D to where its plan waits for approval; return its number."""
    case = complained(works)
    step(works, case, "03-04 09:10", "dispatch", "front_desk", to="HQ")
    step(works, case, "03-04 09:20", "accept", "quality", on=Order.objects.get(case__number=case).name)
    step(works, case, "03-04 09:30", "investigate", "quality")
    number = opened(works, case)
    for discipline in ("D1", "D2", "D3"):
        handed(works, number, discipline, "03-04 11:00")
    step(
        works, case, "03-04 12:00", "find", "quality", responsible_department="production", liable="ours",
        nature="valid", **SHARES,
    )  # fmt: skip
    handed(works, number, "D4", "03-05 10:00")
    handed(works, number, "D5", "03-05 11:00")
    return number


def approved_once(works: Town, sample: str = "") -> str:
    """Bring an 8D to where its plan was approved in the first round; return its number."""
    number = planned(works)
    if sample:
        sampled(works, number, "03-05 11:30", sample)
    approve(who(works, "unit_head", "03-05 12:00"), number, is_approved=True, at=at("03-05 12:00"))
    return number


def sampled(works: Town, number: str, moment: str, sample: str) -> None:
    """Keep a sample of parts that came back in a lot."""
    case, lot = EightD.objects.get(number=number).case.number, f"lot-{sample}"
    step(works, case, moment, "receive_goods", "quality", lot, returned_quantity=3)
    step(
        works,
        case,
        moment,
        "finish_test",
        "quality",
        lot,
        test_method="剖切",
        test_result="有裂纹",
        test_conclusion="confirmed",
        sample_no=sample,
    )


def failed(works: Town, number: str) -> None:
    """Let a later check find that the action did not work."""
    by = who(works, "department", "03-05 13:00")
    action = list_action(
        by,
        number,
        kind="corrective",
        text="炉前测温联锁",
        owner=by.person,
        due_at=at("03-20 18:00"),
        at=at("03-05 13:00"),
    )
    quality = who(works, "quality", "03-20 10:00")
    check = plan_check(quality, action.pk, day=date(2024, 3, 20), owner=quality.person, at=at("03-20 10:00"))
    do_check(quality, check.pk, result="又见裂纹", still_works=False, at=at("03-20 10:30"))


def written(works: Town, number: str, discipline: str) -> DisciplineVersion:
    """Keep an accepted version of round 2."""
    return DisciplineVersion.objects.create(
        org=works.org, eight_d=EightD.objects.get(number=number), discipline=discipline, version=2, loop=2,
        content=GOOD[discipline], by=works.people["department"], at=at("03-20 11:00"), verdict="accepted",
    )  # fmt: skip


def sheet(works: Town, number: str, *, for_customer: bool = False) -> Document:
    with override("zh-hans"):
        return eight_d_sheet(eight_d_page(who(works, "quality", "03-21 10:00"), number), for_customer=for_customer)


def signatures(of: Document) -> Signatures:
    return next(one for one in of.blocks if isinstance(one, Signatures))


def places(of: Document) -> tuple[Place, ...]:
    return signatures(of).places


def test_an_approval_of_round_1_is_not_printed_as_that_of_round_2(works: Town) -> None:
    """FR-115, FR-117: in round 2 the plan is still to approve; what round 1 wrote of the cause is not printed as standing."""
    number = approved_once(works)
    before = places(sheet(works, number))
    failed(works, number)

    paper = sheet(works, number)

    assert [(one.role, one.name) for one in before] == [("已批准 D4, D5", "unit_head")]
    assert [(one.role, one.name, one.at) for one in places(paper)] == [("已批准 D4, D5 · 第 2 轮", "", "")]
    assert GOOD["D4"]["cause_escape"] not in str(paper.blocks)
    assert GOOD["D2"]["problem"] in str(paper.blocks)
    assert "第 1 轮" in str([one for one in paper.blocks if not isinstance(one, Signatures)]), (
        "whose round an action is"
    )


def test_what_round_2_writes_and_approves_is_signed_as_round_2(works: Town) -> None:
    number = approved_once(works)
    failed(works, number)
    plan = [written(works, number, discipline) for discipline in ("D4", "D5")][1]
    waiting = places(sheet(works, number))
    PlanApproval.objects.create(
        org=works.org, eight_d=plan.eight_d, loop=2, versions=[str(plan.pk)], is_approved=True, role="unit_head",
        by=works.people["management_representative"], at=at("03-20 13:00"),
    )  # fmt: skip

    signed = places(sheet(works, number))

    assert [(one.role, one.name) for one in waiting] == [("已批准 D4, D5 · 第 2 轮", "")]
    assert [(one.role, one.name) for one in signed] == [
        ("已批准 D5 · 第 2 轮", "management_representative"), ("已批准 D4 · 第 2 轮", ""),
    ]  # fmt: skip


def test_the_customer_s_copy_names_the_round_of_what_he_reads(works: Town) -> None:
    """FR-115: what was approved last is of round 1, and the copy says so although its head names round 2."""
    number = approved_once(works)
    once = [one.title for one in sheet(works, number, for_customer=True).blocks[1:] if isinstance(one, Facts)]
    failed(works, number)

    again = [one.title for one in sheet(works, number, for_customer=True).blocks[1:] if isinstance(one, Facts)]

    assert once
    assert again == [f"{title} · 第 1 轮" for title in once]


def test_the_customer_s_copy_is_signed_and_stamped_for_both_sides_and_names_the_kept_sample(works: Town) -> None:
    """FR-115, FR-248: the number of the sample that was there when the plan was approved; no staff, no name of a lot."""
    number = approved_once(works, sample="S-40")
    sampled(works, number, "03-06 09:00", "S-41")

    copy = sheet(works, number, for_customer=True)

    assert [(one.role, one.article, one.name, one.at) for one in places(copy)] == [
        ("放行人", "总经理", "", ""), ("客户签收", "", "", ""),
    ]  # fmt: skip
    assert signatures(copy).stamp == "盖章、日期"
    assert Facts("留样", (("编号", "S-40"),)) in copy.blocks
    assert not {one for one in ("lot-", "S-41", "有裂纹", "unit_head") if one in str(copy.blocks)}
    assert {"S-40", "S-41"} <= set(str(sheet(works, number).blocks).split("'")), "the house reads all of them"


def test_nothing_is_signed_for_and_no_sample_named_before_anything_was_approved(works: Town) -> None:
    """FR-115, FR-248."""
    number = planned(works)
    sampled(works, number, "03-05 11:30", "S-40")

    copy = sheet(works, number, for_customer=True)

    assert copy.blocks[1:] == (Words("", "尚无已批准可发给客户的内容。"),)


def test_a_sample_that_a_regulation_keeps_for_named_roles_is_not_on_the_customer_s_copy(works: Town) -> None:
    """FR-105, FR-248: who prints it may read the number, the customer may not."""
    files = folders.read(folders.find("grievance-instruction"))
    files["forms.toml"] = files["forms.toml"].replace('id = "sample_no"', 'id = "sample_no"\nseen_by = ["quality"]')
    signed = tuple({"role": role, "person": str(works.he.id)} for role in load(files).signatures)
    row = publish(works.org.id, files, at=MONDAY, signatures=signed)
    bind(works.org.id, unit=works.office.id, published=row.id, position="lead", from_date=date(2024, 3, 1), at=MONDAY)
    number = approved_once(works, sample="S-40")

    assert "S-40" in str(sheet(works, number).blocks)
    assert "S-40" not in str(sheet(works, number, for_customer=True).blocks)
