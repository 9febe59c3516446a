"""One name less in a list is noticed: who may, in which stage, what ends a duty, whom a rung tells."""

from __future__ import annotations

import pytest

from amends.core.loading import load
from amends.core.mutants import killed, mutants, unnoticed
from amends.core.pack import Pack
from amends.core.story import BadStory, run_story
from tests.core.telling import TITLE, duty, texts_of

ROWS = """
[[role]]
id = "desk"
$T
[[role]]
id = "head"
$T
[[stage]]
id = "new"
$T
kind = "new"
[[stage]]
id = "going"
$T
[[stage]]
id = "done"
$T
kind = "closed"
[[step]]
id = "register"
kind = "register"
$A
$T
to = "new"
[[step]]
id = "start"
kind = "record"
$A
$T
from = ["new"]
to = "going"
by = ["desk", "head"]
causes = ["noted", "read_back"]
asks = ["reason", "result"]
[[step]]
id = "look"
kind = "record"
$A
$T
from = ["*"]
causes = ["noted"]
""" + duty(
    "D", 'opens = "received"\nmet_by = "replied"\nvoid_by = ["noted"]\nwithin = "1 h"\nrungs = [{ at = "due", tell = ["desk", "head"] }]'
)  # fmt: skip
FIRST = '  [[example.event]]\n  at = 2024-03-01T10:00:00+08:00\n  do = "register"\n'
STARTED = FIRST + '  [[example.event]]\n  at = 2024-03-01T10:10:00+08:00\n  do = "start"\n  by = "head"\n'
LATE = FIRST + '  [[example.event]]\n  at = 2024-03-01T11:00:01+08:00\n  do = "nothing"\n'


def _pack(*stories: str) -> Pack:
    told = "".join(f"[[example]]\ntitle = {TITLE}\n{story}" for story in stories)
    pack = load({**texts_of(ROWS), "examples.toml": told})
    assert [one for example in pack.example for one in run_story(pack, example)] == []
    return pack


def _unnoticed(*stories: str) -> set[str]:
    return {
        one.says
        for one in mutants(_pack(*stories))
        if " without " in one.says or "does not" in one.says
        if not killed(one)
    }


@pytest.mark.parametrize(
    ("story", "noticed"),
    [
        (FIRST + '  expect.may = { start = ["desk", "head"] }\n', "step start: by without desk"),
        (STARTED + "  expect.may = { start = [] }\n", "step start: from without new"),
        (FIRST + '  expect.asks = { start = ["result", "reason"] }\n', "step start: asks without reason"),
        (STARTED + '  expect.happened = ["noted", "read_back"]\n', "step start: causes without read_back"),
        (STARTED + '  expect.void = ["D"]\n', "duty D: void_by without noted"),
        (LATE + '  expect.told = [{ duty = "D", who = ["desk"] }]\n', "duty D: rung due does not tell desk"),
    ],
)
def test_a_name_less_is_noticed_by_the_story_that_needs_it_only(story: str, noticed: str) -> None:
    assert noticed in _unnoticed(FIRST)
    assert noticed not in _unnoticed(story)


def test_what_means_the_same_is_no_change() -> None:
    """From ["*"] and from nowhere said are both anywhere; a step that causes what its kind causes anyway."""
    assert not {one.says for one in mutants(_pack(FIRST)) if one.says.startswith("step look: from")}


def test_whose_step_it_is_says_what_was_expected_and_refuses_steps_that_are_not_there() -> None:
    pack = _pack(FIRST + '  expect.may = { look = ["anybody"] }\n')
    event = pack.example[0].event[0]
    wrong = pack.example[0].model_copy(update={"event": ({**event, "expect": {"may": {"start": ["desk"]}}},)})
    odd: list[dict[str, dict[str, list[str]]]] = [{"may": {"begin": []}}, {"asks": {"begin": []}}]

    assert [str(one) for one in run_story(pack, wrong)] == ["题, event 1: may start: expected [desk], got [desk, head]"]
    for one in odd:
        with pytest.raises(BadStory, match="there is no step “begin”"):
            run_story(pack, pack.example[0].model_copy(update={"event": ({**event, "expect": one},)}))


def test_trying_first_what_failed_last_finds_the_same() -> None:
    pack = _pack(FIRST, STARTED + '  expect.happened = ["noted", "read_back"]\n', LATE)

    assert [one.says for one in unnoticed(pack)] == [one.says for one in mutants(pack) if not killed(one)]
