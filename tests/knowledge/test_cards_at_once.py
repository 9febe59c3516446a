"""Two who write the first card of a case in the same moment: one card, and the other is told."""

from __future__ import annotations

import pytest

from amends.core.refusal import Refused
from amends.knowledge.cards import keep_card
from amends.knowledge.models import CaseCard
from amends.people.tenancy import organisation
from tests.cases.test_together import at_once
from tests.knowledge.test_cards import LATER, WORDS, closed, lan
from tests.makers import govern, town

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_first_cards_one_is_kept_and_the_other_refused() -> None:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        number = closed(made)

    def one(nth: int) -> object:
        with organisation(made.org.id):
            return keep_card(lan(made), number, {**WORDS, "lesson": f"第{nth}条启示"}, version=0, at=LATER)

    done = at_once(2, one)

    assert sorted(isinstance(one, Refused) for one in done) == [False, True]
    with organisation(made.org.id):
        assert CaseCard.objects.count() == 1
