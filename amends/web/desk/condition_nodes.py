"""A condition as rows of a form: each test, age, count and group is a node with its inputs, and back to a pack's table.

What a person has begun and not finished stays in the form and is left out of the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import QueryDict

from amends.core.condition_reading import BadCondition, parse
from amends.core.fact_types import NUMBERS, FactType
from amends.core.vocabulary import Type

GROUPS = ("all", "any", "unless")
COUNTS = ("alike", "happened")
KINDS = ("test", "age", *COUNTS, *GROUPS)
LIST_OPS = ("one_of", "any", "every", "none")
COUNT_OPS = ("at_least", "more_than", "and_above")
SETTING, FACT, LAST = "setting:", "fact:", "last:"
MARKED = ((SETTING, "setting"), (FACT, "fact"), (LAST, "last"))
"""What a table beside a value says, as one word of a form: ``setting:group_window``."""
MOST = 60
"""Nodes of one condition: more than any regulation has."""
Facts = Mapping[str, FactType]


@dataclass(frozen=True, slots=True)
class Node:
    """One row of a condition. ``says``: what its inputs hold, by name; lists for what may be several."""

    kind: str
    says: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[Node, ...] = ()


def from_table(table: Any) -> Node:
    """Return the rows of a pack's table; one that cannot be read gives none."""
    if not isinstance(table, Mapping):
        return Node("all")
    return Node("all", parts=tuple(part for key, value in table.items() for part in _parts(key, value)))


def _parts(key: str, value: Any) -> Iterator[Node]:
    if key in ("any", "all") and isinstance(value, list):
        yield Node(key, parts=tuple(_single(from_table(one)) for one in value))
    elif key == "unless":
        yield Node("unless", parts=from_table(value).parts)
    elif key in ("age", *COUNTS) and isinstance(value, Mapping):
        yield Node(key, _said(key, value))
    elif isinstance(value, Mapping) and value and not set(value) <= {"setting", "fact"}:
        yield from (_test(key, op, right) for op, right in value.items())
    else:
        yield _test(key, "one_of" if isinstance(value, list) else "is", value)


def _single(group: Node) -> Node:
    return group.parts[0] if len(group.parts) == 1 else group


def _test(fact: str, op: str, right: Any) -> Node:
    many = "1" if isinstance(right, list) else ""
    return Node("test", {"fact": fact, "op": op, "right": [_shown(one) for one in _listed(right)], "many": many})


