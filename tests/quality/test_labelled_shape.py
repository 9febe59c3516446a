"""The form of the second part of the referee's labelled set; what the referee makes of it is tested elsewhere."""

import tomllib
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

SECOND = Path(__file__).parents[1] / "labelled" / "eight_d" / "development" / "second"
ALIKE = 0.8
FIELDS = {
    *("team", "problem", "containment", "cause_occurrence", "cause_escape", "cause_system"),
    *("corrective", "carried_out", "preventive", "standard", "verification", "closing"),
}
# What can be seen in one sentence; the rest needs the whole report.
IN_A_SENTENCE = {
    *("HE1", "HE2", "HE3", "HE4", "HE5", "HE7"),
    *("restated", "untouched_cause", "no_criterion", "no_sample", "bare_containment"),
}
CODES = IN_A_SENTENCE | {"HE6", "HE8", "no_escape", "no_system", "copied", "unanswered"}
COMPARED_WITH = {"restated": "problem", "untouched_cause": "cause"}

Row = dict[str, Any]


def _rows(name: str, kind: str) -> list[Row]:
    rows: list[Row] = tomllib.loads((SECOND / f"{name}.toml").read_text("utf-8"))[kind]
    return rows


SENTENCES = _rows("sentences", "sentence")
REPORTS = _rows("reports", "report")


def _whole(report: Row) -> str:
    return " ".join(report["fields"].values())


def _likeness(one: str, other: str, *, lang: str) -> float:
    """Return how alike two texts are, by words in English and by characters in Chinese."""
    first, second = (text.split() if lang == "en" else list(text) for text in (one, other))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) <= ALIKE:
        return 0.0
    return float(matcher.ratio())


def _too_alike(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    pairs = combinations(rows, 2)
    return [(a, b) for (lang, a), (other, b) in pairs if lang == other and _likeness(a, b, lang=lang) > ALIKE]


def test_there_are_enough_sentences_and_reports() -> None:
    """Issue 4: with the rest of development at least 400 sentences and 200 reports."""
    assert len(SENTENCES) >= 220
    assert len(REPORTS) >= 104


@pytest.mark.parametrize("rows", [SENTENCES, REPORTS], ids=["sentences", "reports"])
def test_half_is_good_in_each_language_and_the_languages_are_balanced(rows: list[Row]) -> None:
    counts = Counter((row["lang"], row["label"]) for row in rows)
    assert set(counts) == {(lang, label) for lang in ("zh", "en") for label in ("good", "bad")}
    assert counts["zh", "good"] == counts["zh", "bad"]
    assert counts["en", "good"] == counts["en", "bad"]
    assert abs(counts["zh", "good"] - counts["en", "good"]) <= len(rows) * 0.02


@pytest.mark.parametrize(
    ("rows", "codes"), [(SENTENCES, IN_A_SENTENCE), (REPORTS, CODES)], ids=["sentences", "reports"]
)
def test_the_bad_carry_known_codes_and_the_good_none(rows: list[Row], codes: set[str]) -> None:
    for row in rows:
        assert set(row["rules"]) <= codes, row
        assert bool(row["rules"]) == (row["label"] == "bad"), row


def test_each_code_occurs_in_four_reports_and_four_sentences_of_each_language() -> None:
    in_reports = Counter(code for report in REPORTS for code in report["rules"])
    in_sentences = Counter((row["lang"], code) for row in SENTENCES for code in row["rules"])
    assert {code for code in CODES if in_reports[code] < 4} == set()
    assert {(lang, code) for lang in ("zh", "en") for code in IN_A_SENTENCE if in_sentences[lang, code] < 4} == set()


def test_a_sentence_stands_in_a_field_of_the_8d_and_says_what_it_is_compared_with() -> None:
    for row in SENTENCES:
        assert row["field"] in FIELDS, row
        assert row["text"].strip(), row
        assert {COMPARED_WITH[code] for code in row["rules"] if code in COMPARED_WITH} <= set(row), row


def test_the_field_of_a_bad_sentence_is_also_a_field_of_good_ones() -> None:
    """Otherwise the field alone would tell the label."""
    good = {(row["lang"], row["field"]) for row in SENTENCES if row["label"] == "good"}
    assert {(row["lang"], row["field"]) for row in SENTENCES if row["label"] == "bad"} <= good


def test_reports_have_names_of_their_own_and_known_fields() -> None:
    assert len({report["id"] for report in REPORTS}) == len(REPORTS)
    assert {field for report in REPORTS for field in report["fields"]} <= FIELDS


def test_a_good_report_is_complete_and_of_realistic_length() -> None:
    for report in REPORTS:
        if report["label"] == "good":
            assert set(report["fields"]) == FIELDS - {"team", "closing"}, report["id"]
            assert all(text.strip() for text in report["fields"].values()), report["id"]
            assert 250 <= len(_whole(report)) <= 1100, report["id"]


def test_a_copied_report_repeats_the_causes_and_actions_of_its_source() -> None:
    texts = {report["id"]: report for report in REPORTS}
    for report in REPORTS:
        assert ("copied" in report["rules"]) == ("copied_from" in report), report["id"]
        if source := texts.get(report.get("copied_from", "")):
            one, other = (
                " ".join(
                    row["fields"][field] for field in ("cause_occurrence", "cause_escape", "cause_system", "corrective")
                )
                for row in (report, source)
            )
            assert _likeness(one, other, lang=report["lang"]) > ALIKE, report["id"]
            assert report["fields"]["problem"] != source["fields"]["problem"], report["id"]
    assert {report["copied_from"] for report in REPORTS if "copied_from" in report} <= set(texts)


def test_no_two_sentences_are_made_from_one_pattern() -> None:
    assert _too_alike([(row["lang"], row["text"]) for row in SENTENCES]) == []


def test_no_two_reports_are_alike_but_the_copied_ones() -> None:
    assert _too_alike([(row["lang"], _whole(row)) for row in REPORTS if "copied" not in row["rules"]]) == []
