"""One replay from claim to result: who works on it, among which cases is counted, what the numbers are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from amends.cases.models import ReplayedCase, Run
from amends.cases.replay.asking import KIND
from amends.cases.replay.placing import Placing
from amends.cases.replay.stories import in_period
from amends.cases.replay.target import Target
from amends.cases.replay.working import EPOCH, SPAN, Tally, Work
from amends.core.reading_again import read_again
from amends.people.directory import Directory, directory
from amends.people.tenancy import organisation

AT_ONCE = 250
SILENT = timedelta(minutes=2)
"""A run that nobody has worked on for so long lost its worker; another begins it anew."""
MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Claimed:
    """A run that is ours, and what it plays."""

    run: UUID
    org: UUID
    at: datetime  # as of which moment: when it was asked for
    ids: tuple[UUID, ...]

    @property
    def parts(self) -> tuple[Sequence[UUID], ...]:
        """The cases in parts of some hundred."""
        return tuple(self.ids[n : n + AT_ONCE] for n in range(0, len(self.ids), AT_ONCE))


def claim(org: UUID, now: datetime, *, only: UUID | None = None) -> Claimed | None:
    """Return the oldest run that waits or lost its worker, claimed; None: there is none. What it had written goes."""
    with organisation(org):
        waits = Q(state="waiting") | Q(state="running", seen_alive_at__lt=now - SILENT)
        runs = Run.objects.filter(waits, kind=KIND)
        if only is not None:
            runs = runs.filter(pk=only)
        run = runs.select_for_update(skip_locked=True).order_by("asked_at", "id").first()
        if run is None:
            return None
        ReplayedCase.objects.filter(run=run).delete()
        tries = int(run.result.get("tries", 0)) + 1
        run.state, run.seen_alive_at, run.progress, run.result = "running", now, 0, {"tries": tries}
        if tries > MOST_TRIES:
            _fail(run, now, "given_up")
            return None
        known = directory(org)
        since, until = _period(known, run.input)
        ids = in_period(org=org, units=_units(known, run.input), since=since, until=min(until, run.asked_at))
        run.total = len(ids)
        run.save()
        return Claimed(run.pk, org, run.asked_at, tuple(ids))


def prepared(claimed: Claimed) -> Work:
    """Return what every process needs for a claimed run. Raises BrokenPack for texts that this program cannot read."""
    with organisation(claimed.org):
        known, run = directory(claimed.org), Run.objects.get(pk=claimed.run)
        pack = read_again(run.input["files"], run.input["chosen"]).pack
        return Work(
            run=run.pk, org=claimed.org, at=claimed.at, known=known, target=Target(pack, known),
            units={unit: nth for nth, unit in enumerate(sorted(known.units))},
            among={}, placing=Placing(known, known.day(claimed.at)),
        )  # fmt: skip


def went_on(claimed: Claimed, *, done: int, now: datetime) -> bool:
    """Note how far a run has come; return whether it is still ours to do."""
    with organisation(claimed.org):
        mine = Run.objects.filter(pk=claimed.run, state="running")
        return bool(mine.update(progress=done, seen_alive_at=now))


def finish(claimed: Claimed, tally: Tally, work: Work, *, now: datetime, seconds: float) -> None:
    """Keep the numbers of a run that is done."""
    with organisation(claimed.org):
        run = Run.objects.select_for_update().get(pk=claimed.run)
        run.state, run.ended_at, run.seen_alive_at, run.progress = "done", now, now, run.total
        run.result = {**run.result, **told(tally, work), "seconds": round(seconds, 1)}
        run.save()


def told(tally: Tally, work: Work) -> dict[str, Any]:
    """Return the numbers of a result as JSON."""
    return {
        "cases": tally.cases, "differ": tally.differ, "restless": [str(one) for one in tally.restless],
        "marks": dict(tally.marks),
        "units": [str(unit) for unit in work.units], "work_before": _cells(tally.work_before),
        "work_after": _cells(tally.work_after),
    }  # fmt: skip


def _cells(work: Mapping[int, int]) -> dict[str, int]:
    return {str(cell): count for cell, count in sorted(work.items())}


def cell_of(place: int, day: date) -> int:
    """Return the work figure of the unit in a place and a day."""
    return place * SPAN + day.toordinal() - EPOCH


def day_of(cell: int) -> tuple[int, date]:
    """Return the place of the unit and the day that a work figure means."""
    unit, day = divmod(cell, SPAN)
    return unit, date.fromordinal(day + EPOCH)


def fail(claimed: Claimed, fault: str, *, now: datetime) -> None:
    """Keep why a run could not be done."""
    with organisation(claimed.org):
        _fail(Run.objects.select_for_update().get(pk=claimed.run), now, fault)


def _fail(run: Run, now: datetime, fault: str) -> None:
    run.state, run.ended_at, run.result = "failed", now, {**run.result, "fault": fault}
    run.save()


def _period(known: Directory, asked: Mapping[str, Any]) -> tuple[datetime, datetime]:
    unit = UUID(asked["unit"]) if asked["unit"] else None
    zone = known.zone(unit) if unit else ZoneInfo(settings.TIME_ZONE)
    first, last = (date.fromisoformat(asked[name]) for name in ("first", "last"))
    return (
        datetime.combine(first, time.min, tzinfo=zone),
        datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone),
    )  # fmt: skip


def _units(known: Directory, asked: Mapping[str, Any]) -> list[UUID]:
    return sorted(known.below({UUID(asked["unit"])}) if asked["unit"] else known.units)
