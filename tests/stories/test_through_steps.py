"""The stories of the shipped packs, told through the real steps on a real database."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.core.loading import load
from amends.jobs.stories import can_go_through_steps, through_steps
from amends.regulations.folders import read, shipped

TOLD = ("developer-four-grades", "manufacturing", "property-instruction")
"""The car maker's stories send orders to dealers by nicknames, which the teller cannot make into units yet."""


@pytest.mark.django_db
@pytest.mark.parametrize("folder", [one for one in shipped() if one.name in TOLD], ids=lambda folder: folder.name)
def test_a_story_told_in_steps_ends_as_the_rule_core_says(folder: Path) -> None:
    pack = load(read(folder))
    stories = [example for example in pack.example if can_go_through_steps(pack, example)]

    differences = [str(one) for example in stories for one in through_steps(pack, example)]

    assert stories
    assert differences == []
