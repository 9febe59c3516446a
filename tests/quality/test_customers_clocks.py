"""A customer's own 8D clocks beside a regulation without any: handing a discipline in is what meets them."""

from __future__ import annotations

from typing import Any

import pytest

from amends.cases.models import Entry, ObligationRow
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.quality.queries.shown import shown_to_customer
from amends.quality.reviewing import approve, send
from tests.makers import Town, govern, person, stand_beside
from tests.quality.eight_ds import GOOD, at, complained, handed, opened, step, who, with_causes

DEMANDED: dict[str, Any] = {
    "category": None, "part_no": None, "product": "轴承座", "defect_code": "T-17", "eight_d_demanded": True,
    "customer_8d_no": "Q-5512", "portal_stamp": "2024-03-02T22:10:00+08:00",
}  # fmt: skip


@pytest.fixture
def demanded(works: Town) -> tuple[Town, str, str]:
    """A complaint for which the customer demands an 8D, with the 8D begun; the lead regulation has none of its own."""
    govern(works, "optical")
    stand_beside(works, "iatf-8d-customer")
    case = complained(works, **DEMANDED)
    return works, case, opened(works, case)


def clocks(case: str) -> dict[str, str]:
    rows = ObligationRow.objects.filter(case__number=case, pack="iatf-8d-customer")
    return dict(rows.values_list("duty", "state"))


def released(works: Town, number: str, moment: str, *names: str) -> None:
    """Let the head of quality approve what waits, and quality send disciplines."""
    approve(who(works, "quality_head", moment), number, is_approved=True, at=at(moment))
    for name in names:
        send(who(works, "quality", moment), number, name, at=at(moment))


def taken(case: str) -> set[str]:
    return set(Entry.objects.filter(case__number=case, step__in=["convey", "d5"]).values_list("step", flat=True))


def test_each_clock_of_the_customer_is_met_by_what_is_sent_once_it_is_approved(
    demanded: tuple[Town, str, str],
) -> None:
    """FR-115: nothing reaches the customer, by letter or portal, before the head of quality has approved it."""
    works, case, number = demanded
    for discipline in ("D1", "D2", "D3"):
        assert not handed(works, number, discipline, "03-04 10:30", "quality").refused
    with pytest.raises(Refused) as unapproved:
        send(who(works, "quality", "03-04 10:40"), number, "D3", at=at("03-04 10:40"))
    assert ({one.what for one in unapproved.value.missing}, shown_to_customer(case)) == ({"approved:D3"}, ())
    assert clocks(case)["D3"] == "open"  # it is written, but the customer has not got it
    released(works, number, "03-04 11:00", "D3")
    assert clocks(case) == {"D3": "met", "D5": "open", "D6": "open", "D7": "open", "D8": "open"}
    assert [one.id for one in shown_to_customer(case)] == ["D3"]

    for discipline in ("D4", "D5"):
        assert not handed(works, number, discipline, "03-04 15:00", "quality").refused
    assert clocks(case)["D5"] == "open"  # it is written, but the customer has not got it
    with pytest.raises(Refused) as refused:
        send(who(works, "quality", "03-04 15:30"), number, "D5", at=at("03-04 15:30"))
    assert ({one.what for one in refused.value.missing}, shown_to_customer(case)[1:]) == ({"approved:D5"}, ())
    approve(who(works, "quality_head", "03-04 15:40"), number, is_approved=True, at=at("03-04 15:40"))
    assert [one.id for one in shown_to_customer(case)] == ["D3", "D4", "D5"]
    send(who(works, "quality", "03-04 16:00"), number, "D5", at=at("03-04 16:00"))
    assert clocks(case)["D5"] == "met"

    assert not handed(works, number, "D6", "03-08 10:00", "quality").refused
    assert not handed(works, number, "D7", "03-08 11:00", "quality").refused
    assert [one.id for one in shown_to_customer(case)] == ["D3", "D4", "D5"]
    assert (clocks(case)["D6"], clocks(case)["D7"]) == ("open", "open")
    released(works, number, "03-08 12:00", "D6", "D7")
    assert [one.id for one in shown_to_customer(case)] == ["D3", "D4", "D5", "D6", "D7"]
    assert clocks(case) == {"D3": "met", "D5": "met", "D6": "met", "D7": "met", "D8": "open"}


