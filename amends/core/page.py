"""One page of the ledger while it is being written: what an event changes, in order.

Rules work on a Page; outside it there are only immutable states and effects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from amends.core.evaluate import Scene, holds
from amends.core.folding import changed, obligation_data
from amends.core.grading import grades_in_force
from amends.core.ledger import CaseState, Counts, Done, Effect, Obligation, Order, Rules, State, Value
from amends.core.pack import Pack
from amends.core.plans import Plan, plans
from amends.core.resting import Stand, stirred_by_event, stirred_by_run

COMPLAINT = "complaint"
ENDED_KINDS = ("settled", "closed")


class Page:
    """The state under change, the effects so far, and what is to be looked up often."""

    def __init__(self, state: CaseState, rules: Rules, counts: Counts, *, now: datetime) -> None:
        self.rules, self.counts, self.now = rules, counts, now
        self.stage = state.stage
        self.facts: dict[str, Value] = dict(state.facts)
        self.gradings = dict(state.gradings)
        self.highest = dict(state.highest)
        self.flags = state.flags
        self.orders = dict(state.orders)
        self.handlers, self.accused = state.handlers, state.accused
        self.look_again = state.look_again
        self.effects: list[Effect] = []
        self.becomes: dict[str, str] = {}
        self.versions: defaultdict[tuple[str, str], int] = defaultdict(int)  # of the runs of a duty
        self.turn = 0  # goes up whenever anything that conditions read may be another
        self.rested: dict[tuple[str, str], Stand] = {}  # where grades, looks and duties came to rest
        self.rested_in: dict[tuple[str, str], tuple[int, frozenset[str]]] = {}  # in which turn, under which flags
        self.stirred: dict[str, set[str]] = {pack.id: set() for pack in rules.packs}  # duties to look at
        self.begun: dict[str, set[str]] = {pack.id: set() for pack in rules.packs}  # that were ever looked at
        self.done: list[Done] = []
        self.by_event: defaultdict[str, list[Done]] = defaultdict(list)
        self.instants: dict[str, datetime] = {}
        for done in state.done:
            self.remember(done)
        self.obligations: dict[str, Obligation] = {}
        self.runs: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for obligation in state.obligations:
            self.keep(obligation)
        self._scenes: dict[str, Scene] = {}

    # --- what is known --------------------------------------------------------------

    def remember(self, done: Done) -> None:
        """Write down that something happened."""
        self.done.append(done)
        self.by_event[done.event].append(done)
        first = self.instants.get(done.event)
        if first is None or done.at < first:
            self.instants[done.event] = done.at
            self.turn += 1
        stirred_by_event(self, done.event)
        self._scenes = {}

    def learn(self, facts: Mapping[str, Value]) -> None:
        """Take facts over."""
        self.turn += any(self.facts.get(name) != value for name, value in facts.items())
        if "matter" in facts:  # whether there are any clocks at all (FR-005)
            self.stirred = {pack: self.stirred[pack] | begun for pack, begun in self.begun.items()}
        self.facts |= facts
        self._scenes = {}

    def move_to(self, now: datetime) -> None:
        """Let time pass on the page."""
        self.now = max(now, self.now)
        self._scenes = {}

    def scene(self, pack: Pack) -> Scene:
        """Return what a condition of a pack may read now; grades are the pack's own."""
        known = self._scenes.get(pack.id)
        if known is None:
            known = self._scenes[pack.id] = Scene(
                pack=pack,
                facts=self.facts | self._grades(pack),
                instants=self.instants,
                now=self.now,
                calendar=self.rules.calendars[pack.id],
                counting=pack.counting,
                counts=self.counts,
                done=tuple(self.done),
            )
        return known

    @property
    def is_quiet(self) -> bool:
        """Return whether time alone has changed nothing since grades and duties last came to rest."""
        return self.look_again is None or self.now < self.look_again

    def forget_scenes(self) -> None:
        """Let the next condition read the grades, or the counts, as they are now."""
        self.turn += 1
        self._scenes = {}

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
        if obligation.key not in self.obligations:
            self.runs[obligation.pack, obligation.duty].append(obligation.key)
        self.obligations[obligation.key] = obligation
        self.versions[obligation.pack, obligation.duty] += 1
        stirred_by_run(self, (obligation.pack, obligation.duty))

    def runs_of(self, plan: Plan) -> list[Obligation]:
        """Return all runs of a duty on this case, oldest first."""
        return [self.obligations[key] for key in self.runs.get((plan.pack_id, plan.row.id), ())]

    def live(self) -> Iterator[tuple[Plan, Obligation]]:
        """Yield what is owed or asleep, with its plan; safe against changes while walking."""
        for obligation in list(self.obligations.values()):
            if obligation.state in (State.OPEN, State.ASLEEP) and (plan := self.plan(obligation)):
                yield plan, obligation

    def plan(self, obligation: Obligation) -> Plan | None:
        """Return the plan of an obligation; None when its pack no longer governs the case."""
        pack = next((p for p in self.rules.packs if p.id == obligation.pack), None)
        return plans(pack).by_id.get(obligation.duty) if pack else None

    def open(self, obligation: Obligation) -> None:
        """Write down a new obligation."""
        self.keep(obligation)
        kind = "slept" if obligation.state is State.ASLEEP else "opened"
        self._note(kind, obligation, obligation_data(obligation))

    def change(self, kind: str, obligation: Obligation, **changes: Any) -> Obligation:
        """Write down what became of an obligation, and return it."""
        after = replace(obligation, **changes)
        self.keep(after)
        self._note(kind, obligation, {"nth": obligation.nth, **changed(changes)})
        return after

    def _note(self, kind: str, about: Obligation, detail: Mapping[str, Value]) -> None:
        self.note(kind, pack=about.pack, id=about.duty, subject=about.subject, **detail)

    # --- writing --------------------------------------------------------------------

    def note(self, kind: str, *, pack: str = "", id: str = "", subject: str = "", **detail: Value) -> None:  # noqa: A002 - an effect has an id
        """Add an effect as of now."""
        self.effects.append(Effect(kind, self.now, pack=pack, id=id, subject=subject, detail=detail))

    def put_order(self, order: Order) -> None:
        """Write down an order as it is now."""
        if self.orders.get(order.id) != order:
            self.orders[order.id] = order
            self.note("order", id=order.id, **changed({
                "to": order.to, "handler": order.handler, "state": order.state, "limit": order.limit,
            }))  # fmt: skip

    def close(self) -> tuple[CaseState, tuple[Effect, ...]]:
        """Return the state and what changed."""
        state = CaseState(
            stage=self.stage, facts=self.facts, done=tuple(self.done), gradings=self.gradings, highest=self.highest,
            flags=self.flags, orders=self.orders, obligations=tuple(self.obligations.values()),
            handlers=self.handlers, accused=self.accused, look_again=self.look_again,
        )  # fmt: skip
        return state, tuple(self.effects)
