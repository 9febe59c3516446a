"""Test databases: migrated once as the owner, then cloned.

The template's name is a hash of every migration, so it is made once per change and
shared by all test runs on this machine.
"""

import fcntl
import importlib.metadata
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

import amends
from amends import environment, ownership, postgres

_PREFIX = "amends_test"


def admin(engine: postgres.Engine) -> psycopg.Connection[tuple[object, ...]]:
    """Return a connection that may create and drop databases."""
    address = postgres.with_parts(engine.admin_url, dbname="postgres")
    return psycopg.connect(address, autocommit=True)


def template(engine: postgres.Engine) -> str:
    """Return the name of a migrated, empty database; make it when there is none."""
    name = f"{_PREFIX}_template_{_fingerprint(engine)}"
    with _one_at_a_time(), admin(engine) as server:
        _sweep(server, keep=name)
        if not _exists(server, name):
            half = f"{name}_new"
            _drop(server, half)
            _create(server, half, owner=_owner(engine))
            with psycopg.connect(postgres.with_parts(engine.owner_url, dbname=half)) as owner:
                postgres.allow_app(owner)
            _migrate(half)
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (half, name))))
    return name


def clone(engine: postgres.Engine, source: str, name: str) -> None:
    """Make `name` a fresh copy of the template `source`, whoever is still connected to it."""
    with admin(engine) as server:
        _drop(server, name)
        _create(server, name, owner=_owner(engine), template=source)


def drop(engine: postgres.Engine, name: str) -> None:
    """Remove a test database."""
    with admin(engine) as server:
        _drop(server, name)


def name_for(worker: str) -> str:
    """Return the name of this process's database; the process id lets others sweep it."""
    return f"{_PREFIX}_{os.getpid()}_{worker}"


def _migrate(name: str) -> None:
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        ownership.migrate()
    finally:
        connection.settings_dict["NAME"] = before


def _fingerprint(engine: postgres.Engine) -> str:
    root = Path(amends.__file__).parent
    digest = sha256(f"{_owner(engine)} {root}".encode())
    digest.update(importlib.metadata.version("django").encode())
    for path in sorted([*root.glob("*/migrations/*.py"), root / "postgres.py"]):
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _owner(engine: postgres.Engine) -> str:
    with psycopg.connect(postgres.with_parts(engine.owner_url, dbname="postgres")) as server:
        found = server.execute("SELECT current_user").fetchone()
    assert found is not None
    return str(found[0])


def _sweep(server: psycopg.Connection[tuple[object, ...]], *, keep: str) -> None:
    """Drop what test runs that were killed, and former migrations, have left."""
    rows = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_PREFIX])
    for (name,) in rows.fetchall():
        part = str(name).removeprefix(f"{_PREFIX}_").split("_")[0]
        if (part.isdigit() and not Path(f"/proc/{part}").exists()) or (
            part == "template" and _is_old(server, str(name)) and name != keep
        ):
            _drop(server, str(name))


def _is_old(server: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
    found = server.execute(
        "SELECT (pg_stat_file('base/' || oid || '/PG_VERSION')).modification"
        " < now() - interval '1 day' FROM pg_database WHERE datname = %s",
        [name],
    ).fetchone()
    return bool(found and found[0])


def _exists(server: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
    found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def _create(
    server: psycopg.Connection[tuple[object, ...]],
    name: str,
    *,
    owner: str,
    template: str = "template0",
) -> None:
    # Files are copied in two thirds of the time that a log of each page takes.
    made = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY")
    server.execute(made.format(*map(sql.Identifier, (name, owner, template))))


def _drop(server: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (environment.data_folder() / "test-template.lock").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
