"""The command `amends`, as somebody types it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from amends import cli


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--help"])

    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert set(cli.COMMANDS) <= set(shown.split())


def test_help_needs_none_of_the_commands_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {name: cli.Command("amends.jobs.does_not_exist", "x", True) for name in cli.COMMANDS}
    monkeypatch.setattr(cli, "COMMANDS", broken)

    with pytest.raises(SystemExit) as end:
        cli.main(["--help"])

    assert end.value.code == 0


def test_no_command_shows_help_and_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert "commands:" in capsys.readouterr().out


def test_an_unknown_command_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["complain"])

    assert end.value.code == 2
    assert "complain" in capsys.readouterr().err


def test_run_says_when_its_address_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = start(tmp_path, port).communicate(timeout=60)

    assert "Another program already serves" in done[1]
    assert not (tmp_path / "postgres").exists()


def start(data: Path, port: int) -> subprocess.Popen[str]:
    for part in (data, *data.parents[:3]):
        part.chmod(part.stat().st_mode | 0o011)  # the server's user must pass
    hidden = ("DATABASE_URL", "AMENDS_APP_DATABASE_URL")
    surroundings = {key: value for key, value in os.environ.items() if key not in hidden}
    return subprocess.Popen(
        [sys.executable, "-m", "amends", "run", "--address", f"127.0.0.1:{port}"],
        env=surroundings | {"AMENDS_DATA": str(data), "AMENDS_DEMO": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
