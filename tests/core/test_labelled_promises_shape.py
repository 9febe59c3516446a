"""The form of the second part of the labelled promises; what the finder makes of it is measured elsewhere."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

SET = Path(__file__).parents[1] / "labelled" / "promises" / "development" / "second" / "sentences.toml"
KEYS = {"lang", "said_at", "kind", "text", "promises"}
TOO_ALIKE = 0.8


@pytest.fixture(scope="module")
def entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(SET.read_text("utf-8"))["sentence"]
    return found


def test_the_set_is_large_enough_and_half_in_each_language(entries: list[dict[str, Any]]) -> None:
    """FR-140: at least 240 of the 400 labelled sentences, Chinese and English alike."""
    languages = Counter(entry["lang"] for entry in entries)

    assert set(languages) == {"zh", "en"}
    assert min(languages.values()) >= 120
    assert abs(languages["zh"] - languages["en"]) <= len(entries) * 0.05


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_half_of_each_language_promises_and_half_does_not(entries: list[dict[str, Any]], lang: str) -> None:
    """FR-140: finding nothing where nothing was promised counts as much as finding."""
    promising = [bool(entry["promises"]) for entry in entries if entry["lang"] == lang]

    assert 0.45 <= sum(promising) / len(promising) <= 0.55


def test_few_promises_are_without_a_time(entries: list[dict[str, Any]]) -> None:
    promising = [entry for entry in entries if entry["promises"]]
    undated = [entry for entry in promising if any("due" not in promise for promise in entry["promises"])]

    assert 0 < len(undated) <= len(promising) * 0.15


def test_every_entry_has_the_fields_and_a_known_kind(entries: list[dict[str, Any]]) -> None:
    assert [entry for entry in entries if set(entry) != KEYS or not entry["text"].strip()] == []
    assert {entry["kind"] for entry in entries} == {"reply", "call", "note"}


def test_every_quote_is_found_once_in_its_text_and_none_overlap(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        quotes = [promise["quote"] for promise in entry["promises"]]
        spans = sorted((entry["text"].find(quote), len(quote)) for quote in quotes)

        assert [entry["text"].count(quote) for quote in quotes] == [1] * len(quotes), entry["text"]
        assert all(start + long <= after for (start, long), (after, _) in pairwise(spans))
        assert all(promise["what"].strip() for promise in entry["promises"])


def test_every_promise_falls_due_after_it_was_said_in_china_time(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        moments: list[datetime] = [entry["said_at"], *(each["due"] for each in entry["promises"] if "due" in each)]

        assert {moment.utcoffset() for moment in moments} == {timedelta(hours=8)}, entry["text"]
        assert all(entry["said_at"] < due for due in moments[1:]), entry["text"]


def test_the_texts_are_of_three_years(entries: list[dict[str, Any]]) -> None:
    assert {entry["said_at"].year for entry in entries} == {2024, 2025, 2026}


def test_no_two_texts_are_nearly_the_same(entries: list[dict[str, Any]]) -> None:
    texts = [entry["text"] for entry in entries]

    assert [(one, other) for one, other in combinations(texts, 2) if _too_alike(one, other)] == []


def _too_alike(one: str, other: str) -> bool:
    """Return whether two texts share too much; the cheap upper bounds come first."""
    pair = SequenceMatcher(None, one, other, autojunk=False)
    bounds = (pair.real_quick_ratio, pair.quick_ratio, pair.ratio)
    return all(bound() > TOO_ALIKE for bound in bounds)
