"""One organisation at a time: outside `organisation` no row is visible, to Django or to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django_scopes import get_scope, scope


@dataclass(frozen=True, slots=True)
class OrganisationRef:
    """Which organisation, before anything of it may be read."""

    id: UUID
    code: str


@contextmanager
def organisation(org_id: UUID) -> Iterator[None]:
    """Open a transaction in which exactly the rows of one organisation exist.

    Nested for the same organisation it is a savepoint. The setting ends with the block,
    also inside a longer transaction.
    """
    before, outermost = current(), not connection.in_atomic_block
    with transaction.atomic():
        if before != org_id:
            _set(str(org_id))
        with scope(org=org_id):
            yield
        if before != org_id and not outermost:  # else the end of the transaction takes it back
            _set(str(before or ""))


def current() -> UUID | None:
    """Return the organisation of the open block, or None."""
    found = get_scope().get("org")  # type: ignore[no-untyped-call]
    return found if isinstance(found, UUID) else None


def organisations() -> tuple[OrganisationRef, ...]:
    """Return every organisation, by code. Jobs go through them one by one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, code FROM amends_organisations()")
        return tuple(OrganisationRef(*row) for row in cursor.fetchall())


def organisation_called(code: str) -> UUID | None:
    """Return the id of the organisation that the portal's address names, or None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM amends_organisations() WHERE code = %s", [code])
        row = cursor.fetchone()
    return row[0] if row else None


def organisation_of(person_id: UUID) -> UUID | None:
    """Return the organisation of a person, or None when there is no such person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT amends_org_of(%s)", [person_id])
        row = cursor.fetchone()
    return row[0] if row else None


def find_login(login: str) -> tuple[UUID, UUID] | None:
    """Return person and organisation of a sign-in name, or None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, org_id FROM amends_sign_in(%s)", [login])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('amends.org', %s, true)", [value])
