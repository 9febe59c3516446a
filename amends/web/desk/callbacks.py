"""A call-back that a draw left somebody: whom to call and what the record says, never the problem again (FR-152)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.cases.queries.reading import read_case
from amends.core.follow_up import script
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.quality.calling_back import finish, note_try, own_call_back, tries_left
from amends.quality.models import CallBack
from amends.quality.sample_rows import Drawable, in_force
from amends.web.desk.door import desk
from amends.web.desk.draws import OUTCOMES, RATINGS
from amends.web.fields import choice_title, fact_title
from amends.web.shell import show

RECORDED = ("satisfaction", "closing_reason", "waiver")
"""What the record says of how it ended; the description is not read out again."""


@require_http_methods(["GET", "POST"])
@desk
def call_back(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show the form of a call-back; note a try, or what the call found."""
    at, refused = now(), None
    row = own_call_back(viewer, key)
    if request.method == "POST":
        sent = request.POST
        try:
            if sent.get("do") == "try":
                note_try(viewer, key, at=at)
                messages.success(request, _("The try is noted."))
                return redirect("desk:call_back", key=key)
            finish(
                viewer, key, outcome=sent.get("outcome", ""), satisfaction=sent.get("satisfaction", ""),
                note=sent.get("note", ""), at=at,
            )  # fmt: skip
            messages.success(request, _("The call-back is noted."))
            return redirect("desk:draws")
        except Refused as found:
            refused = found
    of = in_force(viewer, row.draw.unit_id, row.draw.sample, at=at)
    context = {
        "row": row, "of": of, "refused": refused, "sent": request.POST, "now": at, "left": _left(viewer, row, of),
        "outcomes": {code: says for code, says in OUTCOMES.items() if code}, "ratings": RATINGS,
        **_record(viewer, row), "packs": {of.pack.id: of.pack} if of else {},
    }  # fmt: skip
    return show(request, viewer, "desk/draws/call_back.html", context, here="draws", status=409 if refused else 200)


def _left(viewer: Viewer, row: CallBack, of: Drawable | None) -> dict[str, int]:
    tries, days = tries_left(viewer, row, of.row if of else None)
    return {"tries": tries, "days": days}


def _record(viewer: Viewer, row: CallBack) -> dict[str, Any]:
    """Return whom to call and how the case ended; whoever was drawn needs the number to call."""
    reading = read_case(viewer, row.case.number)
    lead, facts, language = reading.rules.lead, reading.state.facts, get_language() or "zh"
    told = [
        (fact_title(lead, name, language), choice_title(lead, name, str(facts[name]), language))
        for name in RECORDED
        if name in lead.fields
        and reading.sees(lead.fields[name])
        and facts.get(name) not in (None, "")
        and not isinstance(facts[name], bool)
    ]
    return {
        "complainant": reading.case.complainant, "told": told, "closed_at": reading.case.closed_at,
        "script": script(reading.rules.packs),
    }  # fmt: skip
