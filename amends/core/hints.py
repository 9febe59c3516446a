"""What one change would make a case heavier: "2 more people make it major"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from amends.core.conditions import Age, All, Condition, Count, Test
from amends.core.evaluate import Scene, Verdict, holds, threshold
from amends.core.grading import weight
from amends.core.ledger import Grading
from amends.core.pack import GradingRow, ListRow, Pack
from amends.core.text import Text
from amends.core.vocabulary import FACTS


@dataclass(frozen=True, slots=True)
class Hint:
    """One change that makes a row fire: so much more of a fact or count, or the time ``at``."""

    grade: str
    row: str
    article: str
    says: Text
    fact: str = ""
    more: int = 0
    at: datetime | None = None


def next_heavier(pack: Pack, list_row: ListRow, scene: Scene, grading: Grading) -> tuple[Hint, ...]:
    """Return for each heavier row that lacks one thing what that is, heaviest first (FR-036)."""
    rows = [row for row in pack.row if row.list == list_row.id and row.grade in list_row.grades]
    heavier = [row for row in rows if weight(list_row, row.grade) < weight(list_row, grading.grade)]
    heavier.sort(key=lambda row: weight(list_row, row.grade))
    return tuple(hint for row in heavier for hint in _hints(pack, row, scene))


def _hints(pack: Pack, row: GradingRow, scene: Scene) -> Iterator[Hint]:
    parts = row.when.parts if isinstance(row.when, All) else (row.when,)
    lacking = [(part, verdict) for part in parts if not (verdict := holds(part, scene)).true]
    if len(lacking) == 1:
        yield from _hint(pack, row, *lacking[0], scene)


def _hint(pack: Pack, row: GradingRow, part: Condition, verdict: Verdict, scene: Scene) -> Iterator[Hint]:
    title = _title(pack, row)
    if isinstance(part, Age) and verdict.true is False and verdict.look_again:
        says = Text(zh=f"到时即为{title.zh}", en=f"from then on {title.en}")
        yield Hint(row.grade, row.id, row.article, says, next(iter(verdict.reads), ""), at=verdict.look_again)
    if not isinstance(part, Test | Count):
        return
    name = part.fact if isinstance(part, Test) else part.key
    value = verdict.reads.get(name)
    limit = threshold(part, scene)
    if limit is None or not isinstance(value, int) or isinstance(value, bool) or value >= limit:
        return
    more = limit - value
    of = _of(pack, part)
    says = Text(zh=f"{of.zh}再增加 {more} 即为{title.zh}", en=f"{of.en}: {more} more make it {title.en}")
    yield Hint(row.grade, row.id, row.article, says, name, more=more)


def _title(pack: Pack, row: GradingRow) -> Text:
    found = (grade.title for grade in pack.grade if grade.id == row.grade and grade.list == row.list)
    return next(found, Text(zh=row.grade, en=row.grade))


def _of(pack: Pack, part: Test | Count) -> Text:
    if isinstance(part, Count):
        return Text(zh="同类投诉", en="alike cases") if part.of == "cases" else Text(zh="次数", en="times")
    field = pack.fields.get(part.fact)
    if field and field.title:
        return field.title
    return FACTS[part.fact].title if part.fact in FACTS else Text(zh=part.fact, en=part.fact)
