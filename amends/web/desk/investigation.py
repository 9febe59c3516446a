"""The investigation of a case: its plan, both sides, custody, findings, meetings; each section with its steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from amends.cases.investigation import investigation
from amends.cases.investigation_parts import Section
from amends.cases.queries.case_page import CasePage, case_page
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.core.pack import StepRow
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.web.answers import version_of
from amends.web.desk.door import desk
from amends.web.desk.investigation_words import shown_section
from amends.web.desk.rows import said
from amends.web.desk.step_form import StepForm, answered, step_form, unreadable, with_refusal
from amends.web.shell import show

REFUSED, UNREADABLE = 409, 422
LONGEST = 120
"""Of what an address may name: a point of the plan, or a thing in custody."""


@require_GET
@desk
def case_investigation(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show the sections of an investigation."""
    now = timezone.now()
    return _page(request, viewer, case_page(viewer, number, now), at=now)


@require_http_methods(["GET", "POST"])
@desk
def investigation_step(
    request: HttpRequest, viewer: Viewer, number: str, section: str, step_id: str
) -> HttpResponse:  # fmt: skip
    """Show the form of a step in its section, or take the step. Refused: the form comes back filled."""
    now = timezone.now()
    page = case_page(viewer, number, now)
    found, step = _step(page, section, step_id, now)
    with timezone.override(viewer.directory.zone(page.case.unit_id)):
        form = _form(request, page, found, step)
        if request.method == "GET":
            return _shown(request, viewer, page, form, found, at=now)
        return _sent(request, viewer, page, found, step, form)


def _step(page: CasePage, section: str, step_id: str, now: datetime) -> tuple[Section, StepRow]:
    for one in investigation(page, now):
        step = page.reading.rules.steps.get(step_id)
        if one.row.id == section and step is not None and step_id in (*one.row.steps, *one.row.ends):
            return one, step
    raise NotFound(page.case.number)


def _form(request: HttpRequest, page: CasePage, section: Section, step: StepRow) -> StepForm:
    """Return the form of a step, on the point or the thing that the address names."""
    row, asked = section.row, request.GET
    on = asked.get("on", "")[:LONGEST]
    if row.shape == "points" and step.id in row.steps:
        on = f"{row.id}-{len(section.points) + 1}"  # a second one at the same time is refused: the case has changed
    given = {row.item: asked["item"][:LONGEST]} if row.item and asked.get("item") else {}
    form = step_form(page, step, given, on=on)
    back = reverse("desk:investigation", args=[page.case.number])
    action = reverse("desk:investigation_step", args=[page.case.number, row.id, step.id])
    return replace(form, action=action, back=f"{back}#{row.id}")


def _sent(
    request: HttpRequest, viewer: Viewer, page: CasePage, section: Section, step: StepRow, form: StepForm
) -> HttpResponse:
    answers, filled = answered(form, request.POST)
    now = timezone.now()
    if unreadable(filled):
        return _shown(request, viewer, page, filled, section, at=now, status=UNREADABLE)
    try:
        result = take_step(
            viewer, page.case.number, step.id, at=now, happened_at=answers.happened_at, detail=answers.detail,
            on=answers.on, event=answers.event, words=answers.words, override_reason=answers.override_reason,
            backdate_reason=answers.backdate_reason, version=version_of(request.POST.get("version", "")),
        )  # fmt: skip
    except Refused as refused:
        fresh = case_page(viewer, page.case.number, timezone.now())
        again = replace(with_refusal(filled, refused, fresh), version=fresh.case.version, action=form.action)
        return _shown(request, viewer, fresh, again, section, at=now, status=REFUSED)
    messages.success(request, _("%(step)s: noted as entry %(n)s.") % {"step": said(step.title), "n": result.seq})
    target = reverse("desk:investigation", args=[page.case.number]) + f"?entry={result.seq}#{section.row.id}"
    return HttpResponseClientRedirect(target) if request.headers.get("HX-Request") else redirect(target)


def _shown(
    request: HttpRequest, viewer: Viewer, page: CasePage, form: StepForm, section: Section, *, at: datetime,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    if request.headers.get("HX-Request"):
        return show(request, viewer, "parts/step_form.html", {"form": form, "case": page.case}, status=status)
    return _page(request, viewer, page, at=at, form=form, open_section=section.row.id, status=status)


def _page(
    request: HttpRequest, viewer: Viewer, page: CasePage, *, at: datetime, form: StepForm | None = None,
    open_section: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    with timezone.override(viewer.directory.zone(page.case.unit_id)):
        context: dict[str, Any] = {
            "page": page, "case": page.case, "packs": {one.id: one for one in page.reading.rules.packs},
            "sections": [shown_section(page, one, at) for one in investigation(page, at)],
            "form": form, "open_section": open_section,
        }  # fmt: skip
        return show(request, viewer, "desk/investigation/page.html", context, here="queues", status=status)
