"""What a regulation says of facts that nobody has registered: grades, route, clocks, remedies, what an answer must say.

The engine that runs live cases runs here on an empty one, so what Try says is what registering does (UX rule 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from amends.core.alike import count_cases
from amends.core.calendar_words import read_calendar
from amends.core.engine import advance
from amends.core.evaluate import Scene, holds
from amends.core.first_telling import events_of_telling
from amends.core.ledger import CaseState, Counted, Counts, Event, Grading, Obligation, Rules, State, Value
from amends.core.pack import FlagRow, ListRow, Pack, PartRow, RefusalRow
from amends.core.page import Page
from amends.core.remedies import Offer, offers
from amends.core.routing import Routed, route
from amends.core.wording import required_parts

ORDER = "order-1"
"""The dispatch order of a case that is tried."""


@dataclass(frozen=True, slots=True)
class TriedGrade:
    """The grade that one list of one pack gives."""

    pack: Pack
    list: ListRow
    grading: Grading


@dataclass(frozen=True, slots=True)
class TriedClock:
    """A clock that starts; ``after_dispatch``: only once the case is sent to a unit and received there."""

    pack: Pack
    obligation: Obligation
    after_dispatch: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """Everything that the rules say of some facts at a moment. ``clocks``: soonest first."""

    rules: Rules
    at: datetime
    scene: Scene
    state: CaseState
    grades: tuple[TriedGrade, ...]
    flags: tuple[FlagRow, ...]
    route: Routed | None
    clocks: tuple[TriedClock, ...]
    offers: tuple[Offer, ...]
    parts: tuple[PartRow, ...]
    refusals: tuple[RefusalRow, ...]


def try_facts(facts: Mapping[str, Value], rules: Rules, *, at: datetime) -> Tried:
    """Return what the rules say of a case with these facts, told just now and the only one of its kind."""
    counts = _counts(registered(facts, rules, {}, at=at), rules, at=at)
    state = registered(facts, rules, counts, at=at)
    lead, scene = rules.lead, Page(state, rules, counts, now=at).scene(rules.lead)
    gradings = ((pack, row, state.gradings.get(f"{pack.id}/{row.id}")) for pack in rules.packs for row in pack.list)
    return Tried(
        rules=rules, at=at, scene=scene, state=state,
        grades=tuple(TriedGrade(pack, row, one) for pack, row, one in gradings if one),
        flags=tuple(row for pack in rules.packs for row in pack.flag if f"{pack.id}/{row.id}" in state.flags),
        route=route(lead, scene), clocks=clocks(state, rules, counts, at=at), offers=offers(lead, scene),
        parts=required_parts(lead, scene),
        refusals=tuple(row for row in lead.refusal if holds(row.when, scene).true),
    )  # fmt: skip


def rules_alone(pack: Pack) -> Rules:
    """Return a pack as the only rules of a case, on the calendars it names. Raises ValueError for an unknown one."""
    names = {pack.id: pack.calendar} | {duty.calendar: duty.calendar for duty in pack.duty if duty.calendar}
    return Rules(pack, calendars={key: read_calendar(name) for key, name in names.items()})


def _counts(state: CaseState, rules: Rules, *, at: datetime) -> Counts:
    """Return the counts of a case that is the only one there is."""
    found: dict[str, Counted] = {}
    for pack in rules.packs:
        found |= count_cases(pack, {"": state}, "", now=at, calendar=rules.calendars[pack.id])
    return found


def registered(facts: Mapping[str, Value], rules: Rules, counts: Counts, *, at: datetime) -> CaseState:
    """Return the state that registering these facts makes."""
    step = next((row for row in rules.lead.step if row.kind == "register"), None)
    state = CaseState(facts=dict(facts))
    for name in events_of_telling(rules.lead):
        state, _ = advance(state, Event(at, name, detail=dict(facts)), rules, counts)
    return replace(state, stage=(step.to if step else None) or "")


def clocks(state: CaseState, rules: Rules, counts: Counts, *, at: datetime) -> tuple[TriedClock, ...]:
    """Return the clocks that run now, and those that would start if the case were dispatched and received now."""
    now, known = [one for one in state.obligations if _is_live(one)], {one.key for one in state.obligations}
    for name in ("dispatched", "order_received"):
        state, _ = advance(state, Event(at, name, on=ORDER), rules, counts)
    then = [one for one in state.obligations if _is_live(one) and one.key not in known]
    packs = {pack.id: pack for pack in rules.packs}
    return (
        *(TriedClock(packs[one.pack], one) for one in sorted(now, key=_when)),
        *(TriedClock(packs[one.pack], one, after_dispatch=True) for one in sorted(then, key=_when)),
    )


def _is_live(one: Obligation) -> bool:
    return one.state in (State.OPEN, State.ASLEEP)


def _when(one: Obligation) -> tuple[bool, datetime]:
    return one.due_at is None and one.wakes_at is None, one.due_at or one.wakes_at or one.starts_at
