"""State and event in, next state and effects out.

The same three functions serve the live journal, the stories of a pack and replay. Time
passes up to an event, the event is taken in, then grades and duties settle; at the very
instant of an event the event comes first, so what is done in its due second is in time.
"""

from __future__ import annotations

from datetime import datetime

from amends.core import clock, concessions, duties
from amends.core.by_itself import cause, due_by_itself, looks_at
from amends.core.call_scenes import scenes
from amends.core.checks_in_order import found_by
from amends.core.clock import next_look
from amends.core.evaluate import holds
from amends.core.folding import done_of
from amends.core.granted import granted
from amends.core.ledger import CaseState, Counts, Done, Effect, Event, Rules, StepCall, Value
from amends.core.lifecycle import acting, check_step
from amends.core.orders import take_in_order
from amends.core.pack import StepRow
from amends.core.page import Page
from amends.core.postponing import recount
from amends.core.regrading import graded_by_hand, marked, regrade
from amends.core.resting import HAPPENINGS
from amends.core.vocabulary import FACTS, STEP_KINDS

__all__ = ["StepCall", "advance", "follow_clocks", "next_look", "pass_time", "reassess", "recount_dues", "take"]

ROUNDS = 20
"""Grades may move duties and duties grades (``overdue``), but a sound pack is quiet long before this."""

TOLD = "told"
HANDLING = ("order_received", "progress_reported", "handled", "action_done")
GIVEN = ("second_time", "registered_by")
"""Computed facts that the case room finds out and hands in."""

Result = tuple[CaseState, tuple[Effect, ...]]


class NeverQuiet(RuntimeError):
    """A pack whose grades and duties chase each other without end."""


def advance(state: CaseState, event: Event, rules: Rules, counts: Counts) -> Result:
    """Return the state after an event and everything that changed. Raises NeverQuiet for a pack that loops."""
    page = Page(state, rules, counts, now=_began(state, event.at))
    take_event(page, event, stage=None)
    return page.close()


def take(
    state: CaseState, call: StepCall, rules: Rules, counts: Counts
) -> tuple[CaseState, tuple[Effect, ...], tuple[Event, ...]]:
    """Return state, effects and events after a step. Raises Refused with all that is missing; then nothing changed."""
    page = Page(state, rules, counts, now=call.at)
    scene_of = scenes(page, call)
    step = check_step(call, state, rules, scene_of)
    rests = granted(acting(call, step), step, state, rules, scene_of)
    events = events_of(acting(call, step), step)
    page = Page(state, rules, counts, now=_began(state, min((event.at for event in events), default=call.at)))
    stage = step.to
    for event in events:
        take_event(page, event, stage=stage)
        stage = None
    if not events:
        pass_page(page, call.at, before=True)
        put_stage(page, stage)
        settle(page)
    if rests and rests.offer:
        page.note("allowed", pack=rules.lead.id, id=rests.offer.row, article=rests.offer.article)
    after, effects = page.close()
    return after, effects, events


def _began(state: CaseState, at: datetime) -> datetime:
    return min(at, state.done[-1].at) if state.done else at


def events_of(call: StepCall, step: StepRow) -> tuple[Event, ...]:
    """Return the events that a step causes; one of several is chosen by the call."""
    names = step.causes or STEP_KINDS[step.kind].causes
    if call.event and (not names or (step.kind == "record" and call.event in names)):
        names = (call.event,)
    detail = {**call.detail, **({"override_reason": call.override_reason} if call.override_reason else {})}
    if len(step.kinds) == 1:
        detail.setdefault("kind", step.kinds[0])
    return tuple(
        Event(_moment(call, name), name, on=call.on, by=call.by, detail=detail, step=step.id) for name in names
    )


def _moment(call: StepCall, event: str) -> datetime:
    """Return when an event of a step happened: being told may lie before the rest of it (FR-021)."""
    return call.told_at if event == TOLD and call.told_at else call.at


def pass_time(state: CaseState, to: datetime, rules: Rules, counts: Counts) -> Result:
    """Return the state at ``to``: sleepers woken, dues missed, rungs climbed, grades of that age."""
    soonest = next_look(state)
    if soonest is None or soonest > to:
        return state, ()
    page = Page(state, rules, counts, now=soonest)
    pass_page(page, to, before=False)
    return page.close()


def reassess(state: CaseState, at: datetime, rules: Rules, counts: Counts) -> Result:
    """Return the state after a count changed because of another case: same case, new counts (FR-042)."""
    page = Page(state, rules, counts, now=_began(state, at))
    pass_page(page, at, before=True)
    settle(page)
    pass_page(page, at, before=False)
    return page.close()


def recount_dues(state: CaseState, rules: Rules, *, at: datetime) -> Result:
    """Return the state after a calendar or setting changed: open dues move, what is over stays (FR-087)."""
    page = Page(state, rules, {}, now=at)
    recount(page)
    return page.close()


