"""Conditions: trees over typed, named facts, read from a pack's tables.

Keys of a table are "and"; a list beside a fact means "one of"; ``any`` and ``unless``
nest. There are no expression strings, functions or loops, so a pack of a stranger is
safe to load and every condition can be analysed (PACKS.md, Conditions).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amends.core.span import Span
from amends.core.text import Text

OPERATORS = (
    "is", "one_of", "at_least", "at_most", "more_than", "less_than", "and_above",
    "any", "every", "none", "under", "not_under", "known",
)  # fmt: skip
AND_ABOVE_SETTING = "and_above"
"""The setting that says whether 以上 includes the number itself (FR-050)."""


class BadCondition(ValueError):
    """A condition that does not follow the language; ``where`` names the key, ``says`` the fault."""

    def __init__(self, where: str, *, zh: str, en: str) -> None:
        super().__init__(f"{where}: {en}")
        self.where = where
        self.says = Text(zh=f"{where}：{zh}", en=f"{where}: {en}")


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
    """Time since an instant: true from ``since + at_least`` on (``at_most``: until then)."""

    since: str
    at_least: Span | Setting | None = None
    at_most: Span | Setting | None = None


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
        parts = [self.of, self.event, list(self.same), self.different, str(self.within), str(self.window), self.since]
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


def parse(table: Any, where: str = "when") -> Condition:
    """Return the condition tree of a TOML table (or list of tables, read as "and").

    Raises BadCondition naming the key that is not understood.
    """
    if isinstance(table, (All, AnyOf, Not, Test, Age, Count)):
        return table
    if not isinstance(table, Mapping):
        raise BadCondition(where, zh="应为表", en=f"expected a table, got {table!r}")
    parts = tuple(_part(key, value, f"{where}.{key}") for key, value in table.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _part(key: str, value: Any, where: str) -> Condition:
    if key == "any":
        return AnyOf(tuple(parse(item, where) for item in _list(value, where)))
    if key == "all":
        return All(tuple(parse(item, where) for item in _list(value, where)))
    if key == "unless":
        return Not(parse(value, where))
    if key == "age":
        return _age(value, where)
    if key in ("alike", "happened"):
        return _count(key, value, where)
    return _test(key, value, where)


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadCondition(where, zh="应为列表", en="expected a list")
    return value


def _test(fact: str, value: Any, where: str) -> Condition:
    if isinstance(value, list):
        return Test(fact, "one_of", tuple(value))
    if not isinstance(value, Mapping):
        return Test(fact, "is", value)
    if set(value) <= {"setting", "fact"} and value:
        return Test(fact, "is", _right(value, where))
    tests = tuple(Test(fact, _operator(op, where), _right(right, where)) for op, right in value.items())
    if not tests:
        raise BadCondition(where, zh="没有比较方式", en="no operator")
    return tests[0] if len(tests) == 1 else All(tests)


def _operator(op: str, where: str) -> str:
    if op not in OPERATORS:
        known = ", ".join(OPERATORS)
        raise BadCondition(
            where, zh=f"没有“{op}”这种比较方式；可用：{known}", en=f"unknown operator “{op}”; known: {known}"
        )
    return op


def _right(value: Any, where: str) -> Right:
    if isinstance(value, Mapping):
        if set(value) == {"setting"}:
            return Setting(str(value["setting"]))
        if set(value) == {"fact"}:
            return Fact(str(value["fact"]))
        raise BadCondition(
            where,
            zh="右边可以是值、{ setting = … } 或 { fact = … }",
            en="the right side is a value, { setting = … } or { fact = … }",
        )
    return tuple(value) if isinstance(value, list) else value


def _span(value: Any, where: str) -> Span | Setting:
    if isinstance(value, Mapping):
        right = _right(value, where)
        if isinstance(right, Setting):
            return right
        raise BadCondition(where, zh='应为时长，如 "1 mo"', en='expected a span such as "1 mo"')
    try:
        return Span.parse(str(value))
    except ValueError as error:
        raise BadCondition(where, zh=f"时长有误：{error}", en=str(error)) from error


def _age(value: Any, where: str) -> Age:
    _only(value, {"since", "at_least", "at_most"}, where)
    limits = {key: _span(value[key], f"{where}.{key}") for key in ("at_least", "at_most") if key in value}
    if "since" not in value or not limits:
        raise BadCondition(where, zh="需要 since 和 at_least 或 at_most", en="needs since and at_least or at_most")
    return Age(since=str(value["since"]), **limits)


COUNT_KEYS = {"same", "different", "within", "window", "since", "event"}


def _count(key: str, value: Any, where: str) -> Count:
    limits = [op for op in ("at_least", "more_than", "and_above") if op in value]
    _only(value, COUNT_KEYS | set(limits), where)
    if len(limits) != 1:
        raise BadCondition(
            where, zh="需要 at_least、more_than、and_above 之一", en="needs one of at_least, more_than, and_above"
        )
    window = value.get("window", "rolling")
    return Count(
        of="cases" if key == "alike" else "events",
        same=tuple(value.get("same", ())),
        different=str(value.get("different", "")),
        event=str(value.get("event", "")),
        since=str(value.get("since", "")),
        within=_span(value["within"], where) if "within" in value else None,
        window=_right(window, where) if isinstance(window, Mapping) else str(window),
        op=limits[0],
        right=_right(value[limits[0]], where),
    )


def _only(value: Any, known: set[str], where: str) -> None:
    if not isinstance(value, Mapping):
        raise BadCondition(where, zh="应为表", en="expected a table")
    if unknown := set(value) - known:
        odd, may = sorted(unknown)[0], ", ".join(sorted(known))
        raise BadCondition(where, zh=f"没有“{odd}”这个键；可用：{may}", en=f"unknown key “{odd}”; known: {may}")


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
        for name in ("right", "within", "window", "at_least", "at_most"):
            if isinstance(value := getattr(node, name, None), Setting):
                found.add(value.id)
    return frozenset(found)
