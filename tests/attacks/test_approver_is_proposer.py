"""ANCHORS 48: somebody gets their own proposal approved: themselves, as a deputy, or past the chain."""

from datetime import timedelta

import pytest

from amends.cases.models import Approval, Case
from amends.cases.queries.waiting import approvals_waiting
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.people.models import AccessLog, Membership, Substitute
from tests.makers import MONDAY, Town, person, registered, viewer

LATER = MONDAY + timedelta(minutes=30)


@pytest.fixture
def proposed(river: Town) -> str:
    """A case in which 林岚 proposed 300 yuan; the supervisor 莫主任 is asked."""
    return handled(river, proposer="lan")


def handled(river: Town, *, proposer: str) -> str:
    """A case with its cause found, in which somebody proposed 300 yuan."""
    number = registered(river)
    for who, step, minute, detail in (
        ("lan", "read_back", 1, {}), ("lan", "dispatch", 2, {}), ("chen", "accept", 3, {}),
        ("chen", "find", 4, {"cause": "equipment_fault", "nature": "valid", "liable": "ours"}),
        (proposer, "propose", 5, {"kind": "compensation", "amount": 300, "reason": "停运两天"}),
    ):  # fmt: skip
        at = MONDAY + timedelta(minutes=minute)
        take_step(viewer(river, who, at=at), number, step, at=at, detail=detail)
    return number


def stands_in(town: Town, deputy: str, absent: str) -> None:
    day = MONDAY.date()
    people = {"person": town.people[absent], "deputy": town.people[deputy]}
    Substitute.objects.create(org=town.org, from_date=day, to_date=day, **people)


@pytest.mark.parametrize("on", ["", "approval-1"])
def test_the_deputy_of_the_approver_cannot_approve_what_they_proposed(river: Town, proposed: str, on: str) -> None:
    """FR-128."""
    stands_in(river, "lan", "mo")
    own = viewer(river, "lan", at=LATER)
    assert "cs_supervisor" in own.roles

    with pytest.raises(Refused):
        take_step(own, proposed, "approve", at=LATER, on=on)

    assert Approval.objects.get().state == "waiting"


def test_a_deputy_does_not_find_the_own_proposal_among_what_waits(river: Town, proposed: str) -> None:
    """FR-128."""
    stands_in(river, "lan", "mo")

    assert approvals_waiting(viewer(river, "lan", at=LATER)) == ()
    assert len(approvals_waiting(viewer(river, "mo", at=LATER))) == 1


def test_a_colleague_below_the_chain_cannot_approve_past_it(river: Town, proposed: str) -> None:
    """The step allows the front desk small amounts; this one was asked of the supervisor."""
    river.people["li"] = person(river, "li@river", "李", unit=river.desk, roles=("front_desk",))

    for detail in ({}, {"amount": 1}, {"amount": 300, "kind": "compensation", "role": "cs_supervisor"}):
        with pytest.raises(Refused):
            take_step(viewer(river, "li", at=LATER), proposed, "approve", at=LATER, detail=detail)

    assert Approval.objects.get().state == "waiting"
    assert not Case.objects.get().facts.get("approved")


def test_the_amount_that_is_approved_is_the_one_that_was_proposed(river: Town, proposed: str) -> None:
    take_step(viewer(river, "mo", at=LATER), proposed, "approve", at=LATER, detail={})

    assert Approval.objects.get().detail["amount"] == 300


def test_trying_it_is_noted_in_the_access_log(river: Town, proposed: str) -> None:
    stands_in(river, "lan", "mo")

    with pytest.raises(Refused):
        take_step(viewer(river, "lan", at=LATER), proposed, "approve", at=LATER)

    assert AccessLog.objects.filter(kind="barred_step", person=river.lan).exists()


def test_a_role_held_yesterday_approves_nothing_today(river: Town, proposed: str) -> None:
    stands_in(river, "lan", "mo")
    tomorrow = LATER + timedelta(days=1)

    assert "cs_supervisor" not in viewer(river, "lan", at=tomorrow).roles


def test_whoever_stands_in_for_the_proposer_cannot_approve_with_the_proposers_own_role(river: Town) -> None:
    """FR-128: 莫主任 proposes and goes away; 李 would approve with the role that is 莫主任's."""
    number = handled(river, proposer="mo")
    river.people["li"] = person(river, "li@river", "李", unit=river.desk, roles=("front_desk",))
    stands_in(river, "li", "mo")
    li = viewer(river, "li", at=LATER)

    with pytest.raises(Refused) as refused:
        take_step(li, number, "approve", at=LATER, on="approval-1")

    assert refused.value.code == "barred"
    assert approvals_waiting(li) == ()
    assert Approval.objects.get().state == "waiting"


def test_what_a_deputy_proposed_in_ones_name_is_ones_own(river: Town) -> None:
    """FR-128: 李, standing in for 莫主任, proposes with 莫主任's role; 莫主任 comes back and may not approve it."""
    river.people["li"] = person(river, "li@river", "李", unit=river.desk, roles=("staff",))
    stands_in(river, "li", "mo")
    number = handled(river, proposer="li")
    mo = viewer(river, "mo", at=LATER)

    with pytest.raises(Refused) as refused:
        take_step(mo, number, "approve", at=LATER, on="approval-1")

    assert refused.value.code == "barred"
    assert approvals_waiting(mo) == ()


def test_a_deputy_with_the_role_in_own_right_acts_for_nobody_else(river: Town) -> None:
    number = handled(river, proposer="mo")
    river.people["li"] = person(river, "li@river", "李", unit=river.desk, roles=("cs_supervisor",))
    stands_in(river, "li", "mo")

    take_step(viewer(river, "li", at=LATER), number, "approve", at=LATER, on="approval-1")

    assert Approval.objects.get().state == "approved"


def test_two_posts_of_one_person_are_one_person(river: Town) -> None:
    """FR-128: 林岚 is supervisor elsewhere too; that makes nobody else of her."""
    number = handled(river, proposer="lan")
    Membership.objects.create(
        org=river.org, unit=river.office, person=river.lan, role="cs_supervisor", from_date=MONDAY.date()
    )
    own = viewer(river, "lan", at=LATER)
    assert "cs_supervisor" in own.roles

    with pytest.raises(Refused):
        take_step(own, number, "approve", at=LATER, on="approval-1")

    assert approvals_waiting(own) == ()
