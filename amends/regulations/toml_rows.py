"""One row of a TOML text put, added, taken out or moved; every other line stays as it was written (FR-254).

Keys of the row that keep their value keep their line as well, with its comment.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from amends.regulations.toml_blocks import Block, blocks, together

Values = Mapping[str, Any]
INLINE_AT_MOST = 100
"""Characters of a list that stands in one line."""


class CannotWrite(ValueError):
    """The text could not be changed so that it says the new values; nothing was changed."""


def rows_in(text: str, table: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of a table as plain values. Raises ValueError for a text that is no TOML."""
    found = tomllib.loads(text).get(table, [])
    return tuple(found) if isinstance(found, list) else ()


def put_row(text: str, table: str, nth: int, values: Values) -> str:
    """Return the text whose nth row (from 1) of a table holds these values. Raises CannotWrite, IndexError."""
    pieces = _pieces(text)
    places = _places(pieces, table)
    if not places:
        return _put_inline(text, table, nth, values)
    at = places[nth - 1]
    pieces[at] = replace(pieces[at], body=_with_values(pieces[at].body, (table, 0), values))
    return _checked(together(pieces), table, nth, values)


def add_row(text: str, table: str, values: Values, *, after: int = 0) -> str:
    """Return the text with a new row behind the nth of its table (0: behind the last). Raises CannotWrite."""
    pieces = _pieces(text)
    places = _places(pieces, table)
    nth = after or len(places)
    at = places[nth - 1] if places else len(pieces) - 1
    body = f"[[{table}]]\n" + "".join(f"{key} = {_written(value)}\n" for key, value in values.items())
    before = pieces[at]
    gap = "" if not together(pieces[: at + 1]).strip() else "\n" if before.text.endswith("\n") else "\n\n"
    # Comments behind the row before it introduce what follows: the new row goes in front of them.
    if places and before.tail.strip():
        pieces[at : at + 1] = [replace(before, tail=""), Block(table, True, gap + body, before.tail)]
    elif before.text.endswith("\n\n") or not gap:
        pieces.insert(at + 1, Block(table, True, body, "\n" if at + 1 < len(pieces) else ""))
    else:
        pieces.insert(at + 1, Block(table, True, gap + body, "\n" if at + 1 < len(pieces) else ""))
    return _checked(together(pieces), table, nth + 1 if places else 1, values)


def drop_row(text: str, table: str, nth: int) -> str:
    """Return the text without the nth row of a table; comments around it stay. Raises IndexError, CannotWrite."""
    pieces = _pieces(text)
    places = _places(pieces, table)
    if not places:
        return _put_inline(text, table, nth, None)
    at = places[nth - 1]
    kept = pieces[at].tail.lstrip("\n") if pieces[at].tail.strip() else ""
    pieces[at] = Block("", False, "", kept)
    left, rows = together(pieces), [*rows_in(text, table)]
    del rows[nth - 1]
    return _same_rows(left, table, rows)


def move_row(text: str, table: str, nth: int, *, by: int) -> str:
    """Return the text with the nth row changed with the one ``by`` places further. Raises IndexError, CannotWrite."""
    pieces = _pieces(text)
    places = _places(pieces, table)
    if not 1 <= nth + by <= len(places):
        raise IndexError(nth + by)
    here, there = places[nth - 1], places[nth + by - 1]
    one, other = pieces[here], pieces[there]
    pieces[here] = replace(one, body=_ended(other.body))
    pieces[there] = replace(other, body=_ended(one.body))
    rows = [*rows_in(text, table)]
    rows[nth - 1], rows[nth + by - 1] = rows[nth + by - 1], rows[nth - 1]
    return _same_rows(together(pieces), table, rows)


def head_of(text: str) -> dict[str, Any]:
    """Return what a text says outside its rows. Raises ValueError for a text that is no TOML."""
    said = tomllib.loads(text)
    rows = {one.table for one in blocks(text) if one.is_row}
    return {key: value for key, value in said.items() if key not in rows}


