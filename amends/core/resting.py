"""What rows read, so that a page asks them again only when that has changed.

A verdict follows from the facts, instants and counts that its condition names, and from the time; when time alone may
change it, it says so (``look_again``). Each of these names knows who reads it: what else changes stirs nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from amends.core.conditions import Age, Condition, Count, Setting, facts_of, walk
from amends.core.ledger import Obligation, Rules, State
from amends.core.matching import LATE, Matcher
from amends.core.order_states import STATES
from amends.core.pack import Pack
from amends.core.plans import Plan, is_timed, plans
from amends.core.told_moment import EVENT, TOLD_FACTS
from amends.core.worked_out import once

N = TypeVar("N")

HAPPENINGS = "<happenings>"
"""Read by conditions that count what happened in the case."""
GRADES_READ = ("grade", "highest_grade", "becomes")
LASTING: Mapping[str, frozenset[str]] = {
    "": frozenset(), "order_open": frozenset(STATES), "parked": frozenset({"parked"}), "open": frozenset({"reopened"}),
}  # fmt: skip
"""The events with which that begins or ends for which a duty lasts; the first event and the stage count for all."""


def names_read(condition: Condition, pack: Pack) -> frozenset[str]:
    """Return the names of all that a condition reads: facts, events whose first moment it reads, counts."""
    nodes, facts = list(walk(condition)), facts_of(condition)
    ages = {name for node in nodes if isinstance(node, Age) for name in _instants(node, pack)}
    told = {EVENT} if facts & TOLD_FACTS else set()  # they follow from that moment
    counts = [node for node in nodes if isinstance(node, Count)]
    happenings = {HAPPENINGS for one in counts if one.of == "events"}
    return facts | ages | told | {one.key for one in counts} | happenings


def _instants(age: Age, pack: Pack) -> Iterator[str]:
    since = pack.setting_value(age.since.id) if isinstance(age.since, Setting) else age.since
    yield from (str(name) for name in (since, age.until) if name)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads a name: duties by their places, packs whose grades or flags do, and whether any of it is timed."""

    duties: frozenset[int] = frozenset()
    grades: frozenset[str] = frozenset()
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What the packs of a case read, all together. Duties are told by their places, in the order of their packs."""

    plans: tuple[tuple[Plan, Pack], ...]
    places: Mapping[tuple[str, str], int]  # by pack and duty
    packs: frozenset[str]
    readers: Mapping[str, Readers]
    grade_names: tuple[str, ...]  # what conditions read of grades
    on_event: Mapping[str, frozenset[int]]  # the duties that an event may open, end or let last
    any_event: frozenset[int]  # those that every event may
    on_late: Mapping[tuple[str, str], frozenset[int]]  # those that the lateness of a duty may open
    lasting: frozenset[int]  # that may last with the stage
    timed: tuple[tuple[Pack, tuple[Condition, ...]], ...]  # what time alone may turn
    timed_duties: frozenset[int]
    timed_grades: frozenset[str]


@once
def reading_of(rules: Rules) -> Reading:
    """Return what all conditions of some rules read."""
    packs = [pack for pack in rules.packs if rules.by_id[pack.id] is pack]
    all_ = tuple((plan, pack) for pack in packs for plan in plans(pack).all)
    opening = [(place, _openers(plan)) for place, (plan, _) in enumerate(all_)]
    any_event = frozenset(place for place, events in opening if "" in events)
    timed = tuple((pack, found) for pack in packs if (found := tuple(filter(is_timed, _conditions(pack)))))
    readers = _readers(packs, all_)
    return Reading(
        plans=all_,
        places={(plan.pack_id, plan.row.id): place for place, (plan, _) in enumerate(all_)},
        packs=frozenset(pack.id for pack in packs),
        readers=readers,
        grade_names=tuple(name for name in readers if name.startswith(GRADES_READ)),
        on_event={event: found | any_event for event, found in _by_name(opening).items()},
        any_event=any_event,
        on_late=_by_name((place, _late(plan)) for place, (plan, _) in enumerate(all_)),
        lasting=frozenset(place for place, (plan, _) in enumerate(all_) if plan.periodic),
        timed=timed,
        timed_duties=frozenset(place for place, (plan, _) in enumerate(all_) if plan.timed),
        timed_grades=frozenset(pack.id for pack in packs if any(map(is_timed, _graded(pack)))),
    )


def _by_name(named: Iterable[tuple[int, Iterable[N]]]) -> dict[N, frozenset[int]]:
    found: defaultdict[N, set[int]] = defaultdict(set)
    for place, names in named:
        for name in names:
            found[name].add(place)
    return {name: frozenset(places) for name, places in found.items()}


def _graded(pack: Pack) -> list[Condition]:
    return [*(row.when for row in pack.row), *(row.when for row in pack.flag if row.when is not None)]


def _conditions(pack: Pack) -> list[Condition]:
    return [*_graded(pack), *(plan.row.when for plan in plans(pack).all)]


def _readers(packs: list[Pack], all_: tuple[tuple[Plan, Pack], ...]) -> dict[str, Readers]:
    duties = _by_name((place, names_read(plan.row.when, pack)) for place, (plan, pack) in enumerate(all_))
    grades = {pack.id: frozenset().union(*(names_read(one, pack) for one in _graded(pack))) for pack in packs}
    timed = {name for pack in packs for one in filter(is_timed, _conditions(pack)) for name in names_read(one, pack)}
    timed |= {step.itself_at for pack in packs for step in pack.step if step.itself_at}
    return {
        name: Readers(
            duties.get(name, frozenset()), frozenset(pack for pack in grades if name in grades[pack]), name in timed
        )
        for name in {*duties, *timed}.union(*grades.values())
    }


def _openers(plan: Plan) -> set[str]:
    """Return the events that may move a duty, an empty name: any; what meets or ends a run is heard at once."""
    matchers: tuple[Matcher, ...] = (*plan.opens, *plan.counts_from)
    names = {one.event for one in matchers if not one.event.startswith(LATE)}
    return names | LASTING[plan.row.while_] | {"converted"}


def _late(plan: Plan) -> set[tuple[str, str]]:
    names = {one.event for one in (*plan.opens, *plan.counts_from) if one.event.startswith(LATE)}
    return {(plan.pack_id, name.removeprefix(LATE)) for name in names}


# --- what is to be asked again --------------------------------------------------------


class Stirred:
    """What of a case has to be asked again: duties by their places, grades by packs, and when to look again.

    A duty that nothing has opened and that never ran has nothing to do, whatever its condition says.
    """

    def __init__(self, reads: Reading) -> None:
        self.reads = reads
        self.duties: set[int] = set()
        self.begun: set[int] = set()  # duties that were ever asked
        self.grades = set(reads.packs)
        self.looks = True

    def __bool__(self) -> bool:
        return bool(self.duties or self.grades or self.looks)

    def by_name(self, name: str) -> None:
        """Note who reads something that is another now."""
        if readers := self.reads.readers.get(name):
            self.duties |= readers.duties & self.begun
            self.grades |= readers.grades
            self.looks |= readers.timed

    def by_event(self, event: str) -> None:
        """Note what an event may move."""
        self.duties |= self.reads.on_event.get(event, self.reads.any_event)

    def by_facts(self, names: Iterable[str]) -> None:
        """Note who reads facts; with the matter it may be another answer whether any clock runs (FR-005)."""
        for name in names:
            self.by_name(name)
            if name == "matter":
                self.duties |= self.begun

    def by_stage(self) -> None:
        """Note that what lasts may last no longer."""
        self.duties |= self.reads.lasting

    def by_grades(self, pack: str) -> None:
        """Note that a grade of a pack is another, and who reads grades."""
        self.grades.add(pack)
        for name in self.reads.grade_names:
            self.by_name(name)

    def by_time(self) -> None:
        """Note what time alone may have turned."""
        self.duties |= self.reads.timed_duties & self.begun
        self.grades |= self.reads.timed_grades
        self.looks = True

    def by_run(self, plan: Plan, run: Obligation, *, late: bool) -> None:
        """Note what follows from a run: it lacks its due time, comes back by the calendar, or opens others late."""
        duty = (run.pack, run.duty)
        if plan.periodic or (run.state is State.OPEN and run.due_at is None):
            self.duties.add(self.reads.places[duty])
        if late:
            self.duties |= self.reads.on_late.get(duty, frozenset())

    def moved(self) -> Iterator[tuple[int, Plan, Pack]]:
        """Yield the duties to be asked, in the order of their packs; what is stirred behind waits for another round."""
        place = -1
        while later := [one for one in self.duties if one > place]:
            place = min(later)
            self.duties.discard(place)
            self.begun.add(place)
            yield place, *self.reads.plans[place]
