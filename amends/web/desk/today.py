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

from amends.cases.queries.today import MOST, ObligationLine
from amends.cases.queries.today import today as owed_today
from amends.people.viewer import Viewer
from amends.web.desk.door import desk
from amends.web.desk.rows import due_group, followed_rows, owed_rows, said
from amends.web.shell import numbers_of, show

HOUR = timedelta(hours=1)


@require_GET
@desk
def today(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the viewer's obligations by due time; or what others do for me, or my unit's."""
    now = clock_now()
    found = owed_today(viewer, now)
    of = request.GET.get("of", "mine")
    if of == "followed":
        rows = list(followed_rows(found.followed, viewer, now))
    else:
        rows = list(owed_rows(found.unit if of == "unit" else found.mine, viewer, now, keys=True))
    context = {
        "now": now, "rows": rows, "cut": len(rows) >= MOST, "groups": _groups(), "tabs": _tabs(found, of),
        "graded": any(said(one.grade) for one in rows),
        "sums": sums(found.mine, viewer, now),
        "followed": len(found.followed), "approvals": numbers_of(viewer).approvals,
        "register_url": _register(), "queue_url": reverse("desk:queues"), "queue_word": _("To the queues"),
        **_empty(of),
    }  # fmt: skip
    return show(request, viewer, "desk/today.html", context, here="today")


def sums(lines: Sequence[ObligationLine], viewer: Viewer, now: datetime) -> dict[str, int]:
    """Return how many are late, due within the hour, and due today."""
    groups = [due_group(line.due_at, now, viewer) for line in lines]
    soon = [line for line in lines if line.due_at and now <= line.due_at <= now + HOUR]
    return {"late": groups.count("late"), "today": groups.count("today"), "hour": len(soon)}


def _groups() -> dict[str, str]:
    return {"late": _("Late"), "today": _("Today"), "week": _("Next seven days"), "later": _("Later")}


def _tabs(found: Any, of: str) -> list[dict[str, Any]]:
    rows = (
        ("mine", _("Mine to do"), found.mine),
        ("followed", _("Followed by me"), found.followed),
        ("unit", _("My unit"), found.unit),
    )
    return [{"of": one, "label": label, "count": len(lines), "here": one == of} for one, label, lines in rows]


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
