"""The database server: an embedded PostgreSQL, or the one DATABASE_URL names.

Two roles use it. The *owner* migrates; the *app* role serves, owns nothing and is
subject to row-level security. `addresses` only computes where they connect to, so
that settings can be read without a server; `start` makes the server answer there.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from amends import embedded, environment
from amends.embedded import EngineError

OWNER = "amends_owner"
APP = "amends_app"
DATABASE = "amends"


@dataclass(frozen=True)
class Engine:
    """Where each role connects to. `folder` is None when the server is not ours."""

    owner_url: str
    app_url: str
    admin_url: str  # may create databases and dump past row-level security
    folder: Path | None
    presence: list[IO[bytes]] = field(default_factory=list, compare=False, repr=False)


def addresses() -> Engine:
    """Return where the roles connect to, without starting anything."""
    owner, app = environment.text("DATABASE_URL"), environment.text("AMENDS_APP_DATABASE_URL")
    if owner or app:
        owner = owner or app
        return Engine(owner, app or _app_url(owner), owner, None)
    folder = environment.data_folder() / "postgres"
    socket = str(folder)
    owner, app, admin = (url(host=socket, user=user, dbname=DATABASE) for user in (OWNER, APP, "postgres"))
    return Engine(owner, app, admin, folder)


def start(*, durable: bool = True) -> Engine:
    """Return an engine that answers, with both roles; start the embedded one when needed.

    Any number of processes may call it, in any order. `durable=False` gives up crash
    safety for speed when a new cluster is made (tests). Raises EngineError.
    """
    engine = addresses()
    if engine.folder is None:
        _prepare_foreign(engine)
        return engine
    folder = engine.folder
    with embedded.one_at_a_time(folder):
        if not embedded.exists(folder):
            embedded.make(folder, durable=durable)
        if not _answers(_maintenance_url(engine)):
            embedded.start(folder)
        engine.presence.append(embedded.presence(folder))
        _prepare_embedded(engine)
    return engine


def stop(engine: Engine) -> bool:
    """Stop the embedded server unless another process still uses it; return whether it did."""
    if engine.folder is None or not engine.presence:
        return False
    with embedded.one_at_a_time(engine.folder):
        while engine.presence:
            engine.presence.pop().close()
        if not embedded.unused(engine.folder):
            return False
        embedded.stop(engine.folder)
    return True


@contextmanager
def running(*, durable: bool = True) -> Iterator[Engine]:
    """Hold a started engine; stop it at the end unless another process uses it."""
    engine = start(durable=durable)
    try:
        yield engine
    finally:
        stop(engine)


def url(**parts: str) -> str:
    """Return a PostgreSQL URL from libpq's connection words (host, user, dbname, …)."""
    user = quote(parts.pop("user", ""), safe="")
    password = quote(parts.pop("password", ""), safe="")
    name = quote(parts.pop("dbname", ""), safe="")
    login = f"{user}:{password}" if password else user
    return f"postgresql://{login}@/{name}" + (f"?{urlencode(parts)}" if parts else "")


def with_parts(address: str, **changed: str) -> str:
    """Return the URL `address` with some connection words replaced."""
    return url(**{**{k: str(v) for k, v in conninfo_to_dict(address).items()}, **changed})


def django_connection(address: str) -> dict[str, object]:
    """Return Django's connection settings for a PostgreSQL URL."""
    parts = conninfo_to_dict(address)
    pooled = environment.switch("AMENDS_POOLED")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", DATABASE),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": {**parts, "server_side_binding": True, **_prepared(str(parts.get("options") or ""), pooled=pooled)},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": pooled,
        # Steps open their own transactions: a refusal must be able to leave a trace.
        "ATOMIC_REQUESTS": False,
    }


def _prepared(options: str, *, pooled: bool) -> dict[str, object]:
    """A statement asked again is not parsed again, yet planned anew: who sees little wants another way.

    Nothing is kept behind a pooler, which gives each transaction another session.
    """
    kept = {"prepare_threshold": 3, "options": f"{options} -c plan_cache_mode=force_custom_plan".strip()}
    return {"prepare_threshold": None} if pooled else kept


def allow_app(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Let the app role read and write what the connected owner creates from now on.

    Migrations take rights away again where a table is append-only.
    """
    _default_rights(connection, "GRANT", "TO")


def disallow_app(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Undo `allow_app`: what is created from now on has only the rights it is given by name."""
    _default_rights(connection, "REVOKE", "FROM")


def _default_rights(connection: psycopg.Connection[tuple[object, ...]], verb: str, towards: str) -> None:
    if verb == "GRANT":
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(APP)))
    for what in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES"):
        connection.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public {} {} {} {}").format(
                *map(sql.SQL, (verb, what, towards)), sql.Identifier(APP)
            )
        )


def programs(engine: Engine, name: str) -> list[str]:
    """Return where a client program lies, the one that knows this server best first.

    A server's minor releases change what only a pg_dump of the same line understands
    (15.20 keeps `pg_attver` in its catalogue), so a foreign server's own comes first.
    """
    places = [shutil.which(name), embedded.program(name)]
    if engine.folder is not None:
        places.reverse()
    else:
        with psycopg.connect(engine.admin_url) as connection:
            major = connection.info.server_version // 10_000
        places.insert(0, shutil.which(name, path=f"/usr/lib/postgresql/{major}/bin"))
    return list(dict.fromkeys(place for place in places if place))


def _app_url(owner: str) -> str:
    return with_parts(owner, user=APP, password=environment.kept_secret("app-role-password"))


def _maintenance_url(engine: Engine) -> str:
    return with_parts(engine.admin_url, dbname="postgres")


def _answers(address: str) -> bool:
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _prepare_foreign(engine: Engine) -> None:
    if environment.text("AMENDS_APP_DATABASE_URL"):
        return
    try:
        with psycopg.connect(engine.owner_url) as connection:
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('amends roles'))")
            if not _role_exists(connection, APP):
                password = str(conninfo_to_dict(engine.app_url)["password"])
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(APP), sql.Literal(password))
                )
            allow_app(connection)
    except psycopg.Error as error:
        raise EngineError(
            f"DATABASE_URL cannot be prepared: {error}\nIts role must be allowed to create the "
            f"role {APP}; or make one yourself and set AMENDS_APP_DATABASE_URL."
        ) from error
    if not _answers(engine.app_url):
        raise EngineError(
            f"The role {APP} exists on that server but its password is not in "
            f"{environment.data_folder()}. Set AMENDS_APP_DATABASE_URL."
        )


def _prepare_embedded(engine: Engine) -> None:
    with psycopg.connect(_maintenance_url(engine), autocommit=True) as admin:
        # The owner bypasses row-level security: it fills tables of all organisations in
        # migrations, dumps them, and owns the functions that search inside one of them.
        for role, rights in ((OWNER, "LOGIN BYPASSRLS"), (APP, "LOGIN NOBYPASSRLS")):
            if not _role_exists(admin, role):
                admin.execute(sql.SQL("CREATE ROLE {} NOSUPERUSER {}").format(sql.Identifier(role), sql.SQL(rights)))
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
            with psycopg.connect(engine.owner_url) as owner:
                allow_app(owner)


def _role_exists(connection: psycopg.Connection[tuple[object, ...]], role: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    return found.fetchone() is not None
