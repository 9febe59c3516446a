"""Rows of one or many moves, written together in a bounded number of statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from django.db import connection
from django.db.models import Model

from amends.cases.journal.accounting import LOT_CHANGES, MONEY_CHANGES
from amends.cases.journal.projecting import COLUMNS
from amends.cases.models import (
    Case,
    Entry,
    EntryValue,
    Letter,
    MoneyLine,
    ObligationRow,
    Order,
    ReturnedLot,
    RungClimbed,
)  # fmt: skip
from amends.cases.recordsets import insert, update
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
    money: list[MoneyLine] = field(default_factory=list)
    lots: list[ReturnedLot] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    new: list[Case] = field(default_factory=list)
    changed: list[Case] = field(default_factory=list)
    rows: list[Model] = field(default_factory=list)
    saves: list[Model] = field(default_factory=list)
    search: dict[UUID, tuple[UUID, str]] = field(default_factory=dict)


def flush(written: Written) -> None:
    """Write everything, sent without waiting for each answer. How many statements does not depend on how many moves."""
    for row in written.saves:
        row.save()
    # The pipeline speaks psycopg's errors; whoever asks for the number once more knows Django's.
    with connection.wrap_database_errors, connection.connection.pipeline():
        _flush(written)


def _flush(written: Written) -> None:
    insert(written.new)
    update(written.changed, COLUMNS)
    insert(written.obligations, anew=OBLIGATION_CHANGES)
    insert(written.orders, anew=ORDER_CHANGES)
    insert(written.money, anew=MONEY_CHANGES)
    insert(written.lots, anew=LOT_CHANGES)
    for rows in (written.entries, written.values, written.rungs):
        insert(rows)
    # A letter that was promised already is not promised again.
    insert(written.letters, once=True)
    for _, same in groupby(sorted(written.rows, key=_table), key=type):
        insert(list(same))
    _search(written.search)


def _table(row: Model) -> str:
    return row._meta.db_table


def _search(rows: Mapping[UUID, tuple[UUID, str]]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO cases_casesearch (case_id, org_id, words) VALUES (%s, %s, %s::tsvector)"
            " ON CONFLICT (case_id) DO UPDATE SET words = excluded.words",
            [(case, org, words) for case, (org, words) in rows.items()],
        )
