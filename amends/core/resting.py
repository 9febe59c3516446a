"""What rows read, so that a page asks them again only when that has changed.

A verdict follows from the facts, instants and counts that its condition names, and from the time; when time alone may
change it, it says so (``look_again``). While all of these stay, asking again could only give the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from amends.core.conditions import Age, Condition, Count, Setting, facts_of, walk
from amends.core.ledger import Obligation, Rules, State
from amends.core.matching import LATE, Matcher
from amends.core.order_states import STATES
from amends.core.pack import Pack
from amends.core.plans import Plan, is_timed, plans
from amends.core.told_moment import EVENT, TOLD_FACTS
from amends.core.worked_out import once

if TYPE_CHECKING:
    from amends.core.evaluate import Scene
    from amends.core.page import Page

Stand = tuple[Any, ...]
"""The values of everything that some rows read: equal stands give equal answers."""


@dataclass(frozen=True, slots=True)
class Reads:
    """The names of what conditions read. ``events``: they count what happened in the case."""

    facts: tuple[str, ...] = ()
    instants: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    events: bool = False

    def stand(self, scene: Scene) -> Stand:
        """Return the present values of what is read."""
        facts, instants, counts = scene.facts, scene.instants, scene.counts
        return (
            *[facts.get(name) for name in self.facts], *[instants.get(name) for name in self.instants],
            *[counts.get(key) for key in self.counts], self._happened(scene),
        )  # fmt: skip

    def _happened(self, scene: Scene) -> Stand | None:
        return tuple(one for one in scene.done if one.at <= scene.now) if self.events else None


def reads_of(conditions: Iterable[Condition | None], pack: Pack) -> Reads:
    """Return what conditions of a pack read, all together."""
    nodes = [node for one in conditions if one is not None for node in walk(one)]
    facts = {name for node in nodes for name in facts_of(node)}
    ages = {name for node in nodes if isinstance(node, Age) for name in _instants(node, pack)}
    ages |= {EVENT} if facts & TOLD_FACTS else set()  # they follow from that moment
    counts = [node for node in nodes if isinstance(node, Count)]
    return Reads(
        tuple(sorted(facts | ages)), tuple(sorted(ages)), tuple(sorted({one.key for one in counts})),
        any(one.of == "events" for one in counts),
    )  # fmt: skip


def _instants(age: Age, pack: Pack) -> Iterator[str]:
    since = pack.setting_value(age.since.id) if isinstance(age.since, Setting) else age.since
    yield from (str(name) for name in (since, age.until) if name)


@dataclass(frozen=True, slots=True)
class Watch:
    """What the runs of one duty follow from, beside their own state: its ``when``, events, lateness of other duties."""

    reads: Reads
    events: tuple[str, ...]
    any_event: bool
    late: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Watches:
    """What of a pack moves by itself, with what it reads. Duties are told by their places among its plans."""

    names: frozenset[str]  # facts and events that any condition of grades, flags or duties reads
    counts_events: bool  # one of them counts what happened
    grades: Reads
    looks: Reads
    timed: tuple[Condition, ...]  # of grades, flags and duties: what time alone may turn
    duties: tuple[Watch, ...]
    always: frozenset[int]  # duties that facts or ages may move
    stage: frozenset[int]  # that may last with the stage
    any_event: frozenset[int]
    on_event: Mapping[str, frozenset[int]]  # that an event may move
    on_late: Mapping[tuple[str, str], frozenset[int]]  # that the lateness of a duty may move
    places: Mapping[str, int]  # by the id of a duty


@once
def watches(pack: Pack) -> Watches:
    """Return what the rows of a pack read; worked out once and dropped with the pack."""
    all_ = plans(pack).all
    graded = [*(row.when for row in pack.row), *(row.when for row in pack.flag if row.when is not None)]
    conditions = [*graded, *(plan.row.when for plan in all_)]
    timed, reads = tuple(filter(is_timed, conditions)), reads_of(conditions, pack)
    duties = tuple(_watch(plan, pack) for plan in all_)
    events = {event for watch in duties for event in watch.events}
    late = {duty for watch in duties for duty in watch.late}
    return Watches(
        names=frozenset((*reads.facts, *reads.instants)), counts_events=reads.events,
        grades=reads_of(graded, pack), looks=reads_of(timed, pack), timed=timed, duties=duties,
        always=frozenset(place for place, plan in enumerate(all_) if not plan.unconditional),
        stage=frozenset(place for place, plan in enumerate(all_) if plan.periodic),
        any_event=frozenset(place for place, watch in enumerate(duties) if watch.any_event),
        on_event={
            event: frozenset(place for place, watch in enumerate(duties) if watch.any_event or event in watch.events)
            for event in events
        },
        on_late={duty: frozenset(place for place, watch in enumerate(duties) if duty in watch.late) for duty in late},
        places={plan.row.id: place for place, plan in enumerate(all_)},
    )  # fmt: skip


def _watch(plan: Plan, pack: Pack) -> Watch:
    matchers: tuple[Matcher, ...] = (*plan.opens, *plan.counts_from)
    names = {one.event for one in matchers if one.event and not one.event.startswith(LATE)} | {"converted"}
    late = {(plan.pack_id, one.event.removeprefix(LATE)) for one in matchers if one.event.startswith(LATE)}
    conditions = () if plan.unconditional else (plan.row.when,)
    any_event = any(not one.event for one in matchers)
    events = tuple(sorted(names | LASTING[plan.row.while_]))
    return Watch(reads_of(conditions, pack), events, any_event, tuple(sorted(late)))


LASTING: Mapping[str, frozenset[str]] = {
    "": frozenset(), "order_open": frozenset(STATES), "parked": frozenset({"parked"}), "open": frozenset({"reopened"}),
}  # fmt: skip
"""The events with which that begins or ends for which a duty lasts; the first event and the stage count for all."""


def moved(page: Page, pack: Pack) -> Iterator[tuple[int, Plan]]:
    """Yield the duties that may have something to do since this was last asked, in the pack's order.

    One that nothing has opened and that never ran has nothing to do, whatever its condition says.
    """
    stirred, begun = page.stirred[pack.id], page.begun[pack.id]
    begun |= stirred
    asked, place, all_ = begun & page.reads.of[pack.id].always, -1, plans(pack).all
    while later := [one for one in asked | stirred if one > place]:
        place = min(later)
        stirred.discard(place)
        begun.add(place)
        yield place, all_[place]


def stirred_by_event(page: Page, event: str) -> None:
    """Note that duties may have something to do because an event happened."""
    for pack, watched in page.reads.of.items():
        page.stirred[pack] |= watched.on_event.get(event, watched.any_event)
        if len(page.done) == 1:
            page.stirred[pack] |= watched.stage


def stirred_by_stage(page: Page) -> None:
    """Note that duties may have something to do because the case is in another stage."""
    for pack, watched in page.reads.of.items():
        page.stirred[pack] |= watched.stage


def stirred_by_run(page: Page, plan: Plan, run: Obligation) -> None:
    """Note that a duty has something to do because its run lacks a due time, or comes back by the calendar."""
    if plan.periodic or (run.state is State.OPEN and run.due_at is None):
        page.stirred[plan.pack_id].add(page.reads.of[plan.pack_id].places[plan.row.id])


def stirred_by_lateness(page: Page, duty: tuple[str, str]) -> None:
    """Note that duties may have something to do because one was missed, or a miss was taken back."""
    for pack, watched in page.reads.of.items():
        page.stirred[pack] |= watched.on_late.get(duty, frozenset())


@dataclass(frozen=True, slots=True)
class Reading:
    """What the packs of a case read, all together: what else changes moves no grade and no duty."""

    of: Mapping[str, Watches]  # by pack
    plans: Mapping[tuple[str, str], Plan]  # by pack and duty
    names: frozenset[str]
    counts_events: bool


@once
def reading_of(rules: Rules) -> Reading:
    """Return what all conditions of some rules read."""
    of = {pack.id: watches(pack) for pack in rules.by_id.values()}
    return Reading(
        of, {(pack.id, plan.row.id): plan for pack in rules.by_id.values() for plan in plans(pack).all},
        ALWAYS_READ.union(*(one.names for one in of.values())), any(one.counts_events for one in of.values()),
    )  # fmt: skip


ALWAYS_READ = frozenset({"matter", "proposed"})
"""Whether there are clocks at all (FR-005); what a concession is compared with (FR-134)."""


def rests(page: Page, key: tuple[str, str], reads: Reads) -> bool:
    """Return whether nothing at all has changed that any condition could read since something came to rest."""
    return page.is_quiet and not reads.events and page.rested_in.get(key) == (page.turn, page.flags)


def stand_of_grades(page: Page, pack: Pack) -> Stand:
    """Return what the grades and flags of a pack follow from, with what they are."""
    now = [page.gradings.get(f"{pack.id}/{row.id}") for row in pack.list]
    return (page.reads.of[pack.id].grades.stand(page.scene(pack)), *now, page.flags)


def stand_of_duty(page: Page, place: int, plan: Plan, pack: Pack) -> Stand:
    """Return what the runs of a duty follow from, with how often they changed."""
    watch = page.reads.of[pack.id].duties[place]
    return (
        page.facts.get("matter"), page.versions[plan.pack_id, plan.row.id],
        *[page.versions[one] for one in watch.late], *[len(page.by_event.get(name, ())) for name in watch.events],
        len(page.done) if watch.any_event else 0,
        (page.stage, tuple(page.orders.values())) if plan.periodic else None,
        None if plan.unconditional else watch.reads.stand(page.scene(pack)),
    )  # fmt: skip
