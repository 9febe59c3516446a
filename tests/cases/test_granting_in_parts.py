"""FR-127, FR-128, FR-136: limits of who grants cannot be gone round in parts, unsaid, by another's figure or twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from amends.cases.models import Approval, Entry, MoneyLine
from amends.cases.queries.money import Filters, money_totals
from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.cases.test_makers_grievances import at
from tests.cases.test_remedy_flows import lacking, take
from tests.makers import Town, govern, person, registered, town, viewer
from tests.web.screens import signed_in

FOUND = {"cause": "equipment_fault", "nature": "valid", "liable": "ours"}


@pytest.fixture
def shop(db: None) -> Iterator[Town]:
    """Front desk up to 100, supervisor up to 500, head of the centre above; 钱 pays, 赵 supervises, 孙 is the head."""
    made = town("shop")
    with organisation(made.org.id):
        for name, role in (("qian", "front_desk"), ("zhao", "cs_supervisor"), ("sun", "centre_leader")):
            made.people[name] = person(made, f"{name}@shop", name, name, unit=made.desk, roles=(role,))
        govern(made, "property-instruction", desk_limit=100, supervisor_limit=500)
        yield made


def found(shop: Town) -> str:
    number = registered(shop)
    for minute, who, step, detail in (
        (1, "lan", "read_back", {}), (2, "lan", "dispatch", {}), (3, "chen", "accept", {}), (4, "chen", "find", FOUND),
    ):  # fmt: skip
        take(shop, number, f"03-04 10:{minute:02}", step, who, **detail)
    return number


def proposed(shop: Town, number: str, minute: int, amount: Any, kind: str = "compensation") -> list[str]:
    before = set(Approval.objects.values_list("pk", flat=True))
    take(shop, number, f"03-04 10:{minute:02}", "propose", "lan", kind=kind, amount=amount, reason="停运两天")
    return list(Approval.objects.exclude(pk__in=before).get().chain)


def sums() -> list[Decimal | None]:
    return [one.amount for one in MoneyLine.objects.order_by("name")]


def test_one_remedy_in_several_parts_goes_to_whoever_may_grant_the_whole(shop: Town) -> None:
    """FR-127: limit 500: 300, then 200 more is the supervisor's; a cent above is not."""
    number = found(shop)
    assert proposed(shop, number, 10, 300) == ["cs_supervisor", "centre_leader"]
    take(shop, number, "03-04 10:11", "approve", "zhao")
    assert proposed(shop, number, 12, 200) == ["cs_supervisor", "centre_leader"]
    take(shop, number, "03-04 10:13", "approve", "zhao")
    assert proposed(shop, number, 14, "0.01") == ["centre_leader"]
    entries = Entry.objects.count()

    refused = lacking(shop, number, "03-04 10:15", "approve", "zhao")

    assert [one.what for one in refused] == ["role"]
    assert (sums(), Entry.objects.count()) == ([Decimal(300), Decimal(200)], entries)


def test_parts_that_wait_side_by_side_are_weighed_when_they_are_granted(shop: Town) -> None:
    """FR-127: both were proposed before either was granted; what was given does not leave the sum."""
    number = found(shop)
    proposed(shop, number, 10, 300)
    take(shop, number, "03-04 10:11", "approve", "zhao")
    take(shop, number, "03-04 10:12", "give_remedy", "qian", kind="compensation")
    assert proposed(shop, number, 13, 300) == ["centre_leader"]

    take(shop, number, "03-04 10:14", "approve", "sun")

    assert sums() == [Decimal(300), Decimal(300)]


def test_a_remedy_that_was_refused_is_not_granted_by_consent_that_names_none(shop: Town) -> None:
    """FR-127, FR-128: 600 is refused by the head; the supervisor's bare consent afterwards grants nothing."""
    number = found(shop)
    proposed(shop, number, 10, 600)
    Approval.objects.update(state="refused")  # as the head's refusal leaves it

    refused = lacking(shop, number, "03-04 10:12", "approve", "zhao")

    assert {one.what for one in refused} >= {"approved:centre_leader"}
    assert sums() == []


