"""The did-it-work ledger: every promise with before, after and verdict; one with its control chart (FR-116)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.core.control_chart import Point
from amends.core.effects import VERDICTS
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.quality.models import Action, ActionPromise, EightD, NotMeasured
from amends.quality.promising import UNMEASURED, action_shown, deliver, may_promise, not_measured, promise
from amends.quality.queries.ledger import MOST, chart, entries, entry, unmeasured
from amends.quality.records import record_of
from amends.quality.reopening import started_again
from amends.regulations.having import has_rows
from amends.web.desk.door import desk
from amends.web.desk.ledger_chart import drawing
from amends.web.desk.pledged import first_values, pledge_of
from amends.web.shell import show

GROUPS = {
    "": gettext_lazy("all"),
    "fails": VERDICTS["fails"],
    "works": VERDICTS["works"],
    "open": gettext_lazy("undecided"),
    UNMEASURED: gettext_lazy("not measured"),
}
TONES = {"fails": "heavy", "works": "soft", "unclear": "warm"}
SIGNALS = {
    "high": gettext_lazy("above the limit"), "low": gettext_lazy("below the limit"),
    "run": gettext_lazy("eight in a row on one side"),
}  # fmt: skip
ICONS = {
    "works": "circle-check",
    "fails": "alert-triangle",
    "too_early": "hourglass",
    "no_data": "circle",
    "unclear": "help-circle",
}
MONTHS_MOST = 60
_MONTH = re.compile(r"((?:19|20)\d\d)-(\d{1,2})[\s,;:=，；：\t]+([\d,]+)")


@require_GET
@desk
def ledger(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what actions promised and what came of it."""
    at, group = now(), request.GET.get("show", "")
    group = group if group in GROUPS else ""
    rows = () if group == UNMEASURED else entries(viewer, group=group, at=at)
    reasons = unmeasured(viewer) if group in ("", UNMEASURED) else ()
    context = {
        "rows": rows, "groups": GROUPS, "group": group, "verdicts": VERDICTS, "tones": TONES, "icons": ICONS,
        "reasons": reasons, "cut": max(len(rows), len(reasons)) >= MOST, "most": MOST, "tab": "ledger",
    }  # fmt: skip
    return show(request, viewer, "desk/ledger/list.html", context, here="eight_ds")


@require_GET
@desk
def ledger_entry(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show one promise with its control chart and what was delivered meanwhile."""
    return _entry(request, viewer, key, at=now())


@require_POST
@desk
def ledger_deliver(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Note how many pieces were delivered, a line for each month."""
    at = now()
    try:
        many = deliver(viewer, key, pieces=_months(request.POST.get("pieces", "")), at=at)
    except Refused as refused:
        return _entry(request, viewer, key, at=at, refused=refused)
    messages.success(request, _("%(n)s months are noted.") % {"n": many})
    return redirect("desk:ledger_entry", key=key)


@require_http_methods(["GET", "POST"])
@desk
def action_promise(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show the form on which an action promises what it brings about; take the promise."""
    at = now()
    action = action_shown(viewer, key)
    made = ActionPromise.objects.filter(action=action).first()
    if made is not None:
        return redirect("desk:ledger_entry", key=made.pk)
    refused = None
    if request.method == "POST":
        try:
            return _said(request, viewer, action, at=at)
        except Refused as found:
            refused = found
    record = record_of(viewer, action.eight_d.number)
    today = viewer.directory.day(at)
    sent = request.POST.dict() or first_values(today, criterion="none")
    context = {
        "action": action, "row": record.row, "sent": sent, "refused": refused, "may": may_promise(record, action),
        "packs": {one.id: one for one in record.reading.rules.packs}, "today": today,
        "why": NotMeasured.objects.filter(action=action).select_related("by").first(),
    }  # fmt: skip
    return show(request, viewer, "desk/ledger/promise.html", context, here="eight_ds", status=409 if refused else 200)


def _said(request: HttpRequest, viewer: Viewer, action: Action, *, at: datetime) -> HttpResponse:
    if request.POST.get("criterion") == UNMEASURED:
        not_measured(viewer, action.pk, request.POST.get(UNMEASURED, ""), at=at)
        messages.success(request, _("It is in the ledger why no reduction can be measured."))
        return redirect("desk:eight_d", action.eight_d.number)
    row = promise(viewer, action.pk, pledge_of(request.POST), at=at)
    messages.success(request, _("The promise is in the ledger. It is not changed any more."))
    return redirect("desk:ledger_entry", key=row.pk)


def again(viewer: Viewer) -> Sequence[EightD]:
    """Return the 8Ds whose action failed and that concern the viewer; asked only where a regulation has disciplines."""
    return list(started_again(viewer)) if has_rows(viewer.directory, "discipline") else ()


def _entry(
    request: HttpRequest, viewer: Viewer, key: UUID, *, at: datetime, refused: Refused | None = None
) -> HttpResponse:
    one = entry(viewer, key, at=at)
    points = chart(one, today=viewer.directory.day(at))
    record = record_of(viewer, one.row.action.eight_d.number)
    pieces = one.tally.pieces
    context: dict[str, Any] = {
        "one": one, "row": record.row, "points": points, "chart": drawing(points), "verdicts": VERDICTS, "tones": TONES,
        "icons": ICONS, "signals": SIGNALS, "signalled": [point for point in points if point.signal],
        "summary": _summary(points), "pieces": sorted(pieces.items()) if pieces is not None else None,
        "may": may_promise(record, one.row.action), "refused": refused, "sent": request.POST,
        "packs": {pack.id: pack for pack in record.reading.rules.packs},
    }  # fmt: skip
    return show(request, viewer, "desk/ledger/entry.html", context, here="eight_ds", status=409 if refused else 200)


def _summary(points: tuple[Point, ...]) -> str:
    before = [one.period.count for one in points if not one.is_after]
    after = [one.period.count for one in points if one.is_after]
    told = {"before": ", ".join(map(str, before)) or "–", "after": ", ".join(map(str, after)) or "–"}
    return _("Complaints per period before: %(before)s; after: %(after)s.") % told


def _months(text: str) -> dict[date, int]:
    """Return the months and quantities of lines such as ``2026-03 1200``. Raises Refused for one that is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found: dict[date, int] = {}
    for line in lines:
        read = _MONTH.fullmatch(line)
        if read is None or not 1 <= int(read[2]) <= 12 or not read[3].replace(",", "").isdecimal():
            says = Text(zh=f"这一行看不懂：{line[:40]}", en=f"This line cannot be read: {line[:40]}")
            raise Refused("missing", says=says, missing=(Missing("known:pieces", says, field="pieces"),))
        found[date(int(read[1]), int(read[2]), 1)] = int(read[3].replace(",", "")[:15])
    if not found or len(found) > MONTHS_MOST:
        says = Text(
            zh="每月一行，如 2026-03 1200，最多六十行", en="A line for each month, such as 2026-03 1200, at most sixty"
        )
        raise Refused("missing", says=says, missing=(Missing("known:pieces", says, field="pieces"),))
    return found
