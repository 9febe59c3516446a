"""When time alone changes what is owed: the next wake, lateness, rung or end of a pause of each obligation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from amends.core.dues import climbs_at
from amends.core.ledger import ONE_SECOND, Obligation, State

MOVING = (State.ASLEEP, State.OPEN)


def soonest_of(obligations: Iterable[Obligation]) -> datetime | None:
    """Return the earliest wake, rung, lateness or end of a pause; None: time alone changes nothing."""
    return min((moment for one in obligations for moment in _moments(one)), default=None)


def _moments(one: Obligation) -> Iterator[datetime]:
    if one.state is State.ASLEEP and one.wakes_at is not None:
        yield one.wakes_at
    if one.state is not State.OPEN or one.due_at is None:
        return
    if one.paused_at is not None:
        if one.pause_ends is not None:
            yield one.pause_ends
        return
    if not one.late_seen:
        yield one.due_at + ONE_SECOND
    yield from (climbs_at(rung, one.due_at) for rung in one.rungs if not rung.climbed)
