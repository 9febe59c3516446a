"""`amends restore FILE`: read an archive into an empty database.

Nothing is written before every hash has been checked; the database is filled in one
transaction; rows are counted at the end.
"""

import argparse
import contextlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import IO, Any

import psycopg

from amends import environment, postgres
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
        unpacked(archive, folder)
        manifest = _checked(folder)
        _fill(engine, folder / DUMP)
        _require_counts(engine, manifest["rows"])
        if (folder / FILES).exists():
            private(folder / FILES)
            (folder / FILES).rename(_vacated(data / FILES))
    return manifest


def unpacked(archive: Path, folder: Path) -> None:
    """Unpack an archive. Raises NotRestored for one with anything but files: a link could point outside later."""
    with tarfile.open(archive) as file:
        odd = [member.name for member in file if not (member.isreg() or member.isdir())]
        if odd:
            raise NotRestored("it holds what no backup holds: " + ", ".join(odd[:5]))
        file.extractall(folder, filter="data")


def private(folder: Path) -> None:
    """Leave a folder and everything below it to its owner alone, whatever the archive says."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)


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
    program, listing = _reader(engine, dump)
    contents = dump.with_name("contents.txt")
    contents.write_text(_without_foreign(listing))
    # The dump only grants. Rights that a new table has by default would stay where the
    # original had taken them away: a journal could be deleted from.
    with psycopg.connect(engine.owner_url, autocommit=True) as owner:
        postgres.disallow_app(owner)
        try:
            _pipe(
                [program, "--no-owner", f"--use-list={contents}", "--file=-", str(dump)],
                [str(Path(program).with_name("psql")), f"--dbname={engine.owner_url}"],
            )
        finally:
            postgres.allow_app(owner)


def _reader(engine: postgres.Engine, dump: Path) -> tuple[str, str]:
    """Return the first pg_restore that can read the dump, and what it lists."""
    said = ""
    for program in postgres.programs(engine, "pg_restore"):
        done = subprocess.run([program, "--list", str(dump)], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return program, done.stdout
        said += done.stderr
    raise NotRestored(f"no pg_restore here can read it:\n{said}")


def _without_foreign(listing: str) -> str:
    """Leave out the schema's own entries: its owner here may have another name."""
    foreign = (" DEFAULT ACL ", " SCHEMA - public ", " ACL - SCHEMA public ", " COMMENT - SCHEMA public ")
    return "\n".join(line for line in listing.splitlines() if not any(word in line for word in foreign))


def _pipe(reader: list[str], writer: list[str]) -> None:
    """Run the reader's SQL in one transaction of the writer, a psql; all of it or nothing.

    psql commits what it has when its input ends, so the transaction is opened and closed
    here: a reader that fails half-way never reaches the COMMIT.
    """
    options = ["--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1"]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(reader, stdout=subprocess.PIPE, stderr=said) as source,
        subprocess.Popen([*writer, *options], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said) as target,
    ):
        assert source.stdout is not None
        assert target.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            target.stdin.write(b"BEGIN;\n")
            _copy_sql(source.stdout, target.stdin)
            if source.wait() == 0:
                target.stdin.write(b"COMMIT;\n")
        with contextlib.suppress(BrokenPipeError):
            target.stdin.close()
        source.stdout.close()
        if source.wait() or target.wait():
            said.seek(0)
            raise NotRestored(f"PostgreSQL refused it:\n{said.read().decode(errors='replace')}")


def _copy_sql(source: IO[bytes], target: IO[bytes]) -> None:
    """Copy all lines but the one that PostgreSQL before 17 does not know."""
    for line in source:
        if line == b"SET transaction_timeout = 0;\n":
            break
        target.write(line)
        if line.startswith(b"SET client_encoding"):
            break
    shutil.copyfileobj(source, target, 1 << 20)


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
