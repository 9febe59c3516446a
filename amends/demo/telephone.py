"""The telephone of the demonstration: a line, who answers it when, and a month of calls taken as the pad takes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from amends.calls import book, cover, identity, lines, taking, tasks
from amends.calls.models import Call, Line
from amends.demo.moments import Moments
from amends.people.models import Person
from amends.people.viewer import Viewer, viewer_of


class Telephone:
    """The line of one organisation. ``numbers``: the cases that calls name, by key or number."""

    def __init__(self, data: Mapping[str, Any], moments: Moments, numbers: Mapping[str, str]) -> None:
        self.data, self.moments, self.numbers = data, moments, numbers
        self.people = {person.login: person for person in Person.objects.filter(org__is_demo=True)}

    def tell(self, *, since: datetime) -> int:
        """Open the line, plan it, take its calls in their order and seal the month that is over; return how many."""
        line = self._open(since)
        rows = sorted(((self.moments.began(row[0], row[1]), row) for row in self.data["call"]), key=lambda one: one[0])
        told = [(at, row) for at, row in rows if at < self.moments.now]
        for at, row in told:
            self._take(line, at, row)
        self._seal(line, {self._day(at, line).replace(day=1) for at, _ in told})
        return len(told)

    def _open(self, since: datetime) -> Line:
        of = self.data["line"]
        admin, keeper = self._viewer(of["admin"], since), self.people[of["keeper"]].pk
        line = lines.add_line(
            admin, code=of["code"], zh=of["zh"], en=of["en"], number=of["number"], unit=of["unit"],
            keeper=str(keeper), at=since,
        )  # fmt: skip
        for login, hours, is_manager in self.data["cover"]:
            cover.add_cover(
                self._viewer(of["keeper"], since), line.pk, person=str(self.people[login].pk), hours=hours,
                is_manager=is_manager, from_date=self._day(since, line), to_date=None,
            )  # fmt: skip
        return line

    def _take(self, line: Line, at: datetime, row: list[Any]) -> None:
        """Take one call: who took it, the caller, rings, kind, result, how long, what was noted, and more."""
        _, _, login, caller, rings, kind, result, length, note, *rest = row
        more: Mapping[str, Any] = rest[0] if rest else {}
        viewer = self._viewer(login, at)
        if result == "missed":
            taking.note_missed(viewer, line.pk, at=at, caller=caller, rings=rings)
            return
        call = taking.start_call(viewer, line.pk, at=at, caller=caller, is_out=bool(more.get("is_out")))
        number = self.numbers.get(more.get("case", ""), "")
        taking.keep_fields(viewer, call.pk, caller=caller, rings=rings, kind=kind, note=note, number=number)
        self._moments(viewer, call.pk, at, more)
        self._left_to_do(viewer, call.pk, at, more)
        if result:
            taking.end_call(viewer, call.pk, result=result, at=at + timedelta(seconds=length))

    def _moments(self, viewer: Viewer, call: UUID, at: datetime, more: Mapping[str, Any]) -> None:
        if how := more.get("verified"):
            allowed = identity.methods(None)
            identity.note_check(viewer, call, method=how, allowed=allowed, at=at + timedelta(seconds=20))
        for name, seconds in more.get("moments", ()):
            taking.note_moment(viewer, call, name, at=at + timedelta(seconds=seconds))

    def _left_to_do(self, viewer: Viewer, call: UUID, at: datetime, more: Mapping[str, Any]) -> None:
        """Promise the call back at its time, and keep it where ``kept`` says when."""
        if "call_back" not in more:
            return
        due = self.moments.later(at, more["call_back"])
        task = tasks.promise_call_back(viewer, call, due_at=due, note=more.get("about", ""), at=at)
        done = self.moments.later(at, more["kept"]) if "kept" in more else self.moments.now
        if done < self.moments.now:
            tasks.task_done(self._viewer_again(viewer, done), task.pk, at=done)

    def _seal(self, line: Line, months: set[date]) -> None:
        """Seal each month that is over on its next first working morning, by the keeper."""
        keeper = self._viewer(self.data["line"]["keeper"], self.moments.now)
        for month in sorted(months):
            if month < self._day(self.moments.now, line).replace(day=1) and not _is_open(line, month):
                book.seal_month(keeper, line.pk, month, at=self.moments.now)

    def _day(self, at: datetime, line: Line) -> date:
        return self._viewer(self.data["line"]["keeper"], at).directory.day(at, line.unit_id)

    def _viewer(self, login: str, at: datetime) -> Viewer:
        return viewer_of(self.people[login], at=at)

    def _viewer_again(self, viewer: Viewer, at: datetime) -> Viewer:
        return self._viewer(next(login for login, one in self.people.items() if one.pk == viewer.person), at)


def _is_open(line: Line, month: date) -> bool:
    return Call.objects.filter(line=line, month=month, ended_at=None).exists()
