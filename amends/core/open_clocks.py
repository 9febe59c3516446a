"""Clocks of open cases under a newer version of their regulation: only where the newer row says so (FR-087, FR-255).

A case keeps the version it came in under. A duty of a later version that says ``holds_for_open`` lends it
its figures of time, and nothing else: who owes it, what opens and what meets it stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from amends.core.pack import DutyRow, Pack

FIGURES = (
    "within", "waits", "before", "every_day_at", "every_week_on", "every_month_on", "months_apart", "first_month",
    "first_after", "postpone_at_most", "counting", "calendar",
)  # fmt: skip
"""The keys of a duty that say how long it takes and by which calendar that is counted."""


def holding_for_open(pack: Pack) -> tuple[DutyRow, ...]:
    """Return the duties of a version whose figures hold for open cases too."""
    return tuple(row for row in pack.duty if row.holds_for_open)


def with_newer_clocks(pack: Pack, newer: Pack) -> Pack:
    """Return a pack with the figures of a later version, for those duties that this one knows and that one lends."""
    lent = {row.id: row for row in holding_for_open(newer) if row.id in pack.duties}
    duties: Any = tuple(_lent(row, lent[row.id]) if row.id in lent else row for row in pack.duty)
    named = {name for row in lent.values() for key in FIGURES for name in _settings(getattr(row, key))}
    own: Any = tuple(row for row in pack.setting if row.id not in named)
    given: Any = tuple(row for row in newer.setting if row.id in named)
    chosen = {key: value for key, value in newer.chosen.items() if key in named}
    kept = {key: value for key, value in pack.chosen.items() if key not in named}
    new = {"duty": duties, "setting": own + given, "chosen": kept | chosen}
    return Pack.model_construct(**{name: getattr(pack, name) for name in Pack.model_fields} | new)


def newest_clocks(packs: Iterable[Pack]) -> tuple[Pack, ...]:
    """Return the packs of a case, where later versions of one that is there only lend it their figures."""
    found: dict[str, Pack] = {}
    for one in packs:
        found[one.id] = with_newer_clocks(found[one.id], one) if one.id in found else one
    return tuple(found.values())


def _lent(row: DutyRow, newer: DutyRow) -> DutyRow:
    return row.model_copy(update={key: getattr(newer, key) for key in FIGURES})


def _settings(written: Any) -> Iterator[str]:
    if isinstance(written, Mapping):
        if isinstance(name := written.get("setting"), str):
            yield name
        for one in written.values():
            yield from _settings(one)
    elif isinstance(written, list | tuple):
        for one in written:
            yield from _settings(one)
