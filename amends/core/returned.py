"""Returned goods, lot by lot: how far each has come, from what happened to it (FR-243 to FR-246)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from amends.core.ledger import Done, Value
from amends.core.matching import about, parse
from amends.core.pack import Pack, StepRow
from amends.core.vocabulary import EVENTS

OF_LOTS = frozenset(name for name, word in EVENTS.items() if word.of == "lot")
"""The events that are about one lot; ``service_charged`` is booked by the same word, without one."""
DIFFERS = "difference"
"""The kind of a count that found something else than was announced (FR-244)."""


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot: the last thing that happened to it, when the main ones did, and what was said of it."""

    subject: str
    asked_at: datetime
    last: str  # the last event
    last_at: datetime
    at: Mapping[str, datetime] = field(default_factory=dict)  # each event, when it happened last
    differs: bool = False
    said: Mapping[str, Value] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        """Return whether nothing more is expected: refused, or booked with the good parts on their way."""
        if "return_refused" in self.at and self.at["return_refused"] >= self.at.get("return_confirmed", self.asked_at):
            return True
        return "booked" in self.at and ("replacement_planned" not in self.at or "shipped" in self.at)


def lots(done: Iterable[Done]) -> tuple[Lot, ...]:
    """Return the lots of a case in the order in which they were first heard of."""
    found: dict[str, Lot] = {}
    for one in done:
        if one.on and one.event in OF_LOTS:
            found[one.on] = _after(found.get(one.on), one)
    return tuple(found.values())


def is_of_another_lot(done: Done, subject: str) -> bool:
    """Return whether something happened to another lot than the one that is asked about."""
    return bool(subject) and done.event in OF_LOTS and not about(done, subject)


def names_lot(step: StepRow, pack: Pack) -> bool:
    """Return whether a step is about one lot: what it causes is, and the regulation has duties for each lot."""
    return bool(OF_LOTS.intersection(step.causes)) and any(row.for_each == "lot" for row in pack.duty)


def may_name_lot(step: StepRow, pack: Pack) -> bool:
    """Return whether a step may say which lot it is about: it meets what is owed for each; unsaid, it is about all."""
    owed = [one for row in pack.duty if row.for_each == "lot" for one in parse(row.met_by, pack)]
    return any(one.event in step.causes and _is_of(one.marks.get("kind"), step) for one in owed)


def _is_of(kind: Value, step: StepRow) -> bool:
    return kind is None or not step.kinds or kind in step.kinds


def _after(lot: Lot | None, one: Done) -> Lot:
    lot = lot or Lot(one.on, one.at, one.event, one.at)
    differs = one.detail.get("kind") == DIFFERS if one.event == "goods_counted" else lot.differs
    said = {name: value for name, value in one.detail.items() if name not in ("reason", "result")}
    return replace(
        lot, last=one.event, last_at=one.at, at={**lot.at, one.event: one.at}, differs=differs,
        said={**lot.said, **said},
    )  # fmt: skip
