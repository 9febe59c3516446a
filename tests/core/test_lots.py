"""Returned lots have each their own confirmation and figures; a count may begin when something last happened."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import Any

from amends.core.pack import Example
from amends.core.story import Difference, run_story
from tests.core.small_packs import T, small_pack

LOTS = f"""
[[stage]]
id = "open"
title = {T}
kind = "new"
[[field]]
id = "announced"
type = "number"
title = {T}
[[field]]
id = "counted"
type = "number"
title = {T}
[[step]]
id = "register"
kind = "register"
article = "3.2"
title = {T}
to = "open"
[[step]]
id = "confirm"
kind = "record"
article = "3.2"
title = {T}
from = ["*"]
causes = ["return_confirmed"]
asks = ["announced"]
[[step]]
id = "take_back"
kind = "record"
article = "3.2"
title = {T}
from = ["*"]
causes = ["goods_returned"]
needs = [{{ done = "return_confirmed" }}]
[[step]]
id = "all_there"
kind = "record"
article = "3.2"
title = {T}
from = ["*"]
causes = ["goods_counted"]
needs = [{{ is = {{ counted = {{ fact = "announced" }} }} }}]
[[duty]]
id = "test"
article = "3.2"
title = {T}
owner = "quality"
for_each = "lot"
opens = "goods_returned"
met_by = "test_finished"
within = "7 d"
[[role]]
id = "quality"
title = {T}
[[step]]
id = "test"
kind = "record"
article = "3.2"
title = {T}
from = ["*"]
causes = ["test_finished"]
[[step]]
id = "close_lot"
kind = "record"
article = "3.2"
title = {T}
from = ["*"]
causes = ["booked"]
needs = [{{ met = "test" }}]
[[step]]
id = "act"
kind = "act"
article = "3.2"
title = {T}
from = ["*"]
[[step]]
id = "works"
kind = "record"
article = "3.2"
title = {T}
from = ["*"]
causes = ["effect_confirmed"]
needs = [{{ is = {{ unless = {{ alike = {{ same = ["product"], since = {{ last = "action_done" }}, at_least = 1 }} }} }} }}]
"""


def _event(day: int, do: str, **more: Any) -> dict[str, Any]:
    return {"at": datetime.fromisoformat(f"2024-03-{day:02}T09:00:00+08:00"), "do": do, **more}


def _told(*events: dict[str, Any]) -> tuple[Difference, ...]:
    example = Example.model_validate(tomllib.loads(f"title = {T}") | {"event": list(events)})
    return run_story(small_pack(LOTS), example)


def test_another_lots_confirmation_does_not_let_this_lot_in() -> None:
    """FR-243: quality confirms each return before it is accepted."""
    differences = _told(
        _event(1, "register"),
        _event(1, "confirm", on="lot-1"),
        _event(2, "take_back", on="lot-2", expect={"refused": {"missing": ["done:return_confirmed"]}}),
        _event(2, "take_back", on="lot-1", expect={"opened": ["test/lot-1"]}),
    )

    assert differences == ()


def test_each_lot_is_compared_with_what_was_announced_for_it() -> None:
    """FR-244: 39 of 40 differ, whatever was announced for the next lot."""
    differences = _told(
        _event(1, "register"),
        _event(1, "confirm", on="lot-1", **{"with": {"announced": 40}}),
        _event(1, "confirm", on="lot-2", **{"with": {"announced": 39}}),
        _event(2, "all_there", on="lot-1", **{"with": {"counted": 39}}, expect={"refused": {"missing": ["is"]}}),
        _event(2, "all_there", on="lot-2", **{"with": {"counted": 39}}),
        _event(2, "all_there", on="lot-1", **{"with": {"counted": 40}}),
    )

    assert differences == ()


def test_a_duty_of_another_lot_does_not_stop_this_one() -> None:
    differences = _told(
        _event(1, "register"),
        _event(1, "confirm", on="lot-1"),
        _event(1, "confirm", on="lot-2"),
        _event(2, "take_back", on="lot-1"),
        _event(2, "take_back", on="lot-2"),
        _event(3, "test", on="lot-1"),
        _event(4, "close_lot", on="lot-2", expect={"refused": {"missing": ["met:test"]}}),
        _event(4, "close_lot", on="lot-1"),
        _event(4, "close_lot", expect={"refused": {"missing": ["met:test"]}}),
    )

    assert differences == ()


def test_what_came_back_after_the_last_measure_says_that_it_had_no_effect() -> None:
    """FR-116, FR-117: the repeat of day 20 counts against the first measure, not against the second one of day 25."""
    valve = {"product": "valve", "matter": "complaint"}
    differences = _told(
        _event(1, "register", **{"with": valve}),
        _event(2, "act"),
        _event(3, "works"),
        _event(20, "register", case="later", **{"with": valve}),
        _event(21, "works", expect={"refused": {"missing": ["is"]}}),
        _event(25, "act"),
        _event(28, "works"),
        _event(29, "register", case="third", **{"with": valve}),
        _event(30, "works", expect={"refused": {"missing": ["is"]}}),
    )

    assert differences == ()
