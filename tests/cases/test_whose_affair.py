"""Who sees what of whom in a tree of units, and the reading of what few may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from amends.cases.queries.reading import read_case
from amends.cases.queries.visible import NotFound
from amends.cases.steps import Intake, register
from amends.people.models import AccessLog
from amends.people.tenancy import organisation
from tests.makers import MONDAY, Town, govern, person, registered, town, unit, viewer


@pytest.fixture
def maker(db: None) -> Iterator[Town]:
    """A car maker and a dealer below it."""
    made = town("maker")
    with organisation(made.org.id):
        dealer = unit(made.org, "D1", "dealer", "一号店", "Dealer one", parent=made.office)
        made.people["song"] = person(made, "song", "宋杰", unit=dealer, roles=("dealer_service",))
        made.people["jin"] = person(made, "jin", "金磊", unit=made.office, roles=("company_leader",))
        govern(made, "changan-suzuki")
        yield made


def at_the_dealer(maker: Town, **facts: Any) -> str:
    said = {"channel": "visit", "matter": "complaint", "complainant": "陈女士", "description": "空调不凉", **facts}
    return register(viewer(maker, "song"), Intake(said, unit="D1"), at=MONDAY).number


def sees(maker: Town, who: str, number: str) -> bool:
    try:
        read_case(viewer(maker, who), number)
    except NotFound:
        return False
    return True


def test_the_maker_sees_only_the_grade_a_cases_of_its_dealers(maker: Town) -> None:
    """FR-249: the dealer sees both."""
    ordinary, fire = at_the_dealer(maker), at_the_dealer(maker, harm=["fire"])

    assert [sees(maker, "jin", one) for one in (ordinary, fire)] == [False, True]
    assert [sees(maker, "song", one) for one in (ordinary, fire)] == [True, True]


def test_a_units_own_affair_is_hidden_and_its_reading_not_written_down(maker: Town) -> None:
    read_case(viewer(maker, "song"), at_the_dealer(maker))

    assert not AccessLog.objects.filter(kind="confidential_read").exists()


def test_each_reading_of_a_confidential_case_is_written_down_once(river: Town) -> None:
    """FR-242, FR-006: a page asks for its parts one by one; that is one reading."""
    reader = person(river, "leader", "林总", unit=river.office, roles=("centre_leader",))
    river.people["leader"] = reader
    number = registered(river, by="zhou", matter="accusation_letter")
    for minutes in (0, 1, 30):
        read_case(viewer(river, "leader", at=MONDAY + timedelta(minutes=minutes)), number)

    lines = AccessLog.objects.filter(kind="confidential_read").order_by("at")
    assert [(one.person_id, one.about, one.at) for one in lines] == [
        (reader.id, number, MONDAY),
        (reader.id, number, MONDAY + timedelta(minutes=30)),
    ]
