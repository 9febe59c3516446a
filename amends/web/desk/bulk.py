"""One step for many cases. Each case is judged by its own regulation; a refused one stays as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_POST

from amends.cases.queries.queue import BadQuery, Filters, queue
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.web.desk.door import desk
from amends.web.desk.queues import context, filters_of, sort_of
from amends.web.desk.rows import case_rows
from amends.web.shell import show

MOST = 200


@dataclass(frozen=True, slots=True)
class Stayed:
    """A case whose step was refused, and why."""

    number: str
    says: Text
    article: str


@require_POST
@desk
def queue_bulk(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Take the chosen step in the chosen cases and show what was done and what was refused."""
    numbers = list(dict.fromkeys(request.POST.getlist("number")))[:MOST]
    step, reason = request.POST.get("step", ""), request.POST.get("reason", "").strip()[:500]
    done, stayed = take_all(viewer, numbers, step, reason) if step else ([], [])
    request.GET = QueryDict(request.POST.get("query", ""))
    now = timezone.now()
    try:
        page = queue(viewer, filters_of(request), now=now, sort=sort_of(request))
    except BadQuery:
        page = queue(viewer, Filters(), now=now)
    more: dict[str, Any] = {"bulk_done": done, "bulk_refused": stayed, "bulk_taken": True}
    answer = context(request, viewer, list(case_rows(page.lines, now)), page.next) | more
    return show(request, viewer, "desk/queues.html", answer, here="queues", status=409 if stayed and not done else 200)


def take_all(viewer: Viewer, numbers: Iterable[str], step: str, reason: str) -> tuple[list[str], list[Stayed]]:
    """Return the numbers of the cases in which the step was taken, and those that refused it."""
    done: list[str] = []
    stayed: list[Stayed] = []
    detail, words = ({"reason": reason}, {"note": reason}) if reason else ({}, {})
    for number in numbers:
        try:
            take_step(viewer, number, step, at=timezone.now(), detail=detail, words=words)
        except Refused as refused:
            stayed.append(Stayed(number, refused.says, refused.article))
        except NotFound:
            stayed.append(Stayed(number, Text(zh="没有这个案件", en="There is no such case"), ""))
        else:
            done.append(number)
    return done, stayed