def _said(kind: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs of an age or a count: of a count, its comparison apart from the figure compared with."""
    says: dict[str, Any] = {}
    for key, value in table.items():
        if kind in COUNTS and key in COUNT_OPS:
            says |= {"op": key, "right": [_shown(value)]}
        else:
            says[key] = list(value) if key == "same" and isinstance(value, list) else _shown(value)
    return says


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        for mark, key in MARKED:
            if set(value) == {key}:
                return f"{mark}{value[key]}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def from_post(sent: QueryDict, name: str) -> Node:
    """Return the rows that a form sent below a name, the unfinished ones too."""
    return _sent(sent, name, [MOST]) or Node("all")


def _sent(sent: QueryDict, name: str, left: list[int]) -> Node | None:
    kind = sent.get(f"{name}:kind", "")
    if kind not in KINDS or left[0] <= 0:
        return None
    left[0] -= 1
    if kind in GROUPS:
        found = (_sent(sent, f"{name}.{nth}", left) for nth in range(MOST))
        return Node(kind, parts=tuple(one for one in found if one))
    keys = {key[len(name) + 1 :] for key in sent if key.startswith(f"{name}:")} - {"kind"}
    says: dict[str, Any] = {key: sent.getlist(f"{name}:{key}") for key in keys}
    several = {key: [one for one in says.get(key, []) if one] for key in ("right", "same")}
    return Node(kind, {key: (value[-1].strip() if value else "") for key, value in says.items()} | several)


def to_table(node: Node, facts: Facts) -> dict[str, Any]:
    """Return the pack's table for the rows of a group; what is not finished is left out."""
    table: dict[str, Any] = {}
    beside: list[dict[str, Any]] = []
    for part in node.parts:
        key, value = _written(part, facts)
        if not key:
            continue
        if key not in table:
            table[key] = value
        elif _may_join(table[key], value):
            table[key] = {**table[key], **value}
        else:
            beside.append({key: value})
    if beside:
        table["all"] = [*table.get("all", []), *beside]
    return table


def _may_join(one: Any, other: Any) -> bool:
    """Return whether two tests of one fact can stand in one table: ``{ at_least = 3, at_most = 5 }``."""
    tables = isinstance(one, Mapping) and isinstance(other, Mapping)
    return tables and not set(one) & set(other) and not {"setting", "fact", "since"} & (set(one) | set(other))


def _written(node: Node, facts: Facts) -> tuple[str, Any]:
    """Return key and value of a row; an empty key for what is not finished."""
    if node.kind in GROUPS:
        return _group(node, facts)
    if node.kind == "test":
        return _test_written(node, facts)
    table = {key: _right(str(value), None) for key, value in node.says.items() if value and key in SAID[node.kind]}
    if same := node.says.get("same"):
        table["same"] = list(same)
    if node.kind in COUNTS:
        right = [one for one in node.says.get("right", []) if one]
        if not right:
            return "", None
        table[str(node.says.get("op") or "at_least")] = _right(right[0], FactType(Type.NUMBER))
    return (node.kind, table) if table else ("", None)


SAID = {
    "age": ("since", "until", "at_least", "at_most"),
    "alike": ("different", "within", "window", "since"),
    "happened": ("event", "different", "within", "window", "since"),
}


def _group(node: Node, facts: Facts) -> tuple[str, Any]:
    if node.kind == "unless":
        table = to_table(node, facts)
        return ("unless", table) if table else ("", None)
    tables = [to_table(one if one.kind == "all" else Node("all", parts=(one,)), facts) for one in node.parts]
    tables = [one for one in tables if one]
    return (node.kind, tables) if tables else ("", None)


def _test_written(node: Node, facts: Facts) -> tuple[str, Any]:
    fact, op = str(node.says.get("fact", "")), str(node.says.get("op") or "is")
    given = [one for one in node.says.get("right", []) if one]
    if not fact or not given:
        return "", None
    if marked := [one for one in given if one.startswith((SETTING, FACT))]:
        given = marked[:1]
    known = FactType(Type.YES_NO) if op == "known" else facts.get(fact)
    rights = [_right(one, known) for one in given]
    many = op in LIST_OPS or (op in ("under", "not_under") and (len(rights) > 1 or node.says.get("many")))
    if len(given) == 1 and given[0].startswith((SETTING, FACT)):
        many = False
    if op == "one_of" and many:
        return fact, rights
    if op == "one_of":
        return fact, {"one_of": rights[0]}
    if op == "is":
        return fact, rights[0]
    return fact, {op: rights if many else rights[0]}


def _right(text: str, known: FactType | None) -> Any:
    for mark, key in MARKED:
        if text.startswith(mark):
            return {key: text.removeprefix(mark)}
    if known is None:
        return text
    if known.type is Type.YES_NO and text in ("yes", "no"):
        return text == "yes"
    if known.type in NUMBERS:
        return _number(text)
    if known.type is Type.INSTANT:
        return _day(text)
    return text


def _number(text: str) -> Any:
    plain = text.replace(",", "")
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        return float(plain)
    except ValueError:
        return text


def _day(text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def kept_form(was: Any, now: dict[str, Any]) -> Any:
    """Return the table as it was written when it means the same as the new one, so that its text stays."""
    try:
        return was if parse(was) == parse(now) else now
    except (BadCondition, ValueError, TypeError):
        return now


def changed(node: Node, do: str) -> Node:
    """Return the rows after a button was pressed: ``add/test``, ``drop`` or ``into/any`` at a place below ``node``.

    ``do`` is ``<place>/<act>[/<kind>]``; the place is a row of figures such as ``0.1``, empty for ``node`` itself.
    """
    place, act, kind = (*do.split("/"), "", "")[:3]
    path = [int(one) for one in place.split(".") if one.isdigit()]
    return _at(node, path, act, kind)


def _at(node: Node, path: list[int], act: str, kind: str) -> Node:
    if act == "add" and not path:
        return replace(node, parts=(*node.parts, fresh(kind))) if kind in KINDS else node
    if act == "into" and not path:
        return replace(node, kind=kind) if kind in GROUPS else node
    if not path or path[0] >= len(node.parts):
        return node
    here, *rest = path
    if act == "drop" and not rest:
        return replace(node, parts=node.parts[:here] + node.parts[here + 1 :])
    inner = _at(node.parts[here], rest, act, kind)
    return replace(node, parts=(*node.parts[:here], inner, *node.parts[here + 1 :]))


def fresh(kind: str) -> Node:
    """Return an empty row of a kind; a group holds one test to begin with."""
    return Node(kind, parts=(Node("test"),)) if kind in GROUPS else Node(kind)
