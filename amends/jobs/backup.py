"""`amends backup FILE`: the database and the uploaded files in one tar archive.

The archive holds `manifest.json` (what is inside, with hashes and row counts),
`database.dump` (pg_dump's custom format) and `files/…`. Counts and dump see the same
snapshot. Uploaded files never change and are copied after the dump, so that each file
that the dump knows is there.

The data folder's secrets (session key, the app role's password) stay out: a restored
installation makes its own.
"""

import argparse
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from amends import environment, postgres
from amends.embedded import EngineError

FORMAT = 1
MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("file", type=Path, help="the archive to write; it must not exist")


def run(options: argparse.Namespace) -> int:
    """Write the archive; return 1 when the file exists already or cannot be written."""
    if options.file.exists():
        print(f"{options.file} exists already.", file=sys.stderr)
        return 1
    try:
        with postgres.running() as engine:
            manifest = write(engine, options.file)
    except OSError as error:
        print(f"{options.file} was not written: {error}", file=sys.stderr)
        return 1
    print(
        f"{options.file}: {len(manifest['rows'])} tables, {sum(manifest['rows'].values())} rows, "
        f"{len(manifest['files'])} files"
    )
    return 0


def write(engine: postgres.Engine, target: Path) -> dict[str, Any]:
    """Write the archive and return its manifest; a half-written file is never left."""
    with tempfile.TemporaryDirectory(prefix="amends-backup-", dir=target.parent) as folder:
        dump, half = Path(folder) / DUMP, Path(folder) / target.name
        rows = _dump(engine, dump)
        files = files_below(environment.data_folder() / FILES)
        manifest = {
            "format": FORMAT,
            "amends": _version(),
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": {"sha256": sha256_of(dump), "bytes": dump.stat().st_size},
            "rows": rows,
            "files": {name: sha256_of(path) for name, path in files.items()},
        }
        _pack(half, manifest, {DUMP: dump, **{f"{FILES}/{n}": p for n, p in files.items()}})
        half.rename(target)
    return manifest


def count_rows(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Return the number of rows of each table of Amends' schema."""
    names = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    ).fetchall()
    counts: dict[str, int] = {}
    for (name,) in names:
        counted = connection.execute(sql.SQL("SELECT count(*) FROM public.{}").format(sql.Identifier(name))).fetchone()
        counts[name] = counted[0] if counted else 0
    return counts


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_below(folder: Path) -> dict[str, Path]:
    """Return every file below a folder by its relative name; links are not followed."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path for path in found}


def _dump(engine: postgres.Engine, target: Path) -> dict[str, int]:
    with psycopg.connect(engine.admin_url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # Refuse, rather than count or dump only what row-level security lets through.
        connection.execute("SET LOCAL row_security = off")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        rows = count_rows(connection)
        command = [postgres.programs(engine, "pg_dump")[0], "--format=custom", "--schema=public"]
        command += [f"--snapshot={snapshot[0] if snapshot else ''}", f"--file={target}"]
        done = subprocess.run([*command, f"--dbname={engine.admin_url}"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise EngineError(f"pg_dump failed:\n{done.stderr}")
    return rows


def _pack(target: Path, manifest: dict[str, Any], contents: dict[str, Path]) -> None:
    with os.fdopen(_private(target), "wb") as raw, tarfile.open(fileobj=raw, mode="w") as archive:
        text = json.dumps(manifest, indent=1, ensure_ascii=False).encode()
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(text)
        archive.addfile(head, io.BytesIO(text))
        for name, path in contents.items():
            archive.add(path, arcname=name, recursive=False)


def _private(target: Path) -> int:
    """Open a new file that from its first byte on is its owner's alone; a umask could leave it open to more."""
    return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)


def _version() -> str:
    try:
        return version("amends")
    except PackageNotFoundError:
        return "unknown"