def test_what_waits_for_consent_is_not_given_by_naming_no_kind(shop: Town) -> None:
    """FR-127: 50 are granted and given; 600 wait, and “give it” without saying what does not reach them."""
    number = found(shop)
    proposed(shop, number, 10, 50)
    take(shop, number, "03-04 10:11", "approve", "zhao")
    take(shop, number, "03-04 10:12", "give_remedy", "qian")
    proposed(shop, number, 13, 600)

    refused = lacking(shop, number, "03-04 10:14", "give_remedy", "qian")
    named = lacking(shop, number, "03-04 10:15", "give_remedy", "qian", kind="compensation", amount=600)

    assert [one.what for one in refused] == ["done:approved"]
    assert [one.what for one in named] == ["done:approved"]
    assert sums() == [Decimal(50)]


def test_what_was_given_is_not_given_again(shop: Town) -> None:
    """FR-136: a second payment of the same consent is refused, whatever amount it names."""
    number = found(shop)
    proposed(shop, number, 10, 50)
    take(shop, number, "03-04 10:11", "approve", "zhao")
    take(shop, number, "03-04 10:12", "give_remedy", "qian", kind="compensation")

    for detail in (
        {"kind": "compensation"},
        {"kind": "compensation", "amount": 50000},
        {"amount": 50000},
        {"kind": "other"},
        {},
    ):
        entries = Entry.objects.count()
        assert lacking(shop, number, "03-04 10:13", "give_remedy", "qian", **detail), detail
        assert Entry.objects.count() == entries

    assert sums() == [Decimal(50)]


def test_the_figure_of_another_remedy_is_not_its_amount(shop: Town) -> None:
    """FR-127: 600 are proposed, then 40 of a note lie in the case; consent still weighs 600."""
    number = found(shop)
    proposed(shop, number, 10, 600)
    take(shop, number, "03-04 10:11", "note", "lan", amount=40)

    refused = lacking(shop, number, "03-04 10:12", "approve", "zhao", on="approval-1")

    assert refused
    assert sums() == []


def test_two_proposals_of_one_kind_that_wait_are_two_lines_and_both_are_paid(shop: Town) -> None:
    """FR-136: 300 and 200 of one remedy wait side by side; each is granted, and the total is theirs."""
    number = found(shop)
    proposed(shop, number, 10, 300)
    proposed(shop, number, 11, 200)

    take(shop, number, "03-04 10:12", "approve", "sun")
    take(shop, number, "03-04 10:13", "approve", "sun")
    take(shop, number, "03-04 10:14", "give_remedy", "qian", kind="compensation", amount=500)

    assert sums() == [Decimal(300), Decimal(200)]
    total = dict(money_totals(viewer(shop, "mo", at=at("03-04 11:00")), Filters()).whole)["remedy"]
    assert (total.amount, total.lines) == (Decimal(500), 2)
    assert {one.paid_by_id for one in MoneyLine.objects.all()} == {shop.people["qian"].id}


def test_of_two_of_one_kind_the_one_that_is_named_is_granted_and_the_other_may_be_returned(shop: Town) -> None:
    """FR-136: whose proposal it was goes with its line, also where both are of one amount."""
    number = found(shop)
    proposed(shop, number, 10, 200)
    take(shop, number, "03-04 10:11", "propose", "mo", kind="compensation", amount=200, reason="停运两天")
    decide(shop, number, "03-04 10:12", "approve", "approval-2")
    decide(shop, number, "03-04 10:13", "refuse", "approval-1", reason="重复")

    paid = lacking(shop, number, "03-04 10:14", "give_remedy", "mo", kind="compensation")
    take(shop, number, "03-04 10:15", "give_remedy", "lan", kind="compensation")
    again = lacking(shop, number, "03-04 10:16", "give_remedy", "qian", kind="compensation")

    assert [one.what for one in paid] == ["person:payer"]
    assert [one.what for one in again][:1] == ["done:proposed"]
    assert sums() == [Decimal(200)]


def test_what_a_higher_role_granted_of_one_kind_lends_no_authority_for_the_next(shop: Town) -> None:
    """FR-127: 300 and 300 wait; the head grants one; the other is 600 in the case now, and not the supervisor's."""
    number = found(shop)
    proposed(shop, number, 10, 300)
    assert proposed(shop, number, 11, 300) == ["cs_supervisor", "centre_leader"]
    decide(shop, number, "03-04 10:12", "approve", "approval-1", who="sun")
    entries = Entry.objects.count()

    refused = lacking(shop, number, "03-04 10:13", "approve", "zhao")

    assert [(one.what, one.article) for one in refused] == [("role", "S.5")]
    assert waiting(number) == {"approval-2": "centre_leader"}
    assert (sums(), Entry.objects.count()) == ([Decimal(300)], entries)
    take(shop, number, "03-04 10:14", "approve", "sun")
    assert sums() == [Decimal(300), Decimal(300)]


