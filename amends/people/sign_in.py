"""Signing in: the one place where a person is looked up before the organisation is known."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from amends.people.models import Person
from amends.people.tenancy import current, find_login, organisation, organisation_of


class SignInBackend(BaseBackend):
    """Sign-in name and password. A wrong name costs the same time as a wrong password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_more: Any
    ) -> Person | None:
        """Return the active person with this name and password, or None."""
        if not username or password is None:
            return None
        found = find_login(username)
        if found is None:
            make_password(password)  # the work of a check, so that names cannot be told apart by the clock
            return None
        person_id, org_id = found
        with organisation(org_id):
            person = Person.objects.get(pk=person_id)
            right = person.check_password(password)
            return person if right and person.is_active else None

    def get_user(self, user_id: UUID | str) -> Person | None:
        """Return the person of a session when still active, or None."""
        key = user_id if isinstance(user_id, UUID) else UUID(user_id)
        org_id = current() or organisation_of(key)
        if org_id is None:
            return None
        with organisation(org_id):
            return Person.objects.filter(pk=key, is_active=True).first()
