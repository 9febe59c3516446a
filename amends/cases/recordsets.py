"""Many rows in one statement whose text never changes: they travel as one JSON document.

The server reads it with ``json_populate_recordset``. A row of placeholders for each row
would be another statement each time, to be composed here and parsed there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def insert(rows: Sequence[Model], *, anew: tuple[str, ...] = (), once: bool = False) -> None:
    """Insert rows of one table; where their key exists, ``anew`` is written over it.

    With ``once`` a row that is there already, by any unique key, is left alone.
    """
    if rows:
        _execute(_insertion(type(rows[0]), anew, once), rows)


def insert_plain(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of one table that nobody needs as objects: values by column, those of each column in each row."""
    with connection.cursor() as cursor:
        cursor.execute(_insertion(model, (), False), [json.dumps(rows, default=_plain, ensure_ascii=False)])


def update(rows: Sequence[Model], columns: tuple[str, ...]) -> None:
    """Write these fields of rows of one table, found by their key."""
    if rows:
        _execute(_change(type(rows[0]), columns), rows, only=("id", *columns))


def _execute(sql: str, rows: Sequence[Model], only: Iterable[str] = ()) -> None:
    fields = [field for field in _fields(type(rows[0])) if not only or field.name in only]
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps([_told(row, fields) for row in rows], default=_plain, ensure_ascii=False)])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _told(row: Model, fields: Iterable[Field[Any, Any]]) -> dict[str, Any]:
    return {str(field.column): getattr(row, field.attname) for field in fields}


def _plain(value: Any) -> str:
    # The server refuses a zone of more than 16 hours, which a door may be told.
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


@cache
def _fields(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    return tuple(model._meta.concrete_fields)


@cache
def _insertion(model: type[Model], anew: tuple[str, ...], once: bool) -> str:
    table, columns = _quoted(model._meta.db_table), ", ".join(_columns(model))
    told = f"json_populate_recordset(NULL::{table}, %s::json)"
    sql = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {told}"  # nosec B608: names are the models' own
    if anew:
        changes = ", ".join(f"{one} = excluded.{one}" for one in _columns(model, anew))
        sql += f" ON CONFLICT (id) DO UPDATE SET {changes}"  # nosec B608
    return f"{sql} ON CONFLICT DO NOTHING" if once else sql


@cache
def _change(model: type[Model], names: tuple[str, ...]) -> str:
    table = _quoted(model._meta.db_table)
    changes = ", ".join(f"{one} = told.{one}" for one in _columns(model, names))
    told = f"json_populate_recordset(NULL::{table}, %s::json) told"
    return f"UPDATE {table} SET {changes} FROM {told} WHERE {table}.id = told.id"  # nosec B608: names are the models' own


def _columns(model: type[Model], names: Iterable[str] = ()) -> list[str]:
    return [_quoted(field.column) for field in _fields(model) if not names or field.name in names]


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(str(name))
