"""Ways that cases go: what is done after which time by whom, read from TOML and laid on the calendar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from amends.demo.moments import Moments
from amends.demo.organisations import FOLDER, read

LONGEST = 40
"""Days that a step of every day may go on; telling ends earlier, at the first start."""
SET_TIMES = (
    "agreed_time", "done_by", "order_limit", "node_date", "due_at", "promised_for", "replace_by", "customer_date",
    "action_date", "measure_date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToDo:
    """One step that somebody takes at a moment. ``of`` names a function, ``on`` an order.

    ``owed``: the step is left out where the case owes no such duty then.
    """

    at: datetime
    step: str
    by: str
    of: str = ""
    on: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    owed: str = ""


class Ways:
    """The ways of one pack, with the words that fill their gaps."""

    def __init__(self, pack: str) -> None:
        data = read(f"ways/{pack}.toml")
        told = sorted(FOLDER.glob(f"ways/{pack}.*.toml"))  # what one case alone says stands in a file of its own
        more = [way for path in told for way in read(f"ways/{path.name}")["way"]]
        self._ways = {way["id"]: way for way in (*data["way"], *more)}
        self._said: Mapping[str, Any] = data.get("said", {})
        self._about: Mapping[str, Any] = data.get("about", {})

    def steps(self, way: str) -> list[Mapping[str, Any]]:
        """Return all steps of a way from registration on."""
        row = self._ways[way]
        return [*(self.steps(row["after"]) if row.get("after") else ()), *row["steps"]]

    def laid(
        self,
        way: str,
        *,
        began: datetime,
        moments: Moments,
        facts: Mapping[str, Any],
        more: Mapping[str, Any],
        nth: int,
    ) -> list[ToDo]:
        """Return the steps of a way with their moments, its gaps filled with what the case says."""
        category = str(facts.get("category", ""))
        said = {**self._said, **self._about.get(category, {}), **facts, **more}
        done, at = list[ToDo](), began
        for row in self.steps(way):
            for day in range(LONGEST if row.get("every_day") else 1):
                at = moments.later(at, row["in"] if not day else row["every_day"])
                done.append(self._to_do(row, at, moments, said, nth + len(done)))
        return done

    def _to_do(
        self, row: Mapping[str, Any], at: datetime, moments: Moments, said: Mapping[str, Any], nth: int
    ) -> ToDo:  # fmt: skip
        detail = {
            name: _moment(at, moments, name, _filled(value, said, nth)) for name, value in row.get("with", {}).items()
        }
        words = {name: str(_filled(value, said, nth)) for name, value in row.get("words", {}).items()}
        of, on = str(_filled(row.get("of", ""), said, nth)), str(row.get("on", ""))
        return ToDo(at, row["do"], row["by"], of, on, detail, words, str(row.get("owed", "")))


@cache
def ways_of(pack: str) -> Ways:
    """Return the ways of a pack, read once."""
    return Ways(pack)


def _filled(value: Any, said: Mapping[str, Any], nth: int) -> Any:
    if not isinstance(value, str):
        return value
    if whole := re.fullmatch(r"\{(\w+)\}", value):
        return _one_of(said[whole[1]], nth)
    return re.sub(r"\{(\w+)\}", lambda found: str(_one_of(said[found[1]], nth)), value)


def _one_of(said: Any, nth: int) -> Any:
    """Return what is said; of several sentences another one for each case."""
    return said[nth % len(said)] if isinstance(said, list) else said


def _moment(at: datetime, moments: Moments, name: str, value: Any) -> Any:
    if name == "return_date":
        return at + timedelta(days=int(value))
    return moments.later(at, value) if name in SET_TIMES else value
