"""The facts of a pack as variables of z3: a word as its number, a set as one bit per member,
ages in seconds with the range in which a calendar may put "a month", counts as whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import z3

from amends.core.conditions import AND_ABOVE_SETTING, Age, Condition, Count, Fact, Setting, Test, walk
from amends.core.encoded_values import (
    Figure,
    Members,
    Truth,
    Words,
    against,
    between,
    figures,
    number,
    when_known,
)  # fmt: skip
from amends.core.encoding_spans import seconds_between
from amends.core.evaluate import STRICT
from amends.core.fact_types import GRADE_FACTS, NUMBERS, SETS, FactType, fact_types
from amends.core.named_values import OTHER, values_named
from amends.core.pack import Pack
from amends.core.span import Span
from amends.core.vocabulary import EVENTS, Type

BETWEEN = " → "
"""Between the two instants of an age that is not the age of now."""


@dataclass(frozen=True, slots=True)
class AgeOf:
    """Seconds since an instant. ``known``: it happened (an event) or is stated (a fact)."""

    known: Any
    seconds: Any


class Encoding:
    """Variables for all facts that a set of conditions reads, and what holds between them."""

    def __init__(self, pack: Pack, conditions: Iterable[Condition]) -> None:
        self.pack = pack
        self.types = fact_types(pack)
        nodes = [node for condition in conditions for node in walk(condition)]
        self.facts: dict[str, Words | Members | Figure] = {}
        self.ages: dict[str, AgeOf] = {}
        self.assumed: dict[str, str] = {}
        self.counts: dict[str, tuple[Count, AgeOf]] = {}
        self.open_settings: dict[str, Any] = {}
        self.facts_hold_together: list[Any] = []
        self.clear_of_boundaries: list[Any] = []
        self._named = values_named(nodes, self.types, self._decided)
        self._boundaries: dict[tuple[str, Span], Any] = {}
        for node in nodes:
            if isinstance(node, Age | Count | Test):
                self.truth(node)

    def truth(self, node: Age | Count | Test) -> Truth:
        """Return when one test is true and when false."""
        match node:
            case Age():
                return self._age(node)
            case Count():
                return self._count(node)
            case Test(op="known"):
                known = self._fact(node.fact).known
                return Truth(known, z3.Not(known)) if node.right else Truth(z3.Not(known), known)
        return self._test(node)

    def all_known(self, conditions: Iterable[Condition]) -> list[Any]:
        """Return that every fact the conditions read is known."""
        nodes = [node for condition in conditions for node in walk(condition)]
        tests = [node for node in nodes if isinstance(node, Test)]
        names = {t.fact for t in tests} | {t.right.name for t in tests if isinstance(t.right, Fact)}
        ages = [known for node in nodes if isinstance(node, Age) for known in self._ends(node)]
        counts = [self._counted(node).known for node in nodes if isinstance(node, Count)]
        return [*(self._fact(name).known for name in sorted(names)), *ages, *counts]

    def figure(self, name: str) -> Figure:
        """Return the variable of a number, whether or not a condition reads it."""
        found = self._fact(name)
        return found if isinstance(found, Figure) else Figure(found.known, z3.FreshReal(name))

    def known(self, name: str) -> Any:
        """Return that a fact is known, whether or not a condition reads it."""
        return self._fact(name).known

    # --- values -------------------------------------------------------------------------

    def _decided(self, right: Any) -> Any:
        return self.pack.setting_value(right.id) if isinstance(right, Setting) else right

    def _fact(self, name: str) -> Words | Members | Figure:
        if name not in self.facts:
            self.facts[name] = self._new_fact(name, self.types.get(name, FactType(Type.TEXT)))
        return self.facts[name]

    def _new_fact(self, name: str, of: FactType) -> Words | Members | Figure:
        known = z3.Bool(f"known:{name}")
        if of.type in NUMBERS or of.type in (Type.INSTANT, Type.TIME):
            return self._new_figure(name, known, of)
        values = self._universe(name, of)
        if of.type in SETS or self._holds_several(name):
            return Members(known, {value: z3.Bool(f"has:{name}:{value}") for value in values})
        place = z3.Int(f"place:{name}")
        self.facts_hold_together += [place >= 0, place < len(values)]
        return Words(known, place, values)

    def _new_figure(self, name: str, known: Any, of: FactType) -> Figure:
        amount = z3.Real(f"figure:{name}")
        if of.type is Type.TIME:  # in minutes of a day
            self.facts_hold_together += [amount >= 0, amount < 24 * 60, z3.IsInt(amount)]
        return Figure(known, amount)

    def _holds_several(self, name: str) -> bool:
        """Return whether a fact is the grade of several lists, or of one whose rows may all stand (R-46)."""
        fact, _, of = name.partition("/")
        lists = [row for row in self.pack.list if of in ("", row.id)]
        return fact in GRADE_FACTS and (len(lists) > 1 or any(row.fires == "all" for row in lists))

    def _universe(self, name: str, of: FactType) -> tuple[Any, ...]:
        if of.type is Type.YES_NO:
            return (False, True)
        named = self._named.get(name, {})
        # A node below the listed ones may be used without being listed.
        below = [f"{node}/{OTHER}" for node in (*of.choices, *named)] if of.type is Type.TREE else []
        # Values that are not among the choices are a fault that the checker reports; here they may occur.
        return tuple(dict.fromkeys([*of.choices, *named, *below, *([] if of.choices else [OTHER])]))

    # --- tests --------------------------------------------------------------------------

    def _test(self, test: Test) -> Truth:
        left = self._fact(test.fact)
        if isinstance(test.right, Fact):
            right = self._fact(test.right.name)
            return when_known([left.known, right.known], between(left, reading(self.pack, test.op), right))
        value = self._decided(test.right)
        if value is None:
            return self._undecided(test, left)
        return when_known([left.known], against(left, reading(self.pack, test.op), value))

    def _undecided(self, test: Test, left: Words | Members | Figure) -> Truth:
        """Return the test against a setting that may still get any value."""
        name = f"setting:{test.right.id}"
        if isinstance(left, Figure):
            free = self.open_settings.setdefault(name, z3.Real(name))
            return when_known([left.known], figures(left.amount, reading(self.pack, test.op), free))
        return when_known([left.known], z3.Bool(f"{name}:{test.fact}:{test.op}"))

    def _count(self, count: Count) -> Truth:
        counted = self._counted(count)
        right = self._decided(count.right)
        name = f"setting:{count.right.id}" if isinstance(count.right, Setting) else ""
        limit = self.open_settings.setdefault(name, z3.Real(name)) if right is None else number(right)
        return when_known([counted.known], figures(counted.seconds, reading(self.pack, count.op), limit))

    def _counted(self, count: Count) -> AgeOf:
        if count.key not in self.counts:
            amount = z3.Int(f"count:{count.key}")
            known = z3.BoolVal(True) if count.of == "events" else z3.Bool(f"known:{count.key}")
            self.counts[count.key] = (count, AgeOf(known, amount))
            self.facts_hold_together.append(amount >= 0)
            self._decide(count)
        return self.counts[count.key][1]

    def _decide(self, count: Count) -> None:
        """Assume a window where the organisation has not decided it."""
        if isinstance(count.within, Setting) and self._decided(count.within) is None:
            self._open_span(f"setting:{count.within.id}")
        if isinstance(count.window, Setting) and self._decided(count.window) is None:
            self._assume(count.window, "rolling")

    # --- time ---------------------------------------------------------------------------

    def _since(self, name: str) -> AgeOf:
        if name not in self.ages:
            self.ages[name] = AgeOf(z3.Bool(f"since:{name}"), z3.Real(f"age:{name}"))
            if name in EVENTS:
                self.facts_hold_together.append(self.ages[name].seconds >= 0)
        return self.ages[name]

    def _age(self, age: Age) -> Truth:
        name = self._between(age)
        seconds = self._seconds(name)
        parts = []
        if age.at_least:
            parts.append(seconds >= self._boundary(name, age.at_least))
        if age.at_most:
            parts.append(seconds <= self._boundary(name, age.at_most))
        happened = [self._since(one).known for one in _instants(name) if one in EVENTS]
        held = when_known([self._since(one).known for one in _instants(name) if one not in EVENTS], z3.And(parts))
        return Truth(z3.And(*happened, held.yes), z3.Or(*map(z3.Not, happened), held.no))

    def _between(self, age: Age) -> str:
        """Return the name of an age: what it is counted from, and until when where that is not now."""
        return BETWEEN.join(filter(None, (self._start(age), age.until)))

    def _seconds(self, name: str) -> Any:
        since, *until = (self._since(one).seconds for one in _instants(name))
        return since - until[0] if until else since

    def _ends(self, age: Age) -> list[Any]:
        return [self._since(one).known for one in _instants(self._between(age))]

    def _start(self, age: Age) -> str:
        """Return what an age is counted from; for a setting that is not decided, the first that it may be."""
        if not isinstance(age.since, Setting):
            return age.since
        if (value := self._decided(age.since)) is not None:
            return str(value)
        return self._assume(age.since, "received")

    def _assume(self, setting: Setting, usual: str) -> str:
        row = next((one for one in self.pack.setting if one.id == setting.id), None)
        return self.assumed.setdefault(f"setting:{setting.id}", row.choices[0] if row and row.choices else usual)

    def _boundary(self, since: str, limit: Span | Setting) -> Any:
        span = self._decided(limit)
        if span is None and isinstance(limit, Setting):
            return self._open_span(f"setting:{limit.id}")
        span = Span.parse(span) if isinstance(span, str) else span
        if (since, span) not in self._boundaries:
            self._add_boundary(since, span)
        return self._boundaries[since, span]

    def _open_span(self, name: str) -> Any:
        """Return a time that is not decided, in whole seconds."""
        if name not in self.open_settings:
            self.open_settings[name] = z3.Real(name)
            self.facts_hold_together += [self.open_settings[name] >= 0, z3.IsInt(self.open_settings[name])]
        return self.open_settings[name]

    def _add_boundary(self, since: str, span: Span) -> None:
        boundary, (low, high) = z3.Real(f"boundary:{since}:{span}"), seconds_between(span, self.pack.counting)
        self.facts_hold_together += [boundary >= low, boundary <= high]
        for (name, other), known in self._boundaries.items():
            if name == since and other.unit == span.unit:
                self.facts_hold_together.append(known <= boundary if other.amount <= span.amount else boundary <= known)
        self._boundaries[since, span] = boundary
        seconds = self._seconds(since)
        self.clear_of_boundaries.append(z3.Or(seconds < low, seconds > high + 1))


def _instants(name: str) -> list[str]:
    return name.split(BETWEEN)


def reading(pack: Pack, op: str) -> str:
    """Return an operation as the organisation reads it: 以上 with the number itself, unless it decided otherwise."""
    if op != "and_above":
        return op
    return "more_than" if pack.setting_value(AND_ABOVE_SETTING) == STRICT else "at_least"
