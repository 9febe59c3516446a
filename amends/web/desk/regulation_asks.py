"""What the form of a row asks for, made from the row's model: each key with its kind of control and its suggestions.

A key that the language gets tomorrow is on the form tomorrow; what no control fits is written
out as the pack writes it.
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from amends.core.condition_reading import parse
from amends.core.due import Counting
from amends.core.known_names import REFERENCES
from amends.core.loading import row_tables
from amends.core.pack import Pack, Row
from amends.core.text import Text

HEAD_TABLE, COUNTING_TABLE = "pack", "counting"
"""What a pack says of itself, and how it counts: one row each."""
HEAD_KEYS = (
    "version", "title", "valid_from", "valid_to", "signatures", "calendar", "at_once", "offers_that_meet",
    "stands_beside", "domain", "source", "kind_of_organisation",
)  # fmt: skip
OURS = ("file", "nth")
EVENTS = ("opens", "counts_from", "met_by", "void_by", "done", "undone_by", "sent_at", "ends", "used_by")
LINES = ("texts", "words", "choices", "kinds", "rows")
LONG = ("zh", "en", "body", "says", "question", "say", "never")
ORDERED = ("asks", "allows", "grades")
NAMED = {
    "article": "article", "list": "list", "grade": "grade", "role": "role", "form": "form", "function": "function",
    "proof": "fact", "grades": "grade_id", "of": "text_of", "use": "text_of", "notice": "letter", "asks": "fact",
    "signatures": "role", "seen": "fact", "checked": "check_list", "lists": "list_or_flag",
}  # fmt: skip
"""Keys that name something in every table where no reference says so."""
NAMED_AT = {("route", "to"): "function", ("list", "default"): "grade_id", ("check", "list"): "check_list"}


@dataclass(frozen=True, slots=True)
class Ask:
    """One key of a row: its control, what it may be, and the rows that stand below it."""

    key: str
    kind: str
    required: bool = False
    suggests: str = ""
    options: tuple[str, ...] = ()
    default: Any = None
    below: tuple[Ask, ...] = ()
    single: bool = False

    @property
    def is_long(self) -> bool:
        """Return whether its texts take several lines."""
        return self.key in LONG


@cache
def asks_of(table: str) -> tuple[Ask, ...]:
    """Return what the form of a table's rows asks for, in the order of the language. Raises KeyError."""
    if table == COUNTING_TABLE:
        hints = get_type_hints(Counting)
        return tuple(Ask(key, "choice", options=get_args(kind), default=_default(key)) for key, kind in hints.items())
    if table == HEAD_TABLE:
        return tuple(_ask(table, key, Pack.model_fields[key], "") for key in HEAD_KEYS)
    return _asks(table, row_tables()[table], "")


def _asks(table: str, model: type[Row], above: str) -> tuple[Ask, ...]:
    fields = ((name, info) for name, info in model.model_fields.items() if name not in OURS)
    return tuple(_ask(table, name, info, above) for name, info in fields)


def _ask(table: str, name: str, info: FieldInfo, above: str) -> Ask:
    key, kind = info.alias or name, _plain(info.annotation)
    suggests = _suggests(table, f"{above}{name}", key)
    given: dict[str, Any] = {"required": info.is_required(), "suggests": suggests, "default": info.default}
    if any(getattr(one, "func", None) is parse for one in (*info.metadata, *_metadata(info.annotation))):
        return Ask(key, "condition", **given)
    if row := _row_in(kind):
        below = _asks(table, row, f"{above}{name}.")
        return Ask(key, "rows", below=below, single=get_origin(kind) is not tuple, **given)
    if kind is Text:
        return Ask(key, "bilingual", **given)
    if get_origin(kind) is Literal:
        return Ask(key, "choice", options=tuple(one for one in get_args(kind) if one), **given)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Ask(key, "choice", options=tuple(str(one) for one in kind), **given)
    return Ask(key, _control(key, kind, suggests), **given)


def _control(key: str, kind: Any, suggests: str) -> str:
    if kind is bool:
        return "flag"
    if key in EVENTS:
        return "events"
    if kind is int:
        return "number"
    if kind is date:
        return "date"
    if kind == tuple[str, ...]:
        return "names" if suggests else "lines"
    if kind is str:
        return "name" if suggests else "text"
    if key == "owner":
        return "owner"
    return "written" if kind is not Any else "valued"


def _default(key: str) -> Any:
    return getattr(Counting(), key)


def _plain(annotation: Any) -> Any:
    """Return a type without ``| None``."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next(one for one in get_args(annotation) if one is not type(None))
    return annotation


def _metadata(annotation: Any) -> tuple[Any, ...]:
    return tuple(one for part in get_args(annotation) for one in getattr(part, "__metadata__", ()))


def _row_in(kind: Any) -> type[Row] | None:
    inner = next(iter(get_args(kind)), None) if get_origin(kind) is tuple else kind
    is_row = isinstance(inner, type) and issubclass(inner, Row)
    is_choice = isinstance(inner, type) and hasattr(inner, "model_fields") and inner is not Text
    return inner if is_row or is_choice else None


def _suggests(table: str, path: str, key: str) -> str:
    known = dict(REFERENCES.get(table, ()))
    return known.get(path) or NAMED_AT.get((table, key), NAMED.get(key, ""))
