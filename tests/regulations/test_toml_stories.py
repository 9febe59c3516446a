"""Stories put and added in their TOML texts: what is not changed keeps its lines, comments included (FR-254)."""

from __future__ import annotations

import copy
from difflib import unified_diff
from typing import Any

import pytest

from amends.regulations import folders
from amends.regulations.toml_rows import CannotWrite, rows_in
from amends.regulations.toml_stories import STORY, add_story, put_story

PACKS = ("rural-credit", "developer-four-grades", "optical", "cn-telecom")
AT = "2024-03-01T10:00:00+08:00"
TEXT = f"""# What this file shows
[[example]]
title = {{ zh = "一", en = "one" }}  # the first

  # somebody calls
  [[example.event]]
  at = {AT}
  do = "register"
  with = {{ channel = "phone" }}
  expect.due = {{ reply = {AT} }}  # the limit
  expect.told = [
    {{ duty = "reply", who = "handler" }},
  ]

  [[example.event]]
  at = {AT}
  do = "nothing"

[[example]]
title = {{ zh = "二", en = "two" }}
event = [{{ at = {AT}, do = "nothing" }}]
"""


def stories(text: str) -> list[dict[str, Any]]:
    return copy.deepcopy(list(rows_in(text, STORY)))


def changed(before: str, after: str) -> list[str]:
    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [one for one in lines if one[:1] in "+-" and one[:3] not in ("+++", "---")]


@pytest.mark.parametrize("pack", PACKS)
def test_a_story_that_says_the_same_is_the_same_text_and_a_new_end_changes_nothing_else(pack: str) -> None:
    for name, text in folders.read(folders.find(pack)).items():
        for nth, story in enumerate(stories(text) if "[[example]]" in text else (), start=1):
            places = list(range(len(story["event"])))
            assert put_story(text, nth, story, came_from=places) == text

            story["event"].append({"at": story["event"][0]["at"], "do": "nothing", "expect": {"flags": []}})
            longer = put_story(text, nth, story, came_from=[*places, None])

            assert not [one for one in changed(text, longer) if one.startswith("-")], (name, nth)


def test_an_expectation_is_added_to_one_event_and_every_other_line_stays() -> None:
    story = stories(TEXT)[0]
    story["event"][0]["expect"]["stage"] = "registered"

    after = put_story(TEXT, 1, story, came_from=[0, 1])

    assert [one for one in changed(TEXT, after) if one.startswith("-")] == []
    assert [one.strip("+ ") for one in changed(TEXT, after)] == ['expect.stage = "registered"']


def test_an_event_that_moves_takes_its_lines_along_and_one_that_goes_is_gone() -> None:
    story = stories(TEXT)[0]

    moved = put_story(TEXT, 1, {**story, "event": story["event"][::-1]}, came_from=[1, 0])
    gone = put_story(TEXT, 1, {**story, "event": story["event"][1:]}, came_from=[1])

    assert "# the limit" in moved
    assert [one["do"] for one in stories(moved)[0]["event"]] == ["nothing", "register"]
    assert "register" not in gone
    assert "# the first" in gone
    assert stories(gone)[1] == stories(TEXT)[1]


def test_events_written_as_one_list_can_be_changed_too() -> None:
    story = stories(TEXT)[1]
    story["event"].append({"at": story["event"][0]["at"], "do": "closed"})

    after = put_story(TEXT, 2, story, came_from=[0, None])

    assert stories(after) == [stories(TEXT)[0], story]
    assert after.startswith(TEXT[: TEXT.index('[[example]]\ntitle = { zh = "二"')])


def test_a_new_story_stands_behind_the_others_and_is_written_as_people_write_them() -> None:
    story = stories(TEXT)[0]

    after = add_story(TEXT, story)

    assert after.startswith(TEXT)
    assert after.count("  [[example.event]]\n") == 4
    assert "  expect.due = {" in after.removeprefix(TEXT)
    assert stories(add_story("", story)) == [story]


def test_a_text_that_is_no_toml_is_left_alone() -> None:
    with pytest.raises(CannotWrite):
        add_story("[[example", {"title": {"zh": "一", "en": "one"}, "event": []})
