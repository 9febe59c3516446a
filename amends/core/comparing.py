"""One known value against another: the operators of conditions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

Value = Any


def compare(value: Value, op: str, right: Value) -> bool:
    """Return whether ``value op right``; both are known and ``and_above`` has been read already.

    A fact that is a set *is* a word when it has it, and is *one of* some when it has any of them. Figures are
    compared as they are written: 0.1 is a tenth, whoever wrote it.
    """
    value, right = _exact(value), _exact(right)
    match op:
        case "is":
            return right in value if _many(value) and not _many(right) else value == right
        case "one_of" | "any":
            return bool(_set(value) & _set(right))
        case "every":
            return _set(right) <= _set(value)
        case "none":
            return not _set(value) & _set(right)
        case "under":
            return any(_under(one, node) for one in _set(value) for node in _set(right))
        case "not_under":
            return not compare(value, "under", right)
        case "at_least":
            return bool(value >= right)
        case "at_most":
            return bool(value <= right)
        case "more_than":
            return bool(value > right)
        case "less_than":
            return bool(value < right)
    raise ValueError(f"“{op}” compares nothing")


def _exact(value: Value) -> Value:
    if _many(value):
        return type(value)(_exact(one) for one in value)
    return Decimal(str(value)) if isinstance(value, float) else value


def _many(value: Value) -> bool:
    return isinstance(value, tuple | list | set | frozenset)


def _set(value: Value) -> set[Any]:
    return set(value) if _many(value) else {value}


def _under(value: str, node: str) -> bool:
    return value == node or value.startswith(node + "/")
