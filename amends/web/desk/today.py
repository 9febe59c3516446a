"""Today: what must be done next, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now as clock_now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.oversight import oversees
from amends.cases.queries.today import MOST, ObligationLine, Today
from amends.cases.queries.today import today as owed_today
from amends.cases.queries.watching import watch_list
from amends.people.viewer import Viewer
from amends.regulations.alarms import calendar_alarms
from amends.web.desk.calls import tasks as call_tasks
from amends.web.desk.door import desk
from amends.web.desk.draws import mine as drawn_tasks
from amends.web.desk.eight_d import improving
from amends.web.desk.ledger import again
from amends.web.desk.limit_samples import endings
from amends.web.desk.mail import mails_waiting
from amends.web.desk.rows import due_group, owed_rows, said, watched_rows
from amends.web.desk.today_below import below
from amends.web.desk.today_groups import grouped
from amends.web.shell import numbers_of, show

HOUR = timedelta(hours=1)
TABS = ("mine", "followed", "unit", "below")


@require_GET
@desk
def today(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the viewer's obligations by due time; or what others do for me, my unit's, or the units below."""
    now = clock_now()
    found = owed_today(viewer, now)
    of = _of(request, viewer, found)
    context = {
        "now": now, "of": of, "tabs": _tabs(viewer, found, of), "sums": sums(found.mine, viewer, now),
        "followed": len(found.followed), "approvals": numbers_of(viewer).approvals,
        "alarms": calendar_alarms(viewer, now) if viewer.is_admin else (),
        "register_url": _register(), "queue_url": reverse("desk:queues"), "queue_word": _("To the queues"),
        "tasks": call_tasks(viewer, at=now), "improving": improving(viewer, at=now),
        "again": again(viewer), "drawn": drawn_tasks(viewer), "mails": mails_waiting(viewer),
        "endings": endings(viewer, at=now),
        **_empty(of), **_rows(viewer, found, of, now),
    }  # fmt: skip
    return show(request, viewer, "desk/today.html", context, here="today")


def sums(lines: Sequence[ObligationLine], viewer: Viewer, now: datetime) -> dict[str, int]:
    """Return how many are late, due within the hour, and due today."""
    groups = [due_group(line.due_at, now, viewer) for line in lines]
    soon = [line for line in lines if line.due_at and now <= line.due_at <= now + HOUR]
    return {"late": groups.count("late"), "today": groups.count("today"), "hour": len(soon)}


def _of(request: HttpRequest, viewer: Viewer, found: Today) -> str:
    """Return which list is shown: the one asked for, else one's own, else what one answers for."""
    asked = request.GET.get("of", "")
    if asked in TABS and (asked != "below" or oversees(viewer)):
        return asked
    return "below" if not found.mine and oversees(viewer) else "mine"


def _rows(viewer: Viewer, found: Today, of: str, now: datetime) -> dict[str, Any]:
    if of == "below":
        return {"below": below(viewer, now)}
    if of == "followed":
        return {"watched": watched_rows(watch_list(viewer, found.followed), now)}
    rows = list(owed_rows(found.unit if of == "unit" else found.mine, viewer, now))
    return {
        "groups": grouped(rows, keys=True), "graded": any(said(one.grade) for one in rows),
        "cut": len(rows) if len(rows) >= MOST else 0,
    }  # fmt: skip


def _tabs(viewer: Viewer, found: Today, of: str) -> list[dict[str, Any]]:
    rows: list[tuple[str, str, int | None]] = [
        ("mine", _("Mine to do"), len(found.mine)),
        ("followed", _("Followed by me"), len(found.followed)),
        ("unit", _("My unit"), len(found.unit)),
    ]
    if oversees(viewer):
        rows.append(("below", _("Units below me"), None))
    return [{"of": one, "label": label, "count": count, "here": one == of} for one, label, count in rows]


def _empty(of: str) -> dict[str, str]:
    known = {
        "followed": (
            _("You follow nothing at the moment"),
            _("Cases that you were asked about first and that others now work on stand here."),
        ),
        "unit": (
            _("Your unit owes nothing at the moment"),
            _("What your unit must do by a time stands here, once a case reaches it."),
        ),
        "below": (
            _("No case in the units below you"),
            _("What is late, due today and growing there stands here, unit by unit, once a case comes in."),
        ),
    }
    own = _(
        "What the regulation asks of you appears here with its due time: "
        "orders sent to you, calls to make, reports to write."
    )
    title, text = known.get(of, (_("Nothing is owed by you"), own))
    return {"empty_title": title, "empty_text": text}


def _register() -> str:
    try:
        return reverse("desk:register")
    except NoReverseMatch:
        return ""
