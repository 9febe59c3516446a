"""Which edition of a law, contract, standard or booklet a finding cites: one that is valid on its day (FR-096).

What happened earlier is judged by what held then: a field may name the fact with that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from amends.core.evaluate import Scene
from amends.core.ledger import StepCall
from amends.core.pack import Choice, EditionRow, FieldRow, Pack, ReferenceRow, Row
from amends.core.refusal import Missing
from amends.core.text import Text


def with_editions(fields: Iterable[Row], references: Iterable[Row]) -> list[Row]:
    """Return the fields of a pack, those that cite with the editions of its references as choices."""
    rows = [row for row in references if isinstance(row, ReferenceRow)]
    choices = tuple(_choice(row, one) for row in rows for one in row.editions)
    return [
        row.model_copy(update={"choices": choices}) if isinstance(row, FieldRow) and row.cites else row
        for row in fields
    ]  # fmt: skip


def _choice(row: ReferenceRow, edition: EditionRow) -> Choice:
    title = called(row, edition)
    return Choice(id=_code(row, edition), zh=title.zh, en=title.en)


def _code(row: ReferenceRow, edition: EditionRow) -> str:
    return f"{row.id}/{edition.id}"


def called(row: ReferenceRow, edition: EditionRow) -> Text:
    """Return what an edition is called: its text, which one, and its days."""
    days = _days(edition)
    return Text(
        zh=f"《{row.title.zh}》{edition.title.zh}，{days.zh}", en=f"{row.title.en}, {edition.title.en}, {days.en}"
    )  # fmt: skip


def _days(edition: EditionRow) -> Text:
    first, last = edition.valid_from, edition.valid_to
    if last is None:
        return Text(zh=f"{first} 起有效", en=f"valid from {first}")
    return Text(zh=f"{first} 至 {last} 有效", en=f"valid from {first} to {last}")


def valid(pack: Pack, first: date, last: date | None = None) -> Iterator[tuple[ReferenceRow, EditionRow]]:
    """Yield the editions that are valid on a day, or on one of several."""
    for row in pack.reference:
        for one in row.editions:
            if one.valid_from <= (last or first) and (one.valid_to is None or first <= one.valid_to):
                yield row, one


def valid_codes(pack: Pack, first: date, last: date | None = None) -> frozenset[str]:
    """Return the codes of the editions that are valid on a day, or on one of several."""
    return frozenset(_code(row, one) for row, one in valid(pack, first, last))


def citing_missing(call: StepCall, pack: Pack, scene: Scene) -> Iterator[Missing]:
    """Yield each edition that a step cites although it is not valid on the step's day, nor when it happened."""
    for field in (one for one in pack.field if one.cites and call.detail.get(one.id)):
        days = days_of(field, scene, call.at)
        may = frozenset(code for day in days for code in valid_codes(pack, day))
        said = call.detail[field.id]
        for code in (said,) if isinstance(said, str) else said:
            if code not in may:
                yield _not_valid(field, pack, str(code), days)


def days_of(field: FieldRow, scene: Scene, at: datetime) -> list[date]:
    """Return the days whose editions a field may cite: that of the step, and that of what happened where told."""
    told = scene.facts.get(field.valid_on) if field.valid_on else None
    moments = [at, *([told] if isinstance(told, datetime) else [])]
    return list(dict.fromkeys(scene.calendar.day_of(one) for one in moments))


def _not_valid(field: FieldRow, pack: Pack, code: str, days: list[date]) -> Missing:
    title = next((one.text for one in field.choices if one.id == code), Text(zh=code, en=code))
    zh, en = "、".join(map(str, days)), " or ".join(map(str, days))
    says = Text(zh=f"所引“{title.zh}”，在 {zh} 无效", en=f"“{title.en}” is cited, which is not valid on {en}")
    return Missing(f"edition:{code}", says, field.article, field=field.id, pack=pack.id)
