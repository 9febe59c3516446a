"""The paths that cases took through rules: who is asked the same and answers the same ends the same.

A path is learned from a case that the engine plays on noted values: every question that its rules ask of moments and
facts, in order, and at the end what came of it. Another case whose answers are the same is not played any more: its
own moments and names are put into what came of the first. Whose answers differ begins a branch.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.core.ledger import Rules
from amends.core.noted import Moment
from amends.core.path_values import UNTIL, Noting, Telling, Values, filling, ids_named, noted
from amends.core.population import Population
from amends.core.questions import Question, end_of
from amends.core.replaying import Outcome, PastStep, replay
from amends.core.trails import Trod

Tell = Callable[[Telling], Hashable | None]
"""Says what a case tells; None: more than a journal keeps."""

FREE = 200
"""So many paths are learned before it is asked whether that pays, two of each shape."""
PAYS = 3
"""Learning a path costs as much as playing some cases: so many must have followed each one, over all shapes."""
ONE_IN = 4
"""Of a shape's cases so many begin a path at most: the first few may be the odd ones, on whose paths nobody goes."""
MOST_QUESTIONS = 400_000
"""What all paths may hold, some hundred bytes each."""


@dataclass(slots=True)
class _Shape:
    """All paths of the cases that tell the same steps with the same fields."""

    beginning: Question
    came: int = 0
    begun: int = 0
    is_barred: bool = False  # the engine did not come to the same on noted values: nobody follows


class Paths:
    """All paths through some rules up to a moment: a case goes along one, or is played and may begin one.

    ``among``: as `replay` has it.
    """

    def __init__(self, rules: Rules, *, until: datetime, among: Sequence[Population] = ()) -> None:
        self.rules, self.until, self.among = rules, until, among
        self.questions = self.begun = self.followed = 0
        self._kept = ids_named(rules)
        self._met: set[int] = set()  # shapes of which one case came by, told by their hash
        self._shapes: dict[Hashable, _Shape] = {}

    @property
    def barred(self) -> int:
        """Of how many shapes no case can be noted."""
        return sum(one.is_barred for one in self._shapes.values())

    def play(self, tell: Tell, steps: Callable[[], Sequence[PastStep]]) -> Outcome:
        """Return what becomes of a case, as `replay` has it. Raises NeverQuiet for a pack that loops.

        ``tell`` says what `told` says of its steps; these are asked for only where it is played.
        """
        say = Telling(self.until, self._kept)
        key = tell(say)
        shape = self._shapes.get(key)
        values = list(say.values)
        end = end_of(shape.beginning, values) if shape else None
        if shape:
            shape.came += 1
        if end:
            self.followed += 1
            outcome: Outcome = end.fill(values)
            return outcome
        lived = steps()
        outcome = replay(lived, self.rules, until=self.until, among=self.among)
        if key is not None:
            self._meet(key, lived, say.values, outcome)
        return outcome

    def _meet(self, key: Hashable, steps: Sequence[PastStep], values: Values, outcome: Outcome) -> None:
        """Learn the path of a case, unless it is the first of its shape: many are the only one."""
        if hash(key) not in self._met:
            self._met.add(hash(key))
            return
        shape = self._shapes.setdefault(key, _Shape(Question()))
        if self._pays(shape):
            shape.begun, self.begun = shape.begun + 1, self.begun + 1
            if not self._learned(shape.beginning, steps, values, outcome):
                shape.beginning, shape.is_barred = Question(), True

    def _pays(self, shape: _Shape) -> bool:
        """Return whether one more path of a shape is worth its learning."""
        here = shape.begun < 2 or shape.came >= ONE_IN * shape.begun
        at_all = self.begun < FREE or self.followed >= PAYS * self.begun
        return here and at_all and not shape.is_barred and self.questions < MOST_QUESTIONS

    def _learned(self, beginning: Question, steps: Sequence[PastStep], values: Values, outcome: Outcome) -> bool:
        """Return whether a path was learned that ends as the case did; what goes wrong on it says that it is none."""
        trail = Trod(beginning, list(values))
        try:
            own = noted(steps, Noting(self.until, trail, self._kept))
            trail.end(filling(replay(own, self.rules, until=Moment(trail, UNTIL), among=self.among)))
            end = end_of(beginning, values)
        except Exception:
            return False
        finally:
            self.questions += trail.asked
        return end is not None and end.fill(values) == outcome
