"""A town that no regulation governs yet, and a worker that has just started."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from amends.jobs import tick
from amends.people.tenancy import organisation
from tests.makers import Town, town


@pytest.fixture(autouse=True)
def forgetful_worker() -> None:
    """Forget what this process has seen, as a worker that has just started."""
    tick._hour_seen.clear()


@pytest.fixture
def place(db: None) -> Iterator[Town]:
    """A town that no regulation governs yet, its organisation open."""
    made = town("place")
    with organisation(made.org.id):
        yield made
