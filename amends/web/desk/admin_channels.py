"""Channels: the ways in that the organisation has opened (FR-001)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.cases.ways_in import set_way_in, ways_in
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.web.desk.admin_forms import admins, page
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
    rows = [(row, code_title(row.kind)) for row in ways_in()]
    return page(request, viewer, "desk/admin/channels.html", "channels", {"rows": rows})
