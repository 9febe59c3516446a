"""Taking a step: the form of any step, the refusal with the form still filled, the short note in the journal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from amends.cases.drafts import forget_draft
from amends.cases.evidence import add_evidence
from amends.cases.queries.case_page import CasePage, case_page
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.core.pack import StepRow
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.web.answers import version_of
from amends.web.desk.case import case_answer
from amends.web.desk.case_steps import discipline_of, eight_d_url
from amends.web.desk.door import desk
from amends.web.desk.drafts import NOTE, draft_kind, with_draft
from amends.web.desk.evidence import uploads_of
from amends.web.desk.remedy_advice import cautions_of
from amends.web.desk.rows import said
from amends.web.desk.step_form import Answers, StepForm, answered, step_form, unreadable, with_refusal
from amends.web.shell import show

REFUSED, UNREADABLE = 409, 422


@require_http_methods(["GET", "POST"])
@desk
def step(request: HttpRequest, viewer: Viewer, number: str, step_id: str) -> HttpResponse:
    """Show the form of a step, or take it. Refused: the form comes back filled, messages beside its fields."""
    page = case_page(viewer, number, timezone.now())
    row = page.reading.rules.steps.get(step_id)
    if row is None or row.kind == "register":
        raise NotFound(number)
    kept = page.reading.kept(step_id)
    if kept and page.reading.eight_d and request.method == "GET":
        target = eight_d_url(page.reading, discipline_of(kept))
        return HttpResponseClientRedirect(target) if request.headers.get("HX-Request") else redirect(target)
    with timezone.override(viewer.directory.zone(page.case.unit_id)):
        form = step_form(page, row, {}, on=request.GET.get("on", "")[:60])
        if request.method == "GET":
            return _shown(request, viewer, page, with_draft(form, viewer, number, step_id))
        return _sent(request, viewer, page, row, form)


@require_POST
@desk
def compose(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Write words in the journal by the step whose button was pressed; without words, show that step's form."""
    page = case_page(viewer, number, timezone.now())
    row = page.reading.rules.steps.get(request.POST.get("step", ""))
    if row is None:
        raise NotFound(number)
    text = request.POST.get("text", "").strip()[:20_000]
    form = step_form(page, row, {"note": text})
    if not text:
        return case_answer(request, viewer, page, form=form)
    answers = Answers({}, {"note": text}, "", "", "", None, "")
    forget_draft(viewer, draft_kind(number, NOTE))  # refused, it stands in the step's form
    return _taken(request, viewer, page, row, form, answers)


def _sent(request: HttpRequest, viewer: Viewer, page: CasePage, row: StepRow, form: StepForm) -> HttpResponse:
    answers, filled = answered(form, request.POST)
    if unreadable(filled):
        return _shown(request, viewer, page, filled, status=UNREADABLE)
    return _taken(request, viewer, page, row, filled, answers)


def _taken(
    request: HttpRequest, viewer: Viewer, page: CasePage, row: StepRow, form: StepForm, answers: Answers
) -> HttpResponse:
    number = page.case.number
    try:
        seq = _noted(request, viewer, number, row, answers)
    except Refused as refused:
        fresh = case_page(viewer, number, timezone.now())
        again = with_refusal(form, refused, fresh) if refused.code != "changed" else _moved_on(form, fresh, refused)
        return _shown(request, viewer, fresh, again, status=REFUSED)
    forget_draft(viewer, draft_kind(number, row.id))
    messages.success(request, _("%(step)s: noted as entry %(n)s.") % {"step": said(row.title), "n": seq})
    if row.kind == "propose":
        for caution in cautions_of(case_page(viewer, number, timezone.now())):
            messages.warning(request, said(caution.says))
    # The query makes it another address: a change of the part after # alone loads nothing.
    target = reverse("desk:case", args=[number]) + f"?entry={seq}#entry-{seq}"
    return HttpResponseClientRedirect(target) if request.headers.get("HX-Request") else redirect(target)


def _noted(request: HttpRequest, viewer: Viewer, number: str, row: StepRow, answers: Answers) -> int:
    """Take the step, together with the files where it is taken with one; return its entry. Raises Refused."""
    told: dict[str, Any] = {
        "happened_at": answers.happened_at, "detail": answers.detail, "on": answers.on, "event": answers.event,
        "words": answers.words, "override_reason": answers.override_reason,
        "backdate_reason": answers.backdate_reason, "version": version_of(request.POST.get("version", "")),
    }  # fmt: skip
    files = uploads_of(request) if row.with_file else []
    if files:
        return add_evidence(viewer, number, row.id, files, at=timezone.now(), told=told).result.seq
    return take_step(viewer, number, row.id, at=timezone.now(), **told).seq


def _moved_on(form: StepForm, page: CasePage, refused: Refused) -> StepForm:
    """Return the form, still filled, for the case as it is now: sending it again goes through."""
    return replace(with_refusal(form, refused, page), version=page.case.version)


def _shown(request: HttpRequest, viewer: Viewer, page: CasePage, form: StepForm, *, status: int = 200) -> HttpResponse:
    if request.headers.get("HX-Request"):
        context: dict[str, Any] = {"form": form, "case": page.case}
        return show(request, viewer, "parts/step_form.html", context, status=status)
    return case_answer(request, viewer, page, form=form, status=status)
