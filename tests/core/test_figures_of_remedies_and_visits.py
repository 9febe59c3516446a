"""Worked figures of remedies, visits and customers kept in sight, each told to the regulation that has them."""

from __future__ import annotations

import pytest

from tests.core.telling import hold
from tests.shipped import pack_named

COMPLAINT = """
[[event]]
at = 2024-03-07T09:00:00+08:00
do = "register"
by = "handler"
with = { channel = "visit", matter = "complaint", anonymous = false, complainant = "林女士", phone = "13800000002", description = "新车音响有杂音", wish = "更换音响" }
"""
DISLIKED = """
settings = {{ short_after_delivery = "7 d" }}
[[event]]
at = 2024-03-07T09:00:00+08:00
do = "register"
by = "front_desk"
with = {{ channel = "visit", matter = "complaint", complainant = "林女士", phone = "13800000002", description = "不喜欢镜架款式", wish = "换款", product_kind = "frame", fault = "style_disliked", delivered_on = 2024-03-01T00:00:00+08:00, resaleable = {resaleable}, lenses_usable = false, orders_new_lenses = {lenses} }}
expect.offers = [{offers}]
[[event]]
at = 2024-03-07T09:10:00+08:00
do = "propose"
by = "front_desk"
with = {{ kind = "exchange" }}
{outcome}
"""
REFUSED = 'expect.refused = { article = "6.1", missing = ["remedy_not_on_offer"] }'


def test_a_frame_that_cannot_be_sold_again_is_not_exchanged_for_its_style() -> None:
    """FR-124: frame not resaleable, refused."""
    told = DISLIKED.format(resaleable="false", lenses="true", offers="", outcome=REFUSED)

    hold(pack_named("optical"), told)


def test_a_frame_that_can_be_sold_again_is_exchanged_where_the_lenses_can_be_ordered_anew() -> None:
    """FR-124: resaleable and lenses re-orderable, exchange; of the two, one is not enough."""
    both = DISLIKED.format(resaleable="true", lenses="true", offers='"F3"', outcome='expect.stage = "registered"')
    one = DISLIKED.format(resaleable="true", lenses="false", offers="", outcome=REFUSED)

    hold(pack_named("optical"), both)
    hold(pack_named("optical"), one)


RELIEF = """
[[event]]
at = 2024-04-12T09:00:00+08:00
do = "received"
with = {{ product_kind = "frame", found_at = "after_wear", cause = "use", fault = "broken", delivered_on = 2024-03-01T00:00:00+08:00, happened_on = {day}T00:00:00+08:00 }}
expect.offers = ["{offer}"]
expect.by_right = []
"""


@pytest.mark.parametrize(("day", "offer"), [("2024-03-28", "F6"), ("2024-04-10", "F6-later")])
def test_a_break_within_a_month_is_relieved_and_a_later_one_is_the_managers_decision(day: str, offer: str) -> None:
    """FR-125: delivered 2024-03-01; broken 2024-03-28: DC or DB; 2024-04-10: manager decision."""
    pack = pack_named("optical")
    row = next(one for one in pack.offer if one.id == offer)

    hold(pack, RELIEF.format(day=day, offer=offer))

    assert row.allows == ("discount", "rebuy_reduced")
    assert row.decision_by == ("unit_head" if offer == "F6-later" else "")
    with pytest.raises(AssertionError, match="offers"):
        hold(pack, RELIEF.format(day="2024-04-10" if offer == "F6" else "2024-03-28", offer=offer))