def put_head(text: str, values: Values) -> str:
    """Return the text that says these values outside its rows. Raises CannotWrite."""
    pieces = _pieces(text)
    sections = {one.table: nth for nth, one in enumerate(pieces) if one.table and not one.is_row}
    plain = {key: value for key, value in values.items() if key not in sections}
    pieces[0] = replace(pieces[0], body=_with_values(pieces[0].body, (), plain))
    for name, nth in sections.items():
        own = values.get(name)
        gone = replace(pieces[nth], body="")
        pieces[nth] = gone if own is None else replace(
            pieces[nth], body=_with_values(pieces[nth].body, (name,), own)
        )  # fmt: skip
    left = together(pieces)
    if not same(head_of(left), dict(values)):
        raise CannotWrite("head")
    return left


def same(one: Any, other: Any) -> bool:
    """Return whether two values are the same to TOML, where 1, 1.0 and true are three."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return set(one) == set(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def _pieces(text: str) -> list[Block]:
    """Return the pieces of a text that is TOML: only there is looking for them quick. Raises CannotWrite."""
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise CannotWrite(str(fault)) from fault
    return list(blocks(text))


def _places(pieces: list[Block], table: str) -> list[int]:
    return [nth for nth, one in enumerate(pieces) if one.is_row and one.table == table]


def _ended(body: str) -> str:
    return body if body.endswith("\n") else body + "\n"


def with_values(body: str, was: Values, new: Values) -> str:
    """Return a text of keys and values that says the new ones; others keep their lines. Raises CannotWrite."""
    return body if same(dict(was), dict(new)) else _with_values(body, (), new)


def _with_values(body: str, path: tuple[str | int, ...], values: Values) -> str:
    try:
        written: Any = tomlkit.parse(body)
        was: Any = tomllib.loads(body)
        place = written
        for step in path:
            place, was = place[step], was[step]
        _put_table(place, was, values)
        return tomlkit.dumps(written)
    except (TOMLKitError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise CannotWrite(str(fault)) from fault


def _put_table(place: Any, was: Values, new: Values) -> None:
    for key in was:
        if key not in new:
            place.remove(key)
    for key, value in new.items():
        if key not in was:
            place[key] = _item(value)
        elif not same(was[key], value):
            _put(place, key, was[key], value)


def _put(place: Any, key: Any, was: Any, new: Any) -> None:
    """Change one value where it stands, as deep inside as it goes, so that comments around it stay."""
    if isinstance(was, dict) and isinstance(new, Mapping) and new:
        _put_table(place[key], was, new)
    elif isinstance(was, list) and isinstance(new, list | tuple) and len(was) == len(new):
        for nth, (old, value) in enumerate(zip(was, new, strict=True)):
            if not same(old, value):
                _put(place[key], nth, old, value)
    else:
        place[key] = _item(new)


def _item(value: Any) -> Any:
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        for key, one in value.items():
            table.append(key, _item(one))
        return table
    if isinstance(value, list | tuple):
        array = tomlkit.array()
        for one in value:
            array.append(_item(one))
        is_long = len(value) > 1 and len(array.as_string()) > INLINE_AT_MOST
        return array.multiline(is_long)
    return tomlkit.item(value)


def _written(value: Any) -> str:
    return str(_item(value).as_string())


def _put_inline(text: str, table: str, nth: int, values: Values | None) -> str:
    """Change a row of a table that is written as one list: ``role = [{ … }, …]``; None takes the row out."""
    rows: list[Any] = list(rows_in(text, table))
    if not 1 <= nth <= len(rows):
        raise IndexError(nth)
    rows[nth - 1 : nth] = [] if values is None else [dict(values)]
    pieces = _pieces(text)
    head = tomllib.loads(pieces[0].body)
    pieces[0] = replace(pieces[0], body=_with_values(pieces[0].body, (), {**head, table: rows}))
    return _same_rows(together(pieces), table, rows)


def _checked(text: str, table: str, nth: int, values: Values) -> str:
    """Return a text that says what was wanted in that row. Raises CannotWrite when it says anything else."""
    try:
        rows = rows_in(text, table)
    except ValueError as fault:
        raise CannotWrite(str(fault)) from fault
    if len(rows) < nth or not same(rows[nth - 1], dict(values)):
        raise CannotWrite(table)
    return text


def _same_rows(text: str, table: str, rows: list[Any]) -> str:
    try:
        found = list(rows_in(text, table))
    except ValueError as fault:
        raise CannotWrite(str(fault)) from fault
    if not same(found, rows):
        raise CannotWrite(table)
    return text
