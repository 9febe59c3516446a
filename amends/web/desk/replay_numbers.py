"""The numbers of a replay as tables: each with its address, so that it opens the cases behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from amends.cases.queries.replays import Numbers, Replay
from amends.people.viewer import Viewer
from amends.web.desk.replay_names import Named


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens its cases; zero opens nothing."""

    n: int
    url: str


@dataclass(frozen=True, slots=True)
class Change:
    """So many cases would have had another grade. ``way``: heavier, lighter or other."""

    list: str
    before: str
    after: str
    way: str
    cases: Figure
    at_its_heaviest: bool


@dataclass(frozen=True, slots=True)
class Lateness:
    """A duty with the cases in which it was late, and in which it would have been."""

    duty: str
    title: str
    before: Figure
    after: Figure
    gone: Figure
    new: Figure


@dataclass(frozen=True, slots=True)
class Consent:
    """A role whose approval the rules ask for; of these so many steps were taken without."""

    role: str
    needed: Figure
    lacked: tuple[tuple[str, Figure], ...]


@dataclass(frozen=True, slots=True)
class UnitWork:
    """What fell due in a unit before and after, and its heaviest day after."""

    unit: str
    url: str
    before: int
    after: int
    most: int
    most_on: date | None

    @property
    def more(self) -> int:
        """How much more it is."""
        return self.after - self.before


class Tables:
    """The numbers of one replay, ready for its page."""

    def __init__(self, viewer: Viewer, of: Replay, numbers: Numbers) -> None:
        self.viewer, self.of, self.numbers, self.named = viewer, of, numbers, Named(of)

    def figure(self, mark: str) -> Figure:
        """Return the number of a mark with its address."""
        return Figure(self.numbers.marks.get(mark, 0), cases_url(self.of, mark))

    @property
    def given(self) -> Figure:
        """In how many cases somebody approved."""
        return self.figure("given")

    @property
    def spare(self) -> Figure:
        """In how many of these no rule asks for it."""
        return self.figure("spare")

    @property
    def differ(self) -> Figure:
        """How many cases differ in anything."""
        return Figure(self.numbers.differ, cases_url(self.of))

    def grades(self) -> tuple[Change, ...]:
        """Return every change of grade, the most frequent first; what changed on the way only, after these."""
        found = [*self._changes("grade"), *self._changes("heaviest")]
        return tuple(sorted(found, key=lambda one: (one.at_its_heaviest, -one.cases.n)))

    def _changes(self, kind: str) -> Iterator[Change]:
        for mark, n in self.numbers.marks.items():
            which, _, rest = mark.partition(":")
            name, _, change = rest.partition(":")
            before, _, after = change.partition(">")
            if which == kind and before != after and (kind == "grade" or f"grade:{rest}" not in self.numbers.marks):
                yield Change(
                    self.named.list(name), self.named.grade(before), self.named.grade(after),
                    self._way(name, before, after), Figure(n, cases_url(self.of, mark)), kind == "heaviest",
                )  # fmt: skip

    def _way(self, name: str, before: str, after: str) -> str:
        grades = next((row.grades for row in self.of.pack.list if row.id == name), ())
        if before not in grades or after not in grades:
            return "other"
        return "heavier" if grades.index(after) < grades.index(before) else "lighter"

    def lateness(self) -> tuple[Lateness, ...]:
        """Return every duty that was or would have been late, those that change most first."""
        duties = {rest for mark in self.numbers.marks for kind, _, rest in [mark.partition(":")] if "late" in kind}
        found = [
            Lateness(
                one, self.named.duty(one), self.figure(f"late_before:{one}"), self.figure(f"late_after:{one}"),
                self.figure(f"late_gone:{one}"), self.figure(f"late_new:{one}"),
            )
            for one in duties
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda one: (-one.gone.n - one.new.n, one.duty)))

    def consents(self) -> tuple[Consent, ...]:
        """Return every role that the rules ask, most often asked first."""
        lacked: defaultdict[str, list[tuple[str, Figure]]] = defaultdict(list)
        for mark in sorted(self.numbers.marks):
            if mark.startswith("lacked:"):
                _, step, role = mark.split(":", 2)
                lacked[role].append((self.named.step(step), self.figure(mark)))
        roles = {mark.partition(":")[2] for mark in self.numbers.marks if mark.startswith("needed:")}
        found = [Consent(self.named.role(one), self.figure(f"needed:{one}"), tuple(lacked[one])) for one in roles]
        return tuple(sorted(found, key=lambda one: (-one.needed.n, one.role)))

    def waits(self) -> tuple[tuple[str, str, Figure], ...]:
        """Return every step that would have been refused, with what it waited for."""
        found = [
            (self.named.step(step), self.named.waited_for(what), self.figure(mark))
            for mark in self.numbers.marks if mark.startswith("waits:")
            for _, step, what in [mark.split(":", 2)]
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda one: -one[2].n))

    def work(self) -> tuple[UnitWork, ...]:
        """Return the work of each unit, what changes most first."""
        before, after = _by_unit(self.numbers.work_before), _by_unit(self.numbers.work_after)
        found = [self._work(unit, before.get(unit, {}), after.get(unit, {})) for unit in {*before, *after}]
        return tuple(sorted(found, key=lambda one: (-abs(one.more), one.unit)))

    def _work(self, unit: UUID, before: Mapping[date, int], after: Mapping[date, int]) -> UnitWork:
        most = max(after.items(), key=lambda one: (one[1], -one[0].toordinal()), default=(None, 0))
        known = self.viewer.directory.units.get(unit)
        name = known.name(self.named.language) if known else str(unit)
        url = reverse("desk:replay_work", args=[self.of.run.pk, unit])
        return UnitWork(name, url, sum(before.values()), sum(after.values()), most[1], most[0])


def _by_unit(work: Mapping[tuple[UUID, date], int]) -> dict[UUID, dict[date, int]]:
    found: defaultdict[UUID, dict[date, int]] = defaultdict(dict)
    for (unit, day), n in work.items():
        found[unit][day] = n
    return found


def cases_url(of: Replay, mark: str = "") -> str:
    """Return the address of the cases behind a number; without a mark: of all that differ."""
    return reverse("desk:replay_cases", args=[of.run.pk]) + (f"?{urlencode({'of': mark})}" if mark else "")
