"""From a pack's table to a condition tree; what is not understood is refused by its key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any

from amends.core.conditions import LAST, Age, All, AnyOf, Condition, Count, Fact, Not, Right, Setting, Test
from amends.core.span import Span
from amends.core.text import Text

OPERATORS = (
    "is", "one_of", "at_least", "at_most", "more_than", "less_than", "and_above",
    "any", "every", "none", "under", "not_under", "known",
)  # fmt: skip
DEEPEST = 16
"""How deep tables may nest: more than any regulation says, less than would exhaust the reader's stack."""


class BadCondition(ValueError):
    """A condition that does not follow the language; ``where`` names the key, ``says`` the fault."""

    def __init__(self, where: str, *, zh: str, en: str) -> None:
        super().__init__(f"{where}: {en}")
        self.where = where
        self.says = Text(zh=f"{where}：{zh}", en=f"{where}: {en}")


def parse(table: Any, where: str = "when") -> Condition:
    """Return the condition tree of a TOML table (or list of tables, read as "and").

    Raises BadCondition naming the key that is not understood.
    """
    if isinstance(table, (All, AnyOf, Not, Test, Age, Count)):
        return table
    if not isinstance(table, Mapping):
        raise BadCondition(where, zh="应为表", en=f"expected a table, got {table!r}")
    if where.count(".") > DEEPEST:
        raise BadCondition(where, zh=f"嵌套超过 {DEEPEST} 层", en=f"nested deeper than {DEEPEST} levels")
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
        return Test(fact, "one_of", _right(value, where))
    if not isinstance(value, Mapping):
        return Test(fact, "is", _right(value, where))
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
    return tuple(_literal(one, where) for one in value) if isinstance(value, list) else _literal(value, where)


def _literal(value: Any, where: str) -> Right:
    plain = isinstance(value, str | int | date) or (isinstance(value, float) and isfinite(value))
    if not plain:
        raise BadCondition(where, zh=f"{value!r} 不能作为比较的值", en=f"{value!r} is no value to compare with")
    return value


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
    _only(value, {"since", "at_least", "at_most", "until"}, where)
    limits = {key: _span(value[key], f"{where}.{key}") for key in ("at_least", "at_most") if key in value}
    if "since" not in value or not limits:
        raise BadCondition(where, zh="需要 since 和 at_least 或 at_most", en="needs since and at_least or at_most")
    since = value["since"]
    named = _right(since, f"{where}.since") if isinstance(since, Mapping) else since
    if not isinstance(named, str | Setting):
        raise BadCondition(
            f"{where}.since", zh="应为事件、时刻或 { setting = … }", en="expected an event, a moment or { setting = … }"
        )
    return Age(since=named, until=_word(value.get("until", ""), f"{where}.until"), **limits)


def _word(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise BadCondition(where, zh="应为事件或时刻的名称", en="expected the name of an event or moment")
    return value


COUNT_KEYS = {"same", "different", "within", "window", "since", "event"}


def _count(key: str, value: Any, where: str) -> Count:
    _only(value, COUNT_KEYS | {"at_least", "more_than", "and_above"}, where)
    limits = [op for op in ("at_least", "more_than", "and_above") if op in value]
    if len(limits) != 1:
        raise BadCondition(
            where, zh="需要 at_least、more_than、and_above 之一", en="needs one of at_least, more_than, and_above"
        )
    window = value.get("window", "rolling")
    return Count(
        of="cases" if key == "alike" else "events",
        same=_words(value.get("same", []), f"{where}.same"),
        different=str(value.get("different", "")),
        event=str(value.get("event", "")),
        since=_beginning(value.get("since", ""), f"{where}.since"),
        within=_span(value["within"], where) if "within" in value else None,
        window=_right(window, where) if isinstance(window, Mapping) else str(window),
        op=limits[0],
        right=_right(value[limits[0]], where),
    )


def _beginning(value: Any, where: str) -> str:
    """Return from when is counted: an event's first time, or ``{ last = event }``."""
    if not isinstance(value, Mapping):
        return str(value)
    _only(value, {"last"}, where)
    return LAST + str(value["last"]) if value else ""


def _words(value: Any, where: str) -> tuple[str, ...]:
    if not all(isinstance(one, str) for one in _list(value, where)):
        raise BadCondition(where, zh="应为文本的列表", en="expected a list of texts")
    return tuple(value)


def _only(value: Any, known: set[str], where: str) -> None:
    if not isinstance(value, Mapping):
        raise BadCondition(where, zh="应为表", en="expected a table")
    if unknown := set(value) - known:
        odd, may = sorted(unknown)[0], ", ".join(sorted(known))
        raise BadCondition(where, zh=f"没有“{odd}”这个键；可用：{may}", en=f"unknown key “{odd}”; known: {may}")
