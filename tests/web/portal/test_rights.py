"""The complainant's page says what the rules still allow, of whom and until when."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from amends.cases.mirror_rights import still_may
from amends.cases.queries.reading import Reading
from amends.cases.steps import take_step
from amends.people.tenancy import organisation
from tests.core.telling import at, event, happen, pack_of
from tests.core.telling import rules as rules_of
from tests.core.test_rights import REVIEW
from tests.makers import Town, govern, town, viewer
from tests.web.portal.conftest import Outsider

OPEN = "no further complaint on the matter"


@pytest.fixture
def brook(db: None) -> Town:
    """A town whose regulation lets a case be ended at acceptance."""
    made = town("brook")
    with organisation(made.org.id):
        govern(made, "five-chapter")
    return made


def test_what_may_be_done_until_the_complaint_goes_on_is_shown_until_then(brook: Town) -> None:
    """R-52: satisfied and waived at acceptance; once forwarded, no longer."""
    chen = Outsider("brook")
    number, _secret = chen.say()

    before = chen.get("my/").content.decode()
    with organisation(brook.org.id):
        now = timezone.now()
        take_step(viewer(brook, "lan", at=now), number, "dispatch", at=now, detail={"to": "ENG"})
    after = chen.get("my/").content.decode()

    assert OPEN in before.split("Your rights")[1]
    assert OPEN not in after
    assert "Your rights" in after


def test_a_right_says_of_whom_and_until_when() -> None:
    nobody: Any = None
    pack = pack_of(REVIEW.replace("[[right]]\n", '[[right]]\nto = { outside = "ombudsman" }\n', 1))
    state = happen(pack, event("2024-03-01 10:00", "decision_told"))
    reading = Reading(nobody, nobody, rules_of(pack), (), state)

    found, over = still_may(reading, at("2024-03-02 10:00")), still_may(reading, at("2024-04-02 10:00"))

    assert [(one.what.en, one.of and one.of.en, one.until) for one in found] == [
        ("ask for a review", "Ombudsman", at("2024-03-31 10:00"))
    ]
    assert over == ()
