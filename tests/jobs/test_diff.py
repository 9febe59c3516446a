"""The command `amends diff`, as a rule owner types it before a version is signed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amends import cli
from tests.core.small_packs import FOUR_GRADES, HEAD


@pytest.fixture
def versions(tmp_path: Path) -> tuple[str, str]:
    """Two folders: five people are major, and eight."""
    for name, people in (("old", "5"), ("new", "8")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.toml").write_text(HEAD, encoding="utf-8")
        rows = FOUR_GRADES.replace("and_above = 5", f"and_above = {people}")
        (tmp_path / name / "grading.toml").write_text(rows, encoding="utf-8")
    return str(tmp_path / "old"), str(tmp_path / "new")


def test_a_changed_threshold_is_read_aloud_before_and_after_under_its_article(
    versions: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["diff", *versions])

    assert code == 1
    assert capsys.readouterr().out == (
        "3.2 五人以上为重大\n"
        "  ~ row M3\n"
        "      - 投诉人数 ≥ 5 → 重大\n"
        "      + 投诉人数 ≥ 8 → 重大\n"
        "        when: 投诉人数 ≥ 5 → 投诉人数 ≥ 8\n"
        "1 changes in 1 places\n"
    )


def test_json_says_the_same_in_both_languages(versions: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["diff", *versions, "--json"])

    (change,) = json.loads(capsys.readouterr().out)
    assert (change["kind"], change["table"], change["row"], change["article"]) == ("changed", "row", "M3", "3.2")
    assert change["new"] == {"zh": "投诉人数 ≥ 8 → 重大", "en": "Number of complainants ≥ 8 → major"}


def test_the_same_version_twice_is_no_difference(versions: tuple[str, str]) -> None:
    assert cli.main(["diff", versions[0], versions[0]]) == 0


def test_another_article_has_no_difference(versions: tuple[str, str]) -> None:
    assert cli.main(["diff", *versions, "--article", "4.1"]) == 0


def test_a_pack_that_cannot_be_read_is_said_with_exit_code_2(
    versions: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["diff", versions[0], "nowhere"])

    assert code == 2
    assert "no pack “nowhere”" in capsys.readouterr().err
