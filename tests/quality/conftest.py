"""A works under the instruction for grievances, with somebody in each of its roles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from amends.people.tenancy import organisation
from tests.makers import Town, person, town
from tests.quality.eight_ds import ROLES


@pytest.fixture
def works(db: None) -> Iterator[Town]:
    """A maker in whose head office somebody holds each role that an 8D asks for."""
    made = town("works")
    with organisation(made.org.id):
        for role in ROLES:
            made.people[role] = person(made, f"{role}@works", role, role, unit=made.office, roles=(role,))
        yield made
