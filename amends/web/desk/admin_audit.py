"""What was done here and what was refused: the access log in words, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.people.audit import PAGE, Noted, kinds, noted
from amends.people.viewer import Viewer
from amends.web.desk.admin_forms import admins, page

KINDS = {
    "administration": gettext_lazy("Administration"),
    "accused_refused": gettext_lazy("Case about themselves refused"),
    "barred_step": gettext_lazy("Step barred"),
    "delete_refused": gettext_lazy("Deletion refused"),
    "confidential_read": gettext_lazy("Confidential case read"),
}
DONE = {
    "hired": gettext_lazy("added"), "added": gettext_lazy("added"), "changed": gettext_lazy("changed"),
    "password": gettext_lazy("temporary password given"), "enabled": gettext_lazy("enabled"),
    "disabled": gettext_lazy("disabled"), "role given": gettext_lazy("role given"),
    "role ended": gettext_lazy("role ended"), "away": gettext_lazy("absence noted"),
    "back": gettext_lazy("back again"), "opened": gettext_lazy("opened"), "closed": gettext_lazy("closed"),
    "week": gettext_lazy("week changed"), "day": gettext_lazy("day set"),
    "day forgotten": gettext_lazy("day taken back"), "notice": gettext_lazy("notice loaded"),
    "token given": gettext_lazy("token given"), "token taken back": gettext_lazy("token taken back"),
}  # fmt: skip
SUBJECTS = {
    "person": gettext_lazy("Person"), "unit": gettext_lazy("Unit"), "calendar": gettext_lazy("Calendar"),
    "channel": gettext_lazy("Channel"),
}  # fmt: skip


@require_GET
@admins
def audit(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the newest lines of the log, a page at a time."""
    kind, before = request.GET.get("kind", "")[:40], _moment(request.GET.get("before", ""))
    lines = noted(viewer, kind=kind, before=before)
    older = urlencode({"kind": kind, "before": lines[-1].at.isoformat()}) if len(lines) == PAGE else ""
    context = {
        "rows": [_row(viewer, one) for one in lines], "older": older, "before": before,
        "kinds": [(one, KINDS.get(one, one), one == kind) for one in kinds()],
    }  # fmt: skip
    return page(request, viewer, "desk/admin/audit.html", "audit", context)


def _row(viewer: Viewer, one: Noted) -> dict[str, Any]:
    did = str(one.detail.get("did", ""))
    more = [f"{value}" for name, value in one.detail.items() if name in ("role", "name", "year", "day", "days")]
    return {
        "at": one.at, "who": _named(viewer, str(one.person or "")) or _("nobody signed in"),
        "kind": KINDS.get(one.kind, one.kind), "did": DONE.get(did, did),
        "about": _about(viewer, one), "more": " · ".join(more),
    }  # fmt: skip


def _about(viewer: Viewer, one: Noted) -> str:
    name = _named(viewer, one.key) or one.key
    return f"{SUBJECTS[one.subject]} {name}" if one.subject in SUBJECTS else name


def _named(viewer: Viewer, key: str) -> str:
    """Return the name of a person or unit of the organisation, else nothing."""
    try:
        found = viewer.directory.people.get(UUID(key)) or viewer.directory.units.get(UUID(key))
    except ValueError:
        return ""
    return found.name(get_language() or "zh") if found else ""


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
