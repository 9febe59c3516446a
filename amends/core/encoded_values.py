"""Facts as variables of z3, and what comparing them with values and with each other means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

import z3

from amends.core.comparing import Value, compare
from amends.core.told_moment import is_clock, minutes_of


@dataclass(frozen=True, slots=True)
class Truth:
    """When a condition is true and when it is false; unknown facts make it neither."""

    yes: Any
    no: Any


@dataclass(frozen=True, slots=True)
class Words:
    """A fact with one value of a list: the variable is its place."""

    known: Any
    place: Any
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Members:
    """A fact that is a set: one variable per member."""

    known: Any
    has: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact that is a number or an instant (seconds)."""

    known: Any
    amount: Any


def when_known(known: list[Any], held: Any) -> Truth:
    """Return the truth of what holds, where all of these are known."""
    return Truth(z3.And(*known, held), z3.And(*known, z3.Not(held)))


def against(left: Words | Members | Figure, op: str, right: Value) -> Any:
    """Return that a fact compares like this with a value."""
    match left:
        case Figure(amount=amount):
            rights = right if isinstance(right, tuple) else (right,)
            op = "is" if op == "one_of" else op
            return z3.Or([figures(amount, op, number(one)) for one in rights])
        case Words(place=place, values=values):
            return z3.Or([place == nth for nth, value in enumerate(values) if _safely(value, op, right)])
        case Members(has=has):
            return _members(has, op, right)


def _safely(value: Value, op: str, right: Value) -> bool:
    """Return whether it holds; words that cannot be compared (the checker reports them) do not."""
    try:
        return compare(value, op, right)
    except (TypeError, AttributeError):
        return False


def _members(has: dict[str, Any], op: str, right: Value) -> Any:
    wanted = right if isinstance(right, tuple) else (right,)
    if op == "is" and isinstance(right, tuple):
        return z3.And([bit if one in wanted else z3.Not(bit) for one, bit in has.items()])
    if op == "every":
        return z3.And([has.get(one, z3.BoolVal(False)) for one in wanted])
    if op in ("under", "not_under"):
        under = z3.Or([bit for one, bit in has.items() if compare(one, "under", right)])
        return under if op == "under" else z3.Not(under)
    some = z3.Or([has[one] for one in wanted if one in has])
    return z3.Not(some) if op == "none" else some


def between(left: Words | Members | Figure, op: str, right: Words | Members | Figure) -> Any:
    """Return that two facts compare like this."""
    match left, right:
        case Figure(), Figure():
            return figures(left.amount, op, right.amount)
        case Words(), Words():
            pairs = [
                z3.And(left.place == i, right.place == j)
                for i, one in enumerate(left.values)
                for j, other in enumerate(right.values)
                if _safely(one, op, other)
            ]
            return z3.Or(pairs)
        case Members(), Words():
            pairs = [z3.And(right.place == j, _members(left.has, op, one)) for j, one in enumerate(right.values)]
            return z3.Or(pairs)
    return z3.FreshBool("cannot be compared")


def figures(left: Any, op: str, right: Any) -> Any:
    """Return that two figures compare like this; any answer may come of an operator that is not for figures."""
    match op:
        case "at_least":
            return left >= right
        case "at_most":
            return left <= right
        case "more_than":
            return left > right
        case "less_than":
            return left < right
        case "is":
            return left == right
    return z3.FreshBool(f"no figure is {op}")


def number(value: Value) -> Any:
    """Return a value as an exact figure, instants in seconds, times of day in minutes; what is none may be any."""
    if isinstance(value, datetime):
        value = Fraction(value.timestamp())
    if is_clock(value):
        value = minutes_of(value)
    try:
        return z3.RealVal(str(Fraction(str(value)))) if not isinstance(value, bool) else z3.FreshReal("yes or no")
    except ValueError:
        return z3.FreshReal("no number")
