"""What rules asked of a case on its way, one question after the other, each answer leading to the next."""

from __future__ import annotations

import operator
from datetime import datetime
from typing import Any

from amends.core.counting import Due
from amends.core.path_values import Fill, Values, unchanged
from amends.core.population import Asked

BEGIN, LESS, LATER, DERIVE, VALUE, SAME, COMPARE, END = range(8)
OPERATORS = {name: getattr(operator, name) for name in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__")}


class Question:
    """A question of values by their numbers, and where its answers lead.

    LESS: is one earlier than the other? LATER: which moment is so much later? DERIVE: what follows by a function?
    VALUE: which is it? SAME: are two equal? COMPARE: what does an operator say of it? END has what came of the case.
    """

    __slots__ = ("answer", "fill", "fills", "kind", "make", "next", "one", "other", "others")

    def __init__(self, kind: int = BEGIN, one: Any = None, other: Any = None, make: Any = None) -> None:
        self.kind, self.one, self.other, self.make = kind, one, other, make
        self.fills: tuple[Fill, ...] = ()
        self.fill: Fill = unchanged
        self.answer: Any = None  # the first answer, and where it leads; most questions have no other
        self.next: Question | None = None
        self.others: dict[Any, Question] | None = None

    def asks(self, other: Question) -> bool:
        """Return whether two questions are one."""
        return (self.kind, self.one, self.other, self.make) == (other.kind, other.one, other.other, other.make)

    def then(self, answer: Any, question: Question) -> Question:
        """Return the question to which an answer leads, which is this one where there is none yet."""
        if self.next is None:
            self.answer, self.next = answer, question
        if answer == self.answer:
            return self.next
        self.others = {} if self.others is None else self.others
        return self.others.setdefault(answer, question)

    def answered(self, values: Values) -> Any:
        """Return what values answer; a moment that is derived is added to them."""
        kind, one = self.kind, self.one
        if kind == VALUE:
            return values[one]
        if kind == SAME:
            return values[one] == values[self.other]
        if kind == COMPARE:
            return self.make(values[one], self.other)
        return added(values, self.make(*[fill(values) for fill in self.fills], **self.other))


def end_of(question: Question | None, values: Values) -> Question | None:
    """Return the end of the path that values take; None where none has gone yet."""
    while question is not None:
        kind = question.kind
        answer: Any
        if kind == LESS:
            answer = values[question.one] < values[question.other]
        elif kind == VALUE:
            answer = values[question.one]
        elif kind == LATER:
            values.append(values[question.one] + question.other)
            answer = None
        elif kind == END:
            return question
        else:
            answer = question.answered(values) if kind != BEGIN else None
        if answer == question.answer:
            question = question.next
        else:
            question = question.others.get(answer) if question.others else None
    return None


def added(values: Values, found: Any) -> Any:
    """Add a moment that was derived, and return what else there is to tell of it."""
    if isinstance(found, Due):
        values.append(found.at)
        return found.provisional
    if isinstance(found, Asked):
        values.append(found.next_at)
        return found.next_at is None, *((key, one.value) for key, one in found.counts.items())
    if isinstance(found, datetime):
        values.append(found)
        return True
    return found
