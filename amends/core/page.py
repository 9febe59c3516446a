"""One page of the ledger while it is being written: what an event changes, in order.

Rules work on a Page; outside it there are only immutable states and effects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.core.evaluate import Scene, holds
from amends.core.folding import changed, obligation_data
from amends.core.grading import grades_in_force
from amends.core.ledger import CaseState, Counts, Done, Effect, Grading, Obligation, Order, Rules, State, Value
from amends.core.next_moments import MOVING, soonest_of
from amends.core.pack import Pack
from amends.core.plans import Plan
from amends.core.resting import Stirred, reading_of

COMPLAINT = "complaint"
ENDED_KINDS = ("settled", "closed")
PROPOSED = "proposed"


class Page:
    """The state under change, the effects so far, and what is to be looked up often."""

    def __init__(self, state: CaseState, rules: Rules, counts: Counts, *, now: datetime) -> None:
        self.rules, self.counts, self.now = rules, counts, now
        self.reads = reading_of(rules)
        self.stage = state.stage
        self.facts: dict[str, Value] = dict(state.facts)
        self.gradings = dict(state.gradings)
        self.highest = dict(state.highest)
        self.flags = state.flags
        self.orders = dict(state.orders)
        self.handlers, self.accused = state.handlers, state.accused
        self.look_again = state.look_again
        self.effects: list[Effect] = []
        self.changes = 0  # how often anything was written down
        self.becomes: dict[str, str] = {}
        self.kept = 0  # how often an obligation was put in
        self.settled: tuple[int, str] | None = None  # as what everything came to rest
        self.stirred = Stirred(self.reads)
        self._scenes: dict[str, Scene] = {}
        self._read: dict[str, Mapping[str, Value]] = {}  # by pack: the facts with its grades
        self.done: list[Done] = []
        self.by_event: defaultdict[str, list[Done]] = defaultdict(list)
        self.instants: dict[str, datetime] = {}
        for done in state.done:
            self.remember(done)
        self.obligations: dict[str, Obligation] = {}
        self.moving: dict[str, tuple[Plan, Obligation]] = {}  # what is owed or asleep, in the order of obligations
        self.runs: defaultdict[tuple[str, str], dict[str, Obligation]] = defaultdict(dict)
        self._soonest: datetime | None = None
        self._knows_soonest = False
        for obligation in state.obligations:
            self.keep(obligation)

    # --- what is known --------------------------------------------------------------

    def remember(self, done: Done) -> None:
        """Write down that something happened."""
        self.done.append(done)
        self.by_event[done.event].append(done)
        first = self.instants.get(done.event)
        if first is None or done.at < first:
            self.instants[done.event] = done.at
            self.stirred.by_name(done.event)
        if done.event == PROPOSED:
            self.settled = None
        self.stirred.by_event(done.event)
        if len(self.done) == 1:
            self.stirred.by_stage()
        self.turn_to(self.now)

    def learn(self, facts: Mapping[str, Value]) -> None:
        """Take facts over."""
        known = self.facts
        new = {name: value for name, value in facts.items() if name not in known or known[name] != value}
        if new:
            known.update(new)
            self._scenes, self._read = {}, {}
            self.stirred.by_facts(new)

    def move_to(self, now: datetime) -> None:
        """Let time pass on the page."""
        self.turn_to(now if now > self.now else self.now)

    def turn_to(self, now: datetime) -> None:
        """Go to a moment, which may lie before one that was written about: something is told late.

        The next condition reads grades as they are now; what happened is read as it stands anyway.
        """
        if now != self.now or not self._read:
            self.now, self._scenes = now, {}

    def scene(self, pack: Pack) -> Scene:
        """Return what a condition of a pack may read now; grades are the pack's own."""
        known = self._scenes.get(pack.id)
        if known is None:
            known = self._scenes[pack.id] = Scene(
                pack, self._facts_of(pack), self.instants, self.now, self.rules.calendars[pack.id], pack.counting,
                self.counts, self.done,
            )  # fmt: skip
        return known

    def _facts_of(self, pack: Pack) -> Mapping[str, Value]:
        known = self._read.get(pack.id)
        if known is None:
            known = self._read[pack.id] = self.facts | self._grades(pack)
        return known

    @property
    def is_settled(self) -> bool:
        """Return whether nothing has changed since everything came to rest that could move a grade or a duty."""
        return not self.stirred and self.is_quiet and not self.is_moved

    @property
    def is_moved(self) -> bool:
        """Return whether what is owed, or the stage, is another than when everything came to rest."""
        return self.settled != (self.kept, self.stage)

    def settle(self) -> None:
        """Note that everything has come to rest."""
        self.settled = (self.kept, self.stage)

    @property
    def is_quiet(self) -> bool:
        """Return whether time alone has changed nothing since grades and duties last came to rest."""
        return self.look_again is None or self.now < self.look_again

    def forget_scenes(self) -> None:
        """Let the next condition read the grades, or the counts, as they are now."""
        self._scenes, self._read = {}, {}

    def read_counts(self, counts: Counts) -> None:
        """Read other counts of cases from now on."""
        for key in counts.keys() | self.counts.keys():
            if counts.get(key) != self.counts.get(key):
                self.stirred.by_name(key)
        self.counts = counts
        self.forget_scenes()

    def put_grading(self, key: str, grading: Grading) -> None:
        """Write down how a list is graded; who reads at this moment goes on with what it read."""
        self.gradings[key] = grading
        self._read = {}

    def _grades(self, pack: Pack) -> dict[str, Value]:
        """Return ``grade`` and ``highest_grade``: one word, or a set when several lists or grades are in force."""
        now: list[str] = []
        ever: list[str] = []
        found: dict[str, Value] = {}
        for row in pack.list:
            key = f"{pack.id}/{row.id}"
            if grading := self.gradings.get(key):
                in_force = grades_in_force(pack, row, grading)
                now += in_force
                found[f"grade/{row.id}"] = in_force[0] if len(in_force) == 1 else in_force
            if key in self.highest:
                ever.append(self.highest[key])
        if now:
            found["grade"] = now[0] if len(now) == 1 else tuple(now)
        if ever:
            found["highest_grade"] = ever[0] if len(ever) == 1 else tuple(ever)
        if pack.id in self.becomes:
            found["becomes"] = self.becomes[pack.id]
        return found

    @property
    def stage_kind(self) -> str:
        """Return the kind of the present stage; a case without a stage is open."""
        row = self.rules.lead.stages.get(self.stage)
        return row.kind if row else "open"

    @property
    def ended(self) -> bool:
        """Return whether the case is settled or closed."""
        return self.stage_kind in ENDED_KINDS

    def wants(self, plan: Plan, pack: Pack) -> bool:
        """Return whether a duty applies now: its ``when`` holds, and the matter is a complaint.

        Only complaints start clocks (FR-005); a duty whose ``when`` names the matter says
        itself for which matters it is. A matter that nobody stated is a complaint.
        """
        if not plan.names_matter and self.facts.get("matter", COMPLAINT) != COMPLAINT:
            return False
        return plan.unconditional or holds(plan.row.when, self.scene(pack)).true is True

    # --- obligations ----------------------------------------------------------------

    def keep(self, obligation: Obligation) -> None:
        """Put an obligation in, or in place of its earlier self."""
        key, duty = obligation.key, (obligation.pack, obligation.duty)
        before = self.obligations.get(key)
        self.obligations[key] = self.runs[duty][key] = obligation
        self.kept += 1
        self._knows_soonest = False
        place = self.reads.places.get(duty)
        if place is not None:  # none: its pack no longer governs the case
            plan, _ = self.reads.plans[place]
            self.stirred.by_run(plan, obligation, late=obligation.missed != (before.missed if before else ()))
            self._keep_moving(key, plan, obligation, is_new=before is None)

    def _keep_moving(self, key: str, plan: Plan, obligation: Obligation, *, is_new: bool) -> None:
        if obligation.state not in MOVING:
            self.moving.pop(key, None)
            return
        comes_back = not is_new and key not in self.moving
        self.moving[key] = (plan, obligation)
        if comes_back:
            self.moving = {one: self.moving[one] for one in self.obligations if one in self.moving}

    @property
    def soonest(self) -> datetime | None:
        """The earliest instant at which time alone may change this case; None: never."""
        if not self._knows_soonest:
            self._soonest = soonest_of([one for _, one in self.moving.values()], self.look_again)
            self._knows_soonest = True
        return self._soonest

    def look_at(self, moment: datetime | None) -> None:
        """Write down when time alone may next change a grade or a duty; None: never."""
        if moment != self.look_again:
            self.look_again, self._knows_soonest = moment, False
            self._note_look(moment)

    def _note_look(self, moment: datetime | None) -> None:
        self.note("look_again", look_at=moment.isoformat() if moment else "")

    def runs_of(self, plan: Plan) -> list[Obligation]:
        """Return all runs of a duty on this case, oldest first."""
        return list(self.runs.get((plan.pack_id, plan.row.id), {}).values())

    def live(self) -> list[tuple[Plan, Obligation]]:
        """Return what is owed or asleep, with its plan."""
        return list(self.moving.values())

    def open(self, obligation: Obligation) -> None:
        """Write down a new obligation."""
        self.keep(obligation)
        self._note_new("slept" if obligation.state is State.ASLEEP else "opened", obligation)

    def change(self, kind: str, obligation: Obligation, **changes: Any) -> Obligation:
        """Write down what became of an obligation, and return it."""
        after = obligation.with_(**changes)
        self.keep(after)
        self._note_change(kind, obligation, changes)
        return after

    def _note_new(self, kind: str, about: Obligation) -> None:
        self.note(kind, pack=about.pack, id=about.duty, subject=about.subject, **obligation_data(about))

    def _note_change(self, kind: str, about: Obligation, changes: Mapping[str, Any]) -> None:
        detail = {"nth": about.nth, **changed(changes)}
        self.note(kind, pack=about.pack, id=about.duty, subject=about.subject, **detail)

    # --- writing --------------------------------------------------------------------

    def note(self, kind: str, *, pack: str = "", id: str = "", subject: str = "", **detail: Value) -> None:  # noqa: A002 - an effect has an id
        """Add an effect as of now."""
        self.changes += 1
        self.effects.append(Effect(kind, self.now, pack=pack, id=id, subject=subject, detail=detail))

    def note_grading(self, kind: str, pack: str, list_: str, grading: Grading, **detail: Value) -> None:
        """Add an effect about the grade of a list."""
        said = changed({name: getattr(grading, name) for name in Grading.__slots__ if name != "list"})
        self.note(kind, pack=pack, id=list_, grading=said, **detail)

    def put_order(self, order: Order) -> None:
        """Write down an order as it is now."""
        if self.orders.get(order.id) != order:
            self.orders[order.id] = order
            self._note_order(order)

    def _note_order(self, order: Order) -> None:
        told = {"to": order.to, "handler": order.handler, "state": order.state, "limit": order.limit}
        self.note("order", id=order.id, **changed(told))

    def close(self) -> tuple[CaseState, tuple[Effect, ...]]:
        """Return the state and what changed."""
        state = CaseState(
            stage=self.stage, facts=self.facts, done=tuple(self.done), gradings=self.gradings, highest=self.highest,
            flags=self.flags, orders=self.orders, obligations=tuple(self.obligations.values()),
            handlers=self.handlers, accused=self.accused, look_again=self.look_again,
        )  # fmt: skip
        return state, tuple(self.effects)
