"""The same word in different regulations: what it means here, and where the source leaves it open."""

from __future__ import annotations

import pytest

from amends.core.meanings import Meaning, meanings
from tests.shipped import pack_named


def major(name: str) -> Meaning:
    found = [one for one in meanings(pack_named(name), "重大") if not one.remains]
    assert found, name
    return found[0]


@pytest.mark.parametrize(
    ("name", "rows"), [("changan-suzuki", 10), ("dealer-group", 7), ("developer-four-grades", 4), ("five-chapter", 1)]
)
def test_major_is_what_each_regulation_says_it_is(name: str, rows: int) -> None:
    """FR-256, X-06: R-27, R-35, R-37 and R-52 define it, each in its own way."""
    assert len(major(name).defined_by) >= rows


@pytest.mark.parametrize("name", ["property-instruction", "manufacturing"])
def test_major_is_left_open_where_the_source_is_silent(name: str) -> None:
    """FR-256: R-23 and R-26 use the word and do not define it; somebody sets it by hand."""
    meaning = major(name)

    assert not meaning.is_defined
    assert meaning.set_by


def test_words_are_found_in_either_language_and_an_empty_one_not_at_all() -> None:
    four_grades = pack_named("developer-four-grades")

    assert meanings(four_grades, "MAJOR") == meanings(four_grades, "重大")
    assert meanings(four_grades, "  ") == ()
    assert meanings(four_grades, "无此词") == ()


def test_what_no_row_makes_heavier_remains() -> None:
    ordinary = next(one for one in meanings(pack_named("developer-four-grades"), "一般") if one.remains)

    assert ordinary.is_defined
