"""What several tests of the desk stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from amends.calls.models import Line
from amends.people.tenancy import organisation
from tests.calls.conftest import line
from tests.makers import Town, govern, town

Under = Callable[[str], tuple[Town, Line]]


@pytest.fixture
def under() -> Iterator[Under]:
    """Govern the town by a shipped pack and open its line."""
    made = town("river")
    with organisation(made.org.id):

        def governed(pack: str) -> tuple[Town, Line]:
            govern(made, pack)
            return made, line(made)

        yield governed
