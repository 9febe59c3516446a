"""A blind second look: asked for, taken without sight of the first result, then laid beside it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amends.cases.evidence import LEAVES_UNDER, opened_file
from amends.cases.queries.reading import read_case
from amends.cases.queries.visible import NotFound
from amends.core.fact_types import fact_types
from amends.core.refusal import Refused
from amends.core.second_look import Question
from amends.people.viewer import Viewer
from amends.quality.blind import BlindCase, Told, blind_case, blind_file
from amends.quality.queries.sampling import compared, look_at, look_of
from amends.quality.sample_rows import in_force
from amends.quality.second_look import ask_second_look, decide_again, is_hindered, may_ask
from amends.web.desk.case_words import shown_value
from amends.web.desk.door import desk
from amends.web.shell import show


@require_http_methods(["GET", "POST"])
@desk
def second_look(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show what was told of a case and take the verdict; what it came to first is nowhere on the page."""
    at, refused = now(), None
    case = blind_case(viewer, key)
    if request.method == "POST":
        verdict = {one.key: request.POST.getlist(one.key) for one in case.questions}
        try:
            decide_again(viewer, key, verdict, why=request.POST.get("why", ""), at=at)
        except Refused as found:
            refused = found
        else:
            messages.success(request, _("Decided. Now both results stand beside each other."))
            return redirect("desk:second_look_result", key=key)
    of = in_force(viewer, case.look.unit_id, case.look.sample, at=at)
    context = {
        "case": case, "told": [(one.title, _words(viewer, case, one)) for one in case.told], "refused": refused,
        "questions": [_field(one, request) for one in case.questions], "why": request.POST.get("why", ""),
        "of": of.row if of else None, "packs": {of.pack.id: of.pack} if of else {},
    }  # fmt: skip
    return show(request, viewer, "desk/draws/second_look.html", context, here="draws", status=409 if refused else 200)


@require_GET
@desk
def second_look_file(request: HttpRequest, viewer: Viewer, key: UUID, file: UUID) -> HttpResponseBase:
    """Send a file that came in before anything was found, as an attachment."""
    row = blind_file(viewer, key, file)
    try:
        return FileResponse(
            opened_file(row), as_attachment=True, filename=row.name, content_type=row.kind, headers=LEAVES_UNDER
        )
    except FileNotFoundError:
        raise NotFound(str(file)) from None


@require_GET
@desk
def second_look_result(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show both results beside each other."""
    row = look_of(viewer, key, at=now())
    context = {"row": row, "rows": [_compared(one) for one in compared(row)]}
    return show(request, viewer, "desk/draws/compared.html", context, here="draws")


@require_http_methods(["GET", "POST"])
@desk
def second_look_ask(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Begin the second look that the complainant asked for; who takes it is drawn by lot."""
    at, refused = now(), None
    case = read_case(viewer, number).case
    if request.method == "POST":
        try:
            ask_second_look(viewer, number, request=request.POST.get("request", ""), at=at)
        except Refused as found:
            refused = found
        else:
            messages.success(request, _("Drawn. The first result is hidden from whoever looks again."))
            return redirect("desk:draws")
    last = look_at(viewer, number)
    context: dict[str, Any] = {
        "case": case, "refused": refused, "request_words": request.POST.get("request", ""), "packs": {},
        "may": may_ask(viewer, case, at=at), "last": last, "hindered": is_hindered(viewer, last),
    }  # fmt: skip
    return show(request, viewer, "desk/draws/ask.html", context, here="draws", status=409 if refused else 200)


def _words(viewer: Viewer, case: BlindCase, one: Told) -> str:
    lead = case.reading.rules.lead
    return shown_value(lead, one.field, fact_types(lead)[one.field].type, one.value, viewer)


def _field(one: Question, request: HttpRequest) -> dict[str, Any]:
    return {"of": one, "given": request.POST.getlist(one.key), "kind": "checkbox" if one.many else "radio"}


def _compared(one: Any) -> dict[str, Any]:
    titles = dict(one.question.choices)
    return {
        "title": one.question.title, "agrees": one.agrees,
        "now": [titles.get(code, code) for code in one.now], "before": [titles.get(code, code) for code in one.before],
    }  # fmt: skip
