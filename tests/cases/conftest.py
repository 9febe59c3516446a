"""A town governed by the property instruction, inside its organisation."""

from collections.abc import Iterator

import pytest

from amends.people.tenancy import organisation
from tests.makers import Town, govern, town


@pytest.fixture
def river(db: None) -> Iterator[Town]:
    """The town of the tests, its organisation open."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        yield made
