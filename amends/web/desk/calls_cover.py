"""Who answers a line when: the plan of the week, its gaps, and diversions (FR-231)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.calls.cover import (
    add_cover,
    diversions,
    divert,
    end_cover,
    end_diversion,
    gaps_of,
    plan_of,
    verify_diversion,
)
from amends.calls.lines import add_line, keeps_line, lines_of, pack_of
from amends.calls.models import Cover, Line
from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.web.desk.calls_words import date_of, people
from amends.web.desk.door import desk
from amends.web.shell import show

DAYS = 7


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def calls_cover(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the plan of every line, or change it."""
    at, refused = now(), None
    if request.method == "POST":
        try:
            _changed(request, viewer, at=at)
        except Refused as error:
            refused = error
        else:
            messages.success(request, _("Done."))
            return redirect("desk:calls_cover")
    rows = lines_of(viewer)
    plan = plan_of(rows, first=localtime(at).date())
    diverted = diversions(rows)
    context = {
        "lines": [_line(viewer, one, plan, at=at) | {"diversion": diverted.get(one.pk)} for one in rows],
        "people": people(viewer), "units": _units(viewer), "admin": viewer.is_admin, "refused": refused,
        "today": localtime(at).date(), "sent": request.POST if refused else {},
    }  # fmt: skip
    return show(request, viewer, "desk/calls/cover.html", context, here="calls", status=409 if refused else 200)


def _changed(request: HttpRequest, viewer: Viewer, *, at: datetime) -> None:
    sent = request.POST
    do, line = sent.get("do", ""), sent.get("line", "")
    if do == "divert":
        divert(viewer, line, to_number=sent.get("to_number", "").strip(), at=at)
    elif do == "verify":
        verify_diversion(viewer, line, at=at)
    elif do == "undivert":
        end_diversion(viewer, line, at=at)
    elif do == "plan":
        add_cover(
            viewer, line, person=sent.get("person", ""), hours=sent.get("hours", "").strip(),
            is_manager=sent.get("is_manager") == "yes", from_date=date_of(sent.get("from", "")),
            to_date=date_of(sent.get("to", "")),
        )  # fmt: skip
    elif do == "unplan":
        end_cover(viewer, _key(sent.get("cover", "")), day=localtime(at).date())
    elif do == "line" and viewer.is_admin:
        add_line(
            viewer, code=sent.get("code", "").strip().upper()[:24], zh=sent.get("zh", "").strip(),
            en=sent.get("en", "").strip(), number=sent.get("number", "").strip()[:32], unit=sent.get("unit", ""),
            keeper=sent.get("keeper", ""), at=at,
        )  # fmt: skip
    else:
        raise NotFound(do)


def _line(viewer: Viewer, line: Line, plan: tuple[Cover, ...], *, at: datetime) -> dict[str, Any]:
    own = [one for one in plan if one.line_id == line.pk]
    pack = pack_of(viewer, line, at=at)
    first: date = localtime(at).date()
    known = viewer.directory.people
    return {
        "line": line, "keeps": keeps_line(viewer, line),
        "keeper": known.get(line.keeper_id) if line.keeper_id else None,
        "pack": pack, "gaps": gaps_of(pack, own, first=first) if pack else (),
        "plan": [{"cover": one, "person": known.get(one.person_id)} for one in own],
    }  # fmt: skip


def _units(viewer: Viewer) -> list[tuple[str, str]]:
    language = get_language() or "zh"
    return sorted((one.code, one.name(language)) for one in viewer.directory.units.values() if one.is_active)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(text) from None
