"""What moves a due time: agreement with proof, extension, pause.

The old due time stays visible, a moved one gets a ladder of its own (FR-078, FR-085).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.core.dues import due_of, ladder, latest_allowed, pause_ends, with_due
from amends.core.evaluate import holds
from amends.core.ledger import Done, Obligation, State
from amends.core.pack import Extension, Pack
from amends.core.page import Page
from amends.core.plans import Plan


def postpone(page: Page, plan: Plan, obligation: Obligation, done: Done) -> None:
    """Let an agreement, an extension or a pause have its effect, where the duty allows it."""
    if obligation.state is not State.OPEN:
        return
    if done.event == "time_agreed" and plan.yields:
        set_time(page, plan, obligation, done)
    elif done.event == "extended" and plan.row.extension:
        _extend(page, plan, obligation, done)
    elif done.event == "paused" and plan.may_pause and obligation.paused_at is None:
        if names(done, plan):
            standing = obligation.with_(paused_at=done.at)
            ends = pause_ends(plan, standing, page.rules)
            page.change("paused", obligation, paused_at=done.at, pause_ends=ends)
    elif done.event == "resumed" and obligation.paused_at is not None and names(done, plan):
        resume(page, plan, obligation, done.at)


def names(done: Done, plan: Plan) -> bool:
    """Return whether an event is about this duty: it names it, or none."""
    return done.detail.get("duty") in (None, "", plan.row.id)


def set_time(page: Page, plan: Plan, obligation: Obligation, done: Done, *, name: str = "agreed_time") -> None:
    """Put the time that was agreed or announced in place of the due time; the latest wins (FR-078)."""
    if (names(done, plan) or name != "agreed_time") and (
        changes := agreed_changes(page, plan, obligation, done, name=name)
    ):
        page.change("moved", obligation, **changes)


def agreed_changes(
    page: Page, plan: Plan, obligation: Obligation, done: Done, *, name: str = "agreed_time"
) -> dict[str, Any]:
    """Return the changes that an agreement makes; none without a time, or without proof where one is agreed."""
    due_at = time_in(done, name)
    proof = str(done.detail.get("proof") or "")
    if due_at is None or (name == "agreed_time" and not proof and not plan.row.due):
        return {}
    cap = latest_allowed(plan, obligation, page.rules)
    due_at = min(due_at, cap) if cap else due_at
    if due_at == obligation.due_at:
        return {}
    before = (*obligation.was_due, obligation.due_at) if obligation.due_at else obligation.was_due
    rungs = ladder(plan, obligation.starts_at, due_at, page.rules)
    return {"due_at": due_at, "was_due": before, "agreed": True, "proof": proof, "rungs": rungs}


def time_in(done: Done, name: str) -> datetime | None:
    """Return the moment that an event names: under its own name, or ``due``."""
    found = done.detail.get(name, done.detail.get("due"))
    return found if isinstance(found, datetime) else None


def next_extension(plan: Plan, obligation: Obligation) -> Extension | None:
    """Return the next extension of an ordered list, None when all are used or there is none."""
    rows = plan.row.extension
    return rows[obligation.extended] if obligation.extended < len(rows) else None


def may_extend(page: Page, plan: Plan, obligation: Obligation, pack: Pack, at: datetime) -> bool:
    """Return whether the next extension may be had now: asked before the due time, its ``when`` true."""
    row = next_extension(plan, obligation)
    if row is None or (row.asked_before == "due" and obligation.late_at(at)):
        return False
    return holds(row.when, page.scene(pack)).true is True


def _extend(page: Page, plan: Plan, obligation: Obligation, done: Done) -> None:
    pack = next(one for one in page.rules.packs if one.id == plan.pack_id)
    if not names(done, plan) or not may_extend(page, plan, obligation, pack, done.at):
        return
    longer = obligation.with_(extended=obligation.extended + 1, agreed=False)
    longer = with_due(plan, longer, page.rules)
    _move(page, obligation, longer)


def resume(page: Page, plan: Plan, obligation: Obligation, at: datetime) -> None:
    """Start the clock again; the due time moves by the time that it stood still (FR-086)."""
    if obligation.paused_at is None:
        return
    pauses = (*obligation.paused, (obligation.paused_at, at))
    running = page.change("resumed", obligation, paused_at=None, pause_ends=None, paused=pauses)
    if found := due_of(plan, running, page.rules):
        rungs = ladder(plan, running.starts_at, found.at, page.rules)
        _move(page, running, running.with_(due_at=found.at, rungs=rungs, provisional=found.provisional))


def _move(page: Page, before: Obligation, after: Obligation) -> None:
    if before.due_at == after.due_at:
        return
    page.change(
        "moved", before, due_at=after.due_at, rungs=after.rungs, provisional=after.provisional,
        extended=after.extended, agreed=after.agreed,
        was_due=(*before.was_due, before.due_at) if before.due_at else before.was_due,
    )  # fmt: skip


def recount(page: Page, *, spares: bool = False) -> None:
    """Recompute what is owed after a calendar or a figure changed; what is over stays as it was (FR-087).

    ``spares``: what is in time now is not made late, its due time stays then.
    """
    for plan, obligation in page.live():
        if obligation.state is State.OPEN and not obligation.late_seen and not obligation.agreed:
            after = with_due(plan, obligation, page.rules)
            if spares and after.due_at is not None and after.due_at <= page.now:
                continue
            _move(page, obligation, after)
            if obligation.due_at == after.due_at and obligation.provisional != after.provisional:
                page.change("moved", obligation, provisional=after.provisional)
