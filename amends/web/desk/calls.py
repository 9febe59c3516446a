"""Calls: a call is begun with one key; below it the book of the line and its month (FR-224, FR-234)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.calls.book import Entry, Filters, entries, months, seal_month, seal_of
from amends.calls.cover import diversions, on_duty, plan_of
from amends.calls.lines import keeps_line, line_of, lines_of, pack_of
from amends.calls.models import Line
from amends.calls.sealing import Compared, compared
from amends.calls.taking import note_missed, open_calls, start_call
from amends.calls.tasks import task_done, tasks_of
from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.web.desk.calls_words import HOW, KINDS, RESULTS, TASKS, count, date_of, length
from amends.web.desk.door import desk
from amends.web.shell import show


@require_GET
@desk
def calls(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the lines, what is going on, and the book of one line's month."""
    return _page(request, viewer, at=now())


@require_POST
@desk
def call_start(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Begin a call, or enter one that was missed."""
    at, sent = now(), request.POST
    line, caller = sent.get("line", ""), sent.get("caller", "").strip()
    try:
        if sent.get("do") == "missed":
            note_missed(viewer, line, at=at, caller=caller, rings=count(sent.get("rings", "")))
            messages.success(request, _("The missed call is in the book."))
            return redirect(f"{reverse('desk:calls')}?line={line}")
        return redirect("desk:call", key=start_call(viewer, line, at=at, caller=caller).pk)
    except Refused as refused:
        return _page(request, viewer, at=at, refused=refused)


@require_POST
@desk
def call_task(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Note that a task of a call is done; where it is a call back, the call may begin with it."""
    at = now()
    task = task_done(viewer, key, at=at)
    if task.kind == "call_back" and request.POST.get("do") == "call":
        call = task.call
        return redirect(
            "desk:call", key=start_call(viewer, call.line_id, at=at, caller=call.caller, is_out=True).pk
        )  # fmt: skip
    messages.success(request, _("Done."))
    return redirect("desk:calls")


@require_POST
@desk
def call_seal(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Seal a month of a line's book: nothing in it changes from then on."""
    at, line = now(), request.POST.get("line", "")
    month = date_of(f"{request.POST.get('month', '')}-01")
    if month is None:
        raise NotFound(line)
    try:
        seal = seal_month(viewer, line, month, at=at)
    except Refused as refused:
        return _page(request, viewer, at=at, refused=refused)
    messages.success(request, _("Sealed as %(number)s.") % {"number": seal.number})
    return redirect(f"{reverse('desk:calls')}?line={line}&month={month:%Y-%m}")


def chosen(request: HttpRequest, viewer: Viewer, *, at: datetime) -> tuple[Line | None, Filters]:
    """Return the line and the filters that are asked for. Raises NotFound for a line that is not the viewer's."""
    asked = {**request.GET.dict(), **request.POST.dict()}
    rows = lines_of(viewer)
    line = line_of(viewer, asked["line"]) if asked.get("line") else rows[0] if rows else None
    day = viewer.directory.day(at, line.unit_id) if line else at.date()
    month = date_of(f"{asked.get('month', '')}-01") or day.replace(day=1)
    return line, Filters(
        month, result=asked.get("result", ""), kind=asked.get("kind", ""), words=asked.get("q", "")[:60].strip(),
        mine=asked.get("mine") == "yes",
    )  # fmt: skip


def _page(
    request: HttpRequest, viewer: Viewer, *, at: datetime, refused: Refused | None = None
) -> HttpResponse:  # fmt: skip
    line, filters = chosen(request, viewer, at=at)
    context: dict[str, Any] = {
        "lines": _lines(viewer, lines_of(viewer), at=at), "line": line, "refused": refused, "now": at,
        "going": open_calls(viewer), "tasks": tasks(viewer, at=at), "filters": filters, "kinds": KINDS,
        "results": RESULTS, "admin": viewer.is_admin,
    }  # fmt: skip
    if line is not None:
        context |= _book(viewer, line, filters, at=at)
        if context["seal"] and request.GET.get("compare") == "yes":
            context["compared"] = _compared(compared(viewer, line.pk, filters.month))
    query = request.GET.urlencode()
    return show(request, viewer, "desk/calls/page.html", {**context, "query": query}, here="calls",
                status=409 if refused else 200)  # fmt: skip


def _book(viewer: Viewer, line: Line, filters: Filters, *, at: datetime) -> dict[str, Any]:
    pack = pack_of(viewer, line, at=at)
    this = viewer.directory.day(at, line.unit_id).replace(day=1)
    seal = seal_of(line, filters.month)
    return {
        "rows": [row_of(one) for one in entries(viewer, line, filters, pack, now=at)], "pack": pack,
        "months": months(line, this=this), "seal": seal,
        "may_seal": seal is None and filters.month < this and keeps_line(viewer, line),
    }  # fmt: skip


def _compared(found: Compared) -> dict[str, Any]:
    return {
        "found": found,
        "differences": [{"call": one, "how": HOW[one.how], "opens": one.how != "gone"} for one in found.differences],
    }  # fmt: skip


def row_of(one: Entry) -> dict[str, Any]:
    """Return one line of the book as the page and the file show it."""
    return {
        "entry": one, "length": length(one.seconds), "hold": length(one.hold_seconds) if one.hold_seconds else "",
        "result": RESULTS.get(one.result, _("going on")), "kind": KINDS[one.kind],
    }  # fmt: skip


def tasks(viewer: Viewer, *, at: datetime) -> list[dict[str, Any]]:
    """Return what calls have left the viewer to do until the end of the day (FR-229)."""
    end = localtime(at).replace(hour=23, minute=59, second=59, microsecond=999_999)
    return [{"task": one, "title": TASKS[one.kind]} for one in tasks_of(viewer, until=end)]


def _lines(viewer: Viewer, rows: tuple[Line, ...], *, at: datetime) -> list[dict[str, Any]]:
    local = localtime(at)
    plan, diverted = plan_of(rows, first=_monday(local)), diversions(rows)
    people = viewer.directory.people
    return [
        {
            "line": one, "diversion": diverted.get(one.pk),
            "on_duty": [
                people[key] for key in on_duty([c for c in plan if c.line_id == one.pk], local=local) if key in people
            ],
        }
        for one in rows
    ]  # fmt: skip


def _monday(local: datetime) -> date:
    return date.fromordinal(local.date().toordinal() - local.weekday())
