"""Why people complain, and what the management review is told (FR-113, FR-121)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, get_args

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import get_current_timezone, localtime, now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from amends.people.viewer import Viewer
from amends.quality.queries.causes import By, causes, review
from amends.web.desk.calls_words import date_of
from amends.web.desk.door import desk
from amends.web.shell import show

BY: dict[By, Any] = {"class": _("class"), "product": _("product"), "department": _("department")}
YEARS_BACK = 50


@require_GET
@desk
def cause_ranking(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the causes of a time, the most frequent first, by class, product or department."""
    first, last = days_asked(request)
    by: By = next((one for one in get_args(By) if one == request.GET.get("by")), "class")
    rows = causes(viewer, day_begins(first), day_begins(last + timedelta(days=1)), by=by)
    total = sum(one.count for one in rows)
    context = {
        "rows": [(one, f"{100 * one.count / total:.1f}") for one in rows], "total": total, "by": by, "ways": BY,
        "first": first, "last": last, "tab": "causes", "most": max((one.count for one in rows), default=1),
    }  # fmt: skip
    return show(request, viewer, "desk/ledger/causes.html", context, here="eight_ds")


@require_GET
@desk
def management_review(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what the management review is told of a time."""
    first, last = days_asked(request)
    found = review(viewer, day_begins(first), day_begins(last + timedelta(days=1)))
    context = {"review": found, "first": first, "last": last, "tab": "review"}
    return show(request, viewer, "desk/ledger/review.html", context, here="eight_ds")


def days_asked(request: HttpRequest) -> tuple[date, date]:
    """Return the first and the last day asked for; without them, or with days that cannot be, this year so far."""
    today = localtime(now()).date()
    first, last = date_of(request.GET.get("from", "")), date_of(request.GET.get("to", ""))
    last = last if last is not None and last <= today else today
    is_near = first is not None and today.year - YEARS_BACK < first.year and first <= last
    return (first if is_near else date(last.year, 1, 1)), last


def day_begins(day: date) -> datetime:
    """Return the first moment of a day, in the reader's zone."""
    return datetime.combine(day, time(), get_current_timezone())
