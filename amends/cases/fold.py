"""A case rebuilt from its entries alone: stage, grades, orders, obligations and parties, with no table in reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from amends.cases.state import Said, folded
from amends.core.ledger import CaseState


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What the journal says of a case. ``parties``: first_asked, holder, complainants."""

    state: CaseState
    unit: str = ""
    rules: tuple[str, ...] = ()
    parties: Mapping[str, Any] = field(default_factory=dict)
    merged_into: str = ""
    second_of: str = ""


def rebuild(entries: Iterable[Said]) -> Rebuilt:
    """Return what the entries of one case, in order, say. Facts are not rebuilt: their words may be erased by law."""
    entries, unit, rules = tuple(entries), "", ()
    parties: dict[str, Any] = {"complainants": []}
    merged_into = second_of = ""
    for entry in entries:
        body = entry.body
        unit, rules = body.get("unit_id", unit), tuple(body.get("rules", rules))
        _parties(parties, body.get("parties", {}))
        links = body.get("links", {})
        if "merged_into" in links or "unmerged_from" in links:
            merged_into = links.get("merged_into", {}).get("id", "")
        second_of = links.get("second_of", {}).get("id", second_of)
    return Rebuilt(folded(entries), unit, rules, parties, merged_into, second_of)


def _parties(parties: dict[str, Any], said: Mapping[str, Any]) -> None:
    for key, value in said.items():
        if key in ("complainant", "joined"):
            parties["complainants"] = [*parties["complainants"], value]
        else:
            parties[key] = value
