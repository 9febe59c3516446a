"""What the analysis says of any regulation is true of any case: held against thousands of random ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from amends.core.analysis import Analysis
from amends.core.check_conditions import never_fires
from amends.core.check_weaker_rows import weaker_rows
from amends.core.conditions import Condition
from amends.core.evaluate import Scene, holds
from amends.core.fact_types import conditions_in, rows_of
from amends.core.finding import Finding
from amends.core.first_telling import is_computed
from amends.core.grading import grade, weight
from amends.core.ledger import Rules
from amends.core.mutants import mutants
from amends.core.pack import Pack, Row
from amends.core.remedies import offers
from amends.core.routing import route
from amends.core.shown_case import case_of
from amends.core.trying import rules_alone, try_facts
from amends.core.witness import Witness
from tests.core.random_packs import NOW, OFFICE, random_pack, random_scene

PACKS, CASES = 40, 260
"""Together more than 10,000 random cases."""
SEEDS = st.integers(0, 2**32)


def row_of(pack: Pack, finding: Finding) -> Row:
    return next(row for table, row in rows_of(pack) if table == finding.table and getattr(row, "id", "") == finding.row)


def condition_of(pack: Pack, finding: Finding) -> Condition:
    return dict(conditions_in(row_of(pack, finding)))[finding.key]


def _never_holds(pack: Pack, finding: Finding, scene: Scene) -> bool:
    return not holds(condition_of(pack, finding), scene).true


def _never_routes(pack: Pack, finding: Finding, scene: Scene) -> bool:
    routed = route(pack, scene)
    return routed is None or routed.row != finding.row


def _decides_nothing(pack: Pack, finding: Finding, scene: Scene) -> bool:
    """Without the row the grade is the same."""
    without = pack.model_copy(update={"row": tuple(row for row in pack.row if row.id != finding.row)})
    (row,) = pack.list
    return grade(pack, row, scene, None).grade == grade(without, row, replace(scene, pack=without), None).grade


def _is_not_offered(pack: Pack, finding: Finding, scene: Scene) -> bool:
    return finding.row not in {offer.row for offer in offers(pack, scene)}


Claim = Callable[[Pack, Finding, Scene], bool]
CLAIMS: dict[tuple[str, str], Claim] = {
    ("unreachable", "route"): _never_routes,
    ("never_decides", "row"): _decides_nothing,
    ("shadowed", "row"): _decides_nothing,
    ("shadowed", "offer"): _is_not_offered,
}


@settings(max_examples=PACKS, deadline=None)
@given(SEEDS)
def test_what_is_called_unreachable_or_shadowed_is_never_reached(seed: int) -> None:
    random = Random(seed)
    pack = random_pack(random)
    found = [(one, CLAIMS.get((one.kind, one.table), _never_holds)) for one in never_fires(pack, Analysis(pack))]

    for scene in (random_scene(random, pack) for _ in range(CASES)):
        for finding, claim in found:
            assert claim(pack, finding, scene), finding


def test_random_regulations_have_rows_that_never_fire() -> None:
    """The law above says something: there are many to be held against."""
    packs = [random_pack(Random(seed)) for seed in range(25)]

    kinds = [(one.kind, one.table) for pack in packs for one in never_fires(pack, Analysis(pack))]

    assert len(kinds) > 30
    assert {"unreachable", "never_decides"} <= {kind for kind, _table in kinds}


def just_told(pack: Pack, witness: Witness) -> Scene:
    """Return the scene that Try makes of a witness, of which it takes what a form can ask."""
    facts = {name: value for name, value in witness.facts.items() if not is_computed(name)}
    at = datetime.fromisoformat(case_of(pack, witness).ask(NOW)["at"])
    return try_facts(facts, Rules(pack, calendars={pack.id: OFFICE}), at=at).scene


@settings(max_examples=15, deadline=None)
@example(35)  # each of these has a witness whose grade rests on the day or the hour at which it was told
@example(78)
@example(330)
@given(SEEDS)
def test_each_witness_does_what_is_claimed_and_try_shows_those_that_are_just_told(seed: int) -> None:
    random = Random(seed)
    pack = random_pack(random)
    analysis, conditions = Analysis(pack), [one for _, row in rows_of(pack) for _, one in conditions_in(row)]
    one, other = random.choice(conditions), random.choice(conditions)
    rows = [row.when for row in pack.row]
    claims: list[tuple[Witness | None, list[Condition], list[Condition]]] = [
        (analysis.satisfiable(one), [one], []),
        (analysis.overlap(one, other), [one, other], []),
        (analysis.implies(one, other), [one], [other]),
        (analysis.gap(rows), [], rows),
    ]

    for witness, held, not_held in claims:
        if witness and witness.certain:
            for scene in (witness.scene(pack), *([just_told(pack, witness)] if witness.just_told else [])):
                assert all(holds(condition, scene).true for condition in held)
                assert not any(holds(condition, scene).true for condition in not_held)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_a_local_regulation_that_is_not_called_weaker_grades_no_case_lighter(seed: int) -> None:
    """FR-251: and a case that is shown for one that is weaker is graded lighter there."""
    random = Random(seed)
    parent = random_pack(random)
    local = random.choice([one for one in mutants(parent) if one.says.startswith("row ")]).pack
    (theirs,), (ours,) = parent.list, local.list

    found = [one for one in weaker_rows(parent, local) if one.table == "row"]

    for scene in (random_scene(random, parent) for _ in range(150)):
        above = grade(parent, theirs, scene, None).grade
        here = grade(local, ours, replace(scene, pack=local), None).grade
        assert found or weight(ours, here) <= weight(theirs, above), scene.facts
    for one in found:
        if one.case and one.case.just_told and not one.case.beside:
            at = datetime.fromisoformat(one.case.ask(NOW)["at"])
            graded = [try_facts(one.case.facts, rules_alone(pack), at=at).grades[0] for pack in (parent, local)]
            assert weight(theirs, graded[0].grading.grade) < weight(ours, graded[1].grading.grade)
