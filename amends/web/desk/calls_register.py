"""Register opened from a call: number and kind filled in, and the case written beside the call (FR-226)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from amends.calls.models import Call
from amends.calls.taking import call_of, has_part, link_case
from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.web.desk.calls_promises import call_backs_to_case

MATTERS = ("enquiry", "complaint")


def call_asked(request: HttpRequest, viewer: Viewer) -> Call | None:
    """Return the viewer's call that the form was opened from, or None."""
    try:
        found = call_of(viewer, UUID(request.POST.get("call") or request.GET.get("call", "")))
    except (ValueError, NotFound):
        return None
    return found if has_part(viewer, found) else None


def from_call(call: Call) -> dict[str, list[str]]:
    """Return what a call already says of the form: how it came, what it is, the number."""
    matter = call.kind if call.kind in MATTERS else "complaint"
    told = {"channel": "phone", "matter": matter, "phone": call.caller, "description": call.note}
    return {name: [value] for name, value in told.items() if value}


def keep_case(viewer: Viewer, call: Call, number: str, *, at: datetime) -> None:
    """Write the case beside the call, unless its month was sealed meanwhile: a sealed book stays as it is.

    A call-back that was agreed in the call is then owed on the case (FR-140).
    """
    try:
        link_case(viewer, call.pk, number)
    except Refused:
        return
    call_backs_to_case(viewer, call, number, at=at)
