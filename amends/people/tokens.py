"""Tokens of the API: shown once, kept as a hash, naming their organisation so that it can be set first."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection

from amends.people.models import ApiToken, Person

PREFIX = "amends"


def make_token(person: Person, *, name: str, at: datetime, expires_at: datetime | None = None) -> str:
    """Return a new token of a person. Only its hash is kept."""
    token = f"{PREFIX}_{person.org_id.hex}_{secrets.token_urlsafe(32)}"
    ApiToken.objects.create(
        org_id=person.org_id, person=person, name=name, hash=_hash(token), made_at=at, expires_at=expires_at
    )
    return token


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose token it is."""

    person: UUID
    org: UUID


def holder_of_token(token: str, *, at: datetime) -> Holder | None:
    """Return the active person of a valid token, or None. One statement; no organisation need be open."""
    prefix, _, rest = token.partition("_")
    org_hex, _, secret = rest.partition("_")
    try:
        org = UUID(hex=org_hex)
    except ValueError:
        return None
    if prefix != PREFIX or not secret:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT amends_token_holder(%s, %s, %s)", [org, _hash(token), at])
        (person,) = cursor.fetchone() or (None,)
    return Holder(person, org) if person else None


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
