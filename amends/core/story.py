"""Stories: the examples of a pack, run through the rule core, compared with what they expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from amends.core.alike import count_cases
from amends.core.calendar_words import read_calendar
from amends.core.engine import advance, pass_time, reassess, take
from amends.core.ledger import Actor, CaseState, Effect, Event, Rules, StepCall
from amends.core.pack import Example, Pack
from amends.core.plain_lead import plain_lead
from amends.core.refusal import Refused
from amends.core.vocabulary import EVENTS, STEP_KINDS
from amends.core.working_calendar import WorkingCalendar

NOTHING = "nothing"
KEYS = {"at", "do", "on", "by", "with", "case", "expect", "override_reason", "event"}
OWN = {"by", "override_reason", "event"}
"""Words of ``with`` that are about the step, not facts or marks."""
ODD = (TypeError, AttributeError, LookupError, ValueError)
"""What a value of the wrong kind raises where a story is told."""


class BadStory(ValueError):
    """A story that cannot be told: an unknown step or event, an event without a moment."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as expected, with the derivation where a due time is concerned."""

    story: str
    nth: int  # of the event, from 1
    what: str  # due C12, late, grade …
    expected: str
    got: str
    derivation: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"{self.story}, event {self.nth}: {self.what}: expected {self.expected}, got {self.got}"]
        return "\n".join([*lines, *(f"    {line}" for line in self.derivation)])


@dataclass(slots=True)
class Told:
    """A story being told: the cases so far, and what the last event changed in its case."""

    rules: Rules
    cases: dict[str, CaseState] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    refused: Refused | None = None

    @property
    def pack(self) -> Pack:
        """The pack whose story it is: an outside body's is told beside the plainest lead."""
        return self.rules.packs[-1]


def rules_of(pack: Pack, example: Example, calendars: Mapping[str, WorkingCalendar] | None = None) -> Rules:
    """Return the rules of a story: the pack with the example's settings, on the example's calendar.

    Rules that stand beside a lead have the plainest one for their stories.
    """
    if example.settings:
        pack = pack.choosing(example.settings)
    known = dict(calendars or {})
    known[pack.id] = (
        read_calendar(example.calendar) if example.calendar else known.get(pack.id) or read_calendar(pack.calendar)
    )
    for duty in pack.duty:
        if duty.calendar and duty.calendar not in known:
            known[duty.calendar] = read_calendar(duty.calendar)
    if not pack.stands_beside:
        return Rules(pack, calendars=known)
    known[plain_lead().id] = known[pack.id]
    return Rules(plain_lead(), (pack,), known)


def run_story(
    pack: Pack, example: Example, calendars: Mapping[str, WorkingCalendar] | None = None
) -> tuple[Difference, ...]:
    """Return every difference between what an example expects and what the rules do; empty: it holds.

    Raises BadStory for a story that cannot be told.
    """
    from amends.core.expecting import compare  # it needs Told and Difference

    with readable(f"{example.title.zh}: calendar or settings"):
        told = Told(rules_of(pack, example, calendars))
    differences: list[Difference] = []
    for nth, event in enumerate(example.event, start=1):
        with readable(f"{example.title.zh}, event {nth}"):
            tell(told, event)
            differences += compare(told, example, event, nth)
    return tuple(differences)


@contextmanager
def readable(place: str) -> Iterator[None]:
    """Have whoever wrote an odd value told where it stands. Raises BadStory."""
    try:
        yield
    except BadStory as fault:
        raise BadStory(str(fault) if str(fault).startswith(place) else f"{place}: {fault}") from None
    except ODD as fault:
        raise BadStory(f"{place}: cannot be read as it is written: {fault}") from fault


