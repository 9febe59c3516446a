"""Call-backs by lot: every try is noted, then whether what the case says is right, once (FR-149, FR-155)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from amends.cases.queries.visible import NotFound, seen
from amends.core.pack import SampleRow
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.models import CallBack
from amends.quality.sample_rows import in_force

ANSWERS = ("right", "wrong", "not_reached")
RATINGS = ("", "satisfied", "dissatisfied")
LONGEST = 2_000


def note_try(viewer: Viewer, key: UUID, *, at: datetime) -> CallBack:
    """Note that nobody answered. Raises NotFound for another's call-back or one that is done."""
    with organisation(viewer.org):
        row = own_call_back(viewer, key, to_write=True)
        row.tries = [*row.tries, at]
        row.save(update_fields=["tries"])
        return row


def finish(viewer: Viewer, key: UUID, *, outcome: str, satisfaction: str, note: str, at: datetime) -> CallBack:
    """Note what the call found. Raises NotFound for another's call-back, Refused naming the article and what lacks.

    “Not reached” needs the tries that the regulation wants, on so many days; a record that is wrong, what is wrong.
    """
    with organisation(viewer.org):
        row = own_call_back(viewer, key, to_write=True)
        of = in_force(viewer, row.draw.unit_id, row.draw.sample, at=at)
        _check(viewer, row, of.row if of else None, outcome, satisfaction, note)
        row.outcome, row.note, row.done_at = outcome, note.strip(), at
        row.satisfaction = satisfaction if outcome != "not_reached" else ""
        row.save(update_fields=["outcome", "satisfaction", "note", "done_at"])
        return row


def own_call_back(viewer: Viewer, key: UUID, *, to_write: bool = False) -> CallBack:
    """Return an open call-back of the viewer's own, of a case that they see. Raises NotFound alike for every other."""
    rows = CallBack.objects.filter(seen(viewer, "case__"), pk=key, person=viewer.person, done_at__isnull=True)
    rows = rows.select_related("draw", "case")
    row = (rows.select_for_update(of=("self",)) if to_write else rows).first()
    if row is None:
        raise NotFound(str(key))
    return row


def tries_left(viewer: Viewer, row: CallBack, of: SampleRow | None) -> tuple[int, int]:
    """Return how many tries, and tries on how many further days, “not reached” still needs."""
    wanted, days = (of.tries, of.on_days) if of else _usual()
    had = {viewer.directory.day(one, row.draw.unit_id) for one in row.tries}
    return max(0, wanted - len(row.tries)), max(0, days - len(had))


def _check(viewer: Viewer, row: CallBack, of: SampleRow | None, outcome: str, satisfaction: str, note: str) -> None:
    missing, article = [], of.article if of else ""
    if outcome not in ANSWERS or satisfaction not in RATINGS:
        says = Text(zh="请选择回访结果", en="Choose what the call found")
        missing.append(Missing("known:outcome", says, article, field="outcome"))
    if outcome == "not_reached" and any(tries_left(viewer, row, of)):
        tries, days = (of.tries, of.on_days) if of else _usual()
        says = Text(
            zh=f"分 {days} 天试拨 {tries} 次仍不通，才记为未联系上（已试 {len(row.tries)} 次）",
            en=f"“Not reached” needs {tries} tries on {days} days ({len(row.tries)} so far)",
        )
        missing.append(Missing("tries", says, article, field="outcome"))
    if (outcome == "wrong" and not note.strip()) or len(note) > LONGEST:
        says = Text(zh=f"请写明何处不符（至多 {LONGEST} 字）", en=f"Say what is wrong ({LONGEST} characters at most)")
        missing.append(Missing("known:note", says, article, field="note"))
    if missing:
        raise Refused("call_back", says=Text(zh="回访未完成", en="The call-back is not done"), missing=tuple(missing))


def _usual() -> tuple[int, int]:
    return SampleRow.model_fields["tries"].default, SampleRow.model_fields["on_days"].default
