"""The department that quality finds responsible sees the case and is reached by what it owes (R-26, 5.3.3, 5.3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from amends.cases.models import Case, Letter, ObligationRow
from amends.cases.queries.visible import NotFound, case_of
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.jobs import tick as job
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.regulations.shelf import bind, publish
from tests.makers import MONDAY, START, Town, person, registered, town, unit, viewer
from tests.stories.clock import Clock, moment

PLAN = """
[[duty]]
id = "plan"
article = "5.3.4"
title = { zh = "一个工作日内提交方案", en = "Hand in the plan within one working day" }
owner = "department_head"
opens = "finding_made"
again = "always"
met_by = "plan_returned"
void_by = ["shifted", "withdrawn"]
within = "1 wd"
rungs = [{ at = "due", tell = ["owner"] }]
"""
"""The source breaks off at 5.3.4; this is what a company adds."""
STAFF = (
    ("wen", "marketing", ("clerk", "sales")), ("zhu", "marketing", ("marketing_chief",)),
    ("pin", "quality", ("quality_head",)), ("yan", "quality", ("quality_engineer",)),
    ("cai", "purchasing", ("department_head",)), ("cang", "warehouse", ("department_head",)),
)  # fmt: skip


@dataclass
class Works:
    town: Town
    clock: Clock

    def sees(self, who: str) -> bool:
        try:
            case_of(viewer(self.town, who, at=self.clock.now), self.clock.number)
        except NotFound:
            return False
        return True


@pytest.fixture
def works(db: None) -> Iterator[Works]:
    """A factory whose case is being investigated by quality."""
    job._hour_seen.clear()
    made = town("works")
    with organisation(made.org.id):
        places = {
            function: unit(made.org, f"U{nth}", function, function, function, parent=made.office)
            for nth, function in enumerate(("marketing", "quality", "purchasing", "warehouse"))
        }
        for login, place, roles in STAFF:
            made.people[login] = person(made, f"{login}@works", login, unit=places[place], roles=roles)
        _govern(made)
        clock = Clock(made, at=MONDAY)
        clock.number = registered(
            made, by="wen", unit="U0", category="quality/material", complainant="某客户", description="来料有裂纹"
        )
        clock.does("zhu", "first_review")
        clock.does("wen", "prepare_sheet", kind="sheet")
        clock.does("zhu", "approve_sheet", kind="sheet")
        clock.does("wen", "issue_sheet", to="U1")
        clock.does("pin", "sign_receipt")
        clock.does("yan", "investigate")
        yield Works(made, clock)


def _govern(made: Town) -> None:
    files = dict(folders.read(folders.find("manufacturing")))
    files["duties.toml"] += PLAN
    signed = ({"role": "management_representative", "person": str(made.he.id)},)
    row = publish(made.org.id, files, at=MONDAY, signatures=signed)
    bind(made.org.id, unit=made.office.id, published=row.id, position="lead", from_date=START, at=MONDAY)


def plans() -> list[tuple[Any, ...]]:
    """Return what is owed of the plan: state, unit, person."""
    rows = ObligationRow.objects.filter(duty="plan").order_by("nth")
    return [
        (row.state, row.owner_unit.function if row.owner_unit else "", row.owner_person and row.owner_person.login)
        for row in rows.select_related("owner_unit", "owner_person")
    ]


def test_the_department_found_responsible_sees_the_case_from_then_on_and_no_other_does(works: Works) -> None:
    before = (works.sees("cai"), works.sees("cang"))

    works.clock.does("yan", "judge_responsibility", responsible_department="purchasing", liable="supplier")

    assert before == (False, False)
    assert (works.sees("cai"), works.sees("cang")) == (True, False)


def test_what_the_department_owes_reaches_its_head_and_he_is_reminded(works: Works) -> None:
    works.clock.does("yan", "judge_responsibility", responsible_department="purchasing", liable="supplier")
    reached = plans()
    works.clock.until(moment("03-06 10:00:00"))

    assert reached == [("open", "purchasing", "cai@works")]
    assert [one.person.login for one in Letter.objects.filter(subject__contains="方案") if one.person] == ["cai@works"]


def test_a_judgement_sent_back_leaves_the_first_department_and_reaches_the_second(works: Works) -> None:
    works.clock.does("yan", "judge_responsibility", responsible_department="purchasing", liable="supplier")
    works.clock.does("cai", "contest", reason="运输中受潮")
    works.clock.does("yan", "judge_responsibility", responsible_department="warehouse", liable="ours")

    assert plans() == [("void", "purchasing", "cai@works"), ("open", "warehouse", "cang@works")]
    assert (works.sees("cai"), works.sees("cang")) == (False, True)


def test_the_judgement_is_sent_back_by_nobody_above_or_beside_the_department_judged(works: Works) -> None:
    """FR-103: the head of the whole works holds the same role and sees the case; it is not the works that was judged."""
    works.clock.does("yan", "judge_responsibility", responsible_department="purchasing", liable="supplier")

    with pytest.raises(Refused) as refused:
        take_step(viewer(works.town, "he"), works.clock.number, "contest", at=MONDAY, detail={"reason": "运输中受潮"})

    assert [(one.what, one.article) for one in refused.value.missing] == [("role", "5.3.3")]
    assert Case.objects.get().stage == "with_department"


def test_the_plan_is_handed_in_by_the_department_found_responsible_alone(works: Works) -> None:
    works.clock.does("yan", "judge_responsibility", responsible_department="purchasing", liable="supplier")
    plan = {"root_cause": "炉号混用", "permanent_measure": "来料全检", "done_by": moment("03-20 18:00:00")}

    with pytest.raises((Refused, NotFound)):
        take_step(viewer(works.town, "cang"), works.clock.number, "return_plan", at=MONDAY, detail=plan)
    works.clock.does("cai", "return_plan", **plan)

    assert Case.objects.get().stage == "prereview"
    assert plans() == [("met", "purchasing", "cai@works")]
