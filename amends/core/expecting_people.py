"""What a story expects of people and their steps: who may take which one now, what it asks, and as what it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from amends.core.checks_in_order import out_of_reach
from amends.core.lifecycle import is_timely
from amends.core.moment import Moment
from amends.core.pack import StepRow
from amends.core.story import BadStory, Difference

ANYBODY = "anybody"
"""Who takes a step that asks no role."""


def _may(moment: Moment, wanted: Mapping[str, Iterable[str]]) -> Iterator[Difference]:
    """Compare whose step it is in this stage; ``[]``: nobody's. What is still missing for it is another matter."""
    yield from differing(moment, "may", wanted, {name: _takers(moment, name) for name in wanted})


def differing(
    moment: Moment, what: str, wanted: Mapping[str, Iterable[str]], got: Mapping[str, Iterable[str]]
) -> Iterator[Difference]:
    """Yield each row whose names are not those that are wanted, in whatever order they stand."""
    for name, expected in wanted.items():
        if set(expected) != set(got[name]):
            yield moment.differ(f"{what} {name}", sorted(expected), sorted(got[name]))


def _takers(moment: Moment, name: str) -> tuple[str, ...]:
    step = _step(moment, name)
    return (step.by or (ANYBODY,)) if is_timely(step, moment.state, moment.told.rules) else ()


def _asks(moment: Moment, wanted: Mapping[str, Iterable[str]]) -> Iterator[Difference]:
    """Compare the fields that the form of a step asks now; checks that are passed over by now it does not ask."""
    passed_over = out_of_reach(moment.told.pack, moment.scene())
    got = {name: [one for one in _step(moment, name).asks if one not in passed_over] for name in wanted}
    yield from differing(moment, "asks", wanted, got)


def _step(moment: Moment, name: str) -> StepRow:
    if name not in moment.told.rules.steps:
        raise BadStory(f"{moment.example.title.zh}, event {moment.nth}: there is no step “{name}”")
    return moment.told.rules.steps[name]


def _happened(moment: Moment, wanted: Iterable[str]) -> Iterator[Difference]:
    """Compare what counts as happened by this event, in any order."""
    got = {done.event for done in moment.state.done if done.at == moment.at}
    yield from differing(moment, "happened", {moment.do: wanted}, {moment.do: got})


PEOPLE_CHECKS: Mapping[str, Callable[[Any, Any], Iterator[Difference]]] = {
    "may": _may,
    "asks": _asks,
    "happened": _happened,
}
"""By the key under ``expect`` of a story's event."""
