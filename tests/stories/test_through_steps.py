"""The stories of the shipped packs, told through the real steps on a real database."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.core.loading import load
from amends.jobs.stories import through_steps, why_not
from amends.regulations.folders import read, shipped
from tests.shipped import pack_in


def _leads(folder: Path) -> bool:
    """Return whether a pack may govern a case by itself; the others are told in test_two_packs."""
    return not pack_in(folder).stands_beside


@pytest.mark.django_db
@pytest.mark.parametrize("folder", [one for one in shipped() if _leads(one)], ids=lambda folder: folder.name)
def test_a_story_told_in_steps_ends_as_the_rule_core_says(folder: Path) -> None:
    files = read(folder)
    pack = load(files)
    stories = [example for example in pack.example if not why_not(pack, example)]

    differences = [str(one) for example in stories for one in through_steps(pack, example, files=files)]

    assert stories
    assert differences == []
