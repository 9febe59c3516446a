"""Rows of one or many moves, written together in a bounded number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from amends.cases.journal.projecting import COLUMNS
from amends.cases.models import Case, Entry, EntryValue, Letter, ObligationRow, Order, RungClimbed
from amends.cases.state import COLUMNS as OBLIGATION_COLUMNS

_NAMES = ("pack", "duty", "subject", "nth")
OBLIGATION_CHANGES = (
    *(name for name in OBLIGATION_COLUMNS if name not in _NAMES), "owner_unit", "owner_person", "rest",
)  # fmt: skip
ORDER_CHANGES = (
    "unit", "handler", "state", "received_at", "received_by", "returned_at", "handled_at", "limit_at",
)  # fmt: skip


@dataclass
class Written:
    """Rows waiting to be written together."""

    entries: list[Entry] = field(default_factory=list)
    values: list[EntryValue] = field(default_factory=list)
    obligations: list[ObligationRow] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    rungs: list[RungClimbed] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    new: list[Case] = field(default_factory=list)
    changed: list[Case] = field(default_factory=list)
    rows: list[Model] = field(default_factory=list)
    saves: list[Model] = field(default_factory=list)
    search: dict[UUID, tuple[UUID, str]] = field(default_factory=dict)


def flush(written: Written) -> None:
    """Write everything, sent without waiting for each answer. How many statements does not depend on how many moves."""
    if len(written.changed) == 1:
        written.changed[0].save(update_fields=[*COLUMNS])
    for row in written.saves:
        row.save()
    # The pipeline speaks psycopg's errors; whoever asks for the number once more knows Django's.
    with connection.wrap_database_errors, connection.connection.pipeline():
        _flush(written)


def _flush(written: Written) -> None:
    Case.objects.bulk_create(written.new)
    if len(written.changed) > 1:
        _over(Case, written.changed, COLUMNS)
    _over(ObligationRow, written.obligations, OBLIGATION_CHANGES)
    _over(Order, written.orders, ORDER_CHANGES)
    Entry.objects.bulk_create(written.entries)
    EntryValue.objects.bulk_create(written.values)
    RungClimbed.objects.bulk_create(written.rungs)
    # A letter that was promised already is not promised again.
    Letter.objects.bulk_create(written.letters, ignore_conflicts=True)
    for model, rows in groupby(sorted(written.rows, key=_table), key=type):
        _insert(model, list(rows))
    _search(written.search)


def _insert(model: Any, rows: list[Model]) -> None:
    model._default_manager.bulk_create(rows)


def _table(row: Model) -> str:
    return row._meta.db_table


def _over(model: type[Model], rows: Iterable[Model], columns: Iterable[str]) -> None:
    listed = list(rows)
    if listed:
        manager: Any = model._default_manager
        manager.bulk_create(listed, update_conflicts=True, unique_fields=["id"], update_fields=list(columns))


def _search(rows: Mapping[UUID, tuple[UUID, str]]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO cases_casesearch (case_id, org_id, words) VALUES (%s, %s, %s::tsvector)"
            " ON CONFLICT (case_id) DO UPDATE SET words = excluded.words",
            [(case, org, words) for case, (org, words) in rows.items()],
        )
