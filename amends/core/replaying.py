"""A past case under other rules: what happened is taken as it happened, what follows from it is worked out anew.

The steps that people took, the facts they brought and the moments are the past; grades, clocks, lateness and what a
step would have needed are the rules'. The engine is the one that the live case runs on, so a case under its own
version comes out as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from amends.core.call_scenes import each_once, scenes
from amends.core.evaluate import Scene
from amends.core.granted import GIVES
from amends.core.ledger import Actor, CaseState, Done, Event, Rules, StepCall, Value
from amends.core.lifecycle import happenings_for, stage_fits
from amends.core.needs import SceneOf
from amends.core.pack import Need, Pack, StepRow
from amends.core.playing import Playing
from amends.core.population import Population, asked_at
from amends.core.vocabulary import STEP_KINDS
from amends.core.worked_out import once

APPROVING = ("approved:", "signed:", "done:approved", "done:signed")
WAITING = ("done:", "met:", "is:")
INSTANT = timedelta(microseconds=1)
QUIET: dict[str, Any] = {"supervision": (), "route": (), "advice": (), "report": ()}
CONSENTS = frozenset({"approved", "signed"})


class PastStep(NamedTuple):
    """One thing that people did: the step as their regulation called it, the kind it is of, and its events.

    ``receipt``: from now on the case counts as received then (the earliest of merged ones).
    """

    at: datetime
    step: str
    kind: str
    events: tuple[Event, ...]
    by: Actor
    on: str = ""
    detail: Mapping[str, Value] = MappingProxyType({})
    receipt: datetime | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """A step that rules let nobody take without somebody's approval; ``lacked``: it was taken without."""

    step: str
    role: str
    lacked: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """A step that would have been refused for something that had not happened, was not met or did not hold."""

    step: str
    what: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case under rules: its state at the end without facts and happenings, and what steps needed."""

    state: CaseState
    consents: tuple[Consent, ...] = ()
    waits: tuple[Wait, ...] = ()


def replay(steps: Iterable[PastStep], rules: Rules, *, until: datetime, among: Sequence[Population] = ()) -> Outcome:
    """Return what becomes of a case under rules, up to a moment (FR-258).

    ``among``: for each pack that counts cases, those among which it counts. Raises NeverQuiet for a pack that loops.
    """
    playing = Playing(rules)
    counting = _Counting(playing, among)
    consents: dict[Consent, None] = {}
    waits: dict[Wait, None] = {}
    for past in steps:
        if past.at > until:
            break
        counting.look_before(past.at)
        playing.pass_to(past.at, before=True)
        counting.ask(past.at, past.detail)
        row = _row_for(past, rules.lead, playing.stage)
        if row is not None and _may_ask(_anything_asked(rules), row):
            found = _missing(playing, past, row)
            consents |= dict.fromkeys(found[0])
            waits |= dict.fromkeys(found[1])
        _take(playing, past, row)
        if counting.ask(past.at, {}):
            playing.look(past.at)
    counting.look_before(until + INSTANT)
    playing.pass_to(until)
    return Outcome(_came_to(playing.state()), tuple(consents), tuple(waits))


def _came_to(state: CaseState) -> CaseState:
    """Return what came of a case, without what was told of it and when to look again."""
    nothing: dict[str, Any] = {"facts": {}, "done": (), "handlers": frozenset(), "accused": frozenset()}
    return state.with_(**nothing, look_again=None)


class _Counting:
    """The counts that one case reads as time goes on: asked when it acts, and when other cases change them."""

    def __init__(self, playing: Playing, among: Sequence[Population]) -> None:
        self.playing, self.among = playing, among
        self.next_at: datetime | None = None
        self.asked: tuple[datetime, tuple[Value, ...]] | None = None

    def look_before(self, at: datetime) -> None:
        """Look at grades and duties at every moment before ``at`` at which another case changed a count."""
        while self.next_at is not None and self.next_at < at and not self.playing.is_closed:
            moment = self.next_at
            self.playing.pass_to(moment, before=True)
            if self.ask(moment, {}):
                self.playing.look(moment)

    def ask(self, at: datetime, brought: Mapping[str, Value]) -> bool:
        """Ask all counts anew, with what a step brings; return whether any is another now."""
        if not self.among:
            return False
        playing, before = self.playing, self.playing.counts
        facts = {**playing.facts, **brought} if brought else playing.facts
        received = playing.received_at or at
        read = tuple((*one.begun(playing.state), *one.reads(facts)) for one in self.among)
        if (received, read) == self.asked and (self.next_at is None or at < self.next_at):
            return False
        self.asked = (received, read)
        found = [
            asked_at(at, received, *values, among=one, calendar=playing.rules.calendars[one.pack.id])
            for one, values in zip(self.among, read, strict=True)
        ]
        playing.count({key: counted for one in found for key, counted in one.counts.items()})
        self.next_at = min((one.next_at for one in found if one.next_at), default=None)
        return playing.counts != before


def _take(playing: Playing, past: PastStep, row: StepRow | None) -> None:
    stage = row.to if row is not None else None
    for event in past.events:
        playing.take(event, stage=stage)
        stage = None
    if not past.events and stage is not None:
        playing.move(stage, at=past.at)
    if past.receipt is not None:
        playing.receive(past.receipt)


# --- which row of other rules a past step is -----------------------------------------


def _row_for(past: PastStep, lead: Pack, stage: str) -> StepRow | None:
    """Return the row by which these rules would have taken the step: its own name, else one of its kind.

    Of several of a kind the one that fits the stage and causes the same events; None: they know no such step.
    """
    own = lead.steps.get(past.step)
    if own is not None and own.kind == past.kind:
        return own
    alike = _alike(lead)(past.kind, frozenset(one.name for one in past.events))
    fitting = [row for row in alike if stage_fits(lead, stage, row)]
    return next(iter(fitting or alike), None)


@once
def _alike(lead: Pack) -> Callable[[str, frozenset[str]], tuple[StepRow, ...]]:
    """Return how the steps of a kind that cause some events are found, each such question answered once."""
    rows = [(row, frozenset(row.causes or STEP_KINDS[row.kind].causes)) for row in lead.step]

    @cache
    def found(kind: str, events: frozenset[str]) -> tuple[StepRow, ...]:
        return tuple(row for row, causes in rows if row.kind == kind and causes >= events)

    return found


# --- what it would have needed --------------------------------------------------------


def _missing(playing: Playing, past: PastStep, row: StepRow) -> tuple[list[Consent], list[Wait]]:
    call = StepCall(row.id, past.at, past.by, on=past.on, detail=past.detail)
    state = playing.state()
    scene_of = scenes(playing.page_at(past.at), call)
    lacked = asked = _codes(call, row, state, playing.rules, scene_of)
    if playing.has_happened(CONSENTS) and _may_ask(_consents_asked(playing.rules), row):
        before = state.with_(done=_without_consents(state.done))
        asked = _codes(call, row, before, playing.rules, each_once(lambda pack: _before_consents(scene_of(pack))))
    consents = [Consent(row.id, one.partition(":")[2], one in lacked) for one in asked if one.startswith(APPROVING)]
    waits = [Wait(row.id, one) for one in lacked if one.startswith(WAITING) and not one.startswith(APPROVING)]
    return consents, waits


def _codes(call: StepCall, row: StepRow, state: CaseState, rules: Rules, scene_of: SceneOf) -> dict[str, None]:
    """Return what is missing for a call in a state, in the order in which the rules ask."""
    return dict.fromkeys(one.what for one in happenings_for(call, row, state, rules, scene_of))


def _without_consents(done: Iterable[Done]) -> tuple[Done, ...]:
    return tuple(one for one in done if one.event not in CONSENTS)


def _before_consents(scene: Scene) -> Scene:
    """Return what a condition would read if nobody had approved or signed."""
    instants = {event: at for event, at in scene.instants.items() if event not in CONSENTS}
    return replace(scene, instants=instants, done=_without_consents(scene.done))


def _may_ask(asked: frozenset[str], row: StepRow) -> bool:
    """Return whether any row of the packs could ask for something before a step of this name or kind."""
    return row.id in asked or row.kind in asked


@once
def _anything_asked(rules: Rules) -> frozenset[str]:
    return frozenset().union(*map(_anything, rules.packs))


@once
def _consents_asked(rules: Rules) -> frozenset[str]:
    return frozenset().union(*map(_consents, rules.packs))


def _anything(pack: Pack) -> frozenset[str]:
    """Return the steps and kinds of steps for which a pack could ask for a consent or a happening."""
    needs = {row.id for row in pack.step if any(not need.known for need in row.needs)}
    return frozenset(needs | {gate.step for gate in pack.gate if gate.needs} | _kinds_of_consent(pack))


def _consents(pack: Pack) -> frozenset[str]:
    """Return the steps and kinds of steps for which a pack could ask for a consent."""
    needs = {row.id for row in pack.step if GIVES in row.causes or any(map(_is_consent, row.needs))}
    gates = {gate.step for gate in pack.gate if any(map(_is_consent, gate.needs))}
    return frozenset(needs | gates | _kinds_of_consent(pack))


def _is_consent(need: Need) -> bool:
    return bool(need.approved or need.signed or need.done is not None)


def _kinds_of_consent(pack: Pack) -> set[str]:
    granted = {"propose", "approve", "decide"} if pack.authority or pack.offer else set()
    return granted | ({"extend"} if any(duty.extension for duty in pack.duty) else set())


# --- rules without their ladders ------------------------------------------------------


def without_ladders(rules: Rules) -> Rules:
    """Return rules that remind nobody."""
    return replace(
        rules, lead=without_ladder(rules.lead), companions=tuple(without_ladder(one) for one in rules.companions)
    )


def without_ladder(pack: Pack) -> Pack:
    """Return a pack that reminds nobody and lists nothing for supervision: that changes no grade, clock or step."""
    duties: tuple[Any, ...] = tuple(row.model_copy(update={"rungs": ()}) if row.rungs else row for row in pack.duty)
    return Pack.model_construct(**{name: getattr(pack, name) for name in Pack.model_fields} | QUIET | {"duty": duties})
