"""Queues: filter by anything, keep a view, sort by due time, take what is shown along as a file."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localtime
from django.utils.timezone import now as clock_now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.queue import BadQuery, Filters, queue
from amends.people.viewer import Viewer
from amends.web.desk.door import desk
from amends.web.desk.pack_words import Words, words_of
from amends.web.desk.rows import case_rows, said
from amends.web.desk.views_kept import kept_views
from amends.web.fields import Option
from amends.web.shell import show

ASKED = (
    "q", "stage", "grade", "flag", "category", "channel", "unit", "holder", "late", "order", "closed", "from", "to",
    "sort",
)  # fmt: skip
FOLDED = ("category", "flag", "unit", "late", "order", "closed", "from", "to")
MAIN_FILTERS = 3
"""So many filters stand in sight; the others fold away."""


@require_GET
@desk
def queues(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show one page of the cases that pass the filters."""
    now = clock_now()
    try:
        page = queue(viewer, filters_of(request), now=now, sort=sort_of(request), cursor=request.GET.get("after", ""))
    except BadQuery:
        page = queue(viewer, Filters(), now=now)
    rows = list(case_rows(page.lines, now))
    return show(request, viewer, "desk/queues.html", context(request, viewer, rows, page.next), here="queues")


def context(request: HttpRequest, viewer: Viewer, rows: list[Any], following: str) -> dict[str, Any]:
    """Return what the queue page needs besides its rows."""
    query = query_of(request)
    words = words_of(viewer)
    filters, views = _filters(request, viewer, words), kept_views(viewer, query)
    any_filter = any(key != "sort" for key in query)
    return {
        "rows": rows, "graded": any(said(one.grade) for one in rows),
        "next": urlencode({**query, "after": following}) if following else "",
        "query": urlencode(query), "chosen": _chosen(request),
        "filters": filters[:MAIN_FILTERS], "more_filters": filters[MAIN_FILTERS:],
        "more_open": any(query.get(name) for name in FOLDED),
        "views": views, "own_view": next((one.label for one in views if one.here and one.own), ""),
        "bulk_steps": words.bulk_steps,
        "sort_due": urlencode({**query, "sort": "due"}), "sort_received": urlencode({**query, "sort": "-received"}),
        "empty_title": _("No case passes these filters") if any_filter else _("No open case"),
        "empty_text": _("Take a filter away, or look among the closed ones.") if any_filter
        else _("Registered complaints that are not closed stand here, the next due first."),
    }  # fmt: skip


def query_of(request: HttpRequest) -> dict[str, str]:
    """Return what is asked for, without the cursor: the name of a view."""
    return {key: value for key in ASKED if (value := request.GET.get(key, "").strip()[:200])}


def sort_of(request: HttpRequest) -> str:
    """Return the order asked for; by due time unless said otherwise."""
    return request.GET.get("sort") or "due"


def filters_of(request: HttpRequest) -> Filters:
    """Return the filters of an address. Raises BadQuery for what cannot be read."""
    get = query_of(request).get
    due_today = _today() if get("late") == "today" else (None, None)
    return Filters(
        open_only=get("closed", "") != "1", stage=get("stage", ""), grade=get("grade", ""), flag=get("flag", ""),
        category=get("category", ""), channel=get("channel", ""), unit=_key("unit", get("unit")),
        holder=_key("holder", get("holder")), late=get("late") == "1", words=get("q", ""),
        not_taken_on=get("order") == "sent",
        due_from=due_today[0], due_to=due_today[1],
        received_from=_day("from", get("from")), received_to=_day("to", get("to"), ends=True),
    )  # fmt: skip


def _today() -> tuple[datetime, datetime]:
    """Return this moment and the end of today, in the reader's zone."""
    now = clock_now()
    tomorrow = date.fromordinal(localtime(now).date().toordinal() + 1)
    return now, datetime.combine(tomorrow, time(), get_current_timezone())


def _key(field: str, text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise BadQuery(field) from None


def _day(field: str, text: str | None, *, ends: bool = False) -> datetime | None:
    """Return the first moment of a day, or of the day after when the day is the last one meant."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
        day = date.fromordinal(day.toordinal() + ends)
    except ValueError:
        raise BadQuery(field) from None
    return datetime.combine(day, time(), get_current_timezone())


def _chosen(request: HttpRequest) -> dict[str, str]:
    query = query_of(request)
    return {**query, "received_from": query.get("from", ""), "received_to": query.get("to", "")}


def _filters(request: HttpRequest, viewer: Viewer, words: Words) -> list[dict[str, Any]]:
    query, language = query_of(request), get_language() or "zh"
    units = [
        (str(one), viewer.directory.units[one].name(language), len(viewer.directory.units[one].path) - 1)
        for one in sorted(viewer.units, key=lambda one: viewer.directory.units[one].path)
    ]
    people = sorted(
        ((str(k), p.name(language), 0) for k, p in viewer.directory.people.items() if p.is_active), key=lambda p: p[1]
    )
    sources = (
        ("stage", _("Stage"), [(k, t, 0) for k, t in words.stages]),
        ("grade", _("Grade"), [(k, t, 0) for k, t in words.grades]),
        ("holder", _("With"), people),
        ("unit", _("Unit"), units),
        ("category", _("Category"), words.categories),
        ("flag", _("Flag"), [(k, t, 0) for k, t in words.flags]),
        ("late", _("Lateness"), [("1", _("late only"), 0), ("today", _("due later today"), 0)]),
        ("order", _("Order"), [("sent", _("orders not taken on"), 0)]),
        ("closed", _("Closed"), [("1", _("closed too"), 0)]),
    )
    return [
        {"name": name, "label": label, "options": [Option(k, t, k == query.get(name), d) for k, t, d in options]}
        for name, label, options in sources
    ]


def queue_url(query: str) -> str:
    """Return the address of a queue with its filters."""
    return reverse("desk:queues") + (f"?{query}" if query else "")
