"""The menu beside every page: what it names, a viewer's own regulation knows."""

from datetime import timedelta

import pytest

from amends.people.tenancy import organisation
from amends.web.shell import places
from tests.makers import START, Town, govern, town, viewer


@pytest.fixture
def mixed(db: None) -> Town:
    """A town under phone rules without 8D, lots or remedies, whose engineering makes parts and whose guards do not."""
    made = town("mixed")
    with organisation(made.org.id):
        govern(made, "rural-credit")
        govern(made, "manufacturing", unit=made.engineering)
    return made


def menu(of: Town, name: str) -> set[str]:
    """Return the pages that the menu names for somebody."""
    with organisation(of.org.id):
        return {place.name for place, _ in places(viewer(of, name))}


def test_the_menu_names_what_a_regulation_of_ones_own_units_knows(mixed: Town) -> None:
    maker, guard, head = (menu(mixed, name) for name in ("wu", "zhou", "he"))

    assert {"eight_ds", "remedies"} <= maker
    assert not {"eight_ds", "remedies"} & guard
    assert {"eight_ds", "remedies"} <= head  # who sees both has the pages of both


def test_the_menu_goes_on_naming_what_an_earlier_regulation_knew(mixed: Town) -> None:
    with organisation(mixed.org.id):
        govern(mixed, "rural-credit", unit=mixed.engineering, since=START + timedelta(days=31))

    assert "eight_ds" in menu(mixed, "wu")
