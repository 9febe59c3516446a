"""What a story expects of people: who may take which step now, who sees a hidden case, who is drawn and who draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from amends.core.lifecycle import is_open_to
from amends.core.moment import Moment
from amends.core.story import BadStory, Difference

ANYBODY = "anybody"
"""Who takes a step that asks no role."""


def _may(moment: Moment, wanted: Mapping[str, Iterable[str]]) -> Iterator[Difference]:
    """Compare whose step it is in this stage; ``[]``: nobody's. What is still missing for it is another matter."""
    for name, expected in wanted.items():
        got = _takers(moment, name)
        if got != set(expected):
            yield moment.differ(f"may {name}", sorted(expected), sorted(got))


def _takers(moment: Moment, name: str) -> set[str]:
    rules = moment.told.rules
    if name not in rules.steps:
        raise BadStory(f"{moment.example.title.zh}, event {moment.nth}: there is no step “{name}”")
    step = rules.steps[name]
    if not step.by:
        return {ANYBODY} if is_open_to(frozenset(), step, moment.state, rules) else set()
    asked = {*step.by, *([step.override.role] if step.override else ())}
    return {role for role in asked if is_open_to(frozenset({role}), step, moment.state, rules)}


PEOPLE_CHECKS: Mapping[str, Callable[[Any, Any], Iterator[Difference]]] = {"may": _may}
"""By the key under ``expect`` of a story's event."""
