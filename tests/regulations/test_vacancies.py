"""What a regulation in force asks for and nobody of the organisation is there to do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.people.directory import directory
from amends.people.models import Membership, Person
from amends.people.tenancy import organisation
from amends.regulations.vacancies import Vacancy, vacancies
from tests.makers import MONDAY, Town, govern, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Town:
    found = town()
    with organisation(found.org.id):
        govern(found, "property-instruction")
    return found


def found(made: Town) -> tuple[Vacancy, ...]:
    with organisation(made.org.id):
        return vacancies(directory(made.org.id), MONDAY.date())


def owners(made: Town) -> set[str]:
    return {
        str(one) for vacancy in found(made) for one in vacancy.findings if one.table == "duty" and one.key == "owner"
    }


def test_a_town_with_somebody_in_each_role_has_nothing_undone(made: Town) -> None:
    assert owners(made) == set()


def test_when_the_last_holder_of_a_role_leaves_what_that_role_owes_is_named(made: Town) -> None:
    with organisation(made.org.id):
        Membership.objects.filter(role="front_desk").update(to_date=MONDAY.date() - timedelta(days=1))

    assert any("nobody owes this" in one for one in owners(made))


def test_who_is_disabled_holds_no_role(made: Town) -> None:
    with organisation(made.org.id):
        people = Membership.objects.filter(role="front_desk").values_list("person_id", flat=True)
        Person.objects.filter(id__in=list(people)).update(is_active=False)

    assert any("nobody owes this" in one for one in owners(made))
