"""The stories of the shipped packs, told through the real steps on a real database."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.story import BadStory, run_story
from amends.jobs.stories import through_steps, why_not
from amends.regulations.folders import read, shipped
from tests.core.telling import HEAD, texts_of
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


ROWS = """
[[role]]
id = "front_desk"
$T
[[stage]]
id = "new"
kind = "new"
$T
[[step]]
id = "register"
kind = "register"
$A
$T
to = "new"
by = ["front_desk"]
[[stage]]
id = "closed"
kind = "closed"
$T
[[step]]
id = "close"
kind = "close"
$A
$T
from = ["new"]
to = "closed"
by = ["front_desk"]
[[duty]]
id = "D1"
$A
$T
owner = "front_desk"
opens = "received"
met_by = "closed"
within = "1 wd"
[[example]]
title = { zh = "周五登记", en = "Registered on a Friday" }
calendar = { zone = "ZONE" }
  [[example.event]]
  at = 2024-03-08T18:30:00+00:00
  do = "register"
  with = { description = "异响" }
  expect.due = { D1 = 2024-03-11T18:00:00+00:00 }
"""


def _told_in(zone: str, *, calendar: str = "weekdays") -> tuple[Pack, dict[str, str]]:
    files = texts_of(ROWS.replace("ZONE", zone), head=HEAD.replace("around_the_clock", calendar))
    return load(files), files


@pytest.mark.django_db
def test_a_calendar_of_a_zone_alone_has_the_office_week_as_the_rule_core_gives_it() -> None:
    pack, files = _told_in("Europe/London")
    (story,) = pack.example

    assert run_story(pack, story) == ()
    assert why_not(pack, story) == ""
    assert through_steps(pack, story, files=files) == ()


@pytest.mark.django_db
def test_a_zone_that_does_not_exist_is_a_story_that_cannot_be_told() -> None:
    pack, files = _told_in("Nowhere/Town")

    with pytest.raises(BadStory, match="Nowhere/Town"):
        through_steps(pack, pack.example[0], files=files)


def test_a_week_of_its_own_is_not_told_in_steps_where_the_pack_counts_around_the_clock() -> None:
    pack, _files = _told_in("Europe/London", calendar="around_the_clock")

    assert "around the clock" in why_not(pack, pack.example[0])
