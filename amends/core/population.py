"""How many cases were alike at any past moment: the counts of replay, as of each instant (FR-042).

`core.alike` asks the cases as they stand; here each case says once what it was from when to when, and any moment
can be asked for. A count goes no further than its limit: whether it is reached is all that a condition asks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from amends.core.alike import asked_counts, field_of, since_of
from amends.core.conditions import Count, Setting
from amends.core.ledger import ONE_SECOND, CaseState, Counted, Value
from amends.core.matching import span_of
from amends.core.noted import of_moments
from amends.core.pack import Pack
from amends.core.windows import ROLLING, counts_until
from amends.core.working_calendar import WorkingCalendar

BEYOND = 2
"""A count goes on so far past its limit: more than n and n or more are both told apart."""


class Standing(NamedTuple):
    """What a case was from a moment on: its facts, when it was received, and whether it counts at all."""

    at: datetime
    received_at: datetime
    facts: Mapping[str, Value]
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """The counts at a moment, and the next moment at which other cases may change them; None: never."""

    counts: Mapping[str, Counted]
    next_at: datetime | None


@dataclass(slots=True)
class _Member:
    """A case in a group, from when to when; ``untils``: the last second in which it counts, by calendar."""

    received_at: datetime
    joined: datetime
    left: datetime | None
    different: Value
    untils: dict[int, datetime | None] = field(default_factory=dict)


@dataclass(slots=True)
class _Group:
    members: list[_Member] = field(default_factory=list)
    joins: list[datetime] = field(default_factory=list)
    received: list[datetime] = field(default_factory=list)


class Population:
    """The cases among which a pack counts."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        asked = {count.key: (count, later_too) for count, later_too in asked_counts(pack)}
        self.asked = tuple((key, count, later_too) for key, (count, later_too) in asked.items())
        self._groups: defaultdict[tuple[str, tuple[Value, ...]], _Group] = defaultdict(_Group)
        self._is_sorted = True
        self._limits = {key: self._limit(count) for key, count, _ in self.asked}
        self.names = sorted({path.partition("/")[0] for _, count, _ in self.asked for path in count.same if path})
        self.beginning = tuple(count for _, count, _ in self.asked if count.since)

    def add(self, case: str, standings: Iterable[Standing]) -> None:
        """Let a case count as what it was, moment after moment."""
        standings = tuple(standings)
        for key, count, _ in self.asked:
            for place, member in _memberships(case, count, standings):
                self._groups[key, place].members.append(member)
        self._is_sorted = False

    def reads(self, facts: Mapping[str, Value]) -> tuple[Value, ...]:
        """Return what of a case's facts says with which it is counted."""
        return tuple(facts.get(name) for name in self.names)

    def begun(self, state: Callable[[], CaseState]) -> tuple[datetime | None, ...]:
        """Return when each count begins that begins with something that happened in the case; None: it has not."""
        return tuple(since_of(count, state()) for count in self.beginning)

    def ask(
        self, at: datetime, *, facts: Mapping[str, Value], received_at: datetime, calendar: WorkingCalendar,
        begun: Sequence[datetime | None] = (),
    ) -> Asked:  # fmt: skip
        """Return all counts of the pack at a moment for a case with such facts, by the calendar of that case.

        ``begun``: for each count that begins with something that happened in the case, when that was.
        """
        self._sort()
        counts, nexts, sinces = {}, [], iter(begun)
        for key, count, later_too in self.asked:
            place = tuple(field_of(facts, path) for path in count.same)
            since = next(sinces, None) if count.since else None
            group = None if None in place or (count.since and since is None) else self._groups.get((key, place))
            if group is None:
                counts[key] = Counted(0)
                continue
            last = at if later_too else min(at, received_at)
            counts[key], next_at = self._count(key, count, group, at=at, last=last, since=since, calendar=calendar)
            nexts += [next_at] if next_at else []
        return Asked(counts, min(nexts, default=None))

    def _count(
        self, key: str, count: Count, group: _Group, *, at: datetime, last: datetime, since: datetime | None,
        calendar: WorkingCalendar,
    ) -> tuple[Counted, datetime | None]:  # fmt: skip
        most, seen, next_at = self._limits[key], set(), None
        for nth in range(bisect_right(group.received, last) - 1, -1, -1):  # the newest first
            member = group.members[nth]
            until = self._until(count, member, calendar)
            if until is not None and until < at:
                break  # what was received earlier lapsed earlier
            if (since and member.received_at < since) or member.joined > at or (member.left and member.left <= at):
                continue
            seen.add(member.different)
            next_at = _sooner(next_at, _sooner(until + ONE_SECOND if until else None, member.left))
            if len(seen) >= most:
                return Counted(len(seen)), next_at
        nth = bisect_right(group.joins, at)
        return Counted(len(seen)), _sooner(next_at, group.joins[nth] if nth < len(group.joins) else None)

    def _until(self, count: Count, member: _Member, calendar: WorkingCalendar) -> datetime | None:
        """Return the last second in which a member counts; None: for ever."""
        key = id(calendar)
        if key not in member.untils:
            within = self.pack.setting_value(count.within.id) if isinstance(count.within, Setting) else count.within
            window = self.pack.setting_value(count.window.id) if isinstance(count.window, Setting) else count.window
            member.untils[key] = counts_until(
                member.received_at, within=span_of(within, self.pack), window=str(window or ROLLING),
                calendar=calendar, counting=self.pack.counting,
            )  # fmt: skip
        return member.untils[key]

    def _limit(self, count: Count) -> float:
        right = self.pack.setting_value(count.right.id) if isinstance(count.right, Setting) else count.right
        return right + BEYOND if isinstance(right, int | float) else float("inf")

    def _sort(self) -> None:
        if self._is_sorted:
            return
        for group in self._groups.values():
            group.members.sort(key=lambda one: one.received_at)
            group.received = [one.received_at for one in group.members]
            group.joins = sorted(one.joined for one in group.members)
        self._is_sorted = True


@of_moments
def asked_at(
    at: datetime, received_at: datetime, *values: Value, among: Population, calendar: WorkingCalendar
) -> Asked:
    """Return all counts at a moment for a case received at another; ``values``: when counts begin, the facts read."""
    begun, read = values[: len(among.beginning)], values[len(among.beginning) :]
    facts = dict(zip(among.names, read, strict=True))
    return among.ask(at, facts=facts, received_at=received_at, calendar=calendar, begun=begun)


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other


def _memberships(
    case: str, count: Count, standings: tuple[Standing, ...]
) -> Iterator[tuple[tuple[Value, ...], _Member]]:
    """Yield each group in which a case stood, with the time for which it did."""
    open_place: tuple[Value, ...] | None = None
    member: _Member | None = None
    for one in standings:
        place = tuple(field_of(one.facts, path) for path in count.same)
        different = field_of(one.facts, count.different) if count.different else case
        counts = one.counted and None not in place and one.facts.get("nature") != "invalid"
        now = (place, one.received_at, different) if counts else None
        before = (open_place, member.received_at, member.different) if member else None
        if now == before:
            continue
        if member is not None and open_place is not None:
            member.left = one.at
            yield open_place, member
        member, open_place = (_Member(one.received_at, one.at, None, different), place) if counts else (None, None)
    if member is not None and open_place is not None:
        yield open_place, member
