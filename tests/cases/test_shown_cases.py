"""The case that a finding shows is one that the form of Try takes, in every regulation that Amends brings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.cases.facts import read
from amends.core.analysis import Analysis
from amends.core.conditions import ALWAYS, Condition
from amends.core.evaluate import holds
from amends.core.fact_types import conditions_in, rows_of
from amends.core.pack import Pack
from amends.core.shown_case import case_of
from amends.core.trying import rules_alone, try_facts
from amends.regulations import folders
from tests.shipped import pack_in

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
EVERY_SO_MANY = 7
"""Conditions are sampled here; all of them were tried when the cases were made to be told."""


def conditions(pack: Pack) -> Iterator[Condition]:
    found = {repr(one): one for _, row in rows_of(pack) for _, one in conditions_in(row) if one != ALWAYS}
    yield from list(found.values())[::EVERY_SO_MANY]


@pytest.mark.parametrize("folder", folders.shipped(), ids=lambda folder: folder.name)
def test_a_case_that_shows_a_condition_does_so_when_it_is_typed_into_try(folder: Path) -> None:
    pack = pack_in(folder)
    analysis, rules = Analysis(pack), rules_alone(pack)

    for condition in conditions(pack):
        witness = analysis.satisfiable(condition)
        assert witness is not None
        assert holds(condition, witness.scene(pack)).true or not witness.certain
        if witness.just_told and not witness.settings:
            asked = case_of(pack, witness).ask(AT)
            at = datetime.fromisoformat(asked["at"])
            assert holds(condition, try_facts(read(asked["facts"], rules), rules, at=at).scene).true, asked