def follow_clocks(state: CaseState, rules: Rules, *, at: datetime, pack: str, version: str) -> Result:
    """Return the state after a later version lent its figures: open dues move, none is made late by it (FR-255)."""
    page = Page(state, rules, {}, now=at)
    page.note("clocks", pack=pack, id=version)
    recount(page, spares=True)
    return page.close()


def pass_page(page: Page, to: datetime, *, before: bool) -> None:
    """Let time pass on a page up to a moment; ``before``: without what falls into that very moment."""
    for _ in range(100_000):
        soonest = page.soonest
        if soonest is None or soonest > to or (before and soonest == to):
            page.move_to(to)
            return
        page.move_to(soonest)
        take_itself(page)
        clock.happen(page)
        settle(page)
    raise NeverQuiet(f"time does not pass {page.now.isoformat()}")


def take_itself(page: Page) -> None:
    """Let a step take itself whose moment has come; it comes before what is late with that moment (FR-162)."""
    due = due_by_itself(page)
    if due and due[1] <= page.now:
        put_stage(page, due[0].to)
        cause(page, due[0])


def take_event(page: Page, event: Event, *, stage: str | None) -> None:
    """Write an event and all that follows from it on a page."""
    pass_page(page, event.at, before=True)
    page.turn_to(event.at)
    if clock.miss(page):
        settle(page)
    done = _take_in(page, event)
    put_stage(page, stage)
    duties.hear(page, done)
    settle(page)
    pass_page(page, event.at, before=False)


def put_stage(page: Page, stage: str | None) -> None:
    """Write down that the case is in another stage; None: it stays."""
    if stage is not None and stage != page.stage:
        kind, page.stage = page.stage_kind, stage
        if page.stage_kind != kind:
            page.stirred.by_stage()
        page.stirred.looks = True
        page.note("stage", id=stage)


# --- taking an event in -------------------------------------------------------------


def _take_in(page: Page, event: Event) -> Done:
    done = done_of(event)
    facts = _facts_of(page, event)
    found = {name: value for pack in page.rules.packs if pack.check for name, value in found_by(pack, facts).items()}
    page.learn({**found, **facts})
    take_in_order(page, event)
    _people(page, event)
    if event.name == "graded" and "grade" in event.detail:
        done = graded_by_hand(page, event, done)
    if event.name == "marked":
        marked(page, event)
    page.remember(done)
    return done


def _facts_of(page: Page, event: Event) -> dict[str, Value]:
    """Return what of the detail is a fact; computed facts are not taken from anybody, a reason is its step's own."""
    found: dict[str, Value] = {}
    for name, value in event.detail.items():
        word = FACTS.get(name)
        own = name in page.rules.own_facts
        if (word or own) and name != "reason" and (word is None or word.source != "computed" or name in GIVEN):
            found[name] = tuple(value) if isinstance(value, list) else value
    if event.name == "converted":
        found["matter"] = "complaint"
    if event.name == "complainant_joined" and "complainants" not in event.detail:
        found["complainants"] = int(page.facts.get("complainants", 1)) + 1
    return found


def _people(page: Page, event: Event) -> None:
    if event.by and event.name in HANDLING and event.by.id not in page.handlers:
        page.handlers |= {event.by.id}
        page.note("handler", id=event.by.id)
    accused = page.facts.get("accused")
    if "accused" in event.detail and accused is not None:
        page.accused = frozenset(accused if isinstance(accused, tuple | list | set | frozenset) else [accused])
        page.note("accused", people=sorted(page.accused))


def settle(page: Page) -> None:
    """Let grades and duties follow what is written, until they rest. Raises NeverQuiet."""
    page.stirred.by_name(HAPPENINGS)  # with time turned back, others count
    if page.is_settled:
        return
    for _ in range(ROUNDS):
        before = page.changes
        if page.is_moved:
            _compute(page)
        if not page.is_quiet:
            page.stirred.by_time()
        derived = [done for pack in page.rules.packs for done in regrade(page, pack)] if page.stirred.grades else []
        for done in derived:
            page.remember(done)
            duties.hear(page, done)
        duties.settle(page)
        if page.changes == before and not derived:
            _look_again(page)
            page.settle()
            return
    raise NeverQuiet(f"grades and duties do not come to rest at {page.now.isoformat()}")


def _compute(page: Page) -> None:
    now = page.now
    late = any(plan.row.force == "must" and one.live and one.late_at(now) for plan, one in page.moving.values())
    facts = {"settled": page.ended, "overdue": late}
    if proposed := page.by_event.get("proposed"):
        facts |= concessions.pattern(proposed)
    if not facts.items() <= page.facts.items():
        page.learn(facts)


def _look_again(page: Page) -> None:
    if page.is_quiet and not page.stirred.looks:
        return
    page.stirred.looks = False
    moments = [holds(when, page.scene(pack)).look_again for pack, timed in page.reads.timed for when in timed]
    moments.append(looks_at(page))
    page.look_at(min((moment for moment in moments if moment and moment > page.now), default=None))
