"""Where a case goes: the first row that is true says which unit function gets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from amends.core.evaluate import Scene, holds
from amends.core.ledger import Value
from amends.core.pack import Pack
from amends.core.text import Text


@dataclass(frozen=True, slots=True)
class Routed:
    """The unit function, the row that said so with its article, what it read, and what an earlier row lacked."""

    to: str
    row: str
    article: str
    says: Text
    reads: Mapping[str, Value] = field(default_factory=dict)
    asked: tuple[str, ...] = ()


def route(pack: Pack, scene: Scene) -> Routed | None:
    """Return where the first true row sends the case, None when no row is true."""
    asked: dict[str, None] = {}
    for row in pack.route:
        verdict = holds(row.when, scene)
        if verdict.true:
            return Routed(row.to, row.id, row.article, row.says, verdict.reads, tuple(asked))
        asked |= dict.fromkeys(verdict.unknown)
    return None
