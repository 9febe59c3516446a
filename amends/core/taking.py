"""What a pack takes from a library by name (``[[take]]``), and from the parent that it extends.

A library is a pack of rows that many regulations share: the ordinary steps, a ladder, phrases
with their source. Its texts travel with the pack that takes from it, under
``library/<id>/<file>``, so a published version is whole in itself; a parent's travel under
``parent/<id>/<file>``. A row of the pack's own stands in the place of a taken one of the same
name; the rest of its own comes after (docs/decisions/0016).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amends.core.finding import Finding
from amends.core.pack import Row, TakeRow
from amends.core.toml_traps import Place

LIBRARY, PARENT = "library/", "parent/"
ALL = "*"
STAYS = ("take", "article", "example")
"""Articles come with the rows that cite them; a library's examples prove the library."""
UNIQUE_WITHIN = {"grade": ("list", "id"), "article": ("no",), "authority": (), "gate": ("step", "id"), "take": ()}
"""The keys that may not repeat in a table; elsewhere it is the id. Gates without an id are not named."""

Rows = dict[str, list[Row]]


def is_taken(row: Row) -> bool:
    """Return whether a row was taken: what proves it stands with the pack that it comes from."""
    return row.file.startswith((LIBRARY, PARENT))


def takes(take: TakeRow, table: str, row: Row) -> bool:
    """Return whether a row of the pack is one that this ``[[take]]`` brings."""
    brought = row.file.startswith(f"{LIBRARY}{take.from_}/")
    return brought and (not take.rows or _asked(take.rows, table, row))


def name_of(table: str, row: Row) -> tuple[str, ...]:
    """Return what no other row of the table may be called; empty for a row that has no name."""
    keys = UNIQUE_WITHIN.get(table, ("id",) if "id" in type(row).model_fields else ())
    name = tuple(str(getattr(row, key)) for key in keys)
    return name if name and name[-1] else ()


def take_in(own: Rows, libraries: Mapping[str, Rows]) -> Iterator[Finding]:
    """Put what its ``[[take]]`` rows name before a pack's own rows; yield a finding for each name that is not there."""
    for take in [row for row in own["take"] if isinstance(row, TakeRow)]:
        library = libraries.get(take.from_)
        if library is None:
            yield _unknown(take, take.from_, "from")
            continue
        taken = [(table, row) for table, row in _all(library) if not take.rows or _asked(take.rows, table, row)]
        yield from (_unknown(take, one, "rows") for one in take.rows if not any(_asked((one,), *row) for row in taken))
        cited = () if take.article else _cited(library, taken)
        _put_before(own, [*cited, *((table, _under(row, take.article)) for table, row in taken)])


def extend(own: Rows, parent: Rows) -> None:
    """Put all rows of the parent before those of a local pack (FR-251)."""
    _put_before(own, [*(("article", row) for row in parent["article"]), *_all(parent)])


def _all(library: Rows) -> Iterator[tuple[str, Row]]:
    return ((table, row) for table, rows in library.items() if table not in STAYS for row in rows)


def _asked(asked: tuple[str, ...], table: str, row: Row) -> bool:
    return f"{table}/{ALL}" in asked or "/".join((table, *name_of(table, row))) in asked


def _under(row: Row, article: str) -> Row:
    return row.model_copy(update={"article": article}) if article and hasattr(row, "article") else row


def _cited(library: Rows, taken: list[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    numbers = {getattr(row, "article", "") for _table, row in taken}
    return (("article", row) for row in library["article"] if getattr(row, "no", "") in numbers)


def _put_before(own: Rows, taken: list[tuple[str, Row]]) -> None:
    for table in {table: None for table, _row in taken}:
        instead = {name: row for row in own[table] if (name := name_of(table, row))}
        rows = [instead.get(name_of(table, row), row) for at, row in taken if at == table]
        own[table] = [*rows, *(row for row in own[table] if not any(row is one for one in rows))]


def _unknown(take: TakeRow, said: str, key: str) -> Finding:
    place = Place(take.file, "take", take.nth, take.from_, take.article)
    return place.finding("unknown_row", zh=f"库中没有“{said}”", en=f"there is no “{said}” in the library", key=key)
