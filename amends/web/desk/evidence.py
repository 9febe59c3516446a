"""Files of a case, in and out. They leave as attachments that no browser runs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.cases.evidence import LEAVES_UNDER, Upload, add_evidence, evidence_of, evidence_step, opened_file
from amends.cases.queries.case_page import case_page
from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.web.desk.case import case_answer
from amends.web.desk.door import desk


@require_GET
@desk
def evidence_file(request: HttpRequest, viewer: Viewer, number: str, key: UUID) -> HttpResponseBase:
    """Send a file as an attachment, of the kind its bytes have, in a sandbox."""
    row = evidence_of(viewer, number, key)
    try:
        return FileResponse(
            opened_file(row), as_attachment=True, filename=row.name, content_type=row.kind, headers=LEAVES_UNDER
        )
    except FileNotFoundError:
        raise NotFound(number) from None


def uploads_of(request: HttpRequest) -> list[Upload]:
    """Return the files that a form sent."""
    return [Upload(one.name or "", one.size or 0, one) for one in request.FILES.getlist("files")]


@require_POST
@desk
def evidence_add(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Keep files for a case by the step that the regulation has for it."""
    page = case_page(viewer, number, timezone.now())
    step = evidence_step(one.step for one in page.steps)
    uploads = uploads_of(request)
    if step is None:
        wrong = _("In this stage the regulation takes no evidence from you.")
        return case_answer(request, viewer, page, status=409, more={"evidence_wrong": wrong})
    try:
        add_evidence(viewer, number, step.id, uploads, at=timezone.now())
    except Refused as refused:
        wrong = refused.says.in_(get_language() or "zh")
        return case_answer(request, viewer, page, status=409, more={"evidence_wrong": wrong})
    messages.success(request, _("Kept, with fingerprint and time."))
    return redirect(reverse("desk:case", args=[number]) + "#evidence")
