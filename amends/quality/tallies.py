"""Complaints of a defect by day, and what was delivered meanwhile: what promises are judged by (FR-116)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Min, QuerySet

from amends.core.control_chart import Period
from amends.core.effects import Promise, Side
from amends.core.fingerprints import compare
from amends.quality.models import ActionPromise, CasePrint, Declaration, Delivered
from amends.quality.prints import fingerprint_of

BEFORE = timedelta(days=365)
DAY = timedelta(days=1)
COMPARED = ("case_id", "object", "symptom", "place", "words", "received_at")


@dataclass(frozen=True)
class Tally:
    """What one promise is judged by. ``pieces``: by month, where complaints are counted against deliveries."""

    promise: Promise
    starts: date  # the first day after the action
    before_first: date
    before_until: date
    days: Counter[date] = field(default_factory=Counter)
    pieces: Mapping[date, int] | None = None

    def side(self, first: date, until: date) -> Side:
        """Return complaints and exposure from a day to the day before another; no exposure where one is not known."""
        return Side(sum(n for day, n in self.days.items() if first <= day < until), self.exposure(first, until))

    @property
    def before(self) -> Side:
        """Return the side before the action."""
        return self.side(self.before_first, self.before_until)

    def after(self, until: date) -> Side:
        """Return the side after the action, up to a day."""
        return self.side(self.starts, until)

    def exposure(self, first: date, until: date) -> float:
        """Return the days, or the pieces delivered in them: 0 where a month's deliveries are not known."""
        length = max(0, (until - first).days)
        if self.pieces is None:
            return float(length)
        months = Counter((first + nth * DAY).replace(day=1) for nth in range(length))
        if not months.keys() <= self.pieces.keys():
            return 0.0
        return sum(self.pieces[month] * days / _length(month) for month, days in months.items())

    def periods(self, today: date) -> tuple[list[Period], list[Period]]:
        """Return the periods of the control chart before and after, each as long as a look; whole ones only."""
        step = timedelta(days=self.promise.days)
        many = (self.before_until - self.before_first) // step
        firsts = [self.before_until - step * nth for nth in range(many, 0, -1)]
        ends = min(today, self.starts + step * self.promise.looks)
        after = [self.starts + step * nth for nth in range((ends - self.starts) // step)]
        return [self._period(one, step) for one in firsts], [self._period(one, step) for one in after]

    def _period(self, first: date, step: timedelta) -> Period:
        of = self.side(first, first + step)
        return Period(first, first + step, of.count, of.exposure)


def tallies(promises: Sequence[ActionPromise], prints: QuerySet[CasePrint]) -> dict[UUID, Tally]:
    """Return what each promise is judged by, by its key; five queries for all.

    ``prints``: whose fingerprints count; those that the viewer may see, or all. The case for which the 8D was
    begun does not count, else every action would look good; nor what was declared to have another cause.
    """
    if not promises:
        return {}
    zone = ZoneInfo(settings.TIME_ZONE)
    own = {row.case_id: row for row in CasePrint.objects.filter(case__in=[_case(one) for one in promises])}
    first = CasePrint.objects.aggregate(first=Min("received_at"))["first"]
    pieces = _pieces({row.object for row in own.values()})
    found = {one.pk: _begun(one, own.get(_case(one)), first, zone, pieces) for one in promises}
    since = datetime.combine(min(one.before_first for one in found.values()), time(), zone)
    counted = _counted(own.values(), prints.filter(received_at__gte=since), zone)
    apart = _apart([one.action.eight_d_id for one in promises])
    for one in promises:
        if (row := own.get(_case(one))) is not None:
            leave_out = {_case(one), *apart.get(one.action.eight_d_id, ())}
            found[one.pk].days.update(_days_of(row, counted.get(row.object, ()), leave_out))
    return found


def _days_of(of: CasePrint, rows: Iterable[tuple[CasePrint, date]], leave_out: set[UUID]) -> Iterator[date]:
    """Yield the days of the complaints on the same defect, as the gate knows it again."""
    mine = fingerprint_of(of)
    for row, day in rows:
        if row.case_id not in leave_out and compare(mine, fingerprint_of(row)).is_same:
            yield day


def _case(one: ActionPromise) -> UUID:
    return one.action.eight_d.case_id


def promise_of(row: ActionPromise, starts: date) -> Promise:
    """Return a promise as the rules know it, from the day on which the action was there."""
    criterion: Literal["none", "fewer"] = "none" if row.criterion == "none" else "fewer"
    return Promise(criterion, starts, row.days, reduction=row.reduction, looks=row.looks)


def _begun(
    one: ActionPromise, row: CasePrint | None, first_known: datetime | None, zone: ZoneInfo,
    pieces: Mapping[str, Mapping[date, int]],
) -> Tally:  # fmt: skip
    opened = one.action.eight_d.opened_at.astimezone(zone).date()
    done = one.action.done_at.astimezone(zone).date() if one.action.done_at else one.from_day
    starts = max(one.from_day, done)
    until = min(opened, starts)
    known = first_known.astimezone(zone).date() if first_known else until
    first = min(until, max(until - BEFORE, known))
    by_month = pieces.get(row.object if row else "", {}) if one.exposed_by == "pieces" else None
    return Tally(promise_of(one, starts), starts, first, until, pieces=by_month)


def _counted(
    own: Iterable[CasePrint], prints: QuerySet[CasePrint], zone: ZoneInfo
) -> dict[str, list[tuple[CasePrint, date]]]:  # fmt: skip
    """Return the counted complaints on the objects of some cases with their day, by object."""
    objects = sorted({row.object for row in own} - {""})
    found: dict[str, list[tuple[CasePrint, date]]] = {}
    for row in prints.filter(object__in=objects, is_counted=True).only(*COMPARED):
        found.setdefault(row.object, []).append((row, row.received_at.astimezone(zone).date()))
    return found


def _pieces(objects: set[str]) -> dict[str, dict[date, int]]:
    found: dict[str, dict[date, int]] = {}
    for one in Delivered.objects.filter(object__in=objects - {""}):
        found.setdefault(one.object, {})[one.month] = one.pieces
    return found


def _apart(eight_ds: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    rows = Declaration.objects.filter(earlier__in=list(eight_ds), word="other_cause")
    for earlier, case in rows.values_list("earlier", "case"):
        found.setdefault(earlier, set()).add(case)
    return found


def _length(month: date) -> int:
    return ((month.replace(day=28) + 4 * DAY).replace(day=1) - month).days
