"""The command `amends explain`: a regulation read aloud, tried, and asked for its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amends import cli
from tests.core.small_packs import FOUR_GRADES, HEAD, T

DUTY = f"""
[[role]]
id = "desk"
title = {{ zh = "客服", en = "Desk" }}
[[duty]]
id = "C1"
article = "3.2"
title = {T}
owner = "desk"
opens = "received"
met_by = "replied"
within = "$WITHIN"
when = {{ grade = "major" }}
"""
AT = "2026-03-02T10:00:00+08:00"


@pytest.fixture
def pack(tmp_path: Path) -> str:
    """A pack in which five people are major, and major is answered within 12 h."""
    return written(tmp_path, "town", "12 h")


def written(folder: Path, name: str, within: str) -> str:
    (folder / name).mkdir()
    (folder / name / "pack.toml").write_text(HEAD.replace('id = "small"', f'id = "{name}"'), encoding="utf-8")
    (folder / name / "rows.toml").write_text(FOUR_GRADES + DUTY.replace("$WITHIN", within), encoding="utf-8")
    return str(folder / name)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["explain", *words]) == 0
    return capsys.readouterr().out


def test_an_article_is_read_with_its_rows(pack: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, pack, "--article", "3.2", "--language", "en")

    assert text.startswith("3.2 Five or more is major\n")
    assert "  row M3: Number of complainants ≥ 5 → major\n" in text


def test_one_row_is_read_alone(pack: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, pack, "--row", "H3")

    assert text == "3.2 五人以上为重大\n  row H3: 投诉人数 ≥ 3 → hot\n"


def test_facts_get_their_grade_and_clock_with_its_derivation(pack: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, pack, "--facts", '{"complainants": 5}', "--at", AT, "--language", "en")

    assert "major: text (3.2); text (3.2)" in text
    assert "2026-03-02 22:00  C1 text (3.2): Desk" in text
    assert "Mon 2 Mar 10:00" in text


def test_the_same_case_in_two_regimes_shows_both_due_times_side_by_side(
    pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """FR-258, FR-250."""
    other = written(tmp_path, "city", "5 d")

    answers = json.loads(said(capsys, pack, other, "--facts", '{"complainants": 5}', "--at", AT, "--json"))

    assert [(one["pack"], one["clocks"][0]["due_at"]) for one in answers] == [
        ("town", "2026-03-02T14:00:00+00:00"), ("city", "2026-03-07T02:00:00+00:00"),
    ]  # fmt: skip


def test_facts_come_from_a_file_and_as_a_finding_shows_them(
    pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "case.json").write_text(json.dumps({"facts": {"complainants": 4}, "at": AT}), encoding="utf-8")

    (answer,) = json.loads(said(capsys, pack, "--facts", str(tmp_path / "case.json"), "--at", AT, "--json"))

    assert answer["grades"][0]["grade"] == "hot"


def test_a_word_means_different_things_in_two_regulations_and_is_found_in_traditional_characters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """FR-256, FR-257: “重大” is defined by R-37 and left open by R-23."""
    text = said(capsys, "developer-four-grades", "property-instruction", "--word", "重大投訴")

    assert "投诉人数 ≥ 5 → 重大投诉" in text
    assert "制度没有说明" in text


def test_a_word_that_is_nowhere_is_exit_code_1(pack: str) -> None:
    assert cli.main(["explain", pack, "--word", "云彩"]) == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--facts", '{"complainers": 5}'], "town has no fact complainers"),
        (["--facts", '{"complainants": "many"}'], "“Number of complainants” cannot be read"),
        (["--facts", "[1]"], ""),
        (["--facts", "{}", "--at", "2026-03-02T10:00:00"], "write --at with its zone"),
    ],
)
def test_what_cannot_be_understood_is_exit_code_2_and_says_why(
    pack: str, words: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["explain", pack, *words]) == 2
    assert why in capsys.readouterr().err
