"""The packs of the property centre (R-23) and the developer (R-37): sound, told in full, noticed when changed."""

from __future__ import annotations

from pathlib import Path

import pytest

import amends
from amends.core.checker import check
from amends.core.intake import suggest_categories
from amends.core.loading import load
from amends.core.mutants import killed, mutants
from amends.core.pack import Pack
from amends.core.story import run_story

PACKS = Path(amends.__file__).parent / "packs"
EVERY_SO_MANY = 8
"""Mutants are sampled here; deleting any row was tried in full when the stories were written."""


@pytest.fixture(params=["property-instruction", "developer-four-grades"], scope="module")
def pack(request: pytest.FixtureRequest) -> Pack:
    folder = PACKS / str(request.param)
    return load({file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.toml"))})


def test_the_checker_finds_nothing_but_what_the_organisation_has_to_decide(pack: Pack) -> None:
    """What R-23 calls major and important is an open setting, never a guess (DOMAIN G-03)."""
    assert {finding.level for finding in check(pack)} == {"open"}


def test_every_story_of_the_pack_holds(pack: Pack) -> None:
    """FR-036 to FR-040, FR-048, FR-050, FR-051, FR-054, FR-061, FR-075 to FR-078, FR-084 to FR-086, FR-089,
    FR-147 to FR-151, FR-157, FR-158, FR-161 to FR-163, FR-165 with their figures."""
    differences = [difference for example in pack.example for difference in run_story(pack, example)]

    assert differences == []


def test_a_changed_row_figure_or_comparison_fails_some_story(pack: Pack) -> None:
    unnoticed = [one.says for one in list(mutants(pack))[::EVERY_SO_MANY] if not killed(one)]

    assert unnoticed == []


def test_every_article_speaks_both_languages(pack: Pack) -> None:
    assert all(article.zh and article.en for article in pack.article)


def test_words_suggest_the_category_with_the_most_hits_first(pack: Pack) -> None:
    """FR-034: a suggestion only; no words, no suggestion."""
    assert suggest_categories(pack, "漏水，墙面渗水返潮，还有电梯", pack.valid_from)[0].id.endswith("/leak")
    assert suggest_categories(pack, "……", pack.valid_from) == ()