def tell(told: Told, event: Mapping[str, Any]) -> None:
    """Tell one event of a story; the other cases look again at what it changed for them."""
    at, case = _at(event), str(event.get("case", ""))
    told.refused, told.effects = None, ()
    before = told.cases.get(case, CaseState())
    told.cases[case] = before
    passed, early = pass_time(before, at, told.rules, counts_of_story(told, case, at))
    told.cases[case] = passed if event["do"] == NOTHING else before
    told.effects = early
    if event["do"] != NOTHING:
        _do(told, case, event, at)
    for other in told.cases:
        if other != case:
            told.cases[other] = reassess(told.cases[other], at, told.rules, counts_of_story(told, other, at))[0]


def _at(event: Mapping[str, Any]) -> datetime:
    if (unknown := sorted(set(event) - KEYS)) or "do" not in event:
        raise BadStory(f"an event needs `do` and knows {', '.join(sorted(KEYS))}; got {unknown}")
    at = event.get("at")
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise BadStory(f"an event needs `at` with a zone, got {at!r}")
    return at


def counts_of_story(told: Told, case: str, at: datetime) -> dict[str, Any]:
    """Return the counts that a case of the story reads at a moment."""
    calendar = told.rules.calendars[told.pack.id]
    return dict(count_cases(told.pack, told.cases, case, now=at, calendar=calendar))


def _do(told: Told, case: str, event: Mapping[str, Any], at: datetime) -> None:
    """Take a step or let a bare event happen, twice over when the facts that it brings change the counts."""
    before = told.cases[case]
    counts = counts_of_story(told, case, at)
    after, effects = _once(told, before, event, at, counts)
    told.cases[case] = after
    if told.refused is None and (now := counts_of_story(told, case, at)) != counts:
        told.cases[case], more = reassess(after, at, told.rules, now)
        effects = (*effects, *more)
    told.effects = effects


def _once(
    told: Told, before: CaseState, event: Mapping[str, Any], at: datetime, counts: Mapping[str, Any]
) -> tuple[CaseState, tuple[Effect, ...]]:
    name, detail = str(event["do"]), dict(event.get("with", {}))
    by, on = actor_of(told.pack, name, event.get("by", detail.get("by"))), str(event.get("on", ""))
    kept = {key: value for key, value in detail.items() if key not in OWN}
    if name in told.rules.steps:
        call = StepCall(
            name, at, by or Actor("somebody"), on=on, detail=kept,
            event=str(event.get("event", detail.get("event", ""))),
            override_reason=str(event.get("override_reason", detail.get("override_reason", ""))),
        )  # fmt: skip
        try:
            after, effects, _ = take(before, call, told.rules, counts)
        except Refused as refused:
            told.refused = refused
            return pass_time(before, at, told.rules, counts)
        return after, effects
    if told.pack.step and ("by" in event or name not in EVENTS):
        raise BadStory(f"there is no step “{name}” (who acts by a role takes a step of the pack)")
    if name not in EVENTS and name not in STEP_KINDS:
        raise BadStory(f"there is no step or event “{name}”")
    found: tuple[Effect, ...] = ()
    for one in (name,) if name in EVENTS else STEP_KINDS[name].causes:
        before, more = advance(before, Event(at, one, on=on, by=by, detail=kept, step=name), told.rules, counts)
        found += more
    return before, found


def actor_of(pack: Pack, step: str, by: Any) -> Actor | None:
    """Return who acts in a story: a role, ``role:person``, a list, ``{ id, roles, functions }``; else a first role."""
    if isinstance(by, Mapping):
        roles, functions = by.get("roles", ()), by.get("functions", ())
        serves = frozenset((role, one) for role in roles for one in functions)
        return Actor(str(by["id"]), frozenset(roles), serves=serves)
    if by is None:
        row = pack.steps.get(step)
        by = row.by[0] if row and row.by else None
    if by is None:
        return None
    roles, person = [], ""
    for one in by if isinstance(by, list | tuple) else [by]:
        role, _, named = str(one).partition(":")
        roles.append(role)
        person = person or named
    return Actor(person or roles[0], frozenset(roles))
