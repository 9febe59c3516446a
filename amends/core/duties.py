"""Obligations open, sleep, meet, lapse, give way and come back, as events happen.

``hear`` tells obligations what happened; ``settle`` brings them in line with what is
true now. Both write on a Page. When something falls due by itself is in ``clock``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.core.due import due_after, late
from amends.core.dues import with_due
from amends.core.ledger import Done, Obligation, State
from amends.core.matching import LATE, Matcher, about, happened
from amends.core.opening import find_due, open_run, openers_of, to_open
from amends.core.pack import Pack
from amends.core.page import Page
from amends.core.periods import settle_period
from amends.core.plans import Plan
from amends.core.postponing import postpone, set_time


def hear(page: Page, done: Done) -> None:
    """Tell every obligation what happened: it is met, void, postponed or paused by it."""
    event = done.event
    for plan, obligation in page.live():
        if not (event in plan.heard or plan.hears_all) or not about(done, obligation.subject):
            continue
        if obligation.state is State.OPEN and (matcher := meets(page, plan, obligation, done)):
            _meet(page, plan, obligation, done, matcher)
        elif any(happened(matcher, done) for matcher in plan.void_by):
            page.change("voided", obligation, state=State.VOID, **ended(obligation, done.at))
        else:
            postpone(page, plan, obligation, done)


def meets(page: Page, plan: Plan, obligation: Obligation, done: Done) -> Matcher | None:
    """Return what of ``met_by`` an event satisfies, None when it does not meet the obligation.

    It must have happened at or after opening, in the matcher's own time, and not be by a
    person whom the duty bars (FR-059, FR-149).
    """
    if not _since_opening(plan, obligation, done.at) or barred(page, plan.row.not_by, done.by):
        return None
    return next((m for m in plan.met_by if happened(m, done) and _in_time(page, plan, obligation, done, m)), None)


def _since_opening(plan: Plan, obligation: Obligation, at: datetime) -> bool:
    if plan.periodic and obligation.starts_at != obligation.opened_at:
        return at > obligation.starts_at  # what is said after the last due counts for the next
    return at >= obligation.opened_at


def _in_time(page: Page, plan: Plan, obligation: Obligation, done: Done, matcher: Matcher) -> bool:
    if matcher.before == "due" and obligation.late_at(done.at):
        return False
    if matcher.within is None:
        return True
    calendar = plan.calendar(page.rules)
    last = due_after(obligation.starts_at, matcher.within, calendar=calendar, counting=plan.counting).at
    return done.at <= last


def barred(page: Page, not_by: tuple[str, ...], person: str) -> bool:
    """Return whether a person is barred as handler, accused or proposer."""
    if not person:
        return False
    proposers = {done.by for done in page.by_event.get("proposed", ())}
    people = {
        "handler": page.handlers, "accused": page.accused, "proposer": proposers,
        "interested": page.facts.get("interested", ()),
    }  # fmt: skip
    return any(person in people.get(kind, ()) for kind in not_by)


def _meet(page: Page, plan: Plan, obligation: Obligation, done: Done, matcher: Matcher) -> None:
    if matcher.then_due:
        set_time(page, plan, obligation, done, name=matcher.then_due)
        return
    page.change("met", obligation, state=State.MET, **ended(obligation, done.at))


def ended(obligation: Obligation, at: datetime) -> dict[str, Any]:
    """Return the changes of an obligation that ends at a moment.

    What is written down late but happened in time takes the lateness back: clocks use
    ``happened_at``, and the journal shows both times.
    """
    return {"ended_at": at, "paused_at": None, "missed": tuple(due for due in obligation.missed if late(due, at))}


def settle(page: Page) -> None:
    """Open, supersede and bring back until the duties say what the facts say."""
    stirred = page.stirred
    for place, plan, pack in stirred.moved():
        changes = page.changes
        (settle_period if plan.periodic else _settle)(page, plan, pack)
        if _waits_for_due(page, plan) or not (plan.unconditional or page.changes == changes):
            stirred.duties.add(place)


def _waits_for_due(page: Page, plan: Plan) -> bool:
    """Return whether a run lacks its due time: anything that happens may bring it."""
    return any(run.state is State.OPEN and run.due_at is None for run in page.runs_of(plan))


def _settle(page: Page, plan: Plan, pack: Pack) -> None:
    runs = page.runs_of(plan)
    openers = openers_of(page, plan, pack)
    if not runs and not openers:
        return
    if not page.wants(plan, pack):
        for run in runs:
            if run.state in (State.OPEN, State.ASLEEP):
                page.change("superseded", run, state=State.SUPERSEDED, ended_at=page.now)
        return
    _void_unfounded(page, plan, openers, runs)
    for subject, nth, opener in to_open(plan, openers, runs):
        open_run(page, plan, subject=subject, nth=nth, opener=opener)
    for run in _latest(page.runs_of(plan)):
        if run.state is State.SUPERSEDED:
            _revive(page, plan, run)
        elif run.state is State.OPEN and run.due_at is None:
            find_due(page, plan, run, openers)


def _void_unfounded(page: Page, plan: Plan, openers: dict[str, list[Done]], runs: list[Obligation]) -> None:
    """End what opened on a lateness that was taken back."""
    if all(matcher.event.startswith(LATE) for matcher in plan.opens):
        for run in runs:
            if run.state in (State.OPEN, State.ASLEEP) and run.subject not in openers:
                page.change("voided", run, state=State.VOID, ended_at=page.now)


def _latest(runs: list[Obligation]) -> list[Obligation]:
    """Return the last run of each subject; only that may come back."""
    return list({run.subject: run for run in sorted(runs, key=lambda run: run.nth)}.values())


def _revive(page: Page, plan: Plan, run: Obligation) -> None:
    """Bring a superseded obligation back with its start; what was done meanwhile counts (``when``)."""
    asleep = run.wakes_at is not None and run.wakes_at > page.now
    back = page.change("revived", run, state=State.ASLEEP if asleep else State.OPEN, ended_at=None)
    if run.wakes_at is not None and not asleep and run.due_at is None:
        back = wake(page, plan, back)
    for done in page.done:
        matcher = meets(page, plan, back, done) if about(done, back.subject) else None
        if matcher is not None and not matcher.then_due and back.state is State.OPEN:
            page.change("met", back, state=State.MET, **ended(back, done.at))
            return


def wake(page: Page, plan: Plan, run: Obligation) -> Obligation:
    """Wake a sleeper: it opens and its time starts at the moment it was to wake."""
    at = run.wakes_at or page.now
    awake = with_due(plan, run.with_(opened_at=at, starts_at=at), page.rules)
    return page.change(
        "woke", run, state=State.OPEN, opened_at=at, starts_at=at, due_at=awake.due_at, rungs=awake.rungs,
        provisional=awake.provisional,
    )  # fmt: skip
