"""Which grade, by which rows, and what would make it heavier.

The heaviest row that is true decides and every true row is named. A grade rises by
itself; a fall waits for reason and approver, and a grade set by hand is a floor (FR-036,
FR-037, FR-040).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from amends.core.evaluate import Scene, Verdict, holds
from amends.core.ledger import Grading
from amends.core.pack import GradingRow, ListRow, Pack

COUNT_PREFIX = "count:"


@dataclass(frozen=True, slots=True)
class Judged:
    """One row and what it says of the scene."""

    row: GradingRow
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Flagged:
    """The flags in force, the facts that could add one, and when to look again."""

    flags: frozenset[str]
    asked: tuple[str, ...] = ()
    look_again: datetime | None = None


def judge_rows(pack: Pack, list_row: ListRow, scene: Scene) -> tuple[Judged, ...]:
    """Return every row of a list with its verdict, heaviest grade first, in the pack's order within a grade."""
    rows = [row for row in pack.row if row.list == list_row.id]
    rows.sort(key=lambda row: list_row.grades.index(row.grade))
    return tuple(Judged(row, holds(row.when, scene)) for row in rows)


def grade(pack: Pack, list_row: ListRow, scene: Scene, before: Grading | None) -> Grading:
    """Return the grade of one list: in force, computed, the rows that fired, the facts to ask for.

    A list that is set by hand (``set_by``) keeps what it has. An empty grade means that
    no row fired and the list has no default (FR-036, FR-040, FR-049).
    """
    if list_row.set_by and not any(row.list == list_row.id for row in pack.row):
        return before or Grading(list_row.id, list_row.default or "", computed=list_row.default or "", since=scene.now)
    judged = judge_rows(pack, list_row, scene)
    fired = [one.row for one in judged if one.verdict.true]
    computed = fired[0].grade if fired else list_row.default or ""
    found = Grading(
        list_row.id, computed, tuple(row.id for row in fired), _asked(list_row, judged, computed), computed,
        since=scene.now,
    )  # fmt: skip
    if before is None:
        return found
    if before.set_by and not any(_is_news(list_row, before, row) for row in fired):
        return replace(found, grade=before.grade, floor=before.floor, set_by=before.set_by, since=before.since)
    return _moved(list_row, before, found)


def _is_news(list_row: ListRow, before: Grading, row: GradingRow) -> bool:
    """Return whether a row fired only after a person had set the grade, and is heavier; the rest was weighed."""
    return row.id not in before.rows and weight(list_row, row.grade) < weight(list_row, before.grade)


def _asked(list_row: ListRow, judged: tuple[Judged, ...], computed: str) -> tuple[str, ...]:
    """Return the unknown facts of rows that would change the answer; a lighter row would not, unless all count."""
    limit = len(list_row.grades) if list_row.fires == "all" else weight(list_row, computed)
    open_rows = [one for one in judged if one.verdict.true is None and weight(list_row, one.row.grade) < limit]
    names = dict.fromkeys(name for one in open_rows for name in one.verdict.unknown)
    return tuple(name for name in names if not name.startswith(COUNT_PREFIX))


def _moved(list_row: ListRow, before: Grading, found: Grading) -> Grading:
    floor = before.floor or (before.grade if before.set_by else "")
    reached = min(found.grade, floor or found.grade, key=lambda one: weight(list_row, one))
    if weight(list_row, reached) < weight(list_row, before.grade):
        moves = list_row.rises == "by_itself"
    else:
        moves = reached == before.grade or list_row.falls == "by_itself"
    kept = reached if moves else before.grade
    return replace(
        found,
        grade=kept,
        floor=floor,
        set_by=before.set_by if kept == before.grade else "",
        since=before.since if kept == before.grade else found.since,
    )


def set_by_hand(list_row: ListRow, before: Grading, *, grade: str, by: str, at: datetime) -> Grading:
    """Return the grading after a person set it; from now on it does not fall below that by itself (FR-040).

    Raises ValueError for a grade that the list does not have.
    """
    if grade not in list_row.grades:
        raise ValueError(f"list {list_row.id} has no grade {grade}; it has {', '.join(list_row.grades)}")
    return replace(before, grade=grade, floor=grade, set_by=by, since=at)


def weight(list_row: ListRow, grade: str) -> int:
    """Return the place of a grade in its list, 0 the heaviest; no grade weighs least."""
    return list_row.grades.index(grade) if grade in list_row.grades else len(list_row.grades)


def grades_in_force(pack: Pack, list_row: ListRow, grading: Grading) -> tuple[str, ...]:
    """Return every grade that counts: one where the first fires, each fired row's where all may coexist (R-46)."""
    if list_row.fires == "first":
        return (grading.grade,) if grading.grade else ()
    fired = {row.grade for row in pack.row if row.list == list_row.id and row.id in grading.rows}
    return tuple(one for one in list_row.grades if one in fired | {grading.grade})


def flags(pack: Pack, scene: Scene, before: frozenset[str] = frozenset()) -> Flagged:
    """Return the flags in force: those whose condition is true, and those that people put by hand."""
    judged = [(row, holds(row.when, scene)) for row in pack.flag if row.when is not None]
    kept = {row.id for row in pack.flag if row.set_by and row.id in before}
    unknown = dict.fromkeys(name for _, verdict in judged if verdict.true is None for name in verdict.unknown)
    return Flagged(
        frozenset(kept | {row.id for row, verdict in judged if verdict.true}),
        tuple(name for name in unknown if not name.startswith(COUNT_PREFIX)),
        _earliest(verdict for _, verdict in judged),
    )


def look_again(pack: Pack, scene: Scene) -> datetime | None:
    """Return the next instant at which a grade or flag may change without any event; None: never (FR-037)."""
    lists = (one.verdict for list_row in pack.list for one in judge_rows(pack, list_row, scene))
    moments = [moment for moment in (_earliest(lists), flags(pack, scene).look_again) if moment]
    return min(moments, default=None)


def _earliest(verdicts: Iterable[Verdict]) -> datetime | None:
    return min((verdict.look_again for verdict in verdicts if verdict.look_again), default=None)
