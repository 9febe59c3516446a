"""What complaints cost, line by line, and who may pay (FR-128, FR-136, FR-246)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from amends.core.ledger import Actor, CaseState, Done, Rules, StepCall
from amends.core.money import MOVING, bookable, lines, payable
from amends.core.pack import Pack
from amends.core.paying import payment_missing
from amends.core.vocabulary import EVENTS
from tests.core.small_packs import T, small_pack
from tests.core.telling import at

ROWS = f"""
[[remedy]]
id = "refund"
title = {T}
money = true
[[remedy]]
id = "exchange"
title = {T}
[[authority]]
role = "head"
article = "3.2"
kinds = ["refund"]
[[role]]
id = "head"
title = {T}
[[field]]
id = "charged"
type = "money"
title = {T}
[[step]]
id = "pay"
kind = "record"
article = "3.2"
title = {T}
from = ["*"]
causes = ["remedy_done"]
[[step]]
id = "book"
kind = "record"
article = "3.2"
title = {T}
from = ["*"]
causes = ["booked"]
"""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return small_pack(ROWS)


def done(event: str, day: int, by: str = "lan", on: str = "", **detail: object) -> Done:
    return Done(event, at(f"2024-03-{day:02} 10:00"), by=by, on=on, detail=detail)


REFUND = (done("proposed", 4, "lan", kind="refund", amount=300.1), done("approved", 5, "mo", kind="refund"))


def test_a_remedy_is_one_line_from_grant_to_book(pack: Pack) -> None:
    """FR-136."""
    told = (*REFUND, done("remedy_done", 6, "qian"), done("booked", 7, "shen"))

    (line,) = lines(told, pack)

    assert (line.kind, line.amount, line.granted_by, line.paid_by, line.booked_by) == (
        "refund", Decimal("300.10"), "mo", "qian", "shen",
    )  # fmt: skip
    assert [one.state for nth in (2, 3, 4) for one in lines(told[:nth], pack)] == ["granted", "given", "booked"]
    assert line.hands == {"lan", "mo"}


def test_what_was_granted_twice_is_two_lines_and_a_second_signature_is_none(pack: Pack) -> None:
    again = (done("proposed", 6, kind="refund", amount=50), done("approved", 7, "he", kind="refund"))

    assert [one.amount for one in lines((*REFUND, *again), pack)] == [Decimal("300.10"), Decimal("50.00")]
    assert len(lines((*REFUND, done("approved", 6, "he", kind="refund")), pack)) == 1


def test_a_remedy_by_right_has_its_line_when_it_is_given(pack: Pack) -> None:
    told = (done("proposed", 4, kind="exchange"), done("remedy_done", 5, "qian", kind="exchange"))

    (line,) = lines(told, pack)

    assert lines(told[:1], pack) == ()
    assert (line.kind, line.granted_by, line.paid_by, line.amount) == ("exchange", "lan", "qian", None)


def test_consent_that_names_no_kind_is_to_what_was_proposed_last(pack: Pack) -> None:
    told = (
        done("proposed", 3, kind="exchange"),
        done("proposed", 4, kind="refund", amount=80),
        done("approved", 5, "mo"),
    )

    assert [(one.kind, one.amount, one.granted_by) for one in lines(told, pack)] == [("refund", Decimal(80), "mo")]
    assert lines((done("approved", 5, "mo"),), pack) == ()


def test_a_proposal_that_was_refused_costs_nothing(pack: Pack) -> None:
    assert lines((REFUND[0], done("refused", 5, kind="refund")), pack) == ()


def test_each_returned_lot_and_each_income_has_its_entry(pack: Pack) -> None:
    """FR-246: each return has an entry."""
    told = (
        done("goods_returned", 4, on="lot-1"), done("goods_returned", 5, on="lot-2"), done("goods_returned", 6, on="lot-1"),
        done("service_charged", 6, kind="parts"), done("service_charged", 6, kind="income", charged=88),
        done("booked", 7, "shen", on="lot-2"),
    )  # fmt: skip
    found = {line.key: line.state for line in lines(told, pack)}

    assert found == {"return/lot-1": "given", "return/lot-2": "booked", "income/1": "given"}
    assert [line.key for line in bookable(lines(told, pack))] == ["income/1"]


def test_what_moves_lines_is_in_the_vocabulary() -> None:
    assert set(EVENTS) >= MOVING


def missing(pack: Pack, told: tuple[Done, ...], by: Actor, step: str = "pay", **detail: object) -> list[str]:
    call = StepCall(step, at("2024-03-08 10:00"), by, detail=detail)
    state = replace(CaseState(), done=told)
    return [one.what for one in payment_missing(call, pack.steps[step], state, Rules(pack))]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (Actor("lan"), ["person:payer"]),
        (Actor("mo"), ["person:payer"]),
        (Actor("qian"), []),
        (Actor("qian", stands_for=frozenset({"mo"})), ["person:payer"]),
    ],
)
def test_who_proposed_or_approved_does_not_pay_nor_does_their_deputy(
    pack: Pack, by: Actor, expected: list[str]
) -> None:
    """FR-128."""
    assert missing(pack, REFUND, by) == expected


def test_who_approved_does_not_book(pack: Pack) -> None:
    """FR-128."""
    given = (*REFUND, done("remedy_done", 6, "qian"))

    assert missing(pack, given, Actor("mo"), "book") == ["person:payer"]
    assert missing(pack, given, Actor("shen"), "book") == []


def test_what_costs_nothing_is_handed_over_by_anybody(pack: Pack) -> None:
    assert missing(pack, (done("proposed", 4, kind="exchange"),), Actor("lan"), kind="exchange") == []


def test_no_other_amount_is_paid_than_was_granted(pack: Pack) -> None:
    """FR-127: a promise above the limit is refused, and so is paying more than was approved."""
    assert missing(pack, REFUND, Actor("qian"), amount=301) == ["invalid:amount"]
    assert missing(pack, REFUND, Actor("qian"), amount=300.1) == []


def test_what_needs_approval_is_not_given_without(pack: Pack) -> None:
    """FR-127."""
    assert missing(pack, REFUND[:1], Actor("qian"), kind="refund") == ["done:approved"]
    assert payable(lines(REFUND[:1], pack)) == ()
