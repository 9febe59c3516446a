"""Outside an 8D too no person is the cause, and no fine and no bare training the action (FR-105, FR-109)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from amends.cases.models import Entry
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from tests.makers import MONDAY, Town, govern, person, town, viewer

MINUTE = timedelta(minutes=1)
ROLES = (
    "front_desk", "clerk", "sales", "marketing_chief", "quality", "quality_head", "quality_engineer", "department",
    "department_head", "quality_assurance", "handler",
)  # fmt: skip
FAULT = {
    "channel": "email", "matter": "complaint", "complainant": "远航汽车", "description": "轴承座开裂", "wish": "换良品",
    "product": "轴承座",
}  # fmt: skip
FOUND = {"responsible_department": "production", "liable": "ours", "nature": "valid"}
GOOD = {"cause": "浇注温度下限没有写入工艺卡", "action": "炉前加装测温联锁，温度不到不能开浇"}
DUE = "2024-03-20T18:00:00+08:00"
WAYS: dict[str, tuple[dict[str, str], tuple[tuple[str, str, str, dict[str, Any]], ...], str, str, dict[str, str], dict[str, Any]]] = {
    # what is registered beside the fault; the steps before; who takes which step; its fields; what else it brings
    "grievance-instruction": (
        {"category": "grievance"},
        (("dispatch", "front_desk", "o-1", {"to": "HQ"}), ("accept", "quality", "o-1", {}),
         ("investigate", "quality", "", {}), ("find", "quality", "", {**FOUND, "share_production": 100})),
        "draft", "department",
        {"root_cause": "cause", "corrective_action": "action", "preventive_action": "action"}, {},
    ),
    "iatf-grievance": (
        {"category": "quality", "part_no": "ZC-201"},
        (("dispatch", "front_desk", "o-1", {"to": "HQ"}), ("accept", "quality", "o-1", {}), ("find", "quality", "", FOUND)),
        "plan", "department",
        {"root_cause": "cause", "corrective_action": "action", "preventive_action": "action"}, {},
    ),
    "manufacturing": (
        {},
        (("first_review", "marketing_chief", "", {"category": "quality/dimension", "wish": "换良品"}),
         ("prepare_sheet", "sales", "", {"kind": "sheet"}), ("approve_sheet", "marketing_chief", "", {"kind": "sheet"}),
         ("issue_sheet", "sales", "o-1", {"to": "HQ"}), ("sign_receipt", "quality_head", "o-1", {}),
         ("investigate", "quality_engineer", "", {}),
         ("judge_responsibility", "quality_engineer", "", {"responsible_department": "production", "liable": "ours"})),
        "return_plan", "department_head", {"root_cause": "cause", "permanent_measure": "action"}, {"done_by": DUE},
    ),
    "complaint-mechanism": ({"channel": "phone"}, (), "correct", "front_desk", {"correction": "action"}, {}),
}  # fmt: skip
BAD = [
    ("cause", "质量意识薄弱", "referee:blames-attitude", "8D.HE1"),
    ("action", "加强培训", "referee:training-alone", "8D.HE2"),
    ("action", "罚款 300 元", "referee:fine-as-action", "8D.HE3"),
]


@pytest.fixture
def works(db: None) -> Iterator[Town]:
    """A maker in whose head office somebody holds each role."""
    made = town("works")
    with organisation(made.org.id):
        for role in ROLES:
            made.people[role] = person(made, f"{role}@works", role, role, unit=made.office, roles=(role,))
        yield made


def brought(works: Town, pack: str) -> str:
    """Bring a case under a pack, without an 8D, to the step that takes causes and actions; return its number."""
    govern(works, pack)
    more, steps, *_ = WAYS[pack]
    first = "clerk" if pack == "manufacturing" else "front_desk"
    number = register(at_desk(works, first, 0), Intake({**FAULT, **more}, unit="HQ"), at=MONDAY).number
    for nth, (step, by, on, detail) in enumerate(steps, start=1):
        take_step(at_desk(works, by, nth), number, step, at=MONDAY + nth * MINUTE, on=on, detail=detail)
    return number


def at_desk(works: Town, who: str, minute: int) -> Viewer:
    return viewer(works, who, at=MONDAY + minute * MINUTE)


def told(pack: str, **instead: str) -> dict[str, Any]:
    """Return what the step of a pack brings: good texts, or others for causes or actions."""
    *_, fields, more = WAYS[pack]
    return {**{field: {**GOOD, **instead}[kind] for field, kind in fields.items()}, **more}


@pytest.mark.parametrize("pack", WAYS)
def test_a_step_outside_an_8d_refuses_blame_training_alone_and_fines_and_takes_a_good_text(
    works: Town, pack: str
) -> None:
    """FR-105, FR-109: 'fine 300' is not accepted as corrective action; refused with article and place, nothing is left."""
    number = brought(works, pack)
    _, _, step, by, fields, _ = WAYS[pack]
    before, at = Entry.objects.filter(case__number=number).count(), MONDAY + 30 * MINUTE

    for kind, text, rule, article in BAD if "cause" in fields.values() else BAD[1:]:
        with pytest.raises(Refused) as refused:
            take_step(at_desk(works, by, 30), number, step, at=at, detail=told(pack, **{kind: text}))
        against = {(one.what, one.article, one.field) for one in refused.value.missing}
        assert {(rule, article, name) for name, of in fields.items() if of == kind} <= against
        first = re.search("第 ([0-9]+) 字起“([^”]+)”", refused.value.says.zh)
        assert first is not None
        assert text[int(first[1]) - 1 :].startswith(first[2])
        assert f"“{first[2]}” at letter {first[1]}" in refused.value.says.en
    left = Entry.objects.filter(case__number=number).count()
    take_step(at_desk(works, by, 31), number, step, at=at + MINUTE, detail=told(pack))

    assert left == before
    assert Entry.objects.filter(case__number=number).count() == before + 1


@pytest.mark.parametrize(
    ("pack", "by", "due"),
    [
        ("grievance-instruction", "department", "action_date"), ("iatf-grievance", "department", "action_date"),
        ("manufacturing", "department_head", "measure_date"),
    ],
)  # fmt: skip
def test_a_listed_measure_is_judged_as_well(works: Town, pack: str, by: str, due: str) -> None:
    """FR-105, FR-114: a fine is no measure with an owner and a date either."""
    number = brought(works, pack)
    step = "plan_action" if pack == "grievance-instruction" else "plan_measure"
    more = {"root_cause": GOOD["cause"]} if pack == "grievance-instruction" else {}
    given = {"kind": "corrective", "measure_owner": "马工", due: DUE, **more}
    at, who = MONDAY + 30 * MINUTE, at_desk(works, by, 30)

    with pytest.raises(Refused) as refused:
        take_step(who, number, step, at=at, on="m-1", detail={**given, "measure": "罚款 300 元"})
    take_step(who, number, step, at=at, on="m-1", detail={**given, "measure": GOOD["action"]})

    assert {one.what for one in refused.value.missing} == {"referee:fine-as-action"}
