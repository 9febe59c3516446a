"""What was said in words of one lot: the part number of another is not its own (FR-244).

Entries hold codes only, and the facts of a case are those last worded. A lot is judged by
its own name and part number, so the words of entries about lots are read back from beside them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from amends.cases.models import EntryValue
from amends.core.returned import OF_LOTS


class Noted(Protocol):
    """What is needed of an entry; a row of the table and a tuple of its columns both have it."""

    @property
    def id(self) -> UUID: ...
    @property
    def happened_at(self) -> datetime: ...
    @property
    def by_id(self) -> Any: ...
    @property
    def step(self) -> str: ...
    @property
    def body(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Worded:
    """An entry with the words of its lot among its marks."""

    id: UUID
    happened_at: datetime
    by_id: Any
    step: str
    body: Mapping[str, Any]


def with_lot_words(entries: Sequence[Noted]) -> Sequence[Noted]:
    """Return entries with the words that those about lots were given; one query, none where no lot came back."""
    of_lots = [entry.id for entry in entries if _is_of_a_lot(entry.body)]
    if not of_lots:
        return entries
    said: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    for entry, name, value in EntryValue.objects.filter(entry__in=of_lots).values_list("entry_id", "name", "value"):
        said[entry][name] = value
    return [_worded(entry, said[entry.id]) if entry.id in said else entry for entry in entries]


def _is_of_a_lot(body: Mapping[str, Any]) -> bool:
    events: Iterable[str] = body.get("events", ())
    return bool(body.get("on") and body.get("words") and OF_LOTS.intersection(events))


def _worded(entry: Noted, said: Mapping[str, str]) -> Noted:
    body = {**entry.body, "detail": {**said, **entry.body.get("detail", {})}}
    return Worded(entry.id, entry.happened_at, entry.by_id, entry.step, body)
