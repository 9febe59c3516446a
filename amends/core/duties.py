"""Obligations open, sleep, meet, lapse, give way and come back, as events happen.

``hear`` tells obligations what happened; ``settle`` brings them in line with what is
true now. Both write on a Page. When something falls due by itself is in ``clock``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from amends.core.due import due_after, late
from amends.core.dues import wakes, with_due
from amends.core.evaluate import holds
from amends.core.ledger import Done, Obligation, State
from amends.core.matching import LATE, Matcher, about, happened
from amends.core.pack import Pack
from amends.core.page import Page
from amends.core.periods import settle_period
from amends.core.plans import Plan, plans
from amends.core.postponing import agreed_changes, postpone, set_time

BARRED = ("handler", "accused")


def hear(page: Page, done: Done) -> None:
    """Tell every obligation what happened: it is met, void, postponed or paused by it."""
    for plan, obligation in page.live():
        if not about(done, obligation.subject):
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
    people = {"handler": page.handlers, "accused": page.accused, "proposer": proposers}
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
    for pack in page.rules.packs:
        for plan in plans(pack).all:
            if plan.periodic:
                settle_period(page, plan, pack)
            else:
                _settle(page, plan, pack)


def _settle(page: Page, plan: Plan, pack: Pack) -> None:
    runs = page.runs_of(plan)
    openers = _openers(page, plan, pack)
    if not runs and not openers:
        return
    if not page.wants(plan, pack):
        for run in runs:
            if run.state in (State.OPEN, State.ASLEEP):
                page.change("superseded", run, state=State.SUPERSEDED, ended_at=page.now)
        return
    _void_unfounded(page, plan, openers, runs)
    for subject, nth, opener in _to_open(plan, openers, runs):
        _open(page, plan, subject=subject, nth=nth, opener=opener)
    for run in _latest(page.runs_of(plan)):
        if run.state is State.SUPERSEDED:
            _revive(page, plan, run)
        elif run.state is State.OPEN and run.due_at is None:
            _find_due(page, plan, run, openers)


def _void_unfounded(page: Page, plan: Plan, openers: dict[str, list[Done]], runs: list[Obligation]) -> None:
    """End what opened on a lateness that was taken back."""
    if all(matcher.event.startswith(LATE) for matcher in plan.opens):
        for run in runs:
            if run.state in (State.OPEN, State.ASLEEP) and run.subject not in openers:
                page.change("voided", run, state=State.VOID, ended_at=page.now)


def _openers(page: Page, plan: Plan, pack: Pack) -> dict[str, list[Done]]:
    """Return what opened the duty so far, by subject."""
    found: dict[str, list[Done]] = {}
    for matcher in plan.opens:
        for done in _happenings(page, plan, matcher):
            if happened(matcher, done) and done.detail.get("pack", pack.id) == pack.id:
                found.setdefault(done.on if plan.row.for_each else "", []).append(done)
    if len(plan.opens) > 1:
        for several in found.values():
            several.sort(key=lambda done: done.at)
    return found


def _happenings(page: Page, plan: Plan, matcher: Matcher) -> Iterator[Done]:
    if not matcher.event:
        yield from page.done
    elif not matcher.event.startswith(LATE):
        yield from page.by_event.get(matcher.event, ())
    else:
        for key in page.runs.get((plan.pack_id, matcher.event.removeprefix(LATE)), ()):
            other = page.obligations[key]
            yield from (Done(matcher.event, missed, on=other.subject) for missed in other.missed)


def _to_open(
    plan: Plan, openers: dict[str, list[Done]], runs: list[Obligation]
) -> Iterator[tuple[str, int, Done]]:
    """Yield the runs that are missing: subject, how-manieth, and what opened it (PACKS.md, ``again``)."""
    had = {(run.subject, run.nth) for run in runs}
    subjects = {run.subject for run in runs}
    for subject, happenings in openers.items():
        if plan.row.again == "once":
            if subject not in subjects:
                yield subject, 1, happenings[0]
            continue
        if plan.row.again == "when_heavier":
            happenings = happenings[:1] + [one for one in happenings[1:] if one.detail.get("becomes") == "heavier"]
        if (subject, len(happenings)) not in had:
            yield subject, len(happenings), happenings[-1]


def _open(page: Page, plan: Plan, *, subject: str, nth: int, opener: Done) -> None:
    start = _start(page, plan, subject, opener)
    new = Obligation(
        pack=plan.pack_id, duty=plan.row.id, article=plan.row.article, owner=plan.owner, subject=subject, nth=nth,
        opened_at=page.now, starts_at=start or page.now, due_at=None,
    )  # fmt: skip
    if plan.waits is not None:
        page.open(replace(new, state=State.ASLEEP, wakes_at=wakes(plan, new.starts_at, page.rules)))
    elif start is None:
        page.open(new)
    else:
        page.open(_with_due(page, plan, new, opener))


def _with_due(page: Page, plan: Plan, new: Obligation, opener: Done) -> Obligation:
    if plan.row.due:
        new = replace(new, due_at=_named_time(page, plan, opener, new.subject))
    return agreed_before(page, plan, with_due(plan, new, page.rules))


def agreed_before(page: Page, plan: Plan, new: Obligation) -> Obligation:
    """Return the obligation with a time agreed before it opened, if that agreement names it or its order."""
    if not plan.yields or plan.row.due:
        return new
    for done in reversed(page.by_event.get("time_agreed", [])):
        names = done.detail.get("duty") == plan.row.id or (bool(done.on) and done.on == new.subject)
        if names and (moved := agreed_changes(page, plan, new, done)):
            return replace(new, **moved)
    return new


def _start(page: Page, plan: Plan, subject: str, opener: Done) -> datetime | None:
    """Return where the clock starts: its own ``counts_from``, else the opening event; None: not happened yet.

    What became a complaint later starts then (FR-005).
    """
    start: datetime | None = opener.at
    if plan.counts_from and not any(happened(matcher, opener) for matcher in plan.counts_from):
        start = min(
            (
                done.at
                for matcher in plan.counts_from
                for done in _happenings(page, plan, matcher)
                if happened(matcher, done) and about(done, subject)
            ),
            default=None,
        )
    converted = page.instants.get("converted")
    return max(start, converted) if start and converted else start


def _named_time(page: Page, plan: Plan, opener: Done, subject: str) -> datetime | None:
    """Return the due time that an event, the order or a fact carries (``agreed_time``, ``order_limit``, ``node_date``)."""
    name = plan.row.due
    order = page.orders.get(subject)
    candidates = (
        opener.detail.get(name),
        opener.detail.get("due"),
        order.limit if order else None,
        page.facts.get(name),
    )
    return next((moment for moment in candidates if isinstance(moment, datetime)), None)


def _find_due(page: Page, plan: Plan, run: Obligation, openers: dict[str, list[Done]]) -> None:
    """Set a due time that could not be known at opening and is known now."""
    happenings = openers.get(run.subject)
    start = _start(page, plan, run.subject, happenings[0]) if happenings else None
    if start is None or not happenings:
        return
    found = _with_due(page, plan, replace(run, starts_at=start), happenings[-1])
    if found.due_at is not None:
        page.change(
            "moved", run, starts_at=start, due_at=found.due_at, rungs=found.rungs, provisional=found.provisional
        )


def _latest(runs: list[Obligation]) -> list[Obligation]:
    """Return the last run of each subject; only that may come back."""
    return list({run.subject: run for run in sorted(runs, key=lambda run: run.nth)}.values())


def _revive(page: Page, plan: Plan, run: Obligation) -> None:
    """Bring a superseded obligation back with its start; what was done meanwhile counts (PACKS.md, ``when``)."""
    asleep = run.wakes_at is not None and run.wakes_at > page.now
    back = page.change("revived", run, state=State.ASLEEP if asleep else State.OPEN, ended_at=None)
    if run.wakes_at is not None and not asleep and run.due_at is None:
        back = wake(page, plan, back)
    for done in page.done:
        if about(done, back.subject) and back.state is State.OPEN and (matcher := meets(page, plan, back, done)):
            if not matcher.then_due:
                page.change("met", back, state=State.MET, **ended(back, done.at))
                return


def wake(page: Page, plan: Plan, run: Obligation) -> Obligation:
    """Wake a sleeper: it opens and its time starts at the moment it was to wake."""
    at = run.wakes_at or page.now
    awake = with_due(plan, replace(run, opened_at=at, starts_at=at), page.rules)
    return page.change(
        "woke", run, state=State.OPEN, opened_at=at, starts_at=at, due_at=awake.due_at, rungs=awake.rungs,
        provisional=awake.provisional,
    )  # fmt: skip


def look_again(page: Page, pack: Pack) -> datetime | None:
    """Return the next instant at which a duty may begin or cease to apply by age or window alone."""
    scene = page.scene(pack)
    timed = (plan for plan in plans(pack).all if plan.timed)
    return min((at for plan in timed if (at := holds(plan.row.when, scene).look_again)), default=None)
