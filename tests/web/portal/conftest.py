"""A town with a portal, and somebody outside with a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from amends.people.tenancy import organisation
from tests.makers import Town, govern, town

WORDS = {
    "description": "三号楼电梯停运两天，老人无法下楼", "wish": "尽快修好", "matter": "complaint", "complainant": "王先生",
    "phone": "13812341234", "house_no": "8-1201",
}  # fmt: skip


@dataclass
class Outsider:
    """Somebody without a login."""

    code: str = "river"
    client: Client = field(default_factory=lambda: Client(headers={"Accept-Language": "en"}))

    def get(self, path: str = "", **more: Any) -> Any:
        """Open a page."""
        return self.client.get(f"/p/{self.code}/{path}", **more)

    def post(self, path: str, sent: dict[str, Any] | None = None, **more: Any) -> Any:
        """Send a form."""
        return self.client.post(f"/p/{self.code}/{path}", sent or {}, **more)

    def say(self, **words: Any) -> tuple[str, str]:
        """Make a complaint and return number and secret."""
        page = self.post("say/", {**WORDS, **words})
        assert page.status_code == 200, page.content.decode()
        return shown(page, "number"), shown(page, "secret").replace(" ", "")


def shown(page: Any, name: str) -> str:
    """Return what a page shows under an id."""
    found = re.search(f'id="{name}">([^<]+)<', page.content.decode())
    assert found
    return found[1]


@pytest.fixture(autouse=True)
def kept_apart(settings: Any, tmp_path: Any) -> None:
    """Keep files of the tests in their own folder and tries in memory."""
    settings.MEDIA_ROOT = tmp_path
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }


@pytest.fixture
def river(db: None) -> Town:
    """A town governed by the property instruction."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
    return made


@pytest.fixture
def wang(river: Town) -> Outsider:
    """Mr Wang with his phone."""
    return Outsider()


@pytest.fixture
def thief(river: Town) -> Outsider:
    """Somebody else with another phone."""
    return Outsider()
