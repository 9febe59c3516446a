"""Work as the database's owner: migrate, grant, drop. Everything else runs as the app role."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection

from amends import postgres

_LOGIN = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


@contextmanager
def as_owner() -> Iterator[None]:
    """Let Django's connection be the owner's inside the block, in the same database."""
    with signed_in(postgres.addresses().owner_url):
        yield


@contextmanager
def signed_in(address: str) -> Iterator[None]:
    """Let Django's connection use the login of a PostgreSQL URL, in the same database."""
    before = {key: connection.settings_dict[key] for key in _LOGIN}
    login = postgres.django_connection(address)
    connection.close()
    connection.settings_dict.update({key: login[key] for key in _LOGIN})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def migrate() -> None:
    """Bring the tables of the connected database up to date, as its owner."""
    with as_owner():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
