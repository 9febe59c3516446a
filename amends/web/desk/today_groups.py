"""Today with much on it: rows under headings with their numbers, repeated ones in one line, long groups folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _

from amends.web.desk.rows import KEYS, OwedRow, said

SHOWN = 15
"""So many lines of a group stand in sight; the others unfold."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row, and later ones of the same duty on the same case; ``part`` names what unfolds them."""

    row: OwedRow
    again: tuple[OwedRow, ...]
    part: str


@dataclass(frozen=True, slots=True)
class RowGroup:
    """What stands under one heading. ``count`` counts every row, folded and repeated ones too."""

    key: str
    title: str
    count: int
    lines: tuple[Line, ...]
    rest: tuple[Line, ...]
    part: str


def grouped(rows: Iterable[OwedRow], *, keys: bool) -> tuple[RowGroup, ...]:
    """Return the rows by heading, in the order in which they come; the first nine lines in sight get a key."""
    groups = [_group(key, list(of)) for key, of in groupby(rows, key=lambda row: row.group)]
    return tuple(_with_keys(groups)) if keys else tuple(groups)


def titles() -> dict[str, str]:
    """Return the headings."""
    return {"late": _("Late"), "today": _("Today"), "week": _("Next seven days"), "later": _("Later")}


def _group(key: str, rows: list[OwedRow]) -> RowGroup:
    lines = [Line(same[0], tuple(same[1:]), f"{key}-{nth}") for nth, same in enumerate(_alike(rows))]
    return RowGroup(key, titles()[key], len(rows), tuple(lines[:SHOWN]), tuple(lines[SHOWN:]), f"{key}-rest")


def _alike(rows: list[OwedRow]) -> list[list[OwedRow]]:
    """Return the rows, those of one duty on one case together, where the first of them stands."""
    found: dict[object, list[OwedRow]] = {}
    for nth, row in enumerate(rows):
        same = (row.number, said(row.title), row.who) if row.number else nth
        found.setdefault(same, []).append(row)
    return list(found.values())


def _with_keys(groups: list[RowGroup]) -> Iterator[RowGroup]:
    keys = iter(KEYS)
    for group in groups:
        lines = (replace(one, row=replace(one.row, key=next(keys, ""))) for one in group.lines)
        yield replace(group, lines=tuple(lines))
