"""A mapping: which column of a file is which fact, written in TOML by whoever knows the file.

id = "car-complaint-site"      # the source; with the row's key it makes an import safe to run twice
key = "id"                     # the column that names a row
received = { column = "date" } # a date or instant; without zone it is read in ``zone``
zone = "Asia/Shanghai"

[facts]
channel = { value = "network" }
description = { column = "desc" }
category = { column = "codes", split = "|", take = "first", first_letter = { A = "engine" } }
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from amends.channels.files.tables import TableRow
from amends.core.given import check_moment, checked_text


class BadMapping(ValueError):
    """The mapping file is wrong; the message names the key."""


class BadRow(ValueError):
    """A row cannot be read with this mapping; the message names the column."""


class Source(BaseModel):
    """Where one fact comes from: a fixed value, or a column, perhaps split and translated."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Any = None
    column: str = ""
    split: str = ""
    take: Literal["first", "all"] = "all"  # of a split column: a text, or all of them
    words: dict[str, str] | None = None  # translate whole cells; others are left out
    first_letter: dict[str, str] | None = None  # translate by the first letter; others are left out
    kind: Literal["text", "number", "instant", "yes_no"] = "text"


class FileMapping(BaseModel):
    """A whole mapping file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    key: str
    received: Source
    zone: str = "Asia/Shanghai"
    title: str = ""  # column
    facts: dict[str, Source]

    @field_validator("zone")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"unknown zone {value!r}") from error
        return value

    def columns(self) -> set[str]:
        """Return every column that the mapping reads."""
        named = {source.column for source in (*self.facts.values(), self.received)} | {self.key, self.title}
        return {name for name in named if name}


class Mapped(BaseModel):
    """One row as the register step takes it."""

    model_config = ConfigDict(frozen=True)

    line: int
    key: str
    received_at: datetime
    title: str
    facts: dict[str, Any]


def read_mapping(path: Path) -> FileMapping:
    """Return the mapping of a TOML file. Raises BadMapping naming the key that is wrong."""
    try:
        return FileMapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadMapping(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise BadMapping(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def apply(mapping: FileMapping, row: TableRow) -> Mapped:
    """Return what a row says. Raises BadRow naming the column that is missing, empty or not understood."""
    if missing := sorted(mapping.columns() - set(row.cells)):
        raise BadRow(f"column “{missing[0]}” is missing")
    key = row.cells[mapping.key]
    if not key:
        raise BadRow(f"column “{mapping.key}” is empty")
    try:
        checked_text(key)
    except ValueError as error:
        raise BadRow(f"column “{mapping.key}” {error}") from error
    facts = {name: _value(source, row.cells, mapping.zone) for name, source in mapping.facts.items()}
    return Mapped(
        line=row.line,
        key=f"{mapping.id}:{key}",
        received_at=_instant(row.cells[mapping.received.column], mapping.received.column, mapping.zone),
        title=row.cells.get(mapping.title, ""),
        facts={name: value for name, value in facts.items() if value not in (None, "", ())},
    )


def _value(source: Source, cells: Mapping[str, str], zone: str) -> Any:
    if not source.column:
        return source.value
    cell = cells[source.column]
    if not source.split:
        return _typed(_translated(cell, source), source, zone)
    parts = [_translated(part.strip(), source) for part in cell.split(source.split)]
    known = tuple(dict.fromkeys(part for part in parts if part))
    return known if source.take == "all" else next(iter(known), "")


def _translated(word: str, source: Source) -> str:
    if source.words is not None:
        return source.words.get(word, "")
    if source.first_letter is not None:
        return source.first_letter.get(word[:1].upper(), "")
    return word


def _typed(word: str, source: Source, zone: str) -> Any:
    if not word:
        return None
    if source.kind == "number":
        try:
            return Decimal(word) if "." in word else int(word)
        except (ValueError, InvalidOperation) as error:
            raise BadRow(f"column “{source.column}”: “{word}” is no number") from error
    if source.kind == "instant":
        return _instant(word, source.column, zone)
    if source.kind == "yes_no":
        return word.lower() in {"1", "true", "yes", "y", "是"}
    return word


def _instant(word: str, column: str, zone: str) -> datetime:
    try:
        moment = check_moment(datetime.fromisoformat(word.replace("/", "-")))
    except ValueError as error:
        raise BadRow(f"column “{column}”: “{word}” is no date") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
