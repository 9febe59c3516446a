"""People at the desk and the worker, at moments of 2024: what the stories of figures at the doors share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.test import Client

from amends.cases.models import Case, Entry, ObligationRow
from amends.cases.queries.today import today
from tests.makers import Town, viewer
from tests.stories.clock import Clock, moment
from tests.web.screens import signed_in

LANGUAGES = ("zh", "en")


def told(place: Town, start: str, who: str = "lan", **facts: Any) -> Clock:
    """Register a complaint at a moment; only what is named stands in its form."""
    clock = Clock(place, at=moment(start))
    clock.told(who, **{"house_no": None, **facts})
    return clock


def does(clock: Clock, at: str, who: str, step: str, **detail: Any) -> None:
    clock.now = moment(at)
    clock.does(who, step, **detail)


@contextmanager
def at_desk(place: Town, who: str, at: str, language: str = "en") -> Iterator[Client]:
    """Let somebody sit at the desk at a moment."""
    with time_machine.travel(moment(at), tick=False):
        yield signed_in(place.people[who], language)


def entries() -> int:
    return Entry.objects.count()


def refused_in_both(place: Town, clock: Clock, at: str, who: str, step: str, **sent: Any) -> dict[str, str]:
    """Send a form that is refused, in both languages; nothing of it is left. Return what the page says."""
    found, before = {}, entries()
    for language in LANGUAGES:
        with at_desk(place, who, at, language) as desk:
            answer = desk.post(f"/cases/{clock.number}/steps/{step}/", sent)
        assert answer.status_code == 409, answer.content.decode()[-3000:]
        found[language] = answer.content.decode()
    assert entries() == before
    return found


def passes(clock: Clock, at: str) -> None:
    """Let the worker come round in the minutes before a moment and at it."""
    clock.now = moment(at) - timedelta(minutes=2)
    clock.until(moment(at))


def case(clock: Clock) -> Case:
    return Case.objects.get(number=clock.number)


def due(duty: str) -> datetime | None:
    return ObligationRow.objects.filter(duty=duty).latest("nth").due_at


def owed_by(place: Town, who: str, at: str) -> dict[str, datetime | None]:
    return {one.duty: one.due_at for one in today(viewer(place, who, at=moment(at)), moment(at)).mine}
