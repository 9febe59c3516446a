"""The 8D of a case: where each discipline stands, what is written in it, the actions with spread and checks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from amends.api import shapes
from amends.api.cases import WRONG, Number, known
from amends.api.door import at_door
from amends.cases.queries.visible import NotFound
from amends.quality.opening import eight_d_of
from amends.quality.queries.page import ActionLine, EightDPage, eight_d_page
from amends.quality.queries.shown import shown_to_customer

router = Router(tags=["cases"])


class Discipline(BaseModel):
    """A discipline; ``parts`` is what stands of it, by code, ``for_customer`` what was approved for the customer."""

    id: str
    title: str
    article: str
    standing: str
    version: int
    approved: bool
    parts: dict[str, str]
    for_customer: dict[str, str]


class Spread(BaseModel):
    """A similar process: covered, or why not."""

    process: str
    done_at: datetime | None
    reason: str


class Check(BaseModel):
    """A later check."""

    day: date
    done_at: datetime | None
    still_works: bool | None
    result: str


class Action(BaseModel):
    """An action with owner, date and proof."""

    kind: str
    text: str
    owner: str
    due_at: datetime
    done_at: datetime | None
    proof: str
    spreads: list[Spread]
    checks: list[Check]


class ClosingLine(BaseModel):
    """One thing that stands in the way of closing."""

    field: str
    article: str
    says: str


class EightD(BaseModel):
    """An 8D. ``round``: how often its cause was looked for."""

    number: str
    case: str
    state: str
    round: int
    opened_at: datetime
    closed_at: datetime | None
    disciplines: list[Discipline]
    actions: list[Action]
    closing: list[ClosingLine]


@router.get("/{number}/eight-d", response={200: EightD, **WRONG}, summary="Read the 8D of a case")
def case_eight_d(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Where each discipline stands and what is written in it. 404 also for a case without 8D."""
    with at_door(request) as call:
        row = eight_d_of(call.viewer, known(number))
        if row is None:
            raise NotFound(number)
        return _shape(eight_d_page(call.viewer, row.number), call.language)


def _shape(page: EightDPage, language: str) -> dict[str, Any]:
    row = page.record.row
    return {
        "number": row.number, "case": row.case.number, "state": row.state, "round": row.loops,
        "opened_at": row.opened_at, "closed_at": row.closed_at, "disciplines": _disciplines(page, language),
        "actions": [_action(page, one, language) for one in page.actions],
        "closing": shapes.missing(page.closing, language),
    }  # fmt: skip


def _disciplines(page: EightDPage, language: str) -> list[dict[str, Any]]:
    record, found = page.record, []
    shown = {one.id: dict(one.parts) for one in shown_to_customer(record.row.case.number)}
    for place in record.places:
        of, version = place.discipline, record.in_force(place.discipline.id)
        found.append({
            "id": of.id, "title": of.row.title.in_(language), "article": of.row.article, "standing": place.standing,
            "version": place.version,
            "approved": record.is_approved(place), "parts": version.content if version else {},
            "for_customer": shown.get(of.id, {}),
        })  # fmt: skip
    return found


def _action(page: EightDPage, line: ActionLine, language: str) -> dict[str, Any]:
    row, owner = line.row, page.record.viewer.directory.people.get(line.row.owner_id)
    return {
        "kind": row.kind, "text": row.text, "owner": owner.name(language) if owner else "", "due_at": row.due_at,
        "done_at": row.done_at, "proof": row.proof,
        "spreads": [{"process": one.process, "done_at": one.done_at, "reason": one.reason} for one in line.spreads],
        "checks": [
            {"day": one.day, "done_at": one.done_at, "still_works": one.still_works, "result": one.result}
            for one in line.checks
        ],
    }  # fmt: skip
