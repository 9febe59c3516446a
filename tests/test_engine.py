"""The embedded PostgreSQL: started by whoever comes first, stopped by whoever leaves last."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from amends import embedded, environment, postgres

USER_OF_THE_SERVER = """
import sys
from amends import postgres
engine = postgres.start(durable=False)
print("ready", flush=True)
sys.stdin.readline()
print(postgres.stop(engine), flush=True)
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An own data folder whose server is gone after the test."""
    for part in (tmp_path, *tmp_path.parents[:3]):
        part.chmod(part.stat().st_mode | 0o011)  # the server's user must pass
    monkeypatch.setenv("AMENDS_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("AMENDS_APP_DATABASE_URL", raising=False)
    yield tmp_path
    monkeypatch.delenv("DATABASE_URL", raising=False)
    postgres.stop(postgres.start(durable=False))


def begin() -> subprocess.Popen[str]:
    """Begin another program that uses the server until it is told to leave."""
    return subprocess.Popen(
        [sys.executable, "-c", USER_OF_THE_SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def ready(other: subprocess.Popen[str]) -> subprocess.Popen[str]:
    """Wait until the other program has its server."""
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    return other


def process() -> subprocess.Popen[str]:
    """Another program that has its server."""
    return ready(begin())


def leave(other: subprocess.Popen[str]) -> str:
    return other.communicate("go\n", timeout=60)[0].strip()


def answers(engine: postgres.Engine) -> bool:
    try:
        psycopg.connect(engine.app_url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_two_programs_that_start_together_share_one_server(data: Path) -> None:
    both = [ready(one) for one in (begin(), begin())]

    assert [leave(one) for one in both] == ["False", "True"]


def test_the_server_outlives_the_program_that_started_it_while_another_uses_it(data: Path) -> None:
    first, second = process(), process()

    assert leave(first) == "False"
    assert answers(postgres.addresses())
    assert leave(second) == "True"
    assert not answers(postgres.addresses())


def test_a_killed_program_does_not_keep_the_server_up_for_ever(data: Path) -> None:
    killed, other = process(), process()

    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()

    assert leave(other) == "True"


def test_data_written_before_a_stop_is_there_after_the_next_start(data: Path) -> None:
    with postgres.running() as engine, psycopg.connect(engine.owner_url) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS n")

    with postgres.running() as engine, psycopg.connect(engine.app_url) as app:
        assert app.execute("SELECT n FROM kept").fetchone() == (7,)


def test_a_cluster_made_for_use_waits_for_the_disk(data: Path) -> None:
    with postgres.running() as engine, psycopg.connect(engine.app_url) as app:
        assert app.execute("SHOW fsync").fetchone() == ("on",)
        assert app.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_the_server_listens_on_no_network_address_and_its_folder_is_private(data: Path) -> None:
    with postgres.running(durable=False) as engine, psycopg.connect(engine.app_url) as app:
        assert app.execute("SHOW listen_addresses").fetchone() == ("",)
        assert engine.folder is not None
        assert engine.folder.stat().st_mode & 0o077 == 0


def test_a_folder_whose_path_is_too_long_for_a_socket_is_refused_by_name(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMENDS_DATA", str(data / ("long-" * 20)))

    with pytest.raises(embedded.EngineError, match="too long for a socket"):
        postgres.start(durable=False)

    monkeypatch.setenv("AMENDS_DATA", str(data))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another user for the server")
def test_a_private_folder_is_not_opened_to_everybody(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private = Path(tempfile.mkdtemp(prefix="am-"))  # short: a socket's path has little room
    monkeypatch.setenv("AMENDS_DATA", str(private / "amends"))

    with pytest.raises(embedded.EngineError, match="cannot pass"):
        postgres.start(durable=False)

    assert private.stat().st_mode & 0o777 == 0o700
    shutil.rmtree(private)
    monkeypatch.setenv("AMENDS_DATA", str(data))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another user for the server")
def test_programs_below_a_private_home_are_copied_rather_than_opening_the_home(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_public", lambda path: path.is_dir())

    with postgres.running(durable=False) as engine:
        assert answers(engine)

    assert list(environment.data_folder().glob("postgres-programs-*/*/*/bin/postgres"))


def test_a_given_address_is_used_and_nothing_is_started(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://boss:s%40fe@db.example:6432/complaints?sslmode=require")

    engine = postgres.addresses()

    assert engine.folder is None
    assert engine.owner_url == "postgresql://boss:s%40fe@db.example:6432/complaints?sslmode=require"
    app = postgres.django_connection(engine.app_url)
    assert (app["USER"], app["HOST"], app["PORT"], app["NAME"]) == ("amends_app", "db.example", "6432", "complaints")
    assert ("sslmode", "require") in dict(app["OPTIONS"]).items()  # type: ignore[call-overload]
    assert len(str(app["PASSWORD"])) >= 64


def test_a_server_that_cannot_be_reached_is_named_with_what_to_do(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://boss@127.0.0.1:1/complaints")

    with pytest.raises(embedded.EngineError, match="DATABASE_URL cannot be prepared"):
        postgres.start()


def test_secrets_are_made_once_and_readable_by_their_owner_alone(data: Path) -> None:
    first, second = environment.kept_secret("a-key"), environment.kept_secret("a-key")

    assert first == second
    assert (data / "a-key").stat().st_mode & 0o777 == 0o600
