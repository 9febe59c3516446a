"""Whoever works on a case sees what its complainant may do, and what an answer lets them do from then on."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.makers import Town, govern, registered, stand_beside, town, viewer
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db


def begun(pack: str, **facts: str) -> tuple[Town, str]:
    """A case under a regulation, and beside it China's rules for banks and insurers (2020 No. 3)."""
    made = town("bank")
    with organisation(made.org.id):
        govern(made, pack)
        stand_beside(made, "cn-bank-insurance", review_asked_within="30 d")
        return made, registered(made, at=timezone.now() - timedelta(hours=1), **facts)


def shown(made: Town, path: str) -> str:
    with organisation(made.org.id):
        page = signed_in(made.people["lan"], "en").get(path).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_case_shows_what_its_complainant_may_do_and_what_is_no_longer_possible() -> None:
    """R-52: satisfied and waived at acceptance; once forwarded, run out."""
    made, number = begun("five-chapter", category="service")
    before = shown(made, f"/cases/{number}/").split("The complainant may")[1]
    with organisation(made.org.id):
        now = timezone.now()
        take_step(viewer(made, "lan", at=now), number, "dispatch", at=now, detail={"to": "ENG"})
    after = shown(made, f"/cases/{number}/").split("The complainant may")[1]

    assert "declare no further complaint on the matter" in before[:200]
    assert "Run out" not in before[:400]
    assert "Run out" in after[:600]


def test_the_form_of_the_answer_names_the_right_that_it_begins_with_its_article_and_last_day() -> None:
    """2020 No. 3 article 23: with the decision the customer is told of the review by the superior institution."""
    made, number = begun("property-instruction")
    form = shown(made, f"/cases/{number}/steps/reply/")

    told = form.split("Tell the complainant: with this they may")[1][:700]
    assert "Ask the superior institution for a review" in told
    assert "the superior body" in told
    assert "D.5" in told
    assert "At the latest" in told
