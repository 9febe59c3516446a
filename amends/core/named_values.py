"""The values of facts that conditions name: those that a text fact is compared with, or has from another fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from amends.core.conditions import Condition, Fact, Test
from amends.core.fact_types import FactType
from amends.core.ledger import Value

OTHER = "~other"
"""Stands for every value that no condition names."""

Named = dict[str, dict[Value, None]]


def values_named(nodes: list[Condition], types: Mapping[str, FactType], decided: Callable[[Any], Any]) -> Named:
    """Return by fact the words that the tests among the nodes name; ``decided``: what a setting says."""
    named: Named = {}
    tests = [node for node in nodes if isinstance(node, Test) and node.op != "known"]
    for test in tests:
        right = decided(test.right)
        values = right if isinstance(right, tuple | list) else (right,)
        named.setdefault(test.fact, {}).update(dict.fromkeys(v for v in values if isinstance(v, str)))
    for test in tests:
        if isinstance(test.right, Fact):
            _share(named, types, test.fact, test.right.name)
    return named


def _share(named: Named, types: Mapping[str, FactType], one: str, other: str) -> None:
    """Let two facts that are compared have each other's words, and differ where neither is a word that is named."""
    choices = {name: types[name].choices if name in types else () for name in (one, other)}
    words = {name: [*choices[name], *named.get(name, {})] for name in (one, other)}
    for name, beside in ((one, other), (other, one)):
        if not choices[name]:
            named.setdefault(name, {}).update(dict.fromkeys(words[beside]))
    if not choices[one] and not choices[other]:
        named[one][f"not {other} {OTHER}"] = None
