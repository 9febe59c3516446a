"""The preview says what registering would do, and stores nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.cases.models import Case, Entry
from amends.cases.preview import Preview, preview
from amends.core.refusal import Refused
from amends.people.models import Person
from amends.people.tenancy import organisation
from amends.people.viewer import viewer_of
from amends.regulations.shelf import NoRegulation
from tests.makers import MONDAY, Town, govern, town

pytestmark = pytest.mark.django_db


def under(pack: str) -> Town:
    made = town()
    with organisation(made.org.id):
        govern(made, pack)
    return made


def tried(made: Town, person: Person, **facts: object) -> Preview:
    with organisation(made.org.id):
        return preview(viewer_of(person, at=MONDAY), made.desk.id, facts, MONDAY)


def test_three_people_are_hot_and_two_more_make_it_major() -> None:
    """FR-036."""
    made = under("developer-four-grades")

    found = tried(made, made.lan, matter="complaint", complainants=3, description="外窗渗水")

    (graded,) = found.grades
    assert [one.id for one in graded.grades] == ["hot"]
    assert [one.id for one in graded.rows] == ["H3"]
    assert [(one.grade, one.more) for one in graded.heavier if one.fact == "complainants"] == [("major", 2)]
    assert "outside" in dict(found.asked)


def test_dispatch_is_due_in_five_minutes_and_handling_twelve_hours_after_the_order() -> None:
    """FR-051."""
    made = under("property-instruction")

    found = tried(made, made.lan, matter="complaint", channel="phone", description="电梯困人")

    due = {one.duty: one for one in found.dues}
    assert due["C01"].due_at == MONDAY + timedelta(minutes=5)
    assert not due["C01"].after_dispatch
    assert due["C02"].due_at == MONDAY + timedelta(hours=12)
    assert due["C02"].after_dispatch
    assert due["C01"].proof_zh
    assert due["C01"].proof_en


def test_nothing_of_a_preview_stays() -> None:
    made = under("property-instruction")

    tried(made, made.lan, description="电梯困人")

    with organisation(made.org.id):
        assert not Case.objects.exists()
        assert not Entry.objects.exists()


def test_a_preview_names_what_the_regulation_does_not_take() -> None:
    """FR-028."""
    made = under("developer-four-grades")

    found = tried(made, made.lan, complainant_is_staff=True, accused=(str(made.mo.id),))

    assert [one.id for one in found.refusals] == ["internal_staff_matter"]


def test_an_enquiry_starts_no_clocks() -> None:
    """FR-005."""
    made = under("property-instruction")

    assert tried(made, made.lan, matter="enquiry").dues == ()


def test_facts_that_cannot_be_read_are_named() -> None:
    made = under("property-instruction")

    with pytest.raises(Refused) as refused:
        tried(made, made.lan, complainants="viele")

    assert [one.field for one in refused.value.missing] == ["complainants"]


def test_where_no_regulation_is_in_force_the_preview_says_so() -> None:
    made = town()

    with pytest.raises(NoRegulation):
        tried(made, made.lan, matter="complaint")
