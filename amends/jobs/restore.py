"""`amends restore FILE`: read an archive into an empty database.

Nothing is written before every hash has been checked; the database is filled in one
transaction; rows are counted at the end.
"""

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from amends import embedded, environment, postgres
from amends.jobs.backup import DUMP, FILES, FORMAT, MANIFEST, count_rows, files_below, sha256_of


class NotRestored(Exception):
    """The archive was refused; the message says why. Nothing has changed."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("file", type=Path, help="an archive that `amends backup` wrote")


def run(options: argparse.Namespace) -> int:
    """Restore; return 1 and say why when it is refused."""
    try:
        with postgres.running() as engine:
            manifest = read(engine, options.file)
    except (NotRestored, OSError, tarfile.TarError) as refusal:
        print(f"{options.file} was not restored: {refusal}", file=sys.stderr)
        return 1
    print(
        f"Restored {sum(manifest['rows'].values())} rows of {len(manifest['rows'])} tables and "
        f"{len(manifest['files'])} files, all hashes and counts as in the archive."
    )
    return 0


def read(engine: postgres.Engine, archive: Path) -> dict[str, Any]:
    """Restore an archive and return its manifest; raises NotRestored."""
    data = environment.data_folder()
    _require_empty(engine, data)
    with tempfile.TemporaryDirectory(prefix="restoring-", dir=data) as name:
        folder = Path(name)
        with tarfile.open(archive) as file:
            file.extractall(folder, filter="data")
        manifest = _checked(folder)
        _fill(engine, folder / DUMP)
        _require_counts(engine, manifest["rows"])
        if (folder / FILES).exists():
            (folder / FILES).rename(_vacated(data / FILES))
    return manifest


def _require_empty(engine: postgres.Engine, data: Path) -> None:
    with psycopg.connect(engine.admin_url) as connection:
        tables = count_rows(connection)
    if tables:
        raise NotRestored(f"the database has {len(tables)} tables; only an empty one is filled")
    if files_below(data / FILES):
        raise NotRestored(f"{data / FILES} has files; only an empty folder is filled")


def _checked(folder: Path) -> dict[str, Any]:
    """Return the manifest of an unpacked archive after comparing it with what is there."""
    if not (folder / MANIFEST).is_file():
        raise NotRestored("it has no manifest")
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    if manifest.get("format") != FORMAT:
        raise NotRestored(f"its format is {manifest.get('format')}, this version reads {FORMAT}")
    found = {name: sha256_of(path) for name, path in files_below(folder / FILES).items()}
    wrong = sorted(
        name for name in found.keys() | manifest["files"].keys() if found.get(name) != manifest["files"].get(name)
    )
    dump = folder / DUMP
    if not dump.is_file() or sha256_of(dump) != manifest["database"]["sha256"]:
        wrong.insert(0, DUMP)
    if wrong:
        raise NotRestored("missing, added or changed since the backup: " + ", ".join(wrong))
    return manifest


def _fill(engine: postgres.Engine, dump: Path) -> None:
    contents = dump.with_name("contents.txt")
    contents.write_text(_contents(dump))
    # The dump only grants. Rights that a new table has by default would stay where the
    # original had taken them away: a journal could be deleted from.
    with psycopg.connect(engine.owner_url, autocommit=True) as owner:
        postgres.disallow_app(owner)
        try:
            _pg_restore(
                *("--single-transaction", "--exit-on-error", "--no-owner"),
                *(f"--use-list={contents}", f"--dbname={engine.owner_url}", str(dump)),
            )
        finally:
            postgres.allow_app(owner)


def _contents(dump: Path) -> str:
    """List the dump without the schema's own entries: its owner here may have another name."""
    lines = _pg_restore("--list", str(dump)).splitlines()
    foreign = (" DEFAULT ACL ", " SCHEMA - public ", " ACL - SCHEMA public ")
    kept = (line for line in lines if not any(word in line for word in foreign))
    return "\n".join(line for line in kept if " COMMENT - SCHEMA public " not in line)


def _pg_restore(*arguments: str) -> str:
    done = subprocess.run([embedded.program("pg_restore"), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotRestored(f"pg_restore failed:\n{done.stderr}")
    return done.stdout


def _require_counts(engine: postgres.Engine, expected: dict[str, int]) -> None:
    with psycopg.connect(engine.admin_url) as connection:
        connection.execute("SET LOCAL row_security = off")
        found = count_rows(connection)
    if found != expected:
        differing = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
        raise NotRestored("the counts of these tables differ: " + ", ".join(differing))


def _vacated(folder: Path) -> Path:
    if folder.exists():
        folder.rmdir()
    return folder
