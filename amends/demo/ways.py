"""Ways that cases go: what is done after which time by whom, read from TOML and laid on the calendar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.span import Span
from amends.demo.organisations import read

ZONE = ZoneInfo("Asia/Shanghai")
_DAY_AND_HOUR = re.compile(r"(\d+)d (\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class ToDo:
    """One step that somebody takes at a moment. ``of`` names a function, ``on`` an order."""

    at: datetime
    step: str
    by: str
    of: str = ""
    on: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def later(at: datetime, text: str) -> datetime:
    """Return a moment so long after another (``25 min``), or days later at an hour (``1d 09:30``)."""
    if found := _DAY_AND_HOUR.fullmatch(text):
        days, hour, minute = map(int, found.groups())
        day = at.astimezone(ZONE).date() + timedelta(days=days)
        return max(at, datetime.combine(day, time(hour, minute), ZONE))
    return at + Span.parse(text).length


class Ways:
    """The ways of one pack, with the words that fill their gaps."""

    def __init__(self, pack: str) -> None:
        data = read(f"ways/{pack}.toml")
        self._ways = {way["id"]: way for way in data["way"]}
        self._said: Mapping[str, Any] = data.get("said", {})
        self._about: Mapping[str, Any] = data.get("about", {})

    def steps(self, way: str) -> list[Mapping[str, Any]]:
        """Return all steps of a way from registration on."""
        row = self._ways[way]
        return [*(self.steps(row["after"]) if row.get("after") else ()), *row["steps"]]

    def laid(self, way: str, *, began: datetime, facts: Mapping[str, Any], more: Mapping[str, Any]) -> list[ToDo]:
        """Return the steps of a way with their moments, its gaps filled with what the case says."""
        category = str(facts.get("category", ""))
        said = {**self._said, **self._about.get(category, {}), **facts, **more}
        done, at = [], began
        for row in self.steps(way):
            at = later(at, row["in"])
            detail = {name: _moment(began, name, _filled(value, said)) for name, value in row.get("with", {}).items()}
            words = {name: str(_filled(value, said)) for name, value in row.get("words", {}).items()}
            done.append(
                ToDo(at, row["do"], row["by"], str(_filled(row.get("of", ""), said)), row.get("on", ""), detail, words)
            )
        return done


@cache
def ways_of(pack: str) -> Ways:
    """Return the ways of a pack, read once."""
    return Ways(pack)


def _filled(value: Any, said: Mapping[str, Any]) -> Any:
    if not isinstance(value, str):
        return value
    if whole := re.fullmatch(r"\{(\w+)\}", value):
        return said[whole[1]]
    return re.sub(r"\{(\w+)\}", lambda found: str(said[found[1]]), value)


def _moment(began: datetime, name: str, value: Any) -> Any:
    if name == "return_date":
        return began + timedelta(days=int(value))
    return later(began, value) if name in ("agreed_time", "done_by") else value
