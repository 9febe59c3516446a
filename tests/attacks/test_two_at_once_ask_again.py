"""ANCHORS 41, 47: the same thing asked for twice in one moment: one second look, one refusal, and no fault."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.quality.models import SecondLook
from amends.quality.second_look import ask_second_look
from tests.cases.test_together import at_once
from tests.makers import MONDAY, govern, person, town, viewer
from tests.quality.test_drawing import settled

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_ask_for_a_second_look_at_once_one_is_refused_in_words() -> None:
    """Between the question whether one runs and the row that says so there was room for another; that failed."""
    made, at = town("river"), MONDAY + timedelta(days=1)
    with organisation(made.org.id):
        govern(made, "property-instruction")
        made.people["su"] = person(made, "su@river", "苏主管", "Su", unit=made.desk, roles=("cs_supervisor",))
        number = settled(made, by="lan", at=MONDAY)

    def ask(_nth: int) -> object:
        with organisation(made.org.id):
            try:
                return ask_second_look(viewer(made, "mo", at=at), number, request="请换人重审", at=at)
            except NotFound as hidden:  # the lot fell on 莫主任, who reads it anew and must not see it before
                return hidden

    done = at_once(3, ask)

    assert [isinstance(one, Refused | NotFound) for one in done].count(True) == 2
    with organisation(made.org.id):
        assert SecondLook.objects.count() == 1
