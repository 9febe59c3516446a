"""What rows read, so that a page asks them again only when that has changed.

A verdict follows from the facts, instants and counts that its condition names, and from the time; when time alone may
change it, it says so (``look_again``). While all of these stay, asking again could only give the same answer.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from amends.core.conditions import Age, Condition, Count, Setting, facts_of, walk
from amends.core.matching import LATE, Matcher
from amends.core.pack import Pack
from amends.core.plans import Plan, plans
from amends.core.told_moment import EVENT, TOLD_FACTS

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
    """What of a pack moves by itself, with what it reads."""

    grades: Reads
    looks: Reads
    duties: Mapping[str, Watch]
    always: frozenset[str]  # duties that facts or ages may move
    any_event: frozenset[str]
    on_event: Mapping[str, frozenset[str]]  # duties that an event may move
    on_run: Mapping[tuple[str, str], frozenset[str]]  # duties that a run of a duty, the same or another, may move


_READY: dict[int, tuple[weakref.ref[Pack], Watches]] = {}


def watches(pack: Pack) -> Watches:
    """Return what the rows of a pack read; worked out once and dropped with the pack."""
    known = _READY.get(id(pack))
    if known is not None and known[0]() is pack:
        return known[1]
    made, key = _made(pack), id(pack)
    _READY[key] = (weakref.ref(pack, lambda _: _READY.pop(key, None)), made)
    return made


def _made(pack: Pack) -> Watches:
    graded = [*(row.when for row in pack.row), *(row.when for row in pack.flag)]
    timed = [plan.row.when for plan in plans(pack).all if plan.timed]
    duties = {plan.row.id: _watch(plan, pack) for plan in plans(pack).all}
    own = {(pack.id, name): {name} for name in duties}
    for name, watch in duties.items():
        for late in watch.late:
            own.setdefault(late, set()).add(name)
    events = {event for watch in duties.values() for event in watch.events}
    return Watches(
        grades=reads_of(graded, pack), looks=reads_of([*graded, *timed], pack), duties=duties,
        always=frozenset(plan.row.id for plan in plans(pack).all if not plan.unconditional),
        any_event=frozenset(name for name, watch in duties.items() if watch.any_event),
        on_event={
            event: frozenset(n for n, watch in duties.items() if watch.any_event or event in watch.events)
            for event in events
        },
        on_run={key: frozenset(names) for key, names in own.items()},
    )  # fmt: skip


def _watch(plan: Plan, pack: Pack) -> Watch:
    matchers: tuple[Matcher, ...] = (*plan.opens, *plan.counts_from)
    names = {one.event for one in matchers if one.event and not one.event.startswith(LATE)} | {"converted"}
    late = {(plan.pack_id, one.event.removeprefix(LATE)) for one in matchers if one.event.startswith(LATE)}
    conditions = () if plan.unconditional else (plan.row.when,)
    any_event = plan.periodic or any(not one.event for one in matchers)
    return Watch(reads_of(conditions, pack), tuple(sorted(names)), any_event, tuple(sorted(late)))


def moved(page: Page, pack: Pack) -> Iterator[Plan]:
    """Yield the duties that may have something to do since this was last asked, in the pack's order.

    One that nothing has opened and that never ran has nothing to do, whatever its condition says.
    """
    stirred, begun = page.stirred[pack.id], page.begun[pack.id]
    begun |= stirred
    asked = stirred | (begun & watches(pack).always)
    if not asked:
        return
    for plan in plans(pack).all:
        if plan.row.id in stirred or plan.row.id in asked:
            stirred.discard(plan.row.id)
            begun.add(plan.row.id)
            yield plan


_NONE: frozenset[str] = frozenset()


def stirred_by_event(page: Page, event: str) -> None:
    """Note that duties may have something to do because an event happened."""
    for pack in page.rules.packs:
        watched = watches(pack)
        page.stirred[pack.id] |= watched.on_event.get(event, watched.any_event)


def stirred_by_run(page: Page, duty: tuple[str, str]) -> None:
    """Note that duties may have something to do because a run of a duty, their own or another, changed."""
    for pack in page.rules.packs:
        page.stirred[pack.id] |= watches(pack).on_run.get(duty, _NONE)


def rests(page: Page, key: tuple[str, str], reads: Reads) -> bool:
    """Return whether nothing at all has changed that any condition could read since something came to rest."""
    return page.is_quiet and not reads.events and page.rested_in.get(key) == (page.turn, page.flags)


def stand_of_grades(page: Page, pack: Pack) -> Stand:
    """Return what the grades and flags of a pack follow from, with what they are."""
    now = [page.gradings.get(f"{pack.id}/{row.id}") for row in pack.list]
    return (watches(pack).grades.stand(page.scene(pack)), *now, page.flags)


def stand_of_duty(page: Page, plan: Plan, pack: Pack) -> Stand:
    """Return what the runs of a duty follow from, with how often they changed."""
    watch = watches(pack).duties[plan.row.id]
    own = (plan.pack_id, plan.row.id)
    return (
        page.facts.get("matter"), page.versions[own], *[page.versions[one] for one in watch.late],
        *[len(page.by_event.get(name, ())) for name in watch.events],
        len(page.done) if watch.any_event else 0,
        (page.stage, tuple(page.orders.values())) if plan.periodic else None,
        None if plan.unconditional else watch.reads.stand(page.scene(pack)),
    )  # fmt: skip
