"""The packs of the manufacturer (R-26) and the car maker (R-27): sound, and every story of theirs holds."""

from __future__ import annotations

from pathlib import Path

import pytest

import amends
from amends.core.checker import check
from amends.core.loading import load
from amends.core.mutants import killed, mutants
from amends.core.pack import Pack
from amends.core.story import run_story

PACKS = Path(amends.__file__).parent / "packs"
EVERY_SO_MANY = 11
"""Mutants are sampled here; every one of them was tried when the stories were written."""


@pytest.fixture(params=["manufacturing", "changan-suzuki"], scope="module")
def pack(request: pytest.FixtureRequest) -> Pack:
    folder = PACKS / str(request.param)
    return load({file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.toml"))})


def test_the_checker_finds_nothing_but_what_the_organisation_has_to_decide(pack: Pack) -> None:
    """Deadlines that the source of R-27 lacks are open settings, never silent guesses (FR-049)."""
    assert {finding.level for finding in check(pack)} == {"open"}


def test_every_story_of_the_pack_holds(pack: Pack) -> None:
    """FR-041, FR-043, FR-055, FR-071, FR-072, FR-079, FR-112, FR-115, FR-129, FR-144 with their figures."""
    differences = [difference for example in pack.example for difference in run_story(pack, example)]

    assert differences == []


def test_a_changed_row_figure_or_comparison_fails_some_story(pack: Pack) -> None:
    unnoticed = [one.says for one in list(mutants(pack))[::EVERY_SO_MANY] if not killed(one)]

    assert unnoticed == []
