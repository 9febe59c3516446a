"""Approvals: what is asked, what was decided before, and that nobody sees through it what is hidden from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from amends.cases.models import Case
from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.makers import Town, complaint, govern, registered, town, viewer
from tests.web.desk.test_regulation import signed_in

pytestmark = pytest.mark.django_db

OURS = {"cause": "equipment_fault", "nature": "valid", "liable": "ours"}


@pytest.fixture
def river() -> Iterator[Town]:
    """The town under the property instruction."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        yield made


def proposed(river: Town, amount: int, *, word: str = "", category: str = "equipment/lift") -> str:
    """Return a case in which 林岚 proposed an amount, and the supervisor said a word on it, where one is given."""
    number = registered(river, at=timezone.now(), **complaint(category=category))
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("lan", "read_back", {}), ("lan", "dispatch", {"to": "ENG"}), ("chen", "accept", {}), ("chen", "find", OURS),
        ("lan", "propose", {"kind": "compensation", "amount": amount, "reason": "停运两天"}),
    ]  # fmt: skip
    if word:
        steps.append(("mo", word, {"reason": "有据"}))
    for who, step, detail in steps:
        take_step(viewer(river, who, at=timezone.now()), number, step, at=timezone.now(), detail=detail)
    return number


def seen_by(river: Town, who: str = "mo") -> str:
    return signed_in(river.people[who], "en").get("/approvals/").content.decode()


def test_the_first_proposal_of_its_kind_says_that_it_will_be_the_measure(river: Town) -> None:
    proposed(river, 300)

    assert "None on this remedy yet" in seen_by(river)


def test_earlier_decisions_in_the_same_category_stand_beside_a_proposal_with_their_amounts(river: Town) -> None:
    first, second = proposed(river, 200, word="approve"), proposed(river, 250, word="approve")
    back = proposed(river, 280, word="refuse")
    proposed(river, 300)

    page = seen_by(river)

    assert "Same remedy, same category: 3 decisions, 2 approved, CNY 200 to CNY 250" in page
    assert all(number in page for number in (first, second, back))


def test_decisions_in_other_categories_are_named_as_such(river: Town) -> None:
    proposed(river, 200, word="approve", category="building/leak")
    proposed(river, 300)

    assert "Same remedy, other categories: 1 decision" in seen_by(river)


def test_a_decision_in_a_case_that_the_approver_may_not_see_is_no_precedent(river: Town) -> None:
    hidden = proposed(river, 200, word="approve")
    Case.objects.filter(number=hidden).update(accused=[river.mo.pk])
    proposed(river, 300)

    page = seen_by(river)

    assert hidden not in page
    assert "None on this remedy yet" in page
