"""The sheet that a unit owes: what stands on it, and the button by which it is sent."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.cases.queries.sheets import sheet_of
from amends.cases.steps.send_sheet import send_sheet
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.web.desk.door import desk
from amends.web.desk.rows import said
from amends.web.shell import show


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def sheet(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show a sheet, or send it: the obligation of its day is then met."""
    found = sheet_of(viewer, key)
    refused, status = None, 200
    if request.method == "POST":
        try:
            send_sheet(viewer, key, at=timezone.now())
        except Refused as error:
            refused, status = error, 409
        else:
            messages.success(request, _("Sent: %(title)s.") % {"title": said(found.title)})
            return redirect("desk:today")
    context = {"sheet": found, "refused": refused}
    return show(request, viewer, "desk/sheet.html", context, here="today", status=status)
