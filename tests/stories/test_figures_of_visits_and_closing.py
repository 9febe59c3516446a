"""Visits, key customers, who closes: the figures of the regulations at the doors, with people and the worker's clock."""

from __future__ import annotations

import pytest
import time_machine

from amends.cases.models import Letter, ObligationRow, Order
from amends.cases.steps import take_step
from amends.jobs.tick import tick
from tests.api.conftest import caller
from tests.makers import Town, govern, person, viewer
from tests.stories.clock import Clock, moment
from tests.stories.doors import at_desk, case, does, due, entries, owed_by, passes, refused_in_both, told

pytestmark = pytest.mark.django_db


# ---- FR-148, FR-150


LIFT = {"complainant": "8-1201", "description": "电梯异响", "wish": "今天修好", "category": "equipment/lift"}


def visit_decided(place: Town) -> Clock:
    """Decide at nine that somebody goes to see the owner."""
    govern(place, "property-instruction")
    clock = told(place, "03-07 08:00:00", **LIFT)
    does(clock, "03-07 08:02:00", "lan", "read_back")
    does(clock, "03-07 08:03:00", "lan", "dispatch", to="ENG")
    does(clock, "03-07 08:04:00", "chen", "accept")
    does(clock, "03-07 08:30:00", "chen", "handle", result="已更换门机")
    does(clock, "03-07 09:00:00", "lan", "decide_visit")
    return clock


def late(duty: str) -> bool:
    return bool(ObligationRow.objects.filter(duty=duty).latest("nth").rest.get("missed"))


def test_a_visit_decided_at_nine_is_due_at_twenty_one(place: Town) -> None:
    """FR-148: decision 09:00 → 21:00; one second later it is late and the supervisor is told."""
    clock = visit_decided(place)

    owed = due("C07")
    passes(clock, "03-07 21:00:00")
    in_time = late("C07")
    passes(clock, "03-07 21:00:01")

    assert (owed, in_time, late("C07")) == (moment("03-07 21:00:00"), False, True)
    assert Letter.objects.filter(person=place.mo, subject__contains="上门").count() == 1


def test_a_time_agreed_at_the_desk_replaces_the_twelve_hours(place: Town) -> None:
    """FR-148: agreed 09:00 next day replaces it; the old due stays visible on the case."""
    clock = visit_decided(place)
    agreed = {"agreed_time": "2024-03-08T09:00", "proof": "recording-2", "duty": "C07"}

    with at_desk(place, "lan", "03-07 10:00:00") as desk:
        assert desk.post(f"/cases/{clock.number}/steps/agree_time/", agreed).status_code == 302
        page = desk.get(f"/cases/{clock.number}/").content.decode()
    clock.now = moment("03-07 10:00:00")
    passes(clock, "03-07 21:00:01")
    in_time = late("C07")
    passes(clock, "03-08 09:00:01")

    assert due("C07") == moment("03-08 09:00:00")
    assert "21:00" in page
    assert (in_time, late("C07")) == (False, True)


def test_a_visit_without_receipt_is_incomplete(place: Town) -> None:
    """FR-150: visit without receipt incomplete, at the desk and through the API; with it the clock is met."""
    clock = visit_decided(place)

    page = refused_in_both(place, clock, "03-07 20:00:00", "lan", "visit", result="现场确认")
    with time_machine.travel(moment("03-07 20:00:30"), tick=False):
        answer = caller(place, "lan").post(f"cases/{clock.number}/steps/visit", {"detail": {"result": "现场确认"}})
    open_still = ObligationRow.objects.get(duty="C07").state
    with at_desk(place, "lan", "03-07 20:01:00") as desk:
        sent = desk.post(f"/cases/{clock.number}/steps/visit/", {"result": "现场确认", "receipt": "HZ-0031"})

    assert "4.6" in page["zh"]
    assert "4.6" in page["en"]
    assert (answer.status_code, "4.6" in answer.content.decode()) == (409, True)
    assert (open_still, sent.status_code) == ("open", 302)
    assert ObligationRow.objects.get(duty="C07").state == "met"


