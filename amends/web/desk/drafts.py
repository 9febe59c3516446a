"""Drafts of steps: saved while one types, there again when the form is opened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.cases.drafts import TooLong, draft, keep_draft
from amends.cases.queries.visible import case_of
from amends.people.viewer import Viewer
from amends.web.answers import refilled
from amends.web.desk.door import desk
from amends.web.desk.step_form import StepForm

NOT_KEPT = ("csrfmiddlewaretoken", "version", "on")
NOTE = "note"
"""Under this name the box below the journal keeps its draft; steps keep theirs under their ids."""


@require_POST
@desk
def step_draft(request: HttpRequest, viewer: Viewer, number: str, step_id: str) -> HttpResponse:
    """Keep what has been typed into the form of a step and say when."""
    case = case_of(viewer, number)
    content: dict[str, Any] = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_KEPT}
    try:
        keep_draft(viewer, draft_kind(case.number, step_id), content, at=timezone.now())
    except TooLong:
        return HttpResponse(_("Too long to keep as a draft."))
    return HttpResponse(_("Draft kept %(time)s") % {"time": f"{timezone.localtime():%H:%M:%S}"})


def draft_kind(number: str, step_id: str) -> str:
    """Return under which name the draft of a step is kept."""
    return f"{number}/{step_id}"


def typed_note(viewer: Viewer, number: str) -> str:
    """Return what was typed into the journal's box of a case and not sent."""
    kept = draft(viewer, draft_kind(number, NOTE))
    return str((kept.content.get("text") or [""])[-1]) if kept else ""


def with_draft(form: StepForm, viewer: Viewer, number: str, step_id: str) -> StepForm:
    """Return the form filled with what was typed and not sent, if there is such a thing."""
    address = reverse("desk:step_draft", args=[number, step_id])
    kept = draft(viewer, draft_kind(number, step_id))
    if kept is None:
        return replace(form, draft_url=address)
    typed = QueryDict(mutable=True)
    for name, values in kept.content.items():
        typed.setlist(str(name), [str(one) for one in values])
    says = _("Draft of %(time)s") % {"time": f"{timezone.localtime(kept.saved_at):%m-%d %H:%M}"}
    fields = tuple(refilled(one, typed) if one.name in typed else one for one in form.fields)
    when = tuple(refilled(one, typed) if one.name in typed else one for one in form.when_fields)
    return replace(form, fields=fields, when_fields=when, draft_url=address, draft_says=says)
