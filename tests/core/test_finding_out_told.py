"""Stories tell where a step is noted, an 8D, its causes, the same defect and draws; what is named is missed when it goes."""

from __future__ import annotations

from typing import Any

import pytest

from amends.core.loading import load
from amends.core.mutants import killed, mutants
from amends.core.pack import Pack
from amends.core.story import run_story
from tests.core.telling import TITLE, duty, texts_of
from tests.shipped import pack_named

OTHERWISE: tuple[tuple[str, str, Any], ...] = (
    ("manufacturing", "noted_in", []),
    ("manufacturing", "disciplines", {"D1": []}),
    ("manufacturing", "same_defect", ["nobody"]),
    ("food-handbook", "cause_classes", ["design"]),
    ("second-look", "draws", {}),
)


@pytest.mark.parametrize(("name", "key", "otherwise"), OTHERWISE)
def test_what_a_pack_expects_of_finding_out_holds_and_nothing_else_does(name: str, key: str, otherwise: Any) -> None:
    pack = pack_named(name)
    example = next(one for one in pack.example if any(key in event.get("expect", {}) for event in one.event))
    event = tuple(
        {**one, "expect": {**one["expect"], key: otherwise}} if key in one.get("expect", {}) else one
        for one in example.event
    )

    assert run_story(pack, example) == ()
    assert {one.what for one in run_story(pack, example.model_copy(update={"event": event}))} == {key}


NAMES = (
    '[[role]]\nid = "handler"\n$A\n$T\n[[role]]\nid = "idle"\n$A\n$T\n'
    '[[setting]]\nid = "answer_in"\n$A\ntype = "span"\nquestion = { zh = "多久？", en = "How long?" }\n'
    '[[setting]]\nid = "unread"\n$A\ntype = "text"\nquestion = { zh = "何事？", en = "What?" }\n'
)


def test_what_a_row_or_a_story_names_is_missed_and_what_nothing_names_is_not() -> None:
    """Deleting a role, stage, remedy or setting that something speaks of is a fault of the pack."""
    rows = duty("C01", 'opens = "received"\nmet_by = "replied"\nwithin = { setting = "answer_in" }')

    assert _missed(load(texts_of(NAMES + rows))) == ["without role idle", "without setting unread"]


def test_a_setting_that_only_a_story_decides_is_missed() -> None:
    told = f'[[example]]\ntitle = {TITLE}\nsettings = {{ unread = "x" }}\n[[example.event]]\nat = 2024-03-07T10:00:00+08:00\ndo = "received"\n'

    assert "without setting unread" not in _missed(load({**texts_of(NAMES), "examples.toml": told}))


def _missed(pack: Pack) -> list[str]:
    named = [one for one in mutants(pack) if one.lacks_a_name]
    return [one.says for one in named if not killed(one)]
