"""A backup comes back whole, or not at all."""

import json
import os
import stat
import subprocess
import sys
import tarfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from amends import postgres
from amends.jobs import backup, restore

FOREIGN = os.environ.get("DATABASE_URL", "")
Installation = Callable[[str], postgres.Engine]


@pytest.fixture
def installation(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """Switch to an installation with an own data folder and embedded server, by name."""
    folders: dict[str, Path] = {}
    engines: list[postgres.Engine] = []
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("AMENDS_APP_DATABASE_URL", raising=False)

    def switch(name: str) -> postgres.Engine:
        folder = folders.setdefault(name, tmp_path_factory.mktemp(name))
        for part in (folder, *folder.parents[:3]):
            part.chmod(part.stat().st_mode | 0o011)  # the server's user must pass
        monkeypatch.setenv("AMENDS_DATA", str(folder))
        engines.append(postgres.start(durable=False))
        return engines[-1]

    yield switch
    for engine in engines:
        postgres.stop(engine)


@pytest.fixture
def archive(installation: Installation, tmp_path: Path) -> Path:
    """A backup of an installation with a protected journal and one uploaded file."""
    engine = installation("old")
    with psycopg.connect(engine.owner_url) as owner:
        owner.execute("CREATE TABLE entry (id int PRIMARY KEY, org_id int, said text)")
        owner.execute("ALTER TABLE entry ENABLE ROW LEVEL SECURITY")
        owner.execute("ALTER TABLE entry FORCE ROW LEVEL SECURITY")
        owner.execute("CREATE POLICY org ON entry USING (org_id = 1)")
        owner.execute("REVOKE UPDATE, DELETE ON entry FROM amends_app")
        owner.execute("INSERT INTO entry SELECT n, n % 3, '投诉 ' || n FROM generate_series(1, 90) n")
    upload = _data() / "files" / "2026" / "photo.jpg"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"\xff\xd8 leak in the ceiling")
    backup.write(engine, tmp_path / "amends.tar")
    return tmp_path / "amends.tar"


def test_a_backup_comes_back_with_all_rows_files_and_protections(archive: Path, installation: Installation) -> None:
    engine = installation("new")

    manifest = restore.read(engine, archive)

    assert manifest["rows"] == {"entry": 90}
    assert (_data() / "files/2026/photo.jpg").read_bytes().endswith(b"leak in the ceiling")
    with psycopg.connect(engine.app_url) as app:
        assert app.execute("SELECT count(*), max(said) FROM entry").fetchone() == (30, "投诉 88")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("DELETE FROM entry")


def test_a_database_that_holds_something_is_not_overwritten(archive: Path, installation: Installation) -> None:
    engine = installation("old")

    with pytest.raises(restore.NotRestored, match="1 tables"):
        restore.read(engine, archive)


def test_files_that_are_there_are_not_overwritten(archive: Path, installation: Installation) -> None:
    engine = installation("new")
    kept = _data() / "files" / "2025" / "photo.jpg"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"somebody else's")

    with pytest.raises(restore.NotRestored, match="only an empty folder is filled"):
        restore.read(engine, archive)

    assert kept.read_bytes() == b"somebody else's"
    with psycopg.connect(engine.admin_url) as connection:
        assert backup.count_rows(connection) == {}


