"""A consent that was given to one thing, or by one hand alone, passes for another (FR-128, ANCHORS 48)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from amends.cases.models import Entry, MoneyLine
from amends.people.tenancy import organisation
from tests.cases.test_granting_in_parts import found as case_of
from tests.cases.test_granting_in_parts import proposed, shop, sums
from tests.cases.test_remedy_flows import lacking, take
from tests.makers import Town, govern, person, registered, stand_beside, town

__all__ = ["shop"]


def test_who_may_grant_does_not_grant_what_nobody_proposed(shop: Town) -> None:
    """FR-128: the supervisor alone would put 300 forward and grant them; one more hand, and they are paid."""
    number = case_of(shop)
    before = Entry.objects.count()

    for minute, detail in ((10, {"kind": "compensation", "amount": 300}), (11, {"kind": "apology"})):
        refused = lacking(shop, number, f"03-04 10:{minute}", "approve", "zhao", **detail)
        assert "done:proposed" in {one.what for one in refused}

    assert (sums(), Entry.objects.count()) == ([], before)


def test_what_was_granted_is_not_granted_once_more_without_a_proposal(shop: Town) -> None:
    """FR-128: 50 are proposed, granted and given; another 50 need another proposal."""
    number = case_of(shop)
    proposed(shop, number, 10, 50)
    take(shop, number, "03-04 10:11", "approve", "zhao")
    take(shop, number, "03-04 10:12", "give_remedy", "qian", kind="compensation")

    refused = lacking(shop, number, "03-04 10:13", "approve", "zhao", kind="compensation", amount=50)

    assert [one.what for one in refused] == ["done:proposed"]
    assert MoneyLine.objects.count() == 1


def test_after_a_refusal_no_more_is_granted_than_was_proposed(shop: Town) -> None:
    """FR-128: 50 are refused; who refused does not grant 400 instead, but may grant 40."""
    number = case_of(shop)
    proposed(shop, number, 10, 50)
    take(shop, number, "03-04 10:11", "refuse", "zhao", reason="先修好")

    refused = lacking(shop, number, "03-04 10:12", "approve", "zhao", kind="compensation", amount=400)
    take(shop, number, "03-04 10:13", "approve", "zhao", kind="compensation", amount=40)

    assert [one.what for one in refused] == ["done:proposed"]
    assert [str(one) for one in sums()] == ["40.00"]


@pytest.fixture
def jeweller(db: None) -> Iterator[Town]:
    """黄 supervises; 金 is the marketing director, to whom what was decided by analogy goes."""
    made = town("jeweller")
    with organisation(made.org.id):
        for name, role in (("huang", "cs_supervisor"), ("jin", "marketing_director")):
            made.people[name] = person(made, f"{name}@jeweller", name, name, unit=made.desk, roles=(role,))
        govern(made, "jewellery-manual")
        yield made


def test_the_desks_consent_does_not_pass_for_the_directors(jeweller: Town) -> None:
    """FR-128: “approve” names no kind of its own; called “analogy” it would be the director's consent."""
    number = registered(jeweller, category="quality")
    before = Entry.objects.count()

    refused = lacking(jeweller, number, "03-04 10:10", "approve", "huang", kind="analogy")

    assert "invalid:kind" in {one.what for one in refused}
    assert Entry.objects.count() == before


def test_consent_to_a_remedy_is_no_consent_to_more_time(db: None) -> None:
    """FR-078: 高 may grant and may consent to thirty days more; 50 yuan granted are not thirty days."""
    made = town("bank")
    with organisation(made.org.id):
        roles = ("cs_supervisor", "senior_manager")
        made.people["gao"] = person(made, "gao@bank", "gao", "gao", unit=made.desk, roles=roles)
        govern(made, "property-instruction", desk_limit=100, supervisor_limit=500)
        stand_beside(made, "cn-bank-insurance")
        number = case_of(made)
        proposed(made, number, 10, 50)
        take(made, number, "03-04 10:11", "approve", "gao", kind="compensation")
        take(
            made, number, "03-04 10:12", "cn_judge_complexity", "lan", cn_complexity="specially_complex", reason="多户"
        )
        take(made, number, "03-04 10:13", "cn_extend", "lan")

        refused = lacking(made, number, "03-04 10:14", "cn_extend", "lan")

        assert "approved:senior_manager" in {one.what for one in refused}
