"""The trail of one case that is played on noted values: along what is known of a path, and on from there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from amends.core.counting import Due
from amends.core.noted import Moment, Noted, plain
from amends.core.path_values import Fill, Values, filling
from amends.core.population import Asked
from amends.core.questions import COMPARE, DERIVE, END, LATER, LESS, OPERATORS, SAME, VALUE, Question, added


class Astray(Exception):
    """The same answers led to another question than before: something was read that was not noted."""


class Trod:
    """Notes what is asked of the values of a case."""

    def __init__(self, beginning: Question, values: Values) -> None:
        self.values = values
        self.asked = 0  # how many questions nobody had asked yet
        self.is_over = False
        self._last, self._answer = beginning, None
        self._known: dict[Any, Any] = {}
        self._later: defaultdict[int, dict[int, bool]] = defaultdict(dict)  # not earlier than a moment; True: later

    def value(self, nth: int) -> Any:
        """Return a value itself."""
        return self._ask(VALUE, nth)

    def same(self, one: int, other: int) -> bool:
        """Return whether two values are equal; of moments of which one is known to be earlier, none is asked."""
        if self._leads(one, other) or self._leads(other, one):
            return False
        return one == other or bool(self._ask(SAME, min(one, other), max(one, other)))

    def compare(self, nth: int, op: str, right: Any) -> bool:
        """Return what a comparison says of a value and one that the rules name."""
        if (VALUE, nth, None, None) in self._known:
            return bool(OPERATORS[op](self.values[nth], right))
        return bool(self._ask(COMPARE, nth, right, OPERATORS[op]))

    def less(self, one: int, other: int) -> bool:
        """Return whether a moment is earlier than another; what follows from earlier answers is not asked."""
        known = self._order(one, other)
        if known is None:
            known = self.values[one] < self.values[other]
            self._go(Question(LESS, one, other), known)
            first, then = (one, other) if known else (other, one)
            self._later[first][then] = known
        return known

    def _order(self, one: int, other: int) -> bool | None:
        """Return whether a moment is earlier than another, if that is known."""
        if one == other or self._leads(other, one) is not None:
            return False
        return True if self._leads(one, other) else None

    def _leads(self, one: int, other: int) -> bool | None:
        """Return True where a moment is known to be earlier than another, False: not later; None: not known."""
        found: dict[int, bool] = {}
        waiting = [(one, False)]
        while waiting:
            moment, is_earlier = waiting.pop()
            if moment not in found or (is_earlier and not found[moment]):
                found[moment] = is_earlier
                waiting += [(then, is_earlier or later) for then, later in self._later[moment].items()]
        return found.get(other)

    def derive(self, make: Callable[..., Any], args: Sequence[Any], named: dict[str, Any]) -> Any:
        """Return what follows from moments by a function of them; the same of the same."""
        if any(isinstance(one, Noted) for one in named.values()):
            return make(*map(plain, args), **{name: plain(one) for name, one in named.items()})
        of = tuple(("value", one.nth) if isinstance(one, Noted) else one for one in args)
        key = (DERIVE, make, of, *named.items())
        if key not in self._known:
            question = Question(DERIVE, of, named, make)
            question.fills = tuple(map(filling, args))
            nth, found = len(self.values), make(*[fill(self.values) for fill in question.fills], **named)
            self._go(question, added(self.values, found))
            self._known[key] = self._noted(found, nth, args)
        return self._known[key]

    def _noted(self, found: Any, nth: int, args: Sequence[Any]) -> Any:
        """Return what was derived with the moments of this trail in it."""
        if isinstance(found, Due):
            moments = (one for one in args if isinstance(one, Moment))
            start = next(one for one in moments if self.values[one.nth] == found.start)
            return replace(found, at=Moment(self, nth), start=start)
        if isinstance(found, Asked):
            return replace(found, next_at=found.next_at and Moment(self, nth))
        return Moment(self, nth) if isinstance(found, datetime) else found

    def later(self, nth: int, span: timedelta) -> Moment:
        """Return the moment so much later than another, or earlier."""
        key = (LATER, nth, span, None)
        if key not in self._known:
            made = len(self.values)
            self.values.append(self.values[nth] + span)
            self._go(Question(LATER, nth, span), None)
            first, then = (nth, made) if span > timedelta() else (made, nth)
            self._later[first][then] = bool(span)
            self._known[key] = Moment(self, made)
        moment: Moment = self._known[key]
        return moment

    def _ask(self, *key: Any) -> Any:
        key = (*key, None, None)[:4]
        if key not in self._known:
            question = Question(*key)
            self._known[key] = question.answered(self.values)
            self._go(question, self._known[key])
        return self._known[key]

    def _go(self, question: Question, answer: Any) -> None:
        if self.is_over:
            return
        found = self._last.then(self._answer, question)
        if found is question:
            self.asked += 1
        elif not found.asks(question):
            raise Astray(f"{question.kind} {question.one} after {self.asked}")
        self._last, self._answer = found, answer

    def end(self, fill: Fill) -> None:
        """Write down how what came of it takes the values of a case."""
        question = Question(END)
        question.fill = fill
        self._go(question, None)
        self.is_over = True