VISIT = """
[[event]]
at = 2024-03-07T08:00:00+08:00
do = "register"
by = "guard"
with = { channel = "phone", matter = "complaint", anonymous = false, complainant = "8-1201", description = "电梯异响", wish = "今天修好", category = "equipment/lift" }
[[event]]
at = 2024-03-07T08:02:00+08:00
do = "read_back"
by = "front_desk"
[[event]]
at = 2024-03-07T08:03:00+08:00
do = "dispatch"
on = "o"
by = "front_desk"
with = { to = "engineering" }
[[event]]
at = 2024-03-07T08:04:00+08:00
do = "accept"
on = "o"
by = "handler"
[[event]]
at = 2024-03-07T08:30:00+08:00
do = "handle"
on = "o"
by = "handler"
with = { result = "已更换门机" }
[[event]]
at = 2024-03-07T09:00:00+08:00
do = "decide_visit"
by = "front_desk"
expect.due = { C07 = 2024-03-07T21:00:00+08:00 }
"""
AGREED = """
[[event]]
at = 2024-03-07T10:00:00+08:00
do = "agree_time"
by = "front_desk"
with = { due = 2024-03-08T09:00:00+08:00, proof = "recording-2", duty = "C07" }
expect.due = { C07 = 2024-03-08T09:00:00+08:00 }
expect.was = { C07 = 2024-03-07T21:00:00+08:00 }
[[event]]
at = 2024-03-07T21:00:01+08:00
do = "nothing"
expect.not_late = ["C07"]
[[event]]
at = 2024-03-08T09:00:01+08:00
do = "nothing"
expect.late = ["C07"]
"""
NOT_AGREED = """
[[event]]
at = 2024-03-07T21:00:00+08:00
do = "nothing"
expect.not_late = ["C07"]
[[event]]
at = 2024-03-07T21:00:01+08:00
do = "nothing"
expect.late = ["C07"]
"""


def test_a_visit_decided_at_nine_is_due_at_twenty_one_unless_nine_the_next_day_is_agreed() -> None:
    """FR-148: decision 09:00, due 21:00; agreed 09:00 next day replaces it."""
    hold(pack_named("property-instruction"), VISIT + NOT_AGREED)
    hold(pack_named("property-instruction"), VISIT + AGREED)


@pytest.mark.parametrize("wrong", ["2024-03-07T20:59:00", "2024-03-08T09:00:00"])
def test_no_other_limit_of_a_visit_is_taken_for_true(wrong: str) -> None:
    """FR-148."""
    with pytest.raises(AssertionError, match="C07"):
        hold(pack_named("property-instruction"), VISIT.replace("2024-03-07T21:00:00", wrong))


def test_a_visit_without_receipt_is_incomplete() -> None:
    """FR-150: visit without receipt incomplete."""
    bare = """
[[event]]
at = 2024-03-07T20:00:00+08:00
do = "visit"
by = "front_desk"
with = { result = "现场确认" }
expect.refused = { article = "4.6", missing = ["known:receipt"] }
[[event]]
at = 2024-03-07T20:01:00+08:00
do = "visit"
by = "front_desk"
with = { result = "现场确认", receipt = "HZ-0031" }
expect.met = ["C07"]
"""
    hold(pack_named("property-instruction"), VISIT + bare)


def test_rating_opinion_gaps_and_a_new_problem_are_asked_for_after_the_solution() -> None:
    """FR-150: rating, opinion, gaps, new problem, receipt (R-51)."""
    pack = pack_named("car-sales")

    assert pack.steps["rate"].asks == ("satisfaction", "opinion_after", "solution_gap", "new_problem")
    assert set(pack.steps["visit"].asks) >= {"receipt", "solution_gap", "new_problem"}


CLOSED = (
    COMPLAINT
    + """
[[event]]
at = 2024-03-07T10:00:00+08:00
do = "settle"
by = "front_desk"
with = { result = "更换音响", satisfaction = "satisfied", waiver = true }
[[event]]
at = 2024-03-08T11:00:00+08:00
do = "close"
by = "cs_supervisor"
expect.refused = { article = "3.2", missing = ["known:next_visit"] }
[[event]]
at = 2024-03-08T11:01:00+08:00
do = "close"
by = "cs_supervisor"
with = { next_visit = 2024-06-07T10:00:00+08:00 }
expect.stage = "closed"
expect.flags = ["key_customer"]
expect.reports = ["key_customer_file"]
expect.due = { leader_visit = 2024-06-07T10:00:00+08:00 }
"""
)


def test_a_customer_whose_case_is_closed_is_on_the_list_with_the_next_visit() -> None:
    """FR-153: case closed, customer on list, next visit date set."""
    hold(pack_named("car-sales"), CLOSED)
    with pytest.raises(AssertionError, match="leader_visit"):
        hold(pack_named("car-sales"), CLOSED.replace("leader_visit = 2024-06-07", "leader_visit = 2024-06-08"))
