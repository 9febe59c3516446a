"""What the regulations of units know at all: a screen for what nobody's rules know is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Lock
from uuid import UUID

from amends.core.check_duties import causes_of
from amends.people.directory import Directory
from amends.regulations.shelf import BINDINGS_KEPT, Bound, bindings, is_whole, leading, pack

ONE_DAY = timedelta(days=1)
_known: dict[tuple[UUID, frozenset[UUID]], frozenset[str]] = {}
_lock = Lock()


def has_rows(known: Directory, table: str) -> bool:
    """Return whether any pack that ever governed a unit of the organisation has rows of a kind."""
    return table in known_to(known, frozenset(known.units))


def known_to(known: Directory, units: frozenset[UUID]) -> frozenset[str]:
    """Return which tables have rows, and which events steps cause, in any pack that ever governed a unit or one below.

    Remembered per process.
    """
    key = (known.version, units)
    found = _known.get(key)
    if found is None:
        found = frozenset(name for one in _ever_over(known, units) if is_whole(one) for name in _said(one))
        with _lock:
            while len(_known) >= BINDINGS_KEPT:
                _known.pop(next(iter(_known)))
            _known[key] = found
    return found


def _said(hash_: str) -> Iterator[str]:
    read = pack(hash_)
    yield from (table for table in type(read).model_fields if getattr(read, table))
    for step in read.step:
        yield from step.causes or causes_of(step.kind)


def _ever_over(known: Directory, units: frozenset[UUID]) -> set[str]:
    """Return the versions that lead or led in any of the units, and those that stand or stood beside."""
    paths = {known.units[unit].path for unit in known.below(set(units))}
    own = {path: tuple(one for one in bindings(known) if one.unit in path) for path in paths}
    return {one.content_hash for path, found in own.items() for one in _ever_on(path, found)}


def _ever_on(path: tuple[UUID, ...], found: tuple[Bound, ...]) -> Iterator[Bound]:
    """Yield what governs at the end of a path on any day on which something began or had ended."""
    for day in {one.from_date for one in found} | {one.to_date + ONE_DAY for one in found if one.to_date}:
        today = [one for one in found if one.on(day)]
        yield from (one for one in today if not one.lead)
        yield from leading(today, path)[-1:]
