"""What people did in a case, line by line as its journal has it: told as it stands, or read as steps of the past.

Most cases of a replay go along the path of others and only tell what they are; steps are made of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.cases.facts import decoded_as
from amends.core.fact_types import FactType
from amends.core.ledger import Actor, Event, Rules, Value
from amends.core.path_values import Telling
from amends.core.replaying import PastStep

TOLD, NO_WORDS = "told", frozenset[str]()


def moment(text: str | None) -> datetime | None:
    """Return a moment from its JSON."""
    return datetime.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Lines:
    """The entries of a case: when, by whom, which step, and the body without what followed from it."""

    entries: list[list[Any]]
    rules: Rules
    types: Mapping[str, FactType]
    own: Mapping[str, Any]  # the case's words: a journal keeps only that they were said (and when)

    def happened(self, events: frozenset[str]) -> bool:
        """Return whether any of some events happened."""
        return any(not events.isdisjoint(entry[3].get("events", ())) for entry in self.entries)

    def steps(self) -> tuple[PastStep, ...]:
        """Return each entry as a step."""
        return tuple(map(self._step, self.entries))

    def told(self, say: Telling) -> tuple[Any, ...]:
        """Return all that the case tells, exactly as `path_values.told` says it of the steps."""
        return tuple([self._told(entry, say) for entry in self.entries])

    def _step(self, entry: list[Any]) -> PastStep:
        when, who, step, body = entry
        at, detail = datetime.fromisoformat(when), self._detail(body)
        actor = Actor(who, frozenset(body.get("roles", ())), body.get("unit", ""))
        on, told_at = body.get("on", ""), moment(body.get("told_at")) or at
        by = actor if who or actor.roles else None
        return PastStep(
            at, step, self._kind(step),
            tuple([Event(told_at if name == TOLD else at, name, on, by, detail) for name in body.get("events", ())]),
            actor, on, detail, moment(body.get("receipt")),
        )  # fmt: skip

    def _told(self, entry: list[Any], say: Telling) -> tuple[Any, ...]:
        when, who, step, body = entry
        roles, told_at = frozenset(body.get("roles", ())), moment(body.get("told_at"))
        nobody = not (who or roles)
        return (
            step, self._kind(step), say(datetime.fromisoformat(when)), say(body.get("on", "")), say(who), roles,
            say(body.get("unit", "")), say(moment(body.get("receipt"))),
            tuple([(name, say(value)) for name, value in self._detail(body).items()]),
            tuple([
                (name, nobody, "", NO_WORDS, say(told_at) if told_at and name == TOLD else None, None)
                for name in body.get("events", ())
            ]),
        )  # fmt: skip

    def _detail(self, body: Mapping[str, Any]) -> dict[str, Value]:
        detail = decoded_as(body.get("detail", {}), self.types)
        return detail | {name: self.own[name] for name in body.get("words", ()) if name in self.own}

    def _kind(self, step: str) -> str:
        row = self.rules.lead.steps.get(step)
        return row.kind if row else ""
