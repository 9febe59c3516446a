"""Conditions: trees over typed, named facts; ``condition_reading`` makes them of a pack's tables.

Keys of a table are "and"; a list beside a fact means "one of"; ``any`` and ``unless``
nest. There are no expression strings, functions or loops, so a pack of a stranger is
safe to load and every condition can be analysed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from amends.core.span import Span

AND_ABOVE_SETTING = "and_above"
"""The setting that says whether 以上 includes the number itself (FR-050)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The right side of a test is a setting of the organisation."""

    id: str


@dataclass(frozen=True, slots=True)
class Fact:
    """The right side of a test is another fact."""

    name: str


Right = Any
"""A literal (text, number, yes/no, tuple of texts, Span), a Setting or a Fact."""


@dataclass(frozen=True, slots=True)
class Test:
    """One test of one fact: ``fact op right``."""

    __test__ = False  # not a pytest class
    fact: str
    op: str
    right: Right


@dataclass(frozen=True, slots=True)
class Age:
    """Time since an instant: true from ``since + at_least`` on (``at_most``: until then).

    ``until``: the age is the one that was reached at that event or instant, and changes no more (FR-092).
    """

    since: str | Setting  # an event, a fact that is an instant, or the setting that names one
    at_least: Span | Setting | None = None
    at_most: Span | Setting | None = None
    until: str = ""  # an event or a fact that is an instant; empty: now


DAY = "day"
"""In ``Count.different``: what happened on different days counts (FR-155)."""
LAST = "last:"
"""Before the event of ``Count.since``: counted from the last time that it happened, not the first."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count of cases (``of = "cases"``) or of this case's events in a window."""

    of: str
    same: tuple[str, ...]
    op: str
    right: Right
    event: str = ""
    different: str = ""
    within: Span | Setting | None = None
    window: Setting | str = "rolling"
    since: str = ""

    @property
    def key(self) -> str:
        """A stable name for the count itself, without its threshold: the name of the fact it makes."""
        return _key(self)


@lru_cache(maxsize=1024)
def _key(count: Count) -> str:
    parts = [
        count.of, count.event, list(count.same), count.different, str(count.within), str(count.window), count.since,
    ]  # fmt: skip
    return "count:" + json.dumps(parts, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part is known and does not hold (an unknown fact does not fire a row, here either)."""

    part: Condition


Condition = Test | Age | Count | All | AnyOf | Not
ALWAYS = All(())


def walk(condition: Condition) -> Iterator[Condition]:
    """Yield the condition and everything below it, depth first."""
    yield condition
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from walk(part)
        case Not(part):
            yield from walk(part)


def facts_of(condition: Condition) -> frozenset[str]:
    """Return the names of the facts that a condition reads."""
    tests = [node for node in walk(condition) if isinstance(node, Test)]
    return frozenset(t.fact for t in tests) | {t.right.name for t in tests if isinstance(t.right, Fact)}


def counts_of(condition: Condition) -> tuple[Count, ...]:
    """Return the counts that a condition asks for."""
    return tuple(node for node in walk(condition) if isinstance(node, Count))


def settings_of(condition: Condition) -> frozenset[str]:
    """Return the settings that a condition reads, the 以上 setting included where it is used."""
    found: set[str] = set()
    for node in walk(condition):
        if isinstance(node, Test | Count) and node.op == "and_above":
            found.add(AND_ABOVE_SETTING)
        for name in ("right", "within", "window", "at_least", "at_most", "since"):
            if isinstance(value := getattr(node, name, None), Setting):
                found.add(value.id)
    return frozenset(found)
