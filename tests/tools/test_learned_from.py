"""Learned weights belong to the labelled sets beside them: when a set has changed, its tool has to run again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import learned_from, weigh_promises, weigh_referee
from tools.learned_from import LINE, line_of, with_line


@pytest.mark.parametrize(
    ("written", "labelled", "tool"),
    [
        (weigh_promises.WRITTEN, weigh_promises.DEVELOPMENT, "weigh_promises"),
        (weigh_referee.WRITTEN, weigh_referee.DEVELOPMENT, "weigh_referee"),
    ],
)
def test_the_weights_were_learned_from_the_labelled_sets_as_they_are(written: Path, labelled: Path, tool: str) -> None:
    said = LINE.findall(written.read_text("utf-8"))

    assert said == [line_of(labelled)], f"run python -m tools.{tool}"


def test_the_line_changes_with_every_set_and_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned_from, "ROOT", tmp_path)
    (tmp_path / "sets" / "hand").mkdir(parents=True)
    one = tmp_path / "sets" / "hand" / "one.toml"
    one.write_text("a = 1")
    lines = [line_of(tmp_path / "sets")]

    one.write_text("a = 2")
    lines.append(line_of(tmp_path / "sets"))
    one.rename(one.with_stem("two"))
    lines.append(line_of(tmp_path / "sets"))

    assert len(set(lines)) == 3
    assert with_line(f"x = 1\n{lines[0]}\ny = 2\n", tmp_path / "sets") == f"x = 1\n{lines[2]}\ny = 2\n"


@pytest.mark.parametrize("text", ["x = 1", "# Learned from a\n# Learned from b"])
def test_nothing_is_written_where_the_line_has_no_place(text: str) -> None:
    with pytest.raises(ValueError, match="no line"):
        with_line(text, weigh_promises.DEVELOPMENT)
