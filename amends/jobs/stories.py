"""The examples of a pack through the real steps: the same story told to the rule core and to a real database.

After every event the case in the database must stand as the core says: stage, grades, what
is open and when it is due, and a refused step refused. Stories that tell bare events, a
calendar with holidays of its own or several cases are the core's alone; ``why_not`` says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from amends.cases.brought import OUR_MARKS, foreign
from amends.core.first_asked import CONCERNED
from amends.core.ledger import Rules
from amends.core.pack import Example, Pack
from amends.core.story import NOTHING, Difference, Told, readable, rules_of, tell
from amends.jobs.stage import Stage
from amends.regulations.calendars import AROUND_THE_CLOCK

__all__ = ["through_steps", "throw_away_database", "why_not"]

PLAIN = frozenset({
    "record", "acknowledge", "classify", "convert", "judge", "progress", "agree_time", "contact", "find", "sign",
    "follow_up", "rate", "settle", "close", "park", "unpark", "withdraw", "mark", "pause", "supervise", "accept",
    "handle", "return_order", "dispatch", "regrade", "investigate", "archive", "reopen",
})  # fmt: skip
"""Kinds of steps whose call in a story is what a door hands in. The others take names, numbers or texts of letters."""


@contextmanager
def throw_away_database() -> Iterator[None]:
    """Let everything inside the block be told in one transaction, and leave nothing of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def why_not(pack: Pack, example: Example) -> str:
    """Return why a story cannot be told in steps of one case from its registration on; empty when it can."""
    if pack.stands_beside:
        return "its pack stands beside a lead, which brings the case that steps could be taken on"
    if not example.event:
        return "it has no events"
    if not _can_be_kept(example.calendar):
        return "it has a calendar of its own with more than a week and a zone"
    if example.calendar and pack.calendar == AROUND_THE_CLOCK:
        return "it has a calendar of its own, and its pack counts around the clock whatever the unit's hours"
    if _kind(pack, example.event[0]) != "register":
        return f"it begins with “{example.event[0]['do']}”, not with a registration"
    return next((reason for nth, one in enumerate(example.event) if (reason := _why_not_so(pack, one, nth))), "")


def _kind(pack: Pack, event: Mapping[str, Any]) -> str:
    step = pack.steps.get(str(event["do"]))
    return step.kind if step else ""


def _why_not_so(pack: Pack, event: Mapping[str, Any], nth: int) -> str:
    name, kind = str(event["do"]), _kind(pack, event)
    if name == NOTHING:
        return ""
    if event.get("case"):
        return "it tells several cases"
    if not kind:
        return f"“{name}” is an event, not a step"
    if isinstance(by := event.get("by"), Mapping) and by.get("functions"):
        return "it says of which department somebody is, which a door finds by the unit in which a role is held"
    if nth and kind not in PLAIN:
        return f"a step of kind “{kind}” takes more at the door than a story says"
    return _brings_what_no_door_takes(pack, event)


def _brings_what_no_door_takes(pack: Pack, event: Mapping[str, Any]) -> str:
    detail, step = event.get("with", {}), pack.steps[str(event["do"])]
    if concerned := [one for one in CONCERNED if one in detail]:
        return f"“{step.id}” names people ({', '.join(concerned)}), whom a door chooses from the staff"
    marks = sorted((OUR_MARKS - {"by"}) & detail.keys() - {"complainant"}) + ["person"] * ("person" in detail)
    if marks:
        return f"“{step.id}” brings {', '.join(marks)}, which the door puts itself"
    if "promised" in step.causes:
        return f"“{step.id}” is about words of the case, which a door shows where they stand"
    people = sorted(detail.keys() & {duty.owner_from for duty in pack.duty})
    if people:
        return f"“{step.id}” brings {', '.join(people)}: somebody, whom a door chooses from the staff"
    odd = foreign(detail, step, Rules(pack))
    return f"“{step.id}” brings {', '.join(odd)}, which it does not ask" if odd else ""


def _can_be_kept(calendar: Any) -> bool:
    return not calendar or (isinstance(calendar, Mapping) and set(calendar) <= {"week", "zone"})


def through_steps(pack: Pack, example: Example, *, files: Mapping[str, str]) -> tuple[Difference, ...]:
    """Return where the case in the database differs from the core's; empty for a story that steps cannot tell.

    ``files`` are the texts that the pack was read from: the same are published for the story.
    Raises BadStory for a story that cannot be told at all.
    """
    if why_not(pack, example):
        return ()
    with readable(f"{example.title.zh}: calendar or settings"):
        told = Told(rules_of(pack, example))
    stage, differences = Stage(pack, example, files), []
    for nth, event in enumerate(example.event, start=1):
        with readable(f"{example.title.zh}, event {nth}"):
            tell(told, event)
        differences += stage.play(event, nth, told.cases[""], told.refused)
    return tuple(differences)