def decide(shop: Town, number: str, moment: str, step: str, on: str, *, who: str = "zhao", **detail: Any) -> None:
    take_step(viewer(shop, who, at=at(moment)), number, step, at=at(moment), on=on, detail=detail)


def test_what_was_granted_in_a_case_that_was_merged_in_counts_to_the_limit(shop: Town) -> None:
    """FR-127: limit 500: 300 in one case and 300 in the other it went into are 600, until they part again."""
    first, lead = found(shop), found(shop)
    proposed(shop, first, 10, 300)
    take(shop, first, "03-04 10:11", "approve", "zhao")
    assert proposed(shop, lead, 12, 300) == ["cs_supervisor", "centre_leader"]
    take(shop, first, "03-04 10:13", "merge", "lan", other=lead, reason="同一部电梯")
    entries = Entry.objects.count()

    refused = lacking(shop, lead, "03-04 10:14", "approve", "zhao")

    assert [(one.what, one.article) for one in refused] == [("role", "S.5")]
    assert waiting(lead) == {"approval-1": "centre_leader"}
    assert (sums(), Entry.objects.count()) == ([Decimal(300)], entries)
    assert proposed(shop, lead, 15, "200.01") == ["centre_leader"]
    assert proposed(shop, lead, 16, 200) == ["cs_supervisor", "centre_leader"]
    decide(shop, lead, "03-04 10:17", "approve", "approval-3")
    take(shop, first, "03-04 10:18", "unmerge", "mo", reason="不是同一部")
    assert waiting(lead) == {"approval-1": "cs_supervisor", "approval-2": "cs_supervisor"}
    decide(shop, lead, "03-04 10:19", "approve", "approval-1")
    assert sorted(one or 0 for one in sums()) == [Decimal(200), Decimal(300), Decimal(300)]


def waiting(number: str) -> dict[str, str]:
    """Return whose word each proposal of a case waits for: that role sees it among what waits for it."""
    return dict(Approval.objects.filter(case__number=number, state="waiting").values_list("name", "role"))


def test_a_case_inside_a_case_counts_and_nobody_says_that_it_does_not(shop: Town) -> None:
    """FR-127: three cases of 200 into one another; what is said of them at a step is not taken from anybody."""
    numbers = [found(shop) for _ in range(3)]
    for number in numbers[:2]:
        proposed(shop, number, 10, 200)
        take(shop, number, "03-04 10:11", "approve", "zhao")
    take(shop, numbers[0], "03-04 10:12", "merge", "lan", other=numbers[1], reason="同一部电梯")
    take(shop, numbers[1], "03-04 10:13", "merge", "lan", other=numbers[2], reason="同一部电梯")
    take_step(
        viewer(shop, "lan", at=at("03-04 10:14")), numbers[2], "join", at=at("03-04 10:14"),
        detail={"granted_inside": {}}, words={"name": "赵女士"},
    )  # fmt: skip

    assert proposed(shop, numbers[2], 15, "100.01") == ["centre_leader"]
    page = signed_in(shop.people["lan"], "en").get(f"/cases/{numbers[2]}/steps/propose/").content.decode()
    assert "up to CNY 100" in " ".join(page.split())


def test_a_remedy_of_money_says_how_much_and_one_that_is_none_has_no_amount(shop: Town) -> None:
    """FR-127, FR-136: nobody consents to an amount that is not said, and no apology of 5,000 is paid."""
    number = found(shop)
    entries = Entry.objects.count()

    unsaid = lacking(shop, number, "03-04 10:10", "propose", "lan", kind="compensation", reason="停运两天")
    paid = lacking(shop, number, "03-04 10:11", "propose", "lan", kind="apology", amount=5000, reason="停运两天")

    assert [(one.what, one.field, one.article) for one in unsaid] == [("known:amount", "amount", "S.5")]
    assert [(one.what, one.says.zh, one.says.en) for one in paid] == [
        ("invalid:amount", "“道歉”不付款，不填金额", "“Apology” pays nothing: leave the amount empty"),
    ]  # fmt: skip
    assert (Entry.objects.count(), Approval.objects.count()) == (entries, 0)
