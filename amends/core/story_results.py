"""One story with what came of each expectation beside it, for whoever writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from amends.core.expecting import compare
from amends.core.pack import Example, Pack
from amends.core.story import BadStory, Difference, Told, rules_of, tell

Differences = tuple[Difference, ...]
TOO_LONG = timedelta(days=366 * 30)
"""A story of more than thirty years is not run beside its form: daily duties would take minutes."""
FAULTS = (BadStory, ValueError, KeyError, TypeError, AttributeError)
"""What a story that is still being written raises."""


@dataclass(frozen=True, slots=True)
class EventResult:
    """What came of an event. ``by_key``: what differs for each expectation; ``rest``: what none of them is about."""

    by_key: Mapping[str, Differences] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)  # by expectation; under "" what stops the story
    rest: Differences = ()

    @property
    def passed(self) -> bool:
        """Return whether everything is as the event expects."""
        return not (self.rest or self.faults or any(self.by_key.values()))


def results_of(pack: Pack, example: Example) -> tuple[EventResult, ...]:
    """Return what came of each event of a story, up to the one that cannot be told; that one says why."""
    found: list[EventResult] = []
    try:
        _check_span(event.get("at") for event in example.event)
        told = Told(rules_of(pack, example))
        for nth, event in enumerate(example.event, start=1):
            tell(told, event)
            found.append(_result(told, example, event, nth))
    except FAULTS as fault:
        found.append(EventResult(faults={"": _said(fault)}))
    return tuple(found)


def _check_span(moments: Iterable[Any]) -> None:
    known = sorted(one for one in moments if hasattr(one, "tzinfo") and one.tzinfo is not None)
    if known and known[-1] - known[0] > TOO_LONG:
        raise BadStory("a story of more than thirty years is not run here")


def _result(told: Told, example: Example, event: Mapping[str, Any], nth: int) -> EventResult:
    """Ask for each expectation by itself, then for all together: what is left is about none of them."""
    alone = example.model_copy(update={"expects": "at_least"})
    common, by_key, faults = _compared(told, alone, {**event, "expect": {}}, nth), {}, {}
    for key, wanted in dict(event.get("expect", {})).items():
        try:
            found = _compared(told, alone, {**event, "expect": {key: wanted}}, nth)
        except FAULTS as fault:
            faults[key] = _said(fault)
        else:
            by_key[key] = tuple(one for one in found if one not in common)
    explained = {one for differences in by_key.values() for one in differences}
    rest = () if faults else tuple(one for one in _compared(told, example, event, nth) if one not in explained)
    return EventResult(by_key, faults, rest)


def _compared(told: Told, example: Example, event: Mapping[str, Any], nth: int) -> Differences:
    return tuple(compare(told, example, event, nth))


def _said(fault: Exception) -> str:
    return str(fault) if isinstance(fault, BadStory) else f"{type(fault).__name__}: {fault}"
