"""A pack that is published already, read by a later program: what the program no longer knows is left out and told.

What is being published is read strictly (``loading.load``): a key that nobody reads is a
mistake of whoever writes it. What is in force was sound when it was published; refusing it
would leave its units without rules and their cases without clocks (docs/decisions/0014).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from amends.core.finding import BrokenPack, Finding
from amends.core.loading import Tables, load_tables, row_tables, tables_of
from amends.core.pack import Pack
from amends.core.text import Text

NOT_KNOWN = ("unknown_key", "unknown_table")
"""The only faults that a published pack may have: leaving out anything else would change what it says."""


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """A published pack as this program reads it, and a note for each key or table that it left out."""

    pack: Pack
    left_out: tuple[Finding, ...] = ()


def read_again(files: Mapping[str, str], chosen: Mapping[str, Any] | None = None) -> ReadAgain:
    """Return the pack of a publication without the keys and tables that this program does not know.

    Raises BrokenPack with every fault that is left when these are gone (FR-254, FR-255).
    """
    tables = tables_of(files)
    left_out: list[Finding] = []
    while True:
        try:
            return ReadAgain(load_tables(tables, chosen), tuple(left_out))
        except BrokenPack as broken:
            # A row that was dropped for a key takes others with it: these faults go when the key goes.
            gone = [one for one in broken.findings if one.kind in NOT_KNOWN and _leave_out(tables, one)]
            if not gone:
                raise
            left_out += map(_told, gone)


def _told(finding: Finding) -> Finding:
    says = Text(
        zh=f"本版程序不认识“{finding.key}”，已略过；制度原文未改",
        en=f"this version does not know “{finding.key}” and leaves it out; the published text is unchanged",
    )
    return replace(finding, says=says, level="note")


def _leave_out(tables: Tables, finding: Finding) -> bool:
    """Take the key out of its table; return whether it was there."""
    path = finding.key.split(".")
    return any(_take_out(place, path) for place in _places(tables, finding))


def _places(tables: Tables, finding: Finding) -> Iterable[Any]:
    """Return the tables in which a finding's key may stand; about the pack as a whole that is any file's head."""
    if finding.nth:
        return [tables[finding.file][finding.table][finding.nth - 1]]
    if finding.table:
        return [tables[finding.file]]
    top = () if finding.key.partition(".")[0] in row_tables() else tables.values()
    return [*(one.get("pack") for one in tables.values()), *top]


def _take_out(place: Any, path: list[str]) -> bool:
    *way, last = path
    for step in way:
        place = _inside(place, step)
    return isinstance(place, dict) and place.pop(last, _NOWHERE) is not _NOWHERE


def _inside(place: Any, step: str) -> Any:
    if isinstance(place, list) and step.isdigit() and int(step) < len(place):
        return place[int(step)]
    return place.get(step) if isinstance(place, dict) else None


_NOWHERE = object()
