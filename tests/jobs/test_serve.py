"""`amends run` as somebody types it and ends it by Ctrl-C or a signal: site, worker and database come and go together."""

from __future__ import annotations

import signal
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from amends import postgres
from tests.test_cli import free_port, start


def descendants(pid: int) -> set[int]:
    """Return the processes that a process started, and theirs."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has just ended
            continue
    found, grown = set(), {pid}
    while grown:
        grown = {child for child, parent in parents.items() if parent in grown}
        found |= grown
    return found


def until_stopped(data: Path, *, sql: str, by: signal.Signals) -> tuple[list[tuple[object, ...]], set[int], int, str]:
    """Serve, ask for a file, run a statement in its database, stop; return rows, processes, exit code and what was said."""
    port = free_port()
    running = start(data, port)
    assert running.stdout is not None
    for line in running.stdout:
        if str(port) in line:
            break
    with urlopen(f"http://127.0.0.1:{port}/static/vendor/icons.svg", timeout=10) as answer:
        assert answer.status == 200
    with psycopg.connect(postgres.addresses().owner_url) as owner:
        done = owner.execute(sql)
        rows = done.fetchall() if done.description else []
    started = descendants(running.pid)
    running.send_signal(by)
    said = running.communicate(timeout=90)[1]
    return rows, started, running.returncode, said


def test_a_stop_ends_site_worker_and_database_without_a_word_and_the_data_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMENDS_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("AMENDS_APP_DATABASE_URL", raising=False)

    _, started, code, said = until_stopped(tmp_path, sql="CREATE TABLE kept AS SELECT 7 AS seven", by=signal.SIGINT)
    rows, _, again, _ = until_stopped(tmp_path, sql="SELECT seven FROM kept", by=signal.SIGTERM)

    assert (code, again, rows) == (0, 0, [(7,)]), said
    assert "Traceback" not in said
    assert len(started) >= 3
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()
