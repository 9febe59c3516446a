"""Draws by lot: announced with a sealed number in the unit's journal, drawn when the period is over, and only once.

Whoever draws cannot choose: the number is made here, there is one draw for a unit, row and period, and everything
that it was made of is kept, so that anybody can make it again (core.lots). The number is shown once it is drawn: who
knew it before could close a case in the period in which the lot does not fall on it.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from amends.cases.chain import canonical, plain
from amends.cases.journal.unit_chain import note_of_unit
from amends.cases.queries.visible import NotFound
from amends.core.looking_back import decided
from amends.core.lots import Pair, draw, seal_of, seed_of
from amends.core.quarters import period_of
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.drawn_from import entered, people_for
from amends.quality.models import CallBack, CaseDraw
from amends.quality.sample_rows import Drawable, drawable, due_of, refused
from amends.quality.second_look import begin


def announce(viewer: Viewer, of: Drawable, day: date, *, at: datetime) -> CaseDraw:
    """Publish the seal of the number of a draw for the period of a day in the unit's journal; return the draw.

    Raises Refused for a period that has not begun, and where the draw of that period was announced before.
    """
    period = period_of(day, of.row.every)
    if period.first > viewer.directory.day(at, of.unit):
        raise refused(of.row, "period", zh="该期间尚未开始", en="The period has not begun yet")
    number = secrets.token_hex(16)
    row = CaseDraw(
        org_id=viewer.org, unit_id=of.unit, pack=of.pack.id, sample=of.row.id, kind=of.row.kind, many=_many(of),
        first=period.first, last=period.last, number=number, announced_at=at, announced_by_id=viewer.person,
        seed=seed_of(viewer.directory.code, period.name, number),
    )  # fmt: skip
    with organisation(viewer.org):
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as before:
            zh, en = f"{period.name} 已公布过签号", f"The draw for {period.name} was announced before"
            raise refused(of.row, "once", zh=zh, en=en) from before
        _note(row, "draw_announced", at, viewer.person, seal=seal_of(number), many=row.many, period=period.name)
    return row


def draw_now(viewer: Viewer, key: UUID, *, at: datetime) -> CaseDraw:
    """Draw the cases of the period, and for each somebody who had no part in it; return the draw.

    Raises NotFound for a draw that is not the viewer's, Refused before the period is over and for a second time.
    """
    with organisation(viewer.org):
        row = CaseDraw.objects.select_for_update().filter(pk=key).first()
        if row is None:
            raise NotFound(str(key))
        of = drawable(viewer, row.unit_id, row.sample, at=at)
        _check_time(viewer, row, of, at)
        people = people_for(viewer.directory, of.row.among, unit=row.unit_id, day=viewer.directory.day(at))
        row.entered, row.people = entered(viewer, row, people), [str(one) for one in people]
        row.drawn_at, row.drawn_by_id = at, viewer.person
        row.save(update_fields=["entered", "people", "drawn_at", "drawn_by"])
        pairs = draw(row.seed, row.entered, row.people, many=row.many).pairs
        due = due_of(of, at=at)
        for nth, pair in enumerate(pairs, start=1):
            _give(viewer, row, pair, of=of, nth=nth, due=due, at=at)
        told = {
            "number": row.number,
            "seed": row.seed,
            "made_of": made_of(row),
            "pairs": [[one.case, one.person] for one in pairs],
        }
        _note(row, "drawn", at, viewer.person, **told)
        return row


def made_of(row: CaseDraw) -> str:
    """Return the SHA-256 of what a draw was made of, as the journal of the unit keeps it."""
    return sha256(canonical(plain({"entered": row.entered, "people": row.people}))).hexdigest()


def _give(
    viewer: Viewer, row: CaseDraw, pair: Pair, *, of: Drawable, nth: int, due: datetime, at: datetime
) -> None:  # fmt: skip
    case, person = UUID(pair.case), UUID(pair.person)
    if row.kind == "second_look":
        begin(viewer, case, person, of=of, due_at=due, at=at, draw=row)
    else:
        CallBack.objects.create(org_id=row.org_id, draw=row, case_id=case, person_id=person, nth=nth, due_at=due)


def _check_time(viewer: Viewer, row: CaseDraw, of: Drawable, at: datetime) -> None:
    if row.drawn_at is not None:
        raise refused(of.row, "once", zh="已经抽过签", en="It was drawn before")
    if viewer.directory.day(at, row.unit_id) <= row.last:
        day = f"{row.last:%Y-%m-%d}"
        zh, en = f"{day} 之后才能抽签，期间结案的都要在内", f"Drawn after {day}, so that every case of the period is in"
        raise refused(of.row, "period", zh=zh, en=en)


def _many(of: Drawable) -> int:
    many = decided(of.pack, of.row.cases)
    if not isinstance(many, int):
        raise refused(of.row, "cases", zh="抽签件数尚未设定", en="How many cases are drawn has not been decided")
    return many


def _note(row: CaseDraw, step: str, at: datetime, by: UUID, **told: object) -> None:
    body = {"draw": str(row.pk), "pack": row.pack, "sample": row.sample, **told}
    note_of_unit(row.unit_id, org=row.org_id, step=step, body=body, at=at, by=by)
