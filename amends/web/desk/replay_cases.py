"""The cases behind the numbers of a replay, and one case with its due times side by side (FR-258)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries import replays as kept
from amends.cases.queries.replays import Replay
from amends.cases.queries.visible import NotFound
from amends.people.viewer import Viewer
from amends.web.desk.door import desk
from amends.web.desk.replay_form import period_of
from amends.web.desk.replay_names import Named, word
from amends.web.desk.replay_numbers import Figure, cases_url
from amends.web.shell import show

SHOWN = ("grade", "heaviest", "late_gone", "late_new", "lacked", "waits")


@dataclass(frozen=True, slots=True)
class Day:
    """What falls due in a unit on a day, before and after; the larger of all days fills its bar."""

    day: date
    before: int
    after: int
    cases: Figure


@dataclass(frozen=True, slots=True)
class Side:
    """One obligation on one side; ``known`` False: these rules do not have it."""

    known: bool
    state: str = ""
    due_at: datetime | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """One obligation as it was and as it would have been."""

    title: str
    article: str
    subject: str
    before: Side
    after: Side

    @property
    def differs(self) -> bool:
        """Return whether the two sides differ."""
        return self.before != self.after


def _done(viewer: Viewer, key: UUID) -> Replay:
    found = kept.replay_of(viewer, key)
    if found.run.state != "done":
        raise NotFound(str(key))
    return found


@require_GET
@desk
def replay_work(request: HttpRequest, viewer: Viewer, key: UUID, unit: UUID) -> HttpResponse:
    """Show what falls due in a unit day by day, before and after."""
    found = _done(viewer, key)
    known = viewer.directory.units.get(unit)
    if known is None:
        raise NotFound(str(unit))
    numbers = kept.numbers(viewer, found)
    days = sorted({day for one, day in (*numbers.work_before, *numbers.work_after) if one == unit})
    rows = [_day(found, unit, day, numbers.work_before, numbers.work_after) for day in days]
    most = max((max(one.before, one.after) for one in rows), default=0)
    context = {"replay": found, "unit": known, "days": rows, "most": most, "period": period_of(found.first, found.last)}
    return show(request, viewer, "desk/replay/work.html", context, here="regulation")


def _day(found: Replay, unit: UUID, day: date, before: Any, after: Any) -> Day:
    n, then = before.get((unit, day), 0), after.get((unit, day), 0)
    return Day(day, n, then, Figure(n + then, cases_url(found, f"work:{unit}:{day.isoformat()}")))


@require_GET
@desk
def replay_cases(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show the cases behind a number, a page at a time."""
    found = _done(viewer, key)
    mark, after = request.GET.get("of", "")[:200], request.GET.get("after", "")[:40]
    lines, more = kept.cases_with(viewer, found, mark, after=after)
    named = Named(found)
    query = {key_: value for key_, value in (("of", mark), ("after", more)) if value}
    context = {
        "replay": found, "title": _title(viewer, named, mark), "period": period_of(found.first, found.last),
        "rows": [(one.case, [word(named, mark_) for mark_ in one.marks if _is_shown(mark_)]) for one in lines],
        "more": f"{reverse('desk:replay_cases', args=[key])}?{urlencode(query)}" if more else "", "page": bool(after),
    }  # fmt: skip
    return show(request, viewer, "desk/replay/cases.html", context, here="regulation")


@require_GET
@desk
def replay_case(request: HttpRequest, viewer: Viewer, key: UUID, number: str) -> HttpResponse:
    """Show one case as it was and as it would have been, due times side by side."""
    found = _done(viewer, key)
    case, row = kept.replayed_case(viewer, found, number)
    named = Named(found)
    context = {
        "replay": found, "case": case, "dues": [_beside(named, one) for one in row.dues],
        "words": [word(named, mark) for mark in row.marks if _is_shown(mark)],
    }  # fmt: skip
    return show(request, viewer, "desk/replay/case.html", context, here="regulation")


def _beside(named: Named, row: list[Any]) -> Beside:
    duty, subject, _nth, *sides = row
    return Beside(named.duty(duty), named.article(duty), subject, _side(sides[:3]), _side(sides[3:]))


def _side(said: list[Any]) -> Side:
    state, due_at, late = said
    if state is None:
        return Side(known=False)
    return Side(True, state, datetime.fromtimestamp(due_at, UTC) if due_at else None, bool(late))


def _is_shown(mark: str) -> bool:
    kind, _colon, rest = mark.partition(":")
    before, arrow, after = rest.rpartition(":")[2].partition(">")
    return kind in SHOWN and (not arrow or before != after)


def _title(viewer: Viewer, named: Named, mark: str) -> str:
    """Return the heading of a list of cases."""
    if not mark:
        return _("Cases that would have differed")
    kind, _colon, rest = mark.partition(":")
    if kind != "work":
        return word(named, mark)
    unit, _colon, day = rest.partition(":")
    known = next((one for one in viewer.directory.units.values() if str(one.id) == unit), None)
    return f"{known.name(get_language() or 'zh') if known else ''} · {day}"
