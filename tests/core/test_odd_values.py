"""Whatever stands where a pack wants a value: it is read whole or refused with findings, never a crash (FR-254)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.checker import check
from amends.core.expecting import EXPECTATIONS
from amends.core.expecting_written import written
from amends.core.finding import BrokenPack
from amends.core.loading import load
from amends.core.story import BadStory, Difference, run_story
from tests.core import test_checker, test_planted_faults
from tests.core.small_packs import small_pack
from tests.core.telling import HEAD, TITLE, duty, texts_of
from tests.shipped import pack_named

ODD = (
    "1", "-1.5", "nan", "true", '""', '"a.b"', "[]", "[[1]]", '["x"]', "{}", "{ x = 1 }", '{ setting = "none" }',
    "2024-01-01", "07:00:00",
)  # fmt: skip


@pytest.mark.parametrize("sound", [test_checker.SOUND, test_planted_faults.SOUND], ids=["form", "meaning"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_an_odd_value_is_a_finding_and_never_a_crash(sound: str, data: st.DataObject) -> None:
    lines = sound.splitlines()
    place = data.draw(st.sampled_from([nth for nth, line in enumerate(lines) if " = " in line]))
    lines[place] = f"{lines[place].partition(' = ')[0]} = {data.draw(st.sampled_from(ODD))}"

    try:
        found = check(small_pack("\n".join(lines)))
    except BrokenPack as refused:
        found = refused.findings

    assert all(finding.line("zh") and str(finding) for finding in found)


ODD_EXPECTED: tuple[Any, ...] = (
    "x", "", 3, True, [], ["x"], [3], [{}], {}, {"x": 1}, {"x": "y"}, {"x": ["y"]}, {"kind": 1}, None,
)  # fmt: skip


def _story(**changes: Any) -> tuple[Difference, ...]:
    """Return what differs in the first story of a pack with its first event, or the story, told otherwise."""
    pack = pack_named("five-chapter")
    example = pack.example[0]
    event = {**example.event[0], **changes.pop("event", {})}
    return run_story(pack, example.model_copy(update={"event": (event, *example.event[1:]), **changes}))


def _refusal(**changes: Any) -> str:
    """Return why the story cannot be told; empty: it can."""
    try:
        _story(**changes)
    except BadStory as told:
        return str(told)
    return ""


@pytest.mark.parametrize("key", EXPECTATIONS)
def test_an_expectation_of_an_odd_kind_is_told_with_its_place_and_how_it_is_written(key: str) -> None:
    refusals = [_refusal(event={"expect": {key: odd}}) for odd in ODD_EXPECTED]

    assert [one for one in refusals if one and "event 1" not in one] == []
    assert [one for one in refusals if one and written(key) not in one and "there is no" not in one] == []


@pytest.mark.parametrize(
    ("key", "odd"),
    [("due", ["C25"]), ("offers", 3), ("told", ["x"]), ("rungs", "C25"), ("form", ["phone"]), ("grant", "refund")],
)
def test_what_a_rule_owner_easily_writes_wrongly_is_told_with_the_right_way(key: str, odd: Any) -> None:
    with pytest.raises(BadStory, match=f"event 1: expect.{key} cannot be .* it is written as"):
        _story(event={"expect": {key: odd}})


@pytest.mark.parametrize("odd", ["x", 3, ["x"], {"id": 1}, {}])
@pytest.mark.parametrize("key", ["at", "do", "by", "with", "on", "case", "expect", "override_reason"])
def test_an_event_of_an_odd_kind_is_told_and_never_a_crash(key: str, odd: Any) -> None:
    assert "event 1" in (_refusal(event={key: odd}) or "event 1")


@pytest.mark.parametrize("odd", [{"week": "around_the_clock"}, {"zone": "nowhere"}, {"closed": 3}, "never", {"x": 1}])
def test_a_calendar_of_a_story_that_cannot_be_read_is_told(odd: Any) -> None:
    with pytest.raises(BadStory, match="calendar"):
        _story(calendar=odd)


def test_a_story_may_name_its_calendar() -> None:
    """As the guide to examples says: ``"around_the_clock"`` never closes."""
    rows = duty("C01", 'opens = "received"\nmet_by = "replied"\nwithin = "2 wh"')
    told = f"""
[[example]]
title = {TITLE}
calendar = "around_the_clock"
[[example.event]]
at = 2024-03-09T23:00:00+08:00
do = "received"
expect.due = {{ C01 = 2024-03-10T01:00:00+08:00 }}
"""
    pack = load({**texts_of(rows, head=HEAD.replace("around_the_clock", "weekdays")), "examples.toml": told})

    assert run_story(pack, pack.example[0]) == ()


def test_who_signs_written_as_rows_in_a_local_pack_is_a_finding() -> None:
    own = HEAD.replace('id = "small"', 'id = "ours"\nextends = "small"')
    files = {
        "pack.toml": own.replace("[[article]]", '[[signatures]]\nrole = "handler"\n[[article]]'),
        "parent/small/pack.toml": HEAD.replace("title =", 'signatures = ["handler"]\ntitle ='),
    }

    with pytest.raises(BrokenPack, match="signatures"):
        load(files)
