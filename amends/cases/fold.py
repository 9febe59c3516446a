"""A case rebuilt from its entries alone: stage, grades, orders, obligations and parties, with no table in reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from amends.cases.state import effects_of, events_of, received_earlier
from amends.core.folding import apply_effects
from amends.core.ledger import CaseState


class Written(Protocol):
    """What is needed of an entry; a row of the table and a line of an export both have it."""

    @property
    def happened_at(self) -> datetime: ...
    @property
    def by_id(self) -> Any: ...
    @property
    def body(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What the journal says of a case. ``parties``: first_asked, holder, complainants."""

    state: CaseState
    unit: str = ""
    rules: tuple[str, ...] = ()
    parties: Mapping[str, Any] = field(default_factory=dict)
    merged_into: str = ""
    second_of: str = ""


def rebuild(entries: Iterable[Written]) -> Rebuilt:
    """Return what the entries of one case, in order, say. Facts are not rebuilt: their words may be erased by law."""
    state, unit, rules = CaseState(), "", ()
    parties: dict[str, Any] = {"complainants": []}
    merged_into = second_of = ""
    for entry in entries:
        body = entry.body
        by = str(entry.by_id) if entry.by_id else ""
        events = events_of(body=body, at=entry.happened_at, by=by, rules=None)
        state = received_earlier(apply_effects(state, effects_of(body), events), body)
        unit, rules = body.get("unit_id", unit), tuple(body.get("rules", rules))
        _parties(parties, body.get("parties", {}))
        links = body.get("links", {})
        if "merged_into" in links or "unmerged_from" in links:
            merged_into = links.get("merged_into", {}).get("id", "")
        second_of = links.get("second_of", {}).get("id", second_of)
    return Rebuilt(state, unit, rules, parties, merged_into, second_of)


def _parties(parties: dict[str, Any], said: Mapping[str, Any]) -> None:
    for key, value in said.items():
        if key in ("complainant", "joined"):
            parties["complainants"] = [*parties["complainants"], value]
        else:
            parties[key] = value
