"""Grievances of makers in the database: lots with clocks of their own, repeats that show a measure without effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amends.cases.models import ObligationRow
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from tests.makers import Town, govern, person, town, viewer

ROLES = (
    "front_desk", "quality", "quality_head", "pmc", "finance", "department", "management_representative", "cs_supervisor",
)  # fmt: skip
FAULT = {
    "channel": "email", "matter": "complaint", "complainant": "远航汽车", "description": "轴承座开裂",
    "category": "quality", "product": "轴承座", "part_no": "ZC-201", "wish": "换良品",
}  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2024-{text}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def works(db: None) -> Iterator[Town]:
    """A maker in whose head office somebody holds each role of R-06 and R-12."""
    made = town("works")
    with organisation(made.org.id):
        for role in ROLES:
            made.people[role] = person(made, f"{role}@works", role, role, unit=made.office, roles=(role,))
        yield made


def told(works: Town, moment: str, **facts: Any) -> str:
    who = viewer(works, "front_desk", at=at(moment))
    return register(who, Intake({**FAULT, **facts}, unit="HQ"), at=at(moment)).number


def take(works: Town, number: str, moment: str, step: str, by: str, on: str = "", **detail: Any) -> None:
    take_step(viewer(works, by, at=at(moment)), number, step, at=at(moment), on=on, detail=detail)


def refused(works: Town, number: str, moment: str, step: str, by: str, on: str = "", **detail: Any) -> set[str]:
    with pytest.raises(Refused) as found:
        take(works, number, moment, step, by, on, **detail)
    return {one.what for one in found.value.missing}


def owed(number: str) -> set[tuple[str, str]]:
    rows = ObligationRow.objects.filter(case__number=number, state="open").exclude(subject="")
    return set(rows.values_list("duty", "subject"))


def test_each_returned_lot_is_confirmed_counted_and_owed_for_itself(works: Town) -> None:
    """FR-243, FR-244: lot 1 is confirmed with 40 announced, lot 2 is neither confirmed nor let in."""
    govern(works, "iatf-grievance")
    number = told(works, "03-04 09:00")
    asked = {"return_kind": "batch", "product": "轴承座", "part_no": "ZC-201"}
    take(works, number, "03-04 09:10", "ask_return", "front_desk", "lot-1", announced_quantity=40, **asked)
    take(works, number, "03-04 09:20", "ask_return", "front_desk", "lot-2", announced_quantity=12, **asked)
    take(works, number, "03-04 10:00", "confirm_return", "quality", "lot-1")

    assert refused(works, number, "03-04 10:10", "accept_return", "pmc", "lot-2") == {"done:return_confirmed"}

    take(works, number, "03-04 10:20", "accept_return", "pmc", "lot-1")
    seen = {"name_seen": "轴承座", "part_no_seen": "ZC-201"}
    few = refused(works, number, "03-04 10:30", "count_complete", "pmc", "lot-1", counted_quantity=39, **seen)
    take(works, number, "03-04 10:40", "count_complete", "pmc", "lot-1", counted_quantity=40, **seen)

    assert [one.partition(":")[0] for one in few] == ["is"]
    assert {("confirm_return", "lot-2"), ("stock_in", "lot-1"), ("book", "lot-1")} <= owed(number)
    assert ("count", "lot-1") not in owed(number)


def test_a_repeat_after_the_measures_stops_the_closing_until_they_are_taken_anew(works: Town) -> None:
    """FR-116, FR-117, FR-157: the same complaint on day 20 means that nothing is under control."""
    govern(works, "grievance-instruction")
    number = told(works, "03-01 09:00", category="grievance")
    take(works, number, "03-01 09:10", "dispatch", "front_desk", "", to="HQ")
    order = "order-1"
    take(works, number, "03-01 09:20", "accept", "quality", order)
    take(works, number, "03-01 09:30", "investigate", "quality")
    take(works, number, "03-01 10:00", "find", "quality", responsible_department="production", liable="ours")
    plan = {"root_cause": "模温", "corrective_action": "修模", "preventive_action": "点检"}
    take(works, number, "03-02 09:00", "draft", "department", kind="actions", **plan)
    for kind in ("corrective", "preventive"):
        measure = {"kind": kind, "measure": "修模", "measure_owner": "马工", "action_date": at("03-20 18:00")}
        take(works, number, "03-02 09:10", "plan_action", "department", kind, **measure)
        take(works, number, "03-02 09:20", "action_carried_out", "department", kind, evidence_of_action="照片")
    take(works, number, "03-02 10:00", "approve", "management_representative", kind="actions")
    take(works, number, "03-03 09:00", "act", "department")
    take(works, number, "03-04 09:00", "confirm_effect", "quality", effect="好", similar_processes=False)
    told(works, "03-23 09:00", category="grievance")

    first = refused(works, number, "03-25 09:00", "close", "quality")
    take(works, number, "03-25 09:10", "no_effect", "quality", reason="三月二十三日再发")
    take(works, number, "03-26 09:00", "draft", "department", kind="actions", **{**plan, "root_cause": "冷却水路"})
    take(works, number, "03-26 10:00", "approve", "management_representative", kind="actions")
    take(works, number, "03-27 09:00", "act", "department")
    take(works, number, "04-20 09:00", "confirm_effect", "quality", effect="好", similar_processes=False)
    take(works, number, "04-21 09:00", "close", "quality")

    assert [one.partition(":")[0] for one in first] == ["is"]
