"""The refusal of a library card tells what a field of the case holds that its writer may not read (FR-105, FR-164)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.cases.models import Case
from amends.core.refusal import Refused
from amends.knowledge.cards import card_desk, keep_card, publish_card
from amends.people.tenancy import organisation
from tests.cases.test_fields_seen_by_few import SECRET, sanctioned
from tests.knowledge.test_cards import WORDS
from tests.makers import MONDAY, Town, govern, town, viewer

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=3)


@pytest.fixture
def inn() -> Town:
    """A company whose rules let only heads read a sanction."""
    made = town("inn")
    with organisation(made.org.id):
        govern(made, "complaint-mechanism")
    return made


def closed(inn: Town) -> str:
    """Return a closed case with a sanction in its file, in which lan and mo had a part."""
    number = sanctioned(inn)
    case = Case.objects.get(number=number)
    Case.objects.filter(number=number).update(stage_kind="closed", people=[*case.people, inn.mo.pk])
    return number


def refused(inn: Town, who: str, card: object) -> list[str]:
    """Return what is answered to somebody who publishes a card."""
    with pytest.raises(Refused) as no:
        publish_card(viewer(inn, who, at=LATER), card, at=LATER)  # type: ignore[arg-type]
    return [one.says.zh for one in no.value.missing]


def test_a_right_guess_and_a_wrong_one_are_answered_alike(inn: Town) -> None:
    with organisation(inn.org.id):
        number, lan = closed(inn), viewer(inn, "lan", at=LATER)
        right = keep_card(lan, number, {**WORDS, "lesson": f"已{SECRET}元"}, version=0, at=LATER)
        told = refused(inn, "mo", right.pk)
        wrong = keep_card(lan, number, {**WORDS, "lesson": "已罚 301元"}, version=1, at=LATER)

        assert refused(inn, "mo", wrong.pk) == told
        assert SECRET not in "".join(told)
        assert "部门负责人" in "".join(told)
        assert SECRET not in card_desk(lan, number).known


def test_whoever_may_read_the_field_finds_it_before_it_is_published(inn: Town) -> None:
    with organisation(inn.org.id):
        number, lan = closed(inn), viewer(inn, "lan", at=LATER)
        card = keep_card(lan, number, {**WORDS, "lesson": f"已{SECRET}元"}, version=0, at=LATER)

        assert any(SECRET in one for one in refused(inn, "he", card.pk))
        card = keep_card(lan, number, WORDS, version=1, at=LATER)
        assert publish_card(viewer(inn, "he", at=LATER), card.pk, at=LATER).state == "published"