# ---- FR-153


SOUND = {"complainant": "林女士", "description": "新车音响有杂音", "wish": "更换音响"}
NEXT = "2024-06-07T10:00"


def test_a_customer_whose_case_is_closed_is_on_the_list_with_the_next_visit(place: Town) -> None:
    """FR-153: case closed → customer on list, next visit date set; without the date it does not close."""
    govern(place, "car-sales")
    clock = told(place, "03-07 09:00:00", **{**SOUND, "category": "product"})
    does(clock, "03-07 10:00:00", "lan", "settle", result="更换音响", satisfaction="satisfied", waiver=True)

    page = refused_in_both(place, clock, "03-08 11:00:00", "mo", "close")
    with at_desk(place, "mo", "03-08 11:01:00") as desk:
        unlisted = desk.get("/reports/car-sales/key_customer_file/?from=2024-03-01&to=2024-03-31").content.decode()
        assert desk.post(f"/cases/{clock.number}/steps/close/", {"next_visit": NEXT}).status_code == 302
        listed = desk.get("/reports/car-sales/key_customer_file/?from=2024-03-01&to=2024-03-31").content.decode()

    assert "下次走访日期" in page["zh"]
    assert "Date of the next visit" in page["en"]
    assert (clock.number in unlisted, clock.number in listed) == (False, True)
    assert owed_by(place, "he", "03-08 11:02:00") == {"leader_visit": moment("06-07 10:00:00")}
    tick(moment("06-07 10:00:01"))
    assert late("leader_visit")


# ---- FR-160


PART = {
    "channel": "email", "category": "quality", "complainant": "远航汽车", "description": "轴承座开裂", "wish": "退货",
    "product": "轴承座", "part_no": "ZC-201",
}  # fmt: skip


def answered(place: Town) -> Clock:
    """Bring a case of the maker to where nothing but who it is stands between it and its closing."""
    govern(place, "iatf-grievance")
    place.people["quality"] = person(place, "quality@place", "品质", "Quality", unit=place.office, roles=("quality",))
    clock = told(place, "03-01 09:00:00", **PART)
    does(clock, "03-01 10:00:00", "lan", "dispatch", to="HQ")
    clock.now = moment("03-01 11:00:00")
    order = Order.objects.get(case__number=clock.number).name
    take_step(viewer(place, "quality", at=clock.now), clock.number, "accept", at=clock.now, on=order)
    does(clock, "03-01 14:00:00", "quality", "explain", liable="customer", nature="invalid", result="客户自行改孔")
    return clock


def test_nobody_of_the_business_department_closes_a_case_of_the_maker(place: Town) -> None:
    """FR-160: business user refused, with the article, at the desk, for many at once and through the API."""
    clock = answered(place)

    page = refused_in_both(place, clock, "03-04 09:00:00", "lan", "close")
    before = entries()
    with at_desk(place, "lan", "03-04 09:01:00") as desk:
        many = desk.post("/queues/bulk/", {"number": clock.number, "step": "close", "asked": "1"})
        api = caller(place, "lan").post(f"cases/{clock.number}/steps/close", {"detail": {}})
        shown = desk.get(f"/cases/{clock.number}/").content.decode()
    after = entries()
    with at_desk(place, "quality", "03-04 09:02:00") as desk:
        taken = desk.post(f"/cases/{clock.number}/steps/close/", {})

    for language, words in {"zh": "由品质部", "en": "Quality"}.items():
        assert "2.4" in page[language]
        assert words in page[language]
    assert (many.status_code, "2.4" in many.content.decode()) == (409, True)
    assert (api.status_code, [one["article"] for one in api.json()["errors"]]) == (409, ["2.4"])
    assert f"/cases/{clock.number}/steps/close/" not in shown
    assert (before, after, taken.status_code, case(clock).stage) == (before, before, 302, "closed")
