"""What was said with one entry of a step answers for no other: each action, lot, check and promise has words of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from amends.cases.models import ObligationRow, ReturnedLot
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from tests.cases.test_makers_grievances import ROLES, at, refused, take, told
from tests.cases.test_returned_goods import confirmed
from tests.makers import MONDAY, Town, govern, person, registered, town, viewer

LOT = {"name_seen": "轴承座", "part_no_seen": "ZC-201", "counted_quantity": 40}
ACTION = {
    "kind": "corrective",
    "measure": "修模并全检在库",
    "measure_owner": "department",
    "action_date": at("03-20 18:00"),
}


def made_under(pack: str) -> Iterator[Town]:
    made = town("works")
    with organisation(made.org.id):
        for role in ROLES:
            made.people[role] = person(made, f"{role}@works", role, role, unit=made.office, roles=(role,))
        govern(made, pack)
        yield made


@pytest.fixture
def works(db: None) -> Iterator[Town]:
    yield from made_under("iatf-grievance")


@pytest.fixture
def maker(db: None) -> Iterator[Town]:
    yield from made_under("grievance-instruction")


def test_a_lot_is_counted_stocked_kept_and_booked_by_its_own_words(works: Town) -> None:
    """FR-244, FR-245, FR-246, FR-248: what was counted, stocked, kept and booked of lot-1 says nothing of lot-2."""
    number = told(works, "03-04 09:00")
    for lot in ("lot-1", "lot-2"):
        confirmed(works, number, lot)
    take(works, number, "03-04 11:00", "count_complete", "pmc", "lot-1", **LOT)
    take(works, number, "03-04 11:10", "stock_in", "pmc", "lot-1", stock_entry="RK-0304")
    take(works, number, "03-04 11:20", "keep_sample", "quality", "lot-1", sample_no="LY-031")
    take(works, number, "03-04 11:30", "book", "finance", "lot-1", account_entry="PZ-9", amount=100)

    lacking = {
        "count_complete": refused(works, number, "03-04 12:00", "count_complete", "pmc", "lot-2"),
        "keep_sample": refused(works, number, "03-04 12:02", "keep_sample", "quality", "lot-2"),
    }
    take(works, number, "03-04 12:05", "count_complete", "pmc", "lot-2", **LOT)
    lacking["stock_in"] = refused(works, number, "03-04 12:06", "stock_in", "pmc", "lot-2")
    take(works, number, "03-04 12:07", "stock_in", "pmc", "lot-2", stock_entry="RK-0305")
    lacking["book"] = refused(works, number, "03-04 12:08", "book", "finance", "lot-2")

    assert [one.partition(":")[0] for one in lacking["count_complete"]] == ["is"]
    assert "known:stock_entry" in lacking["stock_in"]
    assert "known:sample_no" in lacking["keep_sample"]
    assert "known:account_entry" in lacking["book"]
    assert ReturnedLot.objects.get(subject="lot-2").said["counted_quantity"] == 40


def test_a_second_action_has_words_an_owner_and_a_date_of_its_own(maker: Town) -> None:
    """FR-114: the preventive action is not the corrective one told again."""
    number = planning(maker)
    take(maker, number, "03-05 09:00", "plan_action", "department", "", root_cause="温区偏移", **ACTION)

    lacking = refused(maker, number, "03-05 09:05", "plan_action", "department", kind="preventive")
    take(maker, number, "03-05 09:06", "plan_action", "department", "", **{**ACTION, "kind": "preventive"})

    assert lacking == {"known:measure", "known:measure_owner", "known:action_date"}


def planning(maker: Town) -> str:
    """A grievance of R-06 whose actions are being drafted."""
    number = told(maker, "03-01 09:00", category="grievance")
    take(maker, number, "03-01 09:10", "dispatch", "front_desk", to="HQ")
    take(maker, number, "03-01 09:20", "accept", "quality", "order-1")
    take(maker, number, "03-01 09:30", "investigate", "quality")
    take(maker, number, "03-01 10:00", "find", "quality", responsible_department="production", liable="ours")
    return number


def test_a_case_parked_again_says_until_when_and_why(river: Town) -> None:
    """FR-162: the date of the first time is over."""
    number = registered(river)
    said = {"solvability": "not_at_present", "explanation": "等厂家到货", "return_date": MONDAY + timedelta(days=3)}

    def step(name: str, minute: int, **detail: object) -> None:
        moment = MONDAY + timedelta(minutes=minute)
        take_step(viewer(river, "mo", at=moment), number, name, at=moment, detail=detail)

    step("park", 10, **said)
    step("unpark", 20)
    with pytest.raises(Refused) as found:
        step("park", 30)
    step("park", 40, **said)

    assert {one.what for one in found.value.missing} >= {"known:return_date", "known:explanation"}


def test_a_second_promise_has_words_and_a_time_of_its_own(river: Town) -> None:
    """FR-140: it is not due when the first one was."""
    number = registered(river)
    said = {"kind": "call", "promise_words": "周三前回电", "promised_for": MONDAY + timedelta(days=2)}

    def promise(minute: int, **detail: object) -> None:
        moment = MONDAY + timedelta(minutes=minute)
        take_step(viewer(river, "lan", at=moment), number, "promise", at=moment, detail=detail)

    promise(10, **said)
    with pytest.raises(Refused) as found:
        promise(20, kind="call")
    promise(30, kind="call", promise_words="还会把说明书寄到")

    assert {one.what for one in found.value.missing} == {"known:promise_words"}
    due = ObligationRow.objects.filter(case__number=number, duty="promised_call").order_by("opened_at")
    assert [one.due_at for one in due] == [MONDAY + timedelta(days=2), None]
