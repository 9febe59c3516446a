"""Approvals: what is asked, what was decided before, and that nobody sees through it what is hidden from them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from amends.cases.models import Case, Entry
from amends.cases.steps import take_step
from tests.makers import Town, complaint, registered, viewer
from tests.web.desk.test_regulation import signed_in

pytestmark = pytest.mark.django_db

ROW, SAYS = "our_fault", "Our fault: a sincere apology, with the work redone, a waiver or compensation"
OURS = {"cause": "equipment_fault", "nature": "valid", "liable": "ours"}


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

    assert "Same remedy, same category: 3 decisions, 2 granted, CNY 200 to CNY 250" in page
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


def test_an_amount_far_from_what_similar_cases_got_is_marked_and_said_why(river: Town) -> None:
    for amount in (90, 95, 100, 105, 110, 500):
        proposed(river, amount, word="approve")
    proposed(river, 480)

    page = seen_by(river)

    assert "This amount is unusually high" in page
    assert "Half got less than CNY 102.50, half more" in page
    assert page.count("unusually high</span>") == 1  # the 500 among the four newest; 90 to 110 are usual


def test_the_form_of_a_proposal_shows_what_similar_cases_got(river: Town) -> None:
    earlier = proposed(river, 200, word="approve")
    number = registered(river, at=timezone.now())
    take_step(viewer(river, "lan", at=timezone.now()), number, "read_back", at=timezone.now(), detail={})

    form = signed_in(river.lan, "en").get(f"/cases/{number}/steps/propose/").content.decode()

    assert "What similar cases got" in form
    assert earlier in form


def test_an_offer_without_a_wish_warns_before_and_after(river: Town) -> None:
    """FR-133: offer without wish. This regulation asks for it earlier; the case came without."""
    number = registered(river, at=timezone.now())
    for who, step, detail in (
        ("lan", "read_back", {}), ("lan", "dispatch", {"to": "ENG"}), ("chen", "accept", {}), ("chen", "find", OURS),
    ):  # fmt: skip
        take_step(viewer(river, who, at=timezone.now()), number, step, at=timezone.now(), detail=detail)
    Case.objects.filter(number=number).update(wish="")
    lan, address = signed_in(river.lan, "en"), f"/cases/{number}/steps/propose/"

    form = lan.get(address).content.decode()
    after = lan.post(address, {"kind": "compensation", "amount": "300", "reason": "停运"}, follow=True).content.decode()

    assert "No wish is recorded: ask what is wanted first" in form
    assert "No wish is recorded: ask what is wanted first" in after
    assert "No wish is recorded" in seen_by(river)


def test_a_second_concession_larger_than_the_first_warns_whoever_decides(river: Town) -> None:
    """FR-134: second concession larger than first."""
    number = proposed(river, 200, word="refuse")
    lan = signed_in(river.lan, "en")
    more = {"kind": "compensation", "amount": "300", "reason": "再让一步"}

    after = lan.post(f"/cases/{number}/steps/propose/", more, follow=True).content.decode()

    assert "This concession is larger than the last one" in after
    assert "This concession is larger than the last one" in seen_by(river)


def test_the_row_that_allows_a_remedy_is_kept_with_its_article_and_shown(river: Town) -> None:
    """FR-122, FR-127: who approves and who reads the case later see on which row the remedy rests."""
    number = proposed(river, 300)
    waiting = seen_by(river)

    asked = Entry.objects.get(case__number=number, step="propose")
    page = signed_in(river.lan, "en").get(f"/cases/{number}/").content.decode()

    kept = [one for one in asked.body["effects"] if one["kind"] == "allowed"]
    assert [(one["id"], bool(one["detail"]["article"])) for one in kept] == [(ROW, True)]
    assert f"<dt>Allowed by</dt><dd>{SAYS}" in waiting
    assert f"Allowed by: {SAYS}" in page
