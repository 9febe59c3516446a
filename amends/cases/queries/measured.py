"""What the measures of regulations come to over the cases that a viewer sees (FR-156, FR-172, FR-190)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from amends.cases.facts import decoded_as, types_of
from amends.cases.models import Entry, ObligationRow
from amends.cases.queries.visible import seen, visible
from amends.cases.replay.stories import Owed
from amends.core.call_moments import CALL_MOMENTS
from amends.core.ledger import Done, Rules
from amends.core.matching import parse
from amends.core.pack import MeasureRow, Pack
from amends.core.tallies import Period, Tally, on_time, rate
from amends.core.windows import CALENDAR_YEAR
from amends.people.viewer import Viewer
from amends.regulations.shelf import NoRegulation, rules_for

LONGEST_WINDOW = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Measured:
    """A regulation with measures, and those of the units asked for that it governs."""

    pack: Pack
    rules: Rules
    units: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time asked for: a month so far, and the year that it lies in."""

    year_began: datetime
    began: datetime
    now: datetime

    def period(self, of: Measured, row: MeasureRow) -> Period:
        """Return what a rate counts: its window says, else it is all that was asked for."""
        is_bounded = row.within is not None or row.window == CALENDAR_YEAR
        return Period(self.now, of.rules.calendars[of.pack.id], None if is_bounded else self.began)

    def reach(self, rows: Iterable[MeasureRow]) -> datetime:
        """Return from when on something has to be read for any of the rows."""
        return min((self._reach(row) for row in rows), default=self.began)

    def _reach(self, row: MeasureRow) -> datetime:
        if row.within is not None:
            return self.began - LONGEST_WINDOW
        return self.year_began if row.window == CALENDAR_YEAR else self.began


def measured(viewer: Viewer, units: Iterable[UUID], *, at: datetime, table: str = "measure") -> tuple[Measured, ...]:
    """Return the regulations with measures, or reports, that govern some of these units, in the tree's order."""
    found: dict[str, Measured] = {}
    wanted = set(units)
    for unit in (one for one in viewer.directory.units if one in wanted):
        try:
            rules = rules_for(unit, at, known=viewer.directory).rules
        except NoRegulation:
            continue
        for pack in (one for one in rules.packs if getattr(one, table)):
            known = found.get(pack.id)
            found[pack.id] = Measured(pack, rules, (known.units if known else frozenset()) | {unit})
    return tuple(found.values())


def all_seen(viewer: Viewer, *, since: datetime, until: datetime) -> frozenset[UUID]:
    """Return the viewer's units, and those whose cases of a time the viewer sees: a handler's are often another's."""
    if viewer.sees_all:
        return viewer.units
    cases = visible(viewer).filter(received_at__gte=since, received_at__lt=until)
    return viewer.units | set(cases.order_by().values_list("unit_id", flat=True).distinct())


def is_of_calls(pack: Pack, row: MeasureRow) -> bool:
    """Return whether a measure is about calls and lines, not about cases."""
    return row.kind in ("rings", "call_time", "coverage") or bool(events_of(pack, [row]) & CALL_MOMENTS.keys())


def events_of(pack: Pack, rows: Iterable[MeasureRow]) -> set[str]:
    """Return the events that rates name."""
    return {one.event for row in rows for one in (*parse(row.of, pack), *parse(row.over, pack))}


def tallies(viewer: Viewer, of: Measured, stretch: Stretch) -> dict[str, Tally[str]]:
    """Return what each measure of cases comes to, by row; the keys that speak against it are numbers of cases.

    At most two queries.
    """
    rows = [row for row in of.pack.measure if not is_of_calls(of.pack, row)]
    rates = [row for row in rows if row.kind == "rate"]
    punctual = [row for row in rows if row.kind == "on_time"]
    told, runs = _told(viewer, of, rates, stretch), _runs(viewer, of, punctual, stretch)
    return {
        **{row.id: rate(of.pack, row, told, stretch.period(of, row)) for row in rates},
        **{row.id: on_time(of.pack, row, _of_duties(row, runs), stretch.period(of, row)) for row in punctual},
    }


def _told(viewer: Viewer, of: Measured, rows: Sequence[MeasureRow], stretch: Stretch) -> list[tuple[str, Done]]:
    """Return what happened in the visible cases of the units, the newest first, as far as rates name it."""
    names = events_of(of.pack, rows)
    if not names:
        return []
    since, types = stretch.reach(rows), types_of(of.rules)
    # Nothing is recorded before it happened, so the index of when it was recorded narrows the search.
    found = Entry.objects.filter(
        case__in=visible(viewer).filter(unit__in=of.units), recorded_at__gte=since, happened_at__gte=since,
        happened_at__lte=stretch.now, body__events__has_any_keys=sorted(names),
    ).order_by("-happened_at")  # fmt: skip
    return [
        (number, Done(name, at, roles=frozenset(body.get("roles", ())), detail=detail))
        for number, at, body in found.values_list("case__number", "happened_at", "body")
        for detail in [decoded_as(body.get("detail", {}), types)]
        for name in body["events"]
    ]


def _runs(viewer: Viewer, of: Measured, rows: Sequence[MeasureRow], stretch: Stretch) -> list[tuple[str, Owed]]:
    """Return the runs of duties in the visible cases of the units that may be decided in the time, the latest first."""
    duties = {duty for row in rows for duty in row.duty}
    if not duties:
        return []
    found = ObligationRow.objects.filter(
        seen(viewer, "case__"), case__unit__in=of.units, pack=of.pack.id, duty__in=duties, state__in=("open", "met"),
        due_at__gte=stretch.reach(rows),  # what was met in time was due no earlier than it was met
    ).order_by("-due_at")  # fmt: skip
    fields = ("duty", "subject", "nth", "owner", "state", "due_at", "rest__missed", "ended_at", "paused_at")
    return [
        (number, Owed(duty, subject, nth, owner, of.pack.id, state, due_at, bool(missed), ended_at, bool(paused_at)))
        for number, duty, subject, nth, owner, state, due_at, missed, ended_at, paused_at in found.values_list(
            "case__number", *fields
        )
    ]


def _of_duties(row: MeasureRow, runs: Iterable[tuple[str, Owed]]) -> Iterator[tuple[str, Owed]]:
    return ((number, run) for number, run in runs if run.duty in row.duty)
