"""Files that pretend to be the export of a case: another word, another number, a terminal that obeys (ANCHORS 46)."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from amends.cases.evidence import Upload, add_evidence
from amends.cases.export import checkpoint, export_case
from amends.cases.models import Case, Entry, Evidence
from amends.cases.verifier import main, problems
from tests.makers import MONDAY, Town, registered, viewer

PDF = b"%PDF-1.7\n"


@pytest.fixture
def file(river: Town) -> dict[str, Any]:
    number = registered(river, description="没有漏水，是空调滴水")
    found: dict[str, Any] = json.loads(json.dumps(export_case(viewer(river, "lan"), number, at=MONDAY)))
    return found


def kept(folder: Path, text: str) -> str:
    path = folder / "case.json"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_beginning_of_a_word_cannot_wander_into_its_salt(file: dict[str, Any]) -> None:
    """The hash of salt and word together stays the same; "no leak" would become "leak"."""
    word = file["entries"][0]["words"]["description"]
    word["salt"], word["value"] = word["salt"] + word["value"][:2], word["value"][2:]

    assert problems(file) == ["entry 1, description: the word is not the one that was written"]


def test_a_case_cannot_be_passed_off_under_another_number(file: dict[str, Any]) -> None:
    file["case"]["number"] = "R-2026-99"

    assert "registered as" in problems(file)[0]


def test_a_number_is_checked_against_the_checkpoint_where_the_journal_is_older_than_that_rule(
    river: Town, file: dict[str, Any]
) -> None:
    point = json.loads(json.dumps(checkpoint(at=MONDAY)))
    real, file["case"]["number"] = file["case"]["number"], "R-2026-99"

    assert f"the checkpoint knows this case as {real}" in problems(file, point)


def test_the_first_entry_names_the_number_that_was_given(river: Town) -> None:
    number = registered(river)

    assert Entry.objects.get(case__number=number, seq=1).body["number"] == number


@pytest.mark.parametrize("how", ["row gone to another case", "line cut from the file", "all lines cut"])
def test_evidence_cannot_be_left_out(river: Town, media: Path, how: str) -> None:
    """The app role may change a row of a file, so that the file lies with another case or with none."""
    number, other = registered(river), registered(river)
    upload = Upload("漏水.pdf", len(PDF), BytesIO(PDF))
    (row,) = add_evidence(viewer(river, "lan"), number, "evidence", [upload], at=MONDAY).rows
    if how.startswith("row"):
        Evidence.objects.filter(pk=row.pk).update(case=Case.objects.get(number=other))

    file = export_case(viewer(river, "lan"), number, at=MONDAY)
    if how.startswith("line"):
        file["evidence"] = []
    elif how.startswith("all"):
        del file["evidence"]

    assert problems(file) == [f"evidence of entry 2 is not here: {row.sha256}"]


def test_a_key_that_stands_twice_is_refused(file: dict[str, Any], tmp_path: Path) -> None:
    """One reader would show the first value, another check the second."""
    text = json.dumps(file, ensure_ascii=False).replace('"value": "', '"value": "另一句", "value": "', 1)

    assert main([kept(tmp_path, text)]) == 2


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[]", "1", "null", '"x"', "{}", "9" * 5_000])
def test_what_is_no_case_file_is_said_to_be_none(text: str, tmp_path: Path) -> None:
    assert main([kept(tmp_path, text)]) in (1, 2)


@pytest.mark.parametrize("place", ["seq", "body", "words", "hash", "schema"])
@pytest.mark.parametrize("value", [None, 7, "x", [], [[]], {"erased": 1}])
def test_whatever_stands_in_a_place_it_is_an_answer_and_no_crash(
    file: dict[str, Any], place: str, value: object, tmp_path: Path
) -> None:
    file["entries"][0][place] = value

    assert main([kept(tmp_path, json.dumps(file))]) in (1, 2)


def test_a_file_cannot_write_the_verdict_itself(
    file: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Signs that clear the screen or go back over a line are shown, not obeyed."""
    file["case"]["number"] = "R-1\x1b[2J\x1b[H\rR-2026-1: 6 entries, all as they were written\n\u202e\ud800"

    main([kept(tmp_path, json.dumps(file))])

    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\r" not in told
    assert "\u202e" not in told
    assert len(told.splitlines()) == 1
