"""What a row says in parts of its own, changed one part at a time: extensions of time, who is never first asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amends.core.pack import Pack, Row, TakeRow
from amends.core.span import Span
from amends.core.taking import STAYS, is_taken, takes


def extensions(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a duty with one extension less, shorter by a unit, or granted without what it asks."""
    rows = getattr(row, "extension", ())
    for nth, one in enumerate(rows):
        yield f"without extension to {one.to}", row.model_copy(update={"extension": (*rows[:nth], *rows[nth + 1 :])})
        shorter = {key: str(_shorter(Span.parse(getattr(one, key) or one.to))) for key in ("to", "total_at_most")}
        for key, value in {**shorter, "approver": "", "notice": ""}.items():
            if getattr(one, key):
                other = (*rows[:nth], one.model_copy(update={key: value}), *rows[nth + 1 :])
                yield f"extension to {one.to}: {key} → {value or 'none'}", row.model_copy(update={"extension": other})


def exceptions(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a role that one more person may have."""
    for one in getattr(row, "never", ()):
        left = tuple(name for name in row.never if name != one)
        yield f"never {one} → may be", row.model_copy(update={"never": left})


def each_time(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a gate that wants anew, each time its step is taken, what was enough once."""
    if getattr(row, "once", False):
        yield "once → each time", row.model_copy(update={"once": False})


def untaken(pack: Pack) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each ``[[take]]`` with duties, and the tables without its rows: that a pack takes them is its own doing."""
    for take in pack.take:
        if not is_taken(take) and any(takes(take, "duty", row) for row in pack.duty):
            tables = [table for table in Pack.model_fields if table not in STAYS]
            rows = {table: found for table in tables if isinstance(found := getattr(pack, table), tuple)}
            yield (
                take.from_,
                {table: tuple(one for one in found if not _brought(take, table, one)) for table, found in rows.items()},
            )


def _brought(take: TakeRow, table: str, one: Any) -> bool:
    return isinstance(one, Row) and takes(take, table, one)


def untold(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield a right with one part less that tells it."""
    for one in getattr(row, "told_in", ()):
        yield f"not told in {one}", row.model_copy(update={"told_in": tuple(n for n in row.told_in if n != one)})


def _shorter(span: Span) -> Span:
    return Span(span.amount - 1, span.unit)
