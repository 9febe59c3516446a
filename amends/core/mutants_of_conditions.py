"""Every condition that differs in one comparison or one figure, and the rows that have it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from amends.core.conditions import Age, All, AnyOf, Condition, Count, Not, Test
from amends.core.span import Span
from amends.core.told_moment import clock_of, is_clock, minutes_of

LAST_MINUTE = "23:59"
FLIPPED = {
    "is": "none", "every": "any", "one_of": "none", "any": "none", "none": "any",
    "at_least": "less_than", "at_most": "more_than",
    "more_than": "at_most", "less_than": "at_least", "and_above": "less_than", "under": "not_under",
    "not_under": "under", "known": "known",
}  # fmt: skip


def comparisons(row: Any, keys: tuple[str, ...] = ("when", "fails")) -> Iterator[tuple[str, Any]]:
    """Yield a row with one comparison or figure of its conditions changed; ``keys``: where it has them."""
    for key in keys:
        condition = getattr(row, key, None)
        for says, changed in changes(condition) if isinstance(condition, Condition) else ():
            yield says, row.model_copy(update={key: changed})


def changes(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Yield every condition that differs in one comparison or figure."""
    match condition:
        case All(parts):
            yield from ((says, All(new)) for says, new in _one_part(parts))
        case AnyOf(parts):
            yield from ((says, AnyOf(new)) for says, new in _one_part(parts))
        case Not(part):
            yield from ((says, Not(new)) for says, new in changes(part))
        case Test():
            yield from _tests(condition)
        case Age() | Count():
            yield from _windows(condition)


def _one_part(parts: tuple[Condition, ...]) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    for nth, part in enumerate(parts):
        for says, new in changes(part):
            yield says, (*parts[:nth], new, *parts[nth + 1 :])


def _tests(test: Test) -> Iterator[tuple[str, Condition]]:
    if isinstance(test.right, bool):
        yield f"{test.fact} is {not test.right}", replace(test, right=not test.right)
        return
    flipped = FLIPPED[test.op]
    right = test.right if flipped not in ("none", "any") or isinstance(test.right, tuple) else (test.right,)
    yield f"{test.fact} {test.op} → {flipped}", Test(test.fact, flipped, right)
    if isinstance(test.right, int):
        yield f"{test.fact} {test.right} → {test.right + 1}", replace(test, right=test.right + 1)
    if is_clock(test.right) and test.right < LAST_MINUTE:
        later = clock_of(minutes_of(test.right) + 1)
        yield f"{test.fact} {test.right} → {later}", replace(test, right=later)


def _windows(node: Age | Count) -> Iterator[tuple[str, Condition]]:
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Span):
            changed: dict[str, Any] = {field.name: longer(value)}
            yield f"{field.name} {value} → {longer(value)}", replace(node, **changed)
    if isinstance(node, Count) and isinstance(node.right, int):
        yield f"count {node.right} → {node.right + 1}", replace(node, right=node.right + 1)


def longer(span: Span) -> Span:
    """Return a span with one more of its unit."""
    return Span(span.amount + 1, span.unit)
