"""One event of a story with what came of it: what expectations are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.core.dues import proof
from amends.core.evaluate import Scene
from amends.core.ledger import CaseState, Obligation, State
from amends.core.pack import Example
from amends.core.page import Page
from amends.core.story import Difference, Told, counts_of_story


class Moment:
    """One event of a story with what came of it."""

    def __init__(self, told: Told, example: Example, event: Mapping[str, Any], nth: int) -> None:
        self.told, self.example, self.nth = told, example, nth
        self.case, self.do = str(event.get("case", "")), str(event["do"])
        self.at: datetime = event["at"]
        self.state: CaseState = told.cases[self.case]
        self.exactly = example.expects == "exactly"
        self.expects: dict[str, Any] = dict(event.get("expect", {}))

    def differ(self, what: str, expected: Any, got: Any, about: Obligation | None = None) -> Difference:
        lines = tuple(proof(about, self.told.rules, language="en")) if about else ()
        return Difference(self.example.title.zh, self.nth, what, say(expected), say(got), lines)

    def scene(self) -> Scene:
        counts = counts_of_story(self.told, self.case, self.at)
        return Page(self.state, self.told.rules, counts, now=self.at).scene(self.told.pack)

    def runs(self, duty: str) -> list[Obligation]:
        """Return the runs of a duty, the last one last; ``C02/order-1`` names the subject."""
        name, _, subject = duty.partition("/")
        return [one for one in self.state.obligations if one.duty == name and (not subject or one.subject == subject)]

    def now(self, *states: State) -> set[str]:
        return {name_of(one.duty, one.subject) for one in self.state.obligations if one.state in states}

    def changed(self, *kinds: str) -> set[str]:
        return {name_of(effect.id, effect.subject) for effect in self.told.effects if effect.kind in kinds}


def name_of(duty: str, subject: str) -> str:
    """Return ``C02/order-1``, or ``C02`` for a duty of the case."""
    return f"{duty}/{subject}" if subject else duty


def is_about(expected: str, got: str) -> bool:
    """Return whether ``C02`` or ``C02/order-1`` is what a story means by its word."""
    return expected in (got, got.partition("/")[0])


def say(value: Any) -> str:
    """Return a value as a difference prints it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {say(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(say(one) for one in value) + "]"
    return str(value)
