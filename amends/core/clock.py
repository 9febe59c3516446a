"""What happens because time passes: sleepers wake, dues are missed, rungs are climbed, caps end pauses.

Nothing scans: ``next_look`` names the moment at which a case has to be looked at again.
"""

from __future__ import annotations

from datetime import datetime

from amends.core.dues import climbs_at
from amends.core.duties import wake
from amends.core.folding import climb
from amends.core.ledger import ONE_SECOND, CaseState, Obligation, RungDue, State
from amends.core.next_moments import soonest_of
from amends.core.page import Page
from amends.core.plans import Plan
from amends.core.postponing import resume


def next_look(state: CaseState) -> datetime | None:
    """Return the next instant at which time alone may change this case; None: never."""
    return soonest_of(state.obligations, state.look_again)


def happen(page: Page) -> None:
    """Do everything that is due by the page's moment."""
    for plan, obligation in page.live():
        _happen(page, plan, obligation)


def _happen(page: Page, plan: Plan, one: Obligation) -> None:
    if one.state is State.ASLEEP:
        if one.wakes_at is not None and one.wakes_at <= page.now:
            wake(page, plan, one)
        return
    if one.paused_at is not None:
        if one.pause_ends is not None and one.pause_ends <= page.now:
            resume(page, plan, one, one.pause_ends)
        return
    if one.due_at is None:
        return
    one = _miss(page, one)
    for rung in one.rungs:
        if one.due_at is not None and not rung.climbed and climbs_at(rung, one.due_at) <= page.now:
            one = _climb(page, one, rung)


def miss(page: Page) -> bool:
    """Note what is late by the page's moment, with the rungs of that second; return whether something was.

    An event in the first second after the due time is late, so this comes before it.
    """
    found, soonest = False, page.soonest
    if soonest is None or soonest > page.now:
        return False
    for _, one in page.live():
        if one.state is not State.OPEN or one.paused_at is not None or one.due_at is None:
            continue
        late = _miss(page, one)
        if late is not one:
            found = True
            for rung in late.rungs:
                if not rung.climbed and rung.at == one.due_at:
                    late = _climb(page, late, rung)
    return found


def _miss(page: Page, one: Obligation) -> Obligation:
    if one.due_at is None or one.late_seen or page.now < one.due_at + ONE_SECOND:
        return one
    return page.change("late", one, missed=(*one.missed, one.due_at))


def _climb(page: Page, one: Obligation, rung: RungDue) -> Obligation:
    """Climb a rung once; the people it names are told."""
    after = climb(one, rung.name, rung.at)
    page.keep(after)
    page.note(
        "told", pack=one.pack, id=one.duty, subject=one.subject, nth=one.nth, rung=rung.name, at=rung.at.isoformat(),
        due=one.due_at.isoformat() if one.due_at else "", who=list(rung.tell), **{"as": rung.as_},
    )  # fmt: skip
    return after
