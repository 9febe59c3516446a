"""Every pack that Amends brings, libraries included: sound, told in full, noticed when changed, one language beside the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.core.checker import check
from amends.core.intake import suggest_categories
from amends.core.mutants import killed, mutants
from amends.core.pack import Pack
from amends.core.story import run_story
from amends.core.taking import is_taken
from amends.regulations import folders
from tests.shipped import pack_in, pack_named

MUTANTS_TRIED = 12
"""Of each pack, spread over its rows; every one of them was tried when the stories were written."""
ROOMS = Path(__file__).parents[2] / "amends"


@pytest.fixture(params=[*folders.shipped(), *folders.libraries()], ids=lambda folder: folder.name, scope="module")
def pack(request: pytest.FixtureRequest) -> Pack:
    return pack_in(request.param)


def test_the_checker_finds_nothing_but_what_the_organisation_has_to_decide(pack: Pack) -> None:
    """What a source leaves open is a setting to fill, never a silent guess (FR-049, DOMAIN G-03)."""
    assert [finding.line("en") for finding in check(pack) if finding.level == "error"] == []


def test_every_story_holds_with_its_figures(pack: Pack) -> None:
    """The stories name the requirements whose worked figures they tell (``shows``)."""
    assert pack.example
    assert [difference for example in pack.example for difference in run_story(pack, example)] == []


def test_a_changed_row_figure_or_comparison_fails_some_story(pack: Pack) -> None:
    every = list(mutants(pack))
    tried = every[:: max(1, len(every) // MUTANTS_TRIED)]

    assert [one.says for one in tried if not killed(one)] == []


def test_every_article_speaks_both_languages_and_every_row_of_its_own_cites_one(pack: Pack) -> None:
    assert all(article.zh and article.en for article in pack.article)
    own = [
        row for table in ("duty", "row", "step", "gate", "offer", "authority", "part") for row in getattr(pack, table)
    ]
    assert [row for row in own if not is_taken(row) and row.article not in pack.articles] == []


@pytest.mark.parametrize("folder", folders.shipped(), ids=lambda folder: folder.name)
def test_what_is_promised_under_a_pack_that_leads_can_be_kept(folder: Path) -> None:
    """FR-140: without these steps nothing found in a text could become an obligation, and none would be looked for."""
    pack = pack_in(folder)
    caused = {event for step in pack.step for event in step.causes}
    leads = any(step.kind == "register" for step in pack.step)

    assert leads is not pack.stands_beside
    assert not leads or caused >= {"promised", "promise_kept", "promise_declined"}
    assert not leads or {"promised_call", "promised_answer", "promised_deed"} <= {duty.id for duty in pack.duty}


SECOND_STAGE = {"R-03", "R-04", "R-23", "R-29", "R-31", "R-51"}
"""Where the source has a second stage: a review by others, or a bank's customers may ask for one (CBIRC 2020-3)."""


def test_a_second_stage_is_blind_on_request_by_others_and_has_a_clock_of_its_own() -> None:
    packs = [pack_in(folder) for folder in folders.shipped()]
    looks = {pack.domain: [one for one in pack.sample if one.kind == "second_look"] for pack in packs}

    assert {domain for domain, found in looks.items() if found} == SECOND_STAGE
    assert all(one.on_request and one.among and one.within for found in looks.values() for one in found)


CLOSING = [
    (folder, step.id)
    for folder in folders.shipped()
    for step in pack_in(folder).step
    if step.kind == "close" and "matter" not in str(step.needs)
]


@pytest.mark.parametrize(("folder", "step"), CLOSING, ids=lambda one: getattr(one, "name", one))
def test_who_stays_dissatisfied_has_had_a_final_answer_and_that_is_the_reason_for_closing(
    folder: Path, step: str
) -> None:
    """DOMAIN X-28: closing without satisfaction is a reason of its own, in every pack whose cases are closed."""
    pack = pack_in(folder)
    gates = [gate for gate in pack.gate if gate.step == step and "dissatisfied" in str(gate.when)]
    reasons = {choice.id for field in pack.field if field.id == "closing_reason" for choice in field.choices}
    closing = next(one for one in pack.step if one.id == step)
    only_after_a_reply = {one.kind for one in pack.step if one.to in closing.from_} == {"reply"}

    assert "final_answer" in reasons
    assert "closing_reason" in closing.asks
    assert any(
        "closing_reason" in str(gate.needs) and ("replied" in str(gate.needs) or only_after_a_reply) for gate in gates
    )


def test_words_suggest_the_category_with_the_most_hits_first() -> None:
    """FR-034: a suggestion only; no words, no suggestion."""
    pack = pack_named("property-instruction")

    assert suggest_categories(pack, "漏水，墙面渗水返潮，还有电梯", pack.valid_from)[0].id.endswith("/leak")
    assert suggest_categories(pack, "……", pack.valid_from) == ()


def test_no_room_of_the_program_knows_a_regulation_by_name() -> None:
    """A regime is data: its name stands in no Python (the demonstration, which chooses three, aside)."""
    names = [folder.name for folder in (*folders.shipped(), *folders.libraries())]
    known = [
        f"{path.relative_to(ROOMS)}: {name}"
        for path in ROOMS.rglob("*.py")
        if "demo" not in path.parts
        for name in names
        if f'"{name}"' in path.read_text(encoding="utf-8")
    ]

    assert known == []