def test_an_archive_is_its_owners_alone_from_its_first_byte_on(
    archive: Path, installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal of every case is in it; a careless umask would leave it open to all until a later chmod."""
    engine, modes = installation("old"), []
    opened = os.open

    def watched(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        number = opened(path, flags, mode, **more)
        if str(path).endswith("second.tar"):
            modes.append(stat.S_IMODE(os.fstat(number).st_mode))
        return number

    monkeypatch.setattr(os, "open", watched)
    before = os.umask(0)
    backup.write(engine, tmp_path / "second.tar")
    os.umask(before)

    assert modes == [0o600]
    assert stat.S_IMODE((tmp_path / "second.tar").stat().st_mode) == 0o600


def test_a_backup_that_fails_leaves_nothing_beside_and_says_why(
    archive: Path, installation: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    installation("old")

    assert backup.run(Namespace(file=tmp_path / "nowhere" / "x.tar")) == 1
    assert "was not written" in capsys.readouterr().err
    assert [one.name for one in archive.parent.iterdir()] == ["amends.tar"]


@pytest.mark.parametrize("member", ["database.dump", "files/2026/photo.jpg"])
def test_an_archive_with_a_changed_byte_leaves_nothing_behind(
    archive: Path, installation: Installation, tmp_path: Path, member: str
) -> None:
    damaged = _with_a_changed_byte(archive, tmp_path / "damaged.tar", member)
    engine = installation("new")

    with pytest.raises(restore.NotRestored, match="changed since the backup"):
        restore.read(engine, damaged)

    with psycopg.connect(engine.admin_url) as connection:
        assert backup.count_rows(connection) == {}
    assert not (_data() / "files").exists()


def test_an_archive_cannot_write_outside_its_folder(archive: Path, installation: Installation, tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar"
    (tmp_path / "payload").write_text("x")
    with tarfile.open(evil, "w") as file:
        file.add(tmp_path / "payload", arcname="../../escaped")
    engine = installation("new")

    with pytest.raises(tarfile.OutsideDestinationError):
        restore.read(engine, evil)


def test_a_dump_that_breaks_off_half_way_leaves_nothing_behind(
    archive: Path, installation: Installation, tmp_path: Path
) -> None:
    broken = _with_a_short_dump(archive, tmp_path / "broken.tar")
    engine = installation("new")

    with pytest.raises(restore.NotRestored):
        restore.read(engine, broken)

    with psycopg.connect(engine.admin_url) as connection:
        assert backup.count_rows(connection) == {}


def test_the_commands_say_what_they_did(archive: Path, installation: Installation, tmp_path: Path) -> None:
    installation("new")

    def amends(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "amends", *words], capture_output=True, text=True, check=False)

    assert "Restored 90 rows of 1 tables and 1 files" in amends("restore", str(archive)).stdout
    again = amends("restore", str(archive))
    assert again.returncode == 1
    assert "only an empty one is filled" in again.stderr
    assert "90 rows, 1 files" in amends("backup", str(tmp_path / "second.tar")).stdout
    assert _manifest(tmp_path / "second.tar")["rows"] == {"entry": 90}
    assert amends("backup", str(tmp_path / "second.tar")).returncode == 1


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="runs where a foreign server is given")
def test_an_installation_moves_between_the_embedded_and_a_foreign_server(
    archive: Path, installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = f"amends_test_{os.getpid()}_moved"
    with psycopg.connect(FOREIGN, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
    installation("foreign")
    monkeypatch.setenv("DATABASE_URL", postgres.with_parts(FOREIGN, dbname=name))

    restore.read(postgres.start(), archive)
    backup.write(postgres.addresses(), tmp_path / "back.tar")

    monkeypatch.delenv("DATABASE_URL")
    engine = installation("new")
    assert restore.read(engine, tmp_path / "back.tar")["rows"] == {"entry": 90}
    with psycopg.connect(engine.app_url) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("DELETE FROM entry")
    with psycopg.connect(FOREIGN, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name}")


def _data() -> Path:
    from amends import environment

    return environment.data_folder()


def _manifest(archive: Path) -> dict[str, object]:
    with tarfile.open(archive) as file:
        member = file.extractfile("manifest.json")
        assert member is not None
        return dict(json.load(member))


def _with_a_changed_byte(archive: Path, target: Path, member: str) -> Path:
    data = bytearray(archive.read_bytes())
    with tarfile.open(archive) as file:
        data[file.getmember(member).offset_data + 3] ^= 1
    target.write_bytes(data)
    return target


def _with_a_short_dump(archive: Path, target: Path) -> Path:
    """An archive whose manifest fits a dump that was cut: only the transaction protects."""
    folder = target.with_suffix(".unpacked")
    with tarfile.open(archive) as file:
        file.extractall(folder, filter="data")
    dump = folder / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-200])
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["database"]["sha256"] = backup.sha256_of(dump)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with tarfile.open(target, "w") as file:
        for path in folder.iterdir():
            file.add(path, arcname=path.name)
    return target
