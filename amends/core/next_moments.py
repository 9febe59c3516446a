"""When time alone changes what is owed: the next wake, lateness, rung or end of a pause of each obligation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from amends.core.dues import climbs_at
from amends.core.ledger import ONE_SECOND, Obligation, State
from amends.core.noted import earliest

MOVING = (State.ASLEEP, State.OPEN)


def soonest_of(obligations: Iterable[Obligation], *others: datetime | None) -> datetime | None:
    """Return the earliest wake, rung, lateness or end of a pause, or other moment; None: time alone changes nothing."""
    moments = [*others, *map(_moment, obligations)]
    return earliest(one for one in moments if one is not None)


def _moment(one: Obligation) -> datetime | None:
    if one.state is State.ASLEEP:
        return one.wakes_at
    if one.state is not State.OPEN or one.due_at is None:
        return None
    if one.paused_at is not None:
        return one.pause_ends
    late = None if one.late_seen else one.due_at + ONE_SECOND
    if not one.rungs:
        return late
    rungs = [climbs_at(rung, one.due_at) for rung in one.rungs if not rung.climbed]
    return min([*rungs, late] if late else rungs, default=None)
