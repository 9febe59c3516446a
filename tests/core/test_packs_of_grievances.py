"""The packs of makers' grievance procedures and of an 8D customer: sound, told in full, noticed when changed."""

from __future__ import annotations

import pytest

from amends.core.checker import check
from amends.core.loading import load
from amends.core.mutants import killed, mutants
from amends.core.pack import Pack
from amends.core.story import run_story
from amends.regulations.folders import find, read

EVERY_SO_MANY = 11
"""Mutants are sampled here; every one of them was tried when the stories were written."""


@pytest.fixture(params=["grievance-instruction", "iatf-grievance"], scope="module")
def pack(request: pytest.FixtureRequest) -> Pack:
    return load(read(find(str(request.param))))


def test_the_checker_finds_nothing_but_what_the_organisation_has_to_decide(pack: Pack) -> None:
    """The step (a) that R-06 lost and the times that R-12 lacks are open settings, never guesses (DOMAIN G-02, G-07)."""
    assert {finding.level for finding in check(pack)} <= {"open"}


def test_every_story_of_the_pack_holds(pack: Pack) -> None:
    """FR-063, FR-074, FR-080, FR-090, FR-091, FR-108, FR-114 to FR-119, FR-128, FR-157, FR-160, FR-185, FR-243 to
    FR-248 with their figures."""
    differences = [difference for example in pack.example for difference in run_story(pack, example)]

    assert differences == []


def test_a_changed_row_figure_or_comparison_fails_some_story(pack: Pack) -> None:
    unnoticed = [one.says for one in list(mutants(pack))[::EVERY_SO_MANY] if not killed(one)]

    assert unnoticed == []
