"""A town governed by the property instruction, and people with tokens who call its API."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amends.people.tenancy import organisation
from amends.people.tokens import make_token
from tests.makers import Town, govern, town


@dataclass
class Caller:
    """Somebody's token, and the calls made with it."""

    token: str
    client: Client = field(default_factory=Client)

    def get(self, path: str, *, language: str = "en", **query: Any) -> Any:
        """Read."""
        return self.client.get(f"/api/v1/{path}", query, headers=self._headers(language))

    def post(self, path: str, body: Any, *, language: str = "en", **headers: str) -> Any:
        """Change something."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(
            f"/api/v1/{path}", content, content_type="application/json", headers={**self._headers(language), **more}
        )

    def _headers(self, language: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept-Language": language}


def caller(town: Town, name: str) -> Caller:
    """Return somebody of a town with a fresh token."""
    with organisation(town.org.id):
        return Caller(make_token(town.people[name], name="tests", at=timezone.now()))


@pytest.fixture
def river(db: None) -> Town:
    """The town of the tests. Its organisation is not open: the API opens it by the token."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
    return made


@pytest.fixture
def lan(river: Town) -> Caller:
    """The front desk."""
    return caller(river, "lan")


@pytest.fixture
def zhou(river: Town) -> Caller:
    """A guard of the security department: registers, but sees no case of others."""
    return caller(river, "zhou")


@pytest.fixture
def stranger(db: None) -> Caller:
    """Somebody of another organisation."""
    made = town("stranger")
    with organisation(made.org.id):
        govern(made, "property-instruction")
    return caller(made, "mo")
