"""A step brings words that no form asked: they would leave in the letter that it sends, or pass for facts (FR-137)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from amends.cases.models import Entry, Letter
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from tests.api.conftest import caller
from tests.makers import Town, registered, viewer

AGREED = {"estimate": "三月八日下午"}
SAID = [
    ("estimate", "五月一日"),
    ("reply", "赔您一百万"),
    ("result", "赔您一百万"),
    ("number", "TS-1"),
    ("phone", "139"),
]


@pytest.mark.parametrize(("name", "text"), SAID)
def test_words_of_no_form_do_not_leave_in_a_letter(river: Town, name: str, text: str) -> None:
    """FR-137, FR-141: the customer would be told another day than the case has, or what no second person has read."""
    number = registered(river, at=timezone.now())
    asked = {"detail": AGREED, "words": {name: text}}
    before = Entry.objects.count(), Letter.objects.count()

    answer = caller(river, "lan").post(f"cases/{number}/steps/acknowledge", asked)

    assert (answer.status_code, name in answer.json()["detail"]) == (422, True)
    assert (Entry.objects.count(), Letter.objects.count()) == before


def test_no_words_say_how_a_case_ended_but_those_that_were_judged(river: Town) -> None:
    """FR-137, FR-139: what leaves with a closing is no answer that went past everything an answer has to keep to."""
    number, at = registered(river, at=timezone.now()), timezone.now()

    with pytest.raises(Refused) as refused, organisation(river.org.id):
        take_step(viewer(river, "lan", at=at), number, "close", at=at, words={"reply": "您无理取闹"})

    assert [one.what for one in refused.value.missing] == ["unasked:reply"]


def test_a_letter_names_its_case_and_no_other(river: Town) -> None:
    """FR-139: a mark of a step that happens to be called “number” is not the number of the case."""
    number, at = registered(river, at=timezone.now()), timezone.now()

    with organisation(river.org.id):
        take_step(viewer(river, "lan", at=at), number, "acknowledge", at=at, detail={**AGREED, "number": "TS-1"})

    letter = Letter.objects.get(letter="acknowledgement")
    assert (number in letter.body, AGREED["estimate"] in letter.body, "TS-1" in letter.body) == (True, True, False)
