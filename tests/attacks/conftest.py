"""A town with a stranger beside it, and browsers in which somebody is signed in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from amends.people.models import Person
from amends.people.tenancy import organisation
from tests.makers import Town, govern, town

Browser = Callable[[Person], Client]


@pytest.fixture
def stranger(river: Town) -> Town:
    """Another organisation under the same regulation."""
    made = town("stranger")
    with organisation(made.org.id):
        govern(made, "property-instruction")
    return made


@pytest.fixture
def browser() -> Browser:
    """Return a maker of browsers in which somebody is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client(HTTP_ACCEPT_LANGUAGE="zh-hans")
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def media(tmp_path: Path, settings: Settings) -> Path:
    """A folder of its own for uploaded files."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"
