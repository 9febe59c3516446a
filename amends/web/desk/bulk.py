"""One step for many cases. Each case is judged by its own regulation; a refused one stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from amends.cases.queries.asked_of_many import asked, rules_of_cases
from amends.cases.queries.queue import BadQuery, Filters, queue
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.core.ledger import Rules
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.web.answers import read
from amends.web.desk.door import desk
from amends.web.desk.queues import context, filters_of, sort_of
from amends.web.desk.rows import case_rows
from amends.web.fields import Choices, FormField, fields_of
from amends.web.shell import show

MOST = 200
UNREADABLE = 422


@dataclass(frozen=True, slots=True)
class Stayed:
    """A case whose step was refused, and why."""

    number: str
    says: Text
    article: str


@require_POST
@desk
def queue_bulk(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Take the chosen step in the chosen cases and show what was done and what was refused.

    Where the step asks fields in any of them, they are asked first, as the form of one case asks them (FR-157).
    """
    numbers = list(dict.fromkeys(request.POST.getlist("number")))[:MOST]
    step, reason = request.POST.get("step", ""), request.POST.get("reason", "").strip()[:500]
    rules = rules_of_cases(viewer, numbers) if step else {}
    fields = _fields(viewer, rules, step)
    if fields and not ("asked" in request.POST or any(one.name in request.POST for one in fields)):
        return _asking(request, viewer, fields, rules, numbers)
    values, filled = read(fields, request.POST)
    if any(one.errors for one in filled):
        return _asking(request, viewer, filled, rules, numbers, status=UNREADABLE)
    told = {number: _own(values, rules.get(number), step) for number in numbers}
    done, stayed = take_all(viewer, numbers, step, reason, told=told) if step else ([], [])
    return _result(request, viewer, done, stayed)


def _fields(viewer: Viewer, rules: Mapping[str, Rules], step: str) -> tuple[FormField, ...]:
    """Return what the step asks in any of the cases, each field once with the choices of all; none is filled in."""
    language = get_language() or "zh"
    directory = viewer.directory
    people = sorted(((str(key), one.name(language)) for key, one in directory.people.items() if one.is_active),
                    key=lambda pair: pair[1])  # fmt: skip
    units = [(one.code, one.name(language)) for one in directory.units.values() if one.is_active]
    found: dict[str, FormField] = {}
    for each in {id(one): one for one in rules.values()}.values():
        names = (name for name in asked(each, step) if name != "reason")  # that is asked of every step for many
        for one in fields_of(each, names, language=language, given={}, choices=Choices(tuple(people), tuple(units))):
            found[one.name] = _together(found[one.name], one) if one.name in found else one
    return tuple(replace(one, required=False) for one in found.values())


def _together(known: FormField, other: FormField) -> FormField:
    values = {one.value for one in known.options}
    return replace(known, options=(*known.options, *(one for one in other.options if one.value not in values)))


def _own(values: Mapping[str, Any], rules: Rules | None, step: str) -> dict[str, Any]:
    """Return what the step asks in one case: two regulations may ask different things."""
    return {name: value for name, value in values.items() if name in asked(rules, step)} if rules else {}


def _asking(
    request: HttpRequest, viewer: Viewer, fields: tuple[FormField, ...], rules: Mapping[str, Rules],
    numbers: list[str], *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    step = request.POST.get("step", "")
    titles = [each.steps[step].title for each in rules.values() if step in each.steps]
    more: dict[str, Any] = {
        "fields": fields, "numbers": numbers, "step": step, "title": titles[0],
        "reason": request.POST.get("reason", "")[:500], "query": request.POST.get("query", ""),
    }  # fmt: skip
    return show(request, viewer, "desk/bulk_form.html", more, here="queues", status=status)


def _result(request: HttpRequest, viewer: Viewer, done: list[str], stayed: list[Stayed]) -> HttpResponse:
    request.GET = QueryDict(request.POST.get("query", ""))
    now = timezone.now()
    try:
        page = queue(viewer, filters_of(request), now=now, sort=sort_of(request))
    except BadQuery:
        page = queue(viewer, Filters(), now=now)
    more: dict[str, Any] = {"bulk_done": done, "bulk_refused": stayed, "bulk_taken": True}
    answer = context(request, viewer, list(case_rows(page.lines, now)), page.next) | more
    return show(request, viewer, "desk/queues.html", answer, here="queues", status=409 if stayed and not done else 200)


def take_all(
    viewer: Viewer, numbers: Iterable[str], step: str, reason: str, *,
    told: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[list[str], list[Stayed]]:  # fmt: skip
    """Return the numbers of the cases in which the step was taken, and those that refused it.

    ``told``: what was answered to the fields that the step asks, by case.
    """
    done: list[str] = []
    stayed: list[Stayed] = []
    detail, words = ({"reason": reason}, {"note": reason}) if reason else ({}, {})
    for number in numbers:
        try:
            take_step(
                viewer, number, step, at=timezone.now(), detail={**detail, **(told or {}).get(number, {})}, words=words
            )
        except Refused as refused:
            stayed.append(Stayed(number, refused.says, refused.article))
        except NotFound:
            stayed.append(Stayed(number, Text(zh="没有这个案件", en="There is no such case"), ""))
        else:
            done.append(number)
    return done, stayed
