"""Drawn by lot: announce, draw, see what came of it, and take the numbers away to draw again (FR-149, FR-156)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.cases.queries.visible import NotFound
from amends.core.lots import seal_of
from amends.core.quarters import Period, period_of
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.quality.drawing import announce, draw_now, made_of
from amends.quality.models import CaseDraw
from amends.quality.queries.sampling import (
    Task,
    agreements,
    call_backs,
    draw_of,
    draws,
    errors,
    looks,
    satisfied,
    tasks_of,
)
from amends.quality.sample_rows import Drawable, drawable, drawables
from amends.regulations.having import has_rows
from amends.web.desk.calls_words import date_of
from amends.web.desk.door import desk
from amends.web.desk.draws_words import interval, question_titles
from amends.web.shell import show

OUTCOMES = {
    "": gettext_lazy("not called yet"), "right": gettext_lazy("record is right"),
    "wrong": gettext_lazy("record is wrong"), "not_reached": gettext_lazy("not reached"),
}  # fmt: skip
RATINGS = {"satisfied": gettext_lazy("satisfied"), "dissatisfied": gettext_lazy("dissatisfied")}


@require_GET
@desk
def drawn(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what draws left the viewer to do, and the draws of the units for which the viewer may draw."""
    return _list(request, viewer, at=now())


@require_POST
@desk
def draw_announce(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Announce the draw of a period: the seal of its number stands in the journal of the unit from now on."""
    at = now()
    unit, _bar, sample = request.POST.get("of", "").partition("/")
    day = date_of(request.POST.get("day", ""))
    if day is None or not _is_key(unit):
        raise NotFound(sample)
    try:
        row = announce(viewer, drawable(viewer, UUID(unit), sample, at=at), day, at=at)
    except Refused as refused:
        return _list(request, viewer, at=at, refused=refused)
    messages.success(request, _("Announced. The seal of the number stands in the journal of the unit."))
    return redirect("desk:draw", key=row.pk)


@require_GET
@desk
def draw(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show a draw and what came of it."""
    return _draw(request, viewer, draw_of(viewer, key, at=now()))


@require_POST
@desk
def draw_make(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Draw."""
    at = now()
    row = draw_of(viewer, key, at=at)
    try:
        draw_now(viewer, key, at=at)
    except Refused as refused:
        return _draw(request, viewer, row, refused=refused)
    messages.success(request, _("Drawn. Whoever was drawn finds it on Today."))
    return redirect("desk:draw", key=key)


@require_GET
@desk
def draw_file(request: HttpRequest, viewer: Viewer, key: UUID) -> JsonResponse:
    """Send everything that a draw was made of, in ids, so that anybody can make it again."""
    row = draw_of(viewer, key, at=now())
    if row.drawn_at is None:
        raise NotFound(str(key))
    period = period_of(row.first, _every(row))
    told = {
        "organisation": viewer.directory.code, "period": period.name, "number": row.number,
        "seal": seal_of(row.number), "seed": row.seed,
        "many": row.many, "cases": row.entered, "people": row.people, "made_of": made_of(row),
        "rule": "seal = sha256(number); "
        "seed = sha256(organisation \\n period \\n number); case: sha256(seed \\n case), smallest first; "
        "person: smallest sha256(seed \\n case \\n person) among people who are not named beside the case",
    }  # fmt: skip
    name = f'attachment; filename="draw-{period.name}.json"'
    return JsonResponse(told, headers={"Content-Disposition": name}, json_dumps_params={"indent": 1})


def mine(viewer: Viewer) -> tuple[Task, ...]:
    """Return what draws left the viewer to do; asked only where a regulation draws lots."""
    return tasks_of(viewer) if has_rows(viewer.directory, "sample") else ()


def _list(request: HttpRequest, viewer: Viewer, *, at: datetime, refused: Refused | None = None) -> HttpResponse:
    mine = drawables(viewer, at=at)
    units, language = viewer.directory.units, get_language() or "zh"
    rows = [_line(row, {(one.unit, one.row.id): one for one in mine}) for row in draws(viewer, at=at)]
    known = {(one["row"].unit_id, one["row"].sample, one["period"].name): bool(one["row"].drawn_at) for one in rows}
    done = looks(viewer, at=at) if mine else ()
    shares = agreements(done)
    context = {
        "tasks": tasks_of(viewer), "rows": rows, "refused": refused, "now": at,
        "offered": [
            _offer(one, units[one.unit].name(language), viewer.directory.day(at, one.unit), known) for one in mine
        ],
        "looks": done, "packs": {one.pack.id: one.pack for one in mine},
        "shares": [(question_titles(mine).get(key, key), interval(share)) for key, share in shares.items()],
    }  # fmt: skip
    return show(request, viewer, "desk/draws/list.html", context, here="draws", status=409 if refused else 200)


def _offer(one: Drawable, unit: str, today: date, known: dict[tuple[UUID, str, str], bool]) -> dict[str, Any]:
    this = period_of(today, one.row.every)
    return {
        "of": f"{one.unit}/{one.row.id}", "title": one.row.title, "unit": unit,
        "periods": (this, period_of(this.before, one.row.every)), "row": one.row,
        "announced": [name for held, sample, name in known if (held, sample) == (one.unit, one.row.id)],
        "drawn": [key[2] for key, done in known.items() if done and key[:2] == (one.unit, one.row.id)],
    }  # fmt: skip


def _line(row: CaseDraw, mine: dict[Any, Drawable]) -> dict[str, Any]:
    of = mine.get((row.unit_id, row.sample))
    return {"row": row, "period": _period(row), "title": of.row.title if of else row.sample}


def _period(row: CaseDraw) -> Period:
    return period_of(row.first, _every(row))


def _every(row: CaseDraw) -> str:
    return "month" if (row.last - row.first).days < 31 else "quarter"


def _draw(request: HttpRequest, viewer: Viewer, row: CaseDraw, *, refused: Refused | None = None) -> HttpResponse:
    at = now()
    of = drawable(viewer, row.unit_id, row.sample, at=at)
    calls = call_backs(viewer, row) if row.kind == "call_back" else ()
    again = looks(viewer, at=at, row=row) if row.kind == "second_look" else ()
    titles = question_titles([of])
    context = {
        "row": row, "of": of.row, "period": _period(row), "refused": refused, "calls": calls, "looks": again,
        "outcomes": OUTCOMES, "ratings": RATINGS, "errors": interval(errors(calls)),
        "satisfied": interval(satisfied(calls)), "packs": {of.pack.id: of.pack}, "entered": len(row.entered),
        "people": len(row.people), "made_of": made_of(row), "seal": seal_of(row.number), "now": at,
        "shares": [(titles.get(key, key), interval(one)) for key, one in agreements(again).items()],
        "may_draw": row.drawn_at is None and viewer.directory.day(at, row.unit_id) > row.last,
    }  # fmt: skip
    return show(request, viewer, "desk/draws/draw.html", context, here="draws", status=409 if refused else 200)


def _is_key(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
