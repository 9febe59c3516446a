"""The command `amends verify`, as somebody types it who has nothing but the exported file."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from amends.cases.export import checkpoint, export_case
from amends.cases.steps import take_step
from amends.jobs import checkpoint as command
from tests.makers import MONDAY, Town, registered, viewer

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(minutes=5)


@pytest.fixture
def exported(river: Town) -> dict[str, Any]:
    """A case of two entries, as it leaves the house."""
    number = registered(river)
    take_step(viewer(river, "lan"), number, "read_back", at=LATER)
    return json.loads(json.dumps(export_case(viewer(river, "lan"), number, at=LATER), default=str))  # type: ignore[no-any-return]


def verify(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command without a database within reach."""
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "AMENDS_DATA": "/nonexistent/amends"}
    return subprocess.run(
        [sys.executable, "-m", "amends", "verify", *words], env=os.environ | nowhere, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip


def kept(folder: Path, name: str, value: object) -> str:
    path = folder / name
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_a_case_file_as_it_was_written_is_sound(exported: dict[str, Any], tmp_path: Path) -> None:
    done = verify(kept(tmp_path, "case.json", exported))

    assert (done.returncode, done.stderr) == (0, "")
    assert f"{exported['case']['number']}: {len(exported['entries'])} entries, all as they were written" in done.stdout


def test_a_changed_entry_is_named(exported: dict[str, Any], tmp_path: Path) -> None:
    exported["entries"][0]["step"] = "close"

    done = verify(kept(tmp_path, "case.json", exported))

    assert done.returncode == 1
    assert "1" in done.stdout


def test_a_journal_cut_short_is_noticed_against_a_checkpoint(
    river: Town, exported: dict[str, Any], tmp_path: Path
) -> None:
    earlier = json.loads(json.dumps(checkpoint(at=LATER), default=str))
    exported["entries"].pop()

    done = verify(kept(tmp_path, "case.json", exported), "--checkpoint", kept(tmp_path, "point.json", earlier))

    assert done.returncode == 1


@pytest.mark.parametrize("text", ["", "{", "[1", "\x00"])
def test_a_file_that_is_no_case_file_cannot_be_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "case.json"
    path.write_text(text, encoding="utf-8")

    done = verify(str(path))

    assert done.returncode == 2
    assert done.stderr.startswith("cannot be read")


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    assert verify(str(tmp_path / "none.json")).returncode == 2


def test_the_heads_of_all_journals_are_written_to_a_file_that_is_never_overwritten(
    river: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kept elsewhere, they reveal a journal that was cut off or rewritten."""
    number = registered(river)
    point = tmp_path / "point.json"
    asked = argparse.Namespace(org=river.org.code, out=str(point))

    assert command.run(asked) == 0
    assert [head["number"] for head in json.loads(point.read_text())["heads"].values()] == [number]
    assert command.run(asked) == 2
    assert command.run(argparse.Namespace(org="nobody", out="")) == 2
    assert "no organisation “nobody”" in capsys.readouterr().err
