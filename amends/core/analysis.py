"""Can a condition ever hold, can two hold together, does a set of them leave a gap?

Conditions are encoded for z3 over the typed facts of a pack: each is true, false or (its
facts being unknown) neither. What is called impossible is impossible under every
calendar; a witness is a scene in which the answer can be seen, tried out by ``evaluate``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import z3

from amends.core.conditions import ALWAYS, Age, All, AnyOf, Condition, Count, Not, Test
from amends.core.encoded_values import Truth
from amends.core.encoding import Encoding
from amends.core.encoding_told import TruthOf, plainly, told_just_now
from amends.core.evaluate import holds
from amends.core.fact_types import conditions_in, rows_of
from amends.core.pack import Pack
from amends.core.witness import Witness, about_these, read_witness

AmountRules = Callable[[Encoding, TruthOf], Iterable[Any]]
"""What has to be true of an amount, in the variables of a pack."""
EFFORT = 300_000
"""What z3 may spend on one question, in its own units and not in time: the same pack gets the same answer on any
machine. No row of the packs that come with Amends takes more than 30,000."""


Enough = Callable[[], bool]
"""Says that no more time may be spent; core itself has no clock."""


class NotFinished(Exception):
    """The time is over, and what was asked is not answered."""


def never() -> bool:
    """Return that there is time."""
    return False


class Analysis:
    """Answers about the conditions of one pack, and any others over its facts. Raises NotFinished once it is enough."""

    def __init__(self, pack: Pack, enough: Enough = never) -> None:
        self.pack = pack
        self._enough = enough
        self._known = [condition for _, row in rows_of(pack) for _, condition in conditions_in(row)]
        self._encode()

    def _encode(self) -> None:
        self.encoding = Encoding(self.pack, self._known)
        self._solver: Any = None
        self._truths: dict[int, tuple[Condition, Truth]] = {}

    def can_hold(self, *conditions: Condition, but_none_of: Iterable[Condition] = ()) -> bool:
        """Return whether the conditions can hold together while none of the others does; also where z3 cannot tell."""
        return bool(self._check(self._wanted(conditions, but_none_of)) != z3.unsat)

    def satisfiable(self, condition: Condition, *, but_none_of: Iterable[Condition] = ()) -> Witness | None:
        """Return a scene in which the condition holds and none of the others does; None: there is none."""
        return self._show([condition], tuple(but_none_of))

    def overlap(self, *conditions: Condition) -> Witness | None:
        """Return a scene in which all hold; None: they exclude each other."""
        return self._show(list(conditions), ())

    def implies(self, one: Condition, other: Condition) -> Witness | None:
        """Return a scene in which ``one`` holds and ``other`` does not; None: the first implies the second."""
        return self.satisfiable(one, but_none_of=[other])

    def gap(self, conditions: Iterable[Condition], *, within: Condition = ALWAYS) -> Witness | None:
        """Return a scene with every fact known in which none of the conditions holds; None: there is no gap."""
        conditions = tuple(conditions)
        self._learn([within, *conditions])
        return self._show([within], conditions, *self.encoding.all_known(conditions))

    def with_amount(self, condition: Condition, rules: AmountRules) -> Witness | None:
        """Return a scene in which the condition holds with an amount that ``rules`` describe, beside its facts."""
        self._learn([condition])
        return self._show([condition], (), *rules(self.encoding, self._truth))

    def _wanted(self, conditions: Iterable[Condition], but_none_of: Iterable[Condition]) -> list[Any]:
        conditions, others = tuple(conditions), tuple(but_none_of)
        self._learn([*conditions, *others])
        held = [self._truth_of(one).yes for one in conditions]
        return [*held, *(z3.Not(self._truth_of(other).yes) for other in others)]

    def _learn(self, conditions: list[Condition]) -> None:
        """Encode anew when conditions come that the pack does not have: they may name words of their own."""
        if strange := [one for one in conditions if one not in self._known]:
            self._known += strange
            self._encode()

    def _truth_of(self, condition: Condition) -> Truth:
        """Return the truth of a condition, put together once: a row is asked about beside each of the others."""
        if id(condition) not in self._truths:
            self._truths[id(condition)] = (condition, self._truth(condition))
        return self._truths[id(condition)][1]

    def _truth(self, condition: Condition) -> Truth:
        match condition:
            case All(parts):
                inner = [self._truth(part) for part in parts]
                return Truth(z3.And([one.yes for one in inner]), z3.Or([one.no for one in inner]))
            case AnyOf(parts):
                inner = [self._truth(part) for part in parts]
                return Truth(z3.Or([one.yes for one in inner]), z3.And([one.no for one in inner]))
            case Not(part):
                turned = self._truth(part)
                return Truth(turned.no, turned.yes)
            case Age() | Count() | Test():
                return self.encoding.truth(condition)

    def _check(self, wanted: list[Any]) -> Any:
        """Ask z3; what was asked last can be read from the solver until the next question."""
        if self._enough():
            raise NotFinished
        if self._solver is None:
            self._solver = z3.Solver()
            self._solver.set("rlimit", EFFORT)
            self._said = 0
        else:
            self._solver.pop()
        # What holds between facts grows with what is asked: a new limit of an age, a fact that no condition reads.
        self._solver.add(*self.encoding.facts_hold_together[self._said :])
        self._said = len(self.encoding.facts_hold_together)
        self._solver.push()
        self._solver.add(*wanted)
        return self._solver.check()

    def _show(self, held: list[Condition], others: tuple[Condition, ...], *also: Any) -> Witness | None:
        """Return the plainest scene, tried out: of a case just told, else away from where calendars differ."""
        wanted = [*self._wanted(held, others), *also]
        answer = self._check(wanted)
        if answer == z3.unsat:
            return None
        if answer == z3.unknown:
            return Witness({}, certain=False)
        clear = self.encoding.clear_of_boundaries
        fresh = [*told_just_now(self.encoding, self._truth), *clear]
        for told, more in ((True, fresh), (False, [*plainly(self.encoding), *clear]), (False, clear)):
            if self._check([*wanted, *more]) == z3.sat:
                found = about_these(self._leanest([*wanted, *more]), self.pack, [*held, *others], just_told=told)
                return found if self._does(found, held, others) else replace(found, certain=False, just_told=False)
        found = about_these(self._leanest(wanted), self.pack, [*held, *others], just_told=False)
        return replace(found, certain=False)

    def _does(self, found: Witness, held: list[Condition], others: tuple[Condition, ...]) -> bool:
        """Return whether the scene shows it: histories of events hang together in more ways than are encoded."""
        scene = found.scene(self.pack)
        return all(holds(one, scene).true for one in held) and not any(holds(one, scene).true for one in others)

    def _leanest(self, wanted: list[Any]) -> Witness:
        """Return the scene with as few facts known as it takes."""
        wanted = list(wanted)
        for one in self.encoding.facts.values():
            if self._check([*wanted, z3.Not(one.known)]) == z3.sat:
                wanted.append(z3.Not(one.known))
        if self._check(wanted) != z3.sat:
            return Witness({}, certain=False)
        return read_witness(self.encoding, self._solver.model())
