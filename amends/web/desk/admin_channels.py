"""Channels: the ways in that the organisation has opened (FR-001), and the mailbox that it reads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from amends.cases.ways_in import set_way_in, ways_in
from amends.core.refusal import Refused
from amends.mail.boxes import set_mailbox
from amends.people.viewer import Viewer
from amends.web.desk.admin_forms import Form, admins, page
from amends.web.desk.admin_mailbox import mailbox_context, mailbox_form, without_password
from amends.web.words import code_title

LONGEST = 60


@require_http_methods(["GET", "POST"])
@admins
def channels(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the channels; open or close one."""
    if request.method == "POST":
        names = {key: request.POST.get(key, "").strip()[:LONGEST] for key in ("name_zh", "name_en")}
        opens = request.POST.get("enabled") == "yes"
        try:
            set_way_in(viewer, request.POST.get("kind", ""), enabled=opens, at=now(), **names)
            messages.success(request, _("Opened.") if opens else _("Closed. Intakes through it are refused by name."))
        except Refused as refused:
            messages.error(request, refused.says.in_(get_language() or "zh"))
        return redirect("desk:admin_channels")
    return _page(request, viewer, mailbox_form(viewer))


@sensitive_post_parameters("password")
@require_POST
@admins
def mailbox_set(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Set the mailbox that is read."""
    values, form = mailbox_form(viewer).answered(request.POST)
    form = without_password(form)
    if not form.is_wrong:
        try:
            set_mailbox(viewer, {**values, "is_active": request.POST.get("is_active") == "yes"}, at=now())
        except Refused as refused:
            form = form.with_refusal(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:admin_channels")
    return _page(request, viewer, form)


def _page(request: HttpRequest, viewer: Viewer, form: Form) -> HttpResponse:
    rows = [(row, code_title(row.kind)) for row in ways_in()]
    context = {"rows": rows, **mailbox_context(form)}
    status = 422 if form.is_wrong else 200
    return page(request, viewer, "desk/admin/channels.html", "channels", context, status=status)
