"""What the measures of regulations come to over the calls of a viewer's lines (FR-224, FR-227, FR-231)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from amends.calls.lines import lines_of
from amends.calls.models import Call, Diversion, Line
from amends.calls.taking import moments_of
from amends.cases.queries.measured import Measured, Stretch, is_of_calls
from amends.core.call_prompts import exceeded
from amends.core.ledger import Done
from amends.core.pack import MeasureRow, Pack
from amends.core.shares import Share
from amends.core.tallies import Tally, rate
from amends.people.viewer import Viewer

RINGING, DIVERTED, VERIFIED = "call_ringing", "line_diverted", "diversion_verified"


def tallies(viewer: Viewer, of: Measured, stretch: Stretch) -> dict[str, Tally[UUID]]:
    """Return what each measure of calls comes to, by row: calls that kept it, of those it speaks of; at most 3 queries.

    What speaks against is told by the ids of calls. Hours covered are no share: `cover.gaps_of` tells them.
    """
    rows = [row for row in of.pack.measure if is_of_calls(of.pack, row) and row.kind != "coverage"]
    lines = [one for one in lines_of(viewer) if one.unit_id in of.units] if rows else []
    if not lines:
        return {row.id: Tally(Share(0, 0)) for row in rows}
    calls = _calls(lines, stretch.reach(rows), stretch.now)
    told = [*_told(calls), *_diverted(lines, stretch.reach(rows))]
    month = [one for one in calls if one.began_at >= stretch.began]
    return {
        row.id: rate(of.pack, row, told, stretch.period(of, row)) if row.kind == "rate" else _kept(of.pack, row, month)
        for row in rows
    }


def _calls(lines: Iterable[Line], since: datetime, until: datetime) -> list[Call]:
    """Return the calls of lines that are over, the newest first."""
    found = Call.objects.filter(line__in=lines, began_at__gte=since, began_at__lte=until, ended_at__isnull=False)
    return list(found.order_by("-began_at"))


def _told(calls: Iterable[Call]) -> Iterator[tuple[UUID, Done]]:
    """Yield the moments of calls; one that came in rang when it began, whether anybody took it or not."""
    for call in calls:
        if not call.is_out:
            yield call.pk, Done(RINGING, call.began_at)
        yield from ((call.pk, Done(name, at)) for name, at in moments_of(call) if name != RINGING)


def _diverted(lines: Iterable[Line], since: datetime) -> Iterator[tuple[UUID, Done]]:
    for one in Diversion.objects.filter(line__in=lines, set_at__gte=since):
        yield one.pk, Done(DIVERTED, one.set_at)
        if one.verified_at is not None:
            yield one.pk, Done(VERIFIED, one.verified_at)


def _kept(pack: Pack, row: MeasureRow, calls: Sequence[Call]) -> Tally[UUID]:
    spoken_of = [one for one in calls if _speaks_of(row, one)]
    against = tuple(one.pk for one in spoken_of if row in _exceeded(pack, one))
    return Tally(Share(len(spoken_of) - len(against), len(spoken_of)), against)


def _exceeded(pack: Pack, call: Call) -> tuple[MeasureRow, ...]:
    return exceeded(pack, moments_of(call), call.rings, now=call.ended_at or call.began_at)


def _speaks_of(row: MeasureRow, call: Call) -> bool:
    if row.kind == "rings":
        return call.rings is not None
    return any(name == row.from_ for name, _ in call.moments)