def test_what_two_roles_send_is_sent_by_each_with_its_own_step(works: Town) -> None:
    """The desk conveys the plan (5.8), quality meets the customer's clock (D5): nobody has to hold both roles."""
    govern(works, "grievance-instruction")
    stand_beside(works, "iatf-8d-customer")
    works.people["both"] = person(works, "both@works", "双", "Both", unit=works.office, roles=("quality", "department"))
    case = complained(works, **{**DEMANDED, "category": "grievance"})
    number = with_causes(works, case, by="both", found=("D4", "D5"))
    approve(who(works, "unit_head", "03-05 12:00"), number, is_approved=True, at=at("03-05 12:00"))
    assert not shown_to_customer(case)  # the customer's own regulation has the head of quality approve
    released(works, number, "03-05 12:10", "D3")
    assert [one.id for one in shown_to_customer(case)] == ["D3", "D4", "D5"]

    text = {"text": "请见所附 8D：原因与纠正措施。"}
    for early in ("quality", "finance"):  # the customer's clock is met by what the desk has conveyed, not before
        with pytest.raises(Refused) as refused:
            send(who(works, early, "03-05 12:30"), number, "D5", at=at("03-05 12:30"))
        assert (refused.value.article, {one.what for one in refused.value.missing}) == ("5.8", {"role"})
    send(who(works, "front_desk", "03-05 13:00"), number, "D5", at=at("03-05 13:00"), words=text)
    assert taken(case) == {"convey"}
    send(who(works, "quality", "03-05 13:10"), number, "D5", at=at("03-05 13:10"))
    assert taken(case) == {"convey", "d5"}
    assert clocks(case)["D5"] == "met"


def test_what_has_not_been_watched_long_enough_is_refused_by_the_gate_of_the_customer(
    demanded: tuple[Town, str, str],
) -> None:
    works, _, number = demanded
    for discipline in ("D1", "D2", "D3", "D4", "D5"):
        handed(works, number, discipline, "03-04 10:30", "quality")
    released(works, number, "03-04 15:00", "D3")
    send(who(works, "quality", "03-04 16:00"), number, "D5", at=at("03-04 16:00"))
    handed(works, number, "D6", "03-08 10:00", "quality")
    handed(works, number, "D7", "03-08 11:00", "quality")

    early = handed(works, number, "D8", "03-20 10:00", "quality")
    late = handed(works, number, "D8", "04-10 10:00", "quality")

    assert early.refused
    assert {one["article"] for one in early.version.objections} == {"E.1"}
    assert not late.refused


def test_a_step_that_belongs_to_a_discipline_is_taken_by_handing_it_in_and_at_no_other_door(
    demanded: tuple[Town, str, str],
) -> None:
    """Else the referee could be gone round by taking the step of the case."""
    works, case, _ = demanded
    with pytest.raises(Refused) as found:
        step(works, case, "03-04 11:00", "d3", "quality", team="王", problem="裂", containment="全检")

    assert {one.what for one in found.value.missing} == {"eight_d:D3"}
    assert clocks(case)["D3"] == "open"


def test_what_is_changed_after_its_approval_is_not_sent_and_not_shown_before_it_is_approved_again(
    demanded: tuple[Town, str, str],
) -> None:
    """FR-115."""
    works, case, number = demanded
    for discipline in ("D1", "D2", "D3"):
        handed(works, number, discipline, "03-04 10:30", "quality")
    approve(who(works, "quality_head", "03-04 11:00"), number, is_approved=True, at=at("03-04 11:00"))
    changed = GOOD["D3"]["containment"].replace("7 件", "9 件")
    assert not handed(works, number, "D3", "03-04 11:10", "quality", containment=changed).refused

    with pytest.raises(Refused) as refused:
        send(who(works, "quality", "03-04 11:20"), number, "D3", at=at("03-04 11:20"))

    assert {one.what for one in refused.value.missing} == {"approved:D3"}
    assert [one.parts["containment"] for one in shown_to_customer(case)] == [GOOD["D3"]["containment"]]
    released(works, number, "03-04 11:30", "D3")
    assert [one.parts["containment"] for one in shown_to_customer(case)] == [changed]
    assert clocks(case)["D3"] == "met"


def test_a_word_is_on_the_disciplines_that_were_chosen(demanded: tuple[Town, str, str]) -> None:
    """FR-115: what goes back takes nothing with it that was not meant."""
    works, case, number = demanded
    for discipline in ("D1", "D2", "D3", "D4", "D5"):
        handed(works, number, discipline, "03-04 10:30", "quality")
    head = who(works, "quality_head", "03-04 11:00")

    approve(head, number, is_approved=False, reason="没有验收方法", at=at("03-04 11:00"), read={"D5/1"})
    approve(head, number, is_approved=True, at=at("03-04 11:01"))

    assert [one.id for one in shown_to_customer(case)] == ["D3", "D4"]


def test_another_organisation_sees_nothing_of_it(demanded: tuple[Town, str, str]) -> None:
    from amends.quality.models import EightD
    from tests.makers import town

    other = town("elsewhere")
    with organisation(other.org.id):
        assert EightD.objects.count() == 0
