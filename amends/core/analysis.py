"""Can a condition ever hold, can two hold together, does a set of them leave a gap?

Conditions are encoded for z3 over the typed facts of a pack: each is true, false or (its
facts being unknown) neither. What is called impossible is impossible under every
calendar; a witness is a scene in which the answer can be seen, tried out by ``evaluate``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import z3

from amends.core.conditions import ALWAYS, Age, All, AnyOf, Condition, Count, Not, Test
from amends.core.encoded_values import Truth
from amends.core.encoding import Encoding
from amends.core.fact_types import conditions_in, rows_of
from amends.core.pack import Pack
from amends.core.witness import Witness, read_witness

SOLVER_MILLISECONDS = 2_000


class Analysis:
    """Answers about the conditions of one pack, and any others over its facts."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._known = [condition for _, row in rows_of(pack) for _, condition in conditions_in(row)]
        self._encoding = Encoding(pack, self._known)

    def satisfiable(self, condition: Condition, *, but_none_of: Iterable[Condition] = ()) -> Witness | None:
        """Return a scene in which the condition holds and none of the others does; None: there is none."""
        self._learn([condition, *(but_none_of := tuple(but_none_of))])
        others = [z3.Not(self._truth(other).yes) for other in but_none_of]
        return self._solve([self._truth(condition).yes, *others])

    def overlap(self, one: Condition, other: Condition) -> Witness | None:
        """Return a scene in which both hold; None: they exclude each other."""
        self._learn([one, other])
        return self._solve([self._truth(one).yes, self._truth(other).yes])

    def implies(self, one: Condition, other: Condition) -> Witness | None:
        """Return a scene in which ``one`` holds and ``other`` does not; None: the first implies the second."""
        return self.satisfiable(one, but_none_of=[other])

    def gap(self, conditions: Iterable[Condition], *, within: Condition = ALWAYS) -> Witness | None:
        """Return a scene with every fact known in which none of the conditions holds; None: there is no gap."""
        conditions = tuple(conditions)
        self._learn([within, *conditions])
        known = self._encoding.all_known(conditions)
        return self._solve([self._truth(within).yes, *known, *(z3.Not(self._truth(one).yes) for one in conditions)])

    def _learn(self, conditions: list[Condition]) -> None:
        """Encode anew when conditions come that the pack does not have: they may name words of their own."""
        if strange := [one for one in conditions if one not in self._known]:
            self._known += strange
            self._encoding = Encoding(self.pack, self._known)

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
                return self._encoding.truth(condition)

    def _solve(self, wanted: list[Any]) -> Witness | None:
        """Try away from the days on which calendars differ first: a scene found there holds under each of them."""
        for certain in (True, False):
            solver = z3.Solver()
            solver.set("timeout", SOLVER_MILLISECONDS)
            solver.add(*self._encoding.facts_hold_together, *wanted)
            solver.add(*(self._encoding.clear_of_boundaries if certain else ()))
            answer = solver.check()
            if answer == z3.sat:
                return read_witness(self._encoding, solver.model(), certain=certain)
            if answer == z3.unknown:
                return Witness({}, certain=False)
        return None
