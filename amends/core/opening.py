"""What opened a duty, from when its clock runs, and the obligation that comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from amends.core.dues import wakes, with_due
from amends.core.ledger import PERSON, Done, Obligation, State
from amends.core.matching import LATE, Matcher, about, happened
from amends.core.pack import Pack
from amends.core.page import Page
from amends.core.plans import Plan
from amends.core.postponing import agreed_changes
from amends.core.rungs import offset


def openers_of(page: Page, plan: Plan, pack: Pack) -> dict[str, list[Done]]:
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
        for other in page.runs.get((plan.pack_id, matcher.event.removeprefix(LATE)), {}).values():
            yield from (Done(matcher.event, missed, on=other.subject) for missed in other.missed)


def to_open(plan: Plan, openers: dict[str, list[Done]], runs: list[Obligation]) -> Iterator[tuple[str, int, Done]]:
    """Yield the runs that are missing: subject, how-manieth, and what opened it (``again``)."""
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


def open_run(page: Page, plan: Plan, *, subject: str, nth: int, opener: Done) -> None:
    start = _start(page, plan, subject, opener)
    new = Obligation(
        pack=plan.pack_id, duty=plan.row.id, article=plan.row.article, owner=_owner(plan, opener), subject=subject,
        nth=nth, opened_at=page.now, starts_at=start or page.now, due_at=None,
    )  # fmt: skip
    if plan.waits is not None:
        page.open(new.with_(state=State.ASLEEP, wakes_at=wakes(plan, new.starts_at, page.rules)))
    elif start is None:
        page.open(new)
    else:
        page.open(_with_due(page, plan, new, opener))


def _owner(plan: Plan, opener: Done) -> str:
    """Return who owes it: whom the opening event names, else the role."""
    named = opener.detail.get(plan.row.owner_from) if plan.row.owner_from else None
    return f"{PERSON}{named}" if named else plan.owner


def _with_due(page: Page, plan: Plan, new: Obligation, opener: Done) -> Obligation:
    if plan.row.due:
        new = new.with_(due_at=_named_time(page, plan, opener, new.subject))
    return agreed_before(page, plan, with_due(plan, new, page.rules))


def agreed_before(page: Page, plan: Plan, new: Obligation) -> Obligation:
    """Return the obligation with a time agreed before it opened, if that agreement names it or its order."""
    if not plan.yields or plan.row.due:
        return new
    for done in reversed(page.by_event.get("time_agreed", [])):
        names = done.detail.get("duty") == plan.row.id or (bool(done.on) and done.on == new.subject)
        if names and (moved := agreed_changes(page, plan, new, done)):
            return new.with_(**moved)
    return new


def _start(page: Page, plan: Plan, subject: str, opener: Done) -> datetime | None:
    """Return where the clock starts: its own ``counts_from``, else the opening event; None: not happened yet.

    A moment that somebody stated (the stamp of a customer's portal) goes before events. What became a complaint
    later starts then (FR-005).
    """
    start: datetime | None = opener.at
    stated = [at for one in plan.counts_from if isinstance(at := page.facts.get(one.event), datetime)]
    if stated:
        start = min(stated)
    elif plan.counts_from and not any(happened(matcher, opener) for matcher in plan.counts_from):
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
    """Return the due time that an event, the order or a fact carries (``order_limit``, ``node_date``).

    Of several promises or actions each is due when it says itself: none has the day of an earlier one.
    """
    name = plan.row.due
    order = page.orders.get(subject)
    is_of_another = plan.row.for_each and any(name in one.detail for one in page.by_event[opener.event])
    candidates = (
        opener.detail.get(name),
        opener.detail.get("due"),
        order.limit if order else None,
        None if is_of_another else page.facts.get(name),
    )
    named = next((moment for moment in candidates if isinstance(moment, datetime)), None)
    if named is None or not plan.row.before:
        return named
    return offset(named, f"-{plan.row.before}", calendar=plan.calendar(page.rules))


def find_due(page: Page, plan: Plan, run: Obligation, openers: dict[str, list[Done]]) -> None:
    """Set a due time that could not be known at opening and is known now."""
    happenings = openers.get(run.subject)
    start = _start(page, plan, run.subject, happenings[0]) if happenings else None
    if start is None or not happenings:
        return
    found = _with_due(page, plan, run.with_(starts_at=start), happenings[-1])
    if found.due_at is not None:
        page.change(
            "moved", run, starts_at=start, due_at=found.due_at, rungs=found.rungs, provisional=found.provisional
        )
