"""What the checker says of texts that are still being written: the pack when they make one, and every finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from time import thread_time
from typing import Any

from amends.core.checker import check_texts, errors_of
from amends.core.finding import NOT_FINISHED, BrokenPack, Finding
from amends.core.loading import Tables, load, load_tables, tables_of
from amends.core.pack import Pack
from amends.regulations.shelf import content_hash

KEPT = 16
SECONDS = 5.0
"""So much computing goes into the check of a draft while it is written; the largest regulation there is takes 0.4."""
_seen: dict[str, Looked] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Looked:
    """The pack that the texts make (none while a row cannot be read), and all that is to be said of it."""

    pack: Pack | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return what stands in the way of publishing."""
        return errors_of(self.findings)

    @property
    def finished(self) -> bool:
        """Return whether all was asked: what is not named is then proven."""
        return all(one.kind != NOT_FINISHED for one in self.findings)

    def about(self, file: str, table: str, nth: int) -> tuple[Finding, ...]:
        """Return the findings of one row, the gravest first."""
        mine = (
            one
            for one in self.findings
            if one.kind == NOT_FINISHED or (one.file, one.table, one.nth) == (file, table, nth)
        )
        return tuple(sorted(mine, key=lambda one: one.level != "error"))


def look(
    files: Mapping[str, str], chosen: Mapping[str, Any] | None = None, *, seconds: float | None = SECONDS
) -> Looked:
    """Return what the checker says; the answer for the same texts is kept in the process.

    After so many seconds of computing (None: however long it takes) it stops, and a finding says so.
    """
    key = content_hash(files, chosen or {})
    found = _seen.get(key)
    if found is None or (seconds is None and not found.finished):
        found = _look(files, chosen or {}, seconds)
        with _lock:
            while len(_seen) >= KEPT:
                _seen.pop(next(iter(_seen)))
            _seen[key] = found
    return found


def _look(files: Mapping[str, str], chosen: Mapping[str, Any], seconds: float | None) -> Looked:
    until = None if seconds is None else thread_time() + seconds
    try:
        pack = load(files, chosen)
    except BrokenPack as broken:
        return Looked(None, broken.findings)
    found = check_texts(files, pack, enough=lambda: until is not None and thread_time() >= until)
    # Screens show the first findings only, and this one is about all that are not shown.
    return Looked(pack, tuple(sorted(found, key=lambda one: one.kind != NOT_FINISHED)))


def sound_rows(files: Mapping[str, str], chosen: Mapping[str, Any] | None = None) -> Pack | None:
    """Return the pack of what can be read, for names and sentences while other rows are being mended; or None.

    A row with a fault is left out, and so is a value that its setting does not take.
    """
    tables: Tables = {}
    for name, text in files.items():
        try:
            tables |= tables_of({name: text})
        except BrokenPack:
            continue
    values = dict(chosen or {})
    for _ in range(len(tables) + 2):
        try:
            return load_tables(tables, values)
        except BrokenPack as broken:
            if strange := {name for one in broken.findings for name in (one.key, one.row)} & set(values):
                values = {key: value for key, value in values.items() if key not in strange}
            elif not _without(tables, broken.findings):
                return None
    return None


def _without(tables: Tables, findings: tuple[Finding, ...]) -> bool:
    """Take out every row that a finding is about; return whether there was one."""
    places = {(one.file, one.table, one.nth) for one in findings if one.nth and one.file in tables}
    for file, table, nth in sorted(places, reverse=True):
        tables[file] = {**tables[file], table: [*tables[file][table]]}
        del tables[file][table][nth - 1]
    return bool(places)
