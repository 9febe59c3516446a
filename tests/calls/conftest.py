"""A town with a telephone line, under the regulation of a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from amends.calls.models import Line
from amends.people.tenancy import organisation
from tests.makers import Town, govern, town

Ring = Callable[..., tuple[Town, Line]]


@pytest.fixture
def under(db: None) -> Iterator[Callable[[str], tuple[Town, Line]]]:
    """Govern the town by a shipped pack and open its line, kept by 莫主任."""
    made = town("river")
    with organisation(made.org.id):

        def governed(pack: str) -> tuple[Town, Line]:
            govern(made, pack)
            return made, line(made)

        yield governed


def line(made: Town, code: str = "CS1") -> Line:
    """Open a line of customer service."""
    return Line.objects.create(
        org=made.org, code=code, name_zh="客服热线", name_en="Service line", number="0355-2100000", unit=made.desk,
        keeper=made.mo,
    )  # fmt: skip
