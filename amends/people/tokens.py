"""Tokens of the API: shown once, kept as a hash, naming their organisation so that it can be set first."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from amends.people.models import ApiToken, Person
from amends.people.tenancy import organisation

PREFIX = "amends"


def make_token(person: Person, *, name: str, at: datetime, expires_at: datetime | None = None) -> str:
    """Return a new token of a person. Only its hash is kept."""
    token = f"{PREFIX}_{person.org_id.hex}_{secrets.token_urlsafe(32)}"
    ApiToken.objects.create(
        org_id=person.org_id, person=person, name=name, hash=_hash(token), made_at=at, expires_at=expires_at
    )
    return token


def person_of_token(token: str, *, at: datetime) -> Person | None:
    """Return the active person of a valid token, or None."""
    prefix, _, rest = token.partition("_")
    org_hex, _, secret = rest.partition("_")
    try:
        org_id = UUID(hex=org_hex)
    except ValueError:
        return None
    if prefix != PREFIX or not secret:
        return None
    with organisation(org_id):
        found = (
            ApiToken.objects.select_related("person")
            .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at), hash=_hash(token), revoked_at__isnull=True)
            .first()
        )
        return found.person if found and found.person.is_active else None


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
