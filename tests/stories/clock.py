"""A clock that people and the worker share, and what then stands in the rows: obligations, rungs, letters, steps."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from amends.cases.models import Entry, Letter, ObligationRow, RungClimbed
from amends.cases.steps import Intake, register, take_step
from amends.jobs.tick import tick
from amends.people.models import Person
from tests.makers import Town, complaint, viewer

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)


def moment(text: str) -> datetime:
    """Return a moment of 2024 in Shanghai: "03-07 10:05:01"."""
    return datetime.fromisoformat(f"2024-{text}").replace(tzinfo=SHANGHAI)


class Clock:
    """A clock that people and the worker share. It is moved on, and the worker ticks at each of its stops."""

    def __init__(self, town: Town, *, at: datetime) -> None:
        self.town, self.now, self.number = town, at, ""

    def told(self, who: str, *, unit: str = "CS", **facts: Any) -> None:
        self.number = register(
            viewer(self.town, who, at=self.now), Intake(complaint(**facts), unit=unit), at=self.now
        ).number

    def does(self, who: str, step: str, **detail: Any) -> None:
        take_step(viewer(self.town, who, at=self.now), self.number, step, at=self.now, detail=detail)

    def until(self, moment: datetime, *, every: timedelta = HOUR) -> None:
        """Tick every hour, and in the second before, at and after the moment."""
        while self.now + every < moment:
            self.now += every
            tick(self.now)
        for self.now in (moment - timedelta(seconds=1), moment):
            tick(self.now)


def owed() -> set[tuple[Any, ...]]:
    """Return every obligation there is: duty, order, run, state, due time, when it passed unmet."""
    return {
        (row.duty, row.subject, row.nth, row.state, local(row.due_at or row.wakes_at), bool(row.rest.get("missed")))
        for row in ObligationRow.objects.all()
    }


def climbed() -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Return every rung climbed: duty, rung, when, who was told."""
    names = {str(one.pk): one.login.partition("@")[0] for one in Person.objects.all()}
    return {
        (row.obligation.duty, row.rung, local(row.climbed_at), tuple(names[one] for one in row.told))
        for row in RungClimbed.objects.select_related("obligation")
    }


def letters() -> list[tuple[str, str, str]]:
    """Return every letter promised: kind, to whom, the first line after the number."""
    return sorted(
        (one.letter, one.person.login.partition("@")[0] if one.person else "complainant", one.subject.split()[-1])
        for one in Letter.objects.select_related("person")
    )


def steps() -> list[str]:
    """Return the steps of the journal, those of the clock included."""
    return list(Entry.objects.order_by("seq").values_list("step", flat=True))


def local(moment: datetime | None) -> str:
    return f"{moment.astimezone(SHANGHAI):%m-%d %H:%M:%S}" if moment else ""
