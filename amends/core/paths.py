"""The paths that cases took through rules: who is asked the same and answers the same ends the same.

A path is learned from a case that the engine plays on noted values: every question that its rules ask of moments and
facts, in order, and at the end what came of it. Another case whose answers are the same is not played any more: its
own moments and names are put into what came of the first. Whose answers differ begins a branch.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.core.ledger import Rules
from amends.core.noted import Moment
from amends.core.path_values import UNTIL, Noting, Telling, Values, filling, noted, told
from amends.core.questions import Question, end_of
from amends.core.replaying import Outcome, PastStep, replay
from amends.core.trails import Trod

FIRST_BRANCHES = 16
"""So many paths of a shape are learned before it is asked whether that pays."""
PAYS = 4
"""Learning a path costs as much as playing some cases: so many must have followed each one."""
MOST_QUESTIONS = 400_000
"""What all paths may hold, some hundred bytes each."""


@dataclass(slots=True)
class _Shape:
    """All paths of the cases that tell the same steps with the same fields."""

    beginning: Question
    begun: int = 0
    followed: int = 0
    is_barred: bool = False  # the engine did not come to the same on noted values

    @property
    def pays(self) -> bool:
        """Whether another path is worth its learning."""
        return not self.is_barred and (self.begun < FIRST_BRANCHES or self.followed >= PAYS * self.begun)


class Paths:
    """All paths through some rules up to a moment: a case goes along one, or is played and may begin one."""

    def __init__(self, rules: Rules, *, until: datetime) -> None:
        self.rules, self.until = rules, until
        self.questions = 0
        self._shapes: dict[Hashable, _Shape | None] = {}

    @property
    def followed(self) -> int:
        """How many cases went along a path that was known."""
        return sum(one.followed for one in self._shapes.values() if one)

    @property
    def barred(self) -> int:
        """Of how many shapes no case can be noted."""
        return sum(one.is_barred for one in self._shapes.values() if one)

    def play(self, steps: Sequence[PastStep]) -> Outcome:
        """Return what becomes of a case, as `replay` has it. Raises NeverQuiet for a pack that loops."""
        say = Telling(self.until)
        key = told(steps, say)
        shape = self._shapes.get(key)
        values = list(say.values)
        end = end_of(shape.beginning, values) if shape else None
        if shape and end:
            shape.followed += 1
            outcome: Outcome = end.fill(values)
            return outcome
        outcome = replay(steps, self.rules, until=self.until)
        if key is not None:
            self._meet(key, steps, say.values, outcome)
        return outcome

    def _meet(self, key: Hashable, steps: Sequence[PastStep], values: Values, outcome: Outcome) -> None:
        """Learn the path of a case, unless it is the first of its shape: many are the only one."""
        if key not in self._shapes:
            self._shapes[key] = None
            return
        shape = self._shapes[key] = self._shapes[key] or _Shape(Question())
        if shape.pays and self.questions < MOST_QUESTIONS:
            shape.begun += 1
            shape.is_barred = not self._learned(shape.beginning, steps, values, outcome)

    def _learned(self, beginning: Question, steps: Sequence[PastStep], values: Values, outcome: Outcome) -> bool:
        """Return whether a path was learned that ends as the case did. What goes wrong on it, only says that it is none."""
        trail = Trod(beginning, list(values))
        try:
            own = noted(steps, Noting(self.until, trail))
            trail.end(filling(replay(own, self.rules, until=Moment(trail, UNTIL))))
            end = end_of(beginning, values)
        except Exception:
            return False
        finally:
            self.questions += trail.asked
        return end is not None and end.fill(values) == outcome
