"""What rates come to: of all that happened in a time how much was so, of all that was owed how much was met in time.

FR-156, FR-190. Whoever asks says to what each thing belongs (a case, a call), and is told which of them speak against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Generic, Protocol, TypeVar

from amends.core.ledger import Done, State
from amends.core.matching import happened, parse, span_of
from amends.core.pack import MeasureRow, Pack
from amends.core.shares import Share
from amends.core.windows import counts_until
from amends.core.working_calendar import WorkingCalendar

K = TypeVar("K", bound=Hashable)


class Run(Protocol):
    """One run of a duty, as far as its lateness goes (`ledger.Obligation`)."""

    @property
    def state(self) -> str: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...
    def late_at(self, moment: datetime, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Period:
    """The time asked for, up to ``now``; windows follow each other by the calendar. ``since``: None for ever."""

    now: datetime
    calendar: WorkingCalendar
    since: datetime | None = None

    def counts(self, pack: Pack, row: MeasureRow, at: datetime) -> bool:
        """Return whether a rate counts what happened at a moment."""
        if at > self.now or (self.since is not None and at < self.since):
            return False
        until = counted_until(pack, row, at, calendar=self.calendar)
        return until is None or self.now <= until


@dataclass(frozen=True, slots=True)
class Tally(Generic[K]):
    """So many of so many; ``against``: what the others belong to, each once, in the order in which it was told."""

    share: Share
    against: tuple[K, ...] = ()

    @property
    def per_cent(self) -> Fraction | None:
        """The share in per cent; None: nothing to count."""
        return Fraction(100 * self.share.count, self.share.of) if self.share.of else None


def rate(pack: Pack, row: MeasureRow, told: Iterable[tuple[K, Done]], period: Period) -> Tally[K]:
    """Return what a rate comes to over what happened in its window (FR-156)."""
    counted, over = parse(row.of, pack), parse(row.over, pack)
    of: Counter[K] = Counter()
    all_: Counter[K] = Counter()
    for key, one in told:
        if period.counts(pack, row, one.at):
            of[key] += any(happened(matcher, one) for matcher in counted)
            all_[key] += any(happened(matcher, one) for matcher in over)
    return Tally(Share(of.total(), all_.total()), tuple(key for key in all_ if all_[key] > of[key]))


def on_time(pack: Pack, row: MeasureRow, runs: Iterable[tuple[K, Run]], period: Period) -> Tally[K]:
    """Return how many of the runs that were decided in the window were met in time (FR-190)."""
    decided = [(key, run.late_at(period.now)) for key, run in runs if _is_decided(pack, row, run, period)]
    late = [key for key, is_late in decided if is_late]
    return Tally(Share(len(decided) - len(late), len(decided)), tuple(dict.fromkeys(late)))


def _is_decided(pack: Pack, row: MeasureRow, run: Run, period: Period) -> bool:
    """A run is decided when it is met, at the latest when its time is over; what is taken back never is."""
    if run.state not in (State.OPEN, State.MET):
        return False
    at = run.due_at if run.late_at(period.now) else run.ended_at
    return at is not None and period.counts(pack, row, at)


def counted_until(pack: Pack, row: MeasureRow, at: datetime, *, calendar: WorkingCalendar) -> datetime | None:
    """Return the last second in which a rate counts what happened at ``at``; None: for ever."""
    return counts_until(
        at, within=span_of(row.within, pack), window=row.window, calendar=calendar, counting=pack.counting
    )
