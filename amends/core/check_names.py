"""Does every row speak only of what exists: facts, events, roles, articles, stages, settings?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.conditions import (
    AND_ABOVE_SETTING,
    DAY,
    LAST,
    Age,
    Condition,
    Count,
    Fact,
    Setting,
    Test,
    settings_of,
    walk,
)
from amends.core.fact_types import NUMBERS, SETS, FactType, conditions_in, fact_types, rows_of
from amends.core.finding import Finding
from amends.core.known_names import (
    COUNT_SINCE,
    REFERENCES,
    SAME_AS,
    TITLES,
    known_names,
    names_at,
    settings_named,
)  # fmt: skip
from amends.core.matching import OWN_KEYS
from amends.core.pack import FieldRow, GradingRow, ListRow, Pack, Row
from amends.core.places import about
from amends.core.told_moment import is_clock
from amends.core.vocabulary import EVENTS, FACTS, Type

Known = Mapping[str, frozenset[str]]
_ORDERED = ("at_least", "at_most", "more_than", "less_than", "and_above")
_EVENT_MARKS = frozenset({"becomes", "grade", "list", "flag", "duty", "second_time", "way", "other", "off", "decision"})
_EVENT_FIELDS = frozenset({"by", "on", DAY, "kind", "to", "role", "letter", "in_writing"})


def check_names(pack: Pack) -> Iterator[Finding]:
    """Yield a finding for each name that nothing answers to, and each test that does not suit its fact."""
    known, types = known_names(pack), fact_types(pack)
    for table, row in rows_of(pack):
        if table == "example":
            continue
        yield from _references(table, row, known)
        yield from _article(table, row, known)
        yield from _grades(table, row, pack)
        yield from _settings(table, row, known)
        for key, condition in conditions_in(row):
            yield from _condition(table, row, key, condition, known, types)
        if isinstance(row, FieldRow):
            yield from _field(row)
    yield from _signatures(pack, known)
    yield from _counting(pack, known)


def unknown(kind: str, table: str, row: Row | None, key: str, name: object) -> Finding:
    """Return the finding that a name of this kind does not exist."""
    title, code = TITLES[kind], SAME_AS.get(kind, kind)
    return about(
        table,
        row,
        f"unknown_{code}",
        key=key,
        zh=f"“{key}”：没有{title.zh}“{name}”",
        en=f"{key}: there is no {title.en} “{name}”",
    )


def _references(table: str, row: Row, known: Known) -> Iterator[Finding]:
    for path, kind in REFERENCES.get(table, ()):
        for named in names_at(row, path):
            for inner_kind, name in _named(kind, named):
                if name not in known[inner_kind]:
                    yield unknown(inner_kind, table, row, path.replace("_", "") if path.endswith("_") else path, name)
            if kind in ("event", "opens", "start", "moment") and isinstance(named, Mapping):
                yield from _marks(table, row, path, named, known)


def _marks(table: str, row: Row, path: str, named: Mapping[str, Any], known: Known) -> Iterator[Finding]:
    """Yield the keys of ``{ event, … }`` that no event carries: it would never be met."""
    for key in sorted(set(named) - OWN_KEYS - _EVENT_FIELDS - _EVENT_MARKS - known["fact"] - {"setting"}):
        yield about(
            table, row, "unknown_mark", key=f"{path}.{key}",
            zh=f"事件不带“{key}”，永远不会相符", en=f"no event carries “{key}”; it would never match",
        )  # fmt: skip


def _named(kind: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield what a reference names: a word, ``{ event = … }``, ``{ late = duty }``, ``{ outside = … }``, a setting."""
    if not isinstance(value, Mapping):
        yield kind, str(value)
    elif "late" in value:
        late = value["late"]
        yield from (("duty", str(one)) for one in (late if isinstance(late, list | tuple) else [late]))
    elif "event" in value:
        yield "event", str(value["event"])
    elif "setting" not in value and "outside" not in value:
        yield kind, ", ".join(value)


def _article(table: str, row: Row, known: Known) -> Iterator[Finding]:
    article = getattr(row, "article", "")
    if article and article not in known["article"]:
        yield unknown("article", table, row, "article", article)


def _grades(table: str, row: Row, pack: Pack) -> Iterator[Finding]:
    if isinstance(row, GradingRow) and row.list in pack.lists and row.grade not in pack.lists[row.list].grades:
        yield unknown("grade", table, row, "grade", row.grade)
    if isinstance(row, ListRow) and row.default is not None and row.default not in row.grades:
        yield unknown("grade", table, row, "default", row.default)
    if (
        table == "grade"
        and (of := pack.lists.get(getattr(row, "list", "")))
        and getattr(row, "id", "") not in of.grades
    ):
        yield _not_in_its_list(row)


def _not_in_its_list(row: Row) -> Finding:
    name, of = getattr(row, "id", ""), getattr(row, "list", "")
    return about(
        "grade", row, "unknown_grade", key="id",
        zh=f"等级表“{of}”的等级中没有“{name}”：请在等级表中按轻重加入",
        en=f"the list “{of}” does not name the grade “{name}”: put it into the list, in its place by weight",
    )  # fmt: skip


def _settings(table: str, row: Row, known: Known) -> Iterator[Finding]:
    for name in dict.fromkeys(settings_named(row)):
        if name not in known["setting"]:
            yield unknown("setting", table, row, "setting", name)


def _signatures(pack: Pack, known: Known) -> Iterator[Finding]:
    for role in pack.signatures:
        if role not in known["role"]:
            yield unknown("role", "pack", None, "signatures", role)


def _counting(pack: Pack, known: Known) -> Iterator[Finding]:
    for key, name in pack.counting_from.items():
        if name not in known["setting"]:
            yield unknown("setting", "pack", None, f"counting.{key}", name)


# --- conditions -------------------------------------------------------------------------


def _condition(
    table: str, row: Row, key: str, condition: Condition, known: Known, types: Mapping[str, FactType]
) -> Iterator[Finding]:
    for name in sorted(settings_of(condition) - {AND_ABOVE_SETTING} - known["setting"]):
        yield unknown("setting", table, row, key, name)
    for node in walk(condition):
        match node:
            case Test():
                yield from _test(table, row, key, node, types)
            case Age():
                yield from _age(table, row, key, node, types)
            case Count():
                yield from _count(table, row, key, node, types)


def _age(table: str, row: Row, key: str, age: Age, types: Mapping[str, FactType]) -> Iterator[Finding]:
    for end in ("since", "until"):
        name = getattr(age, end)
        known = name in EVENTS or types.get(str(name), FactType(Type.TEXT)).type is Type.INSTANT
        if isinstance(name, str) and name and not known:
            yield unknown("event", table, row, f"{key}.age.{end}", name)


def _count(table: str, row: Row, key: str, count: Count, types: Mapping[str, FactType]) -> Iterator[Finding]:
    if count.of == "events" and count.event not in EVENTS:
        yield unknown("event", table, row, f"{key}.happened.event", count.event)
    since = count.since.removeprefix(LAST)
    if since and since not in EVENTS.keys() | COUNT_SINCE:
        yield unknown("event", table, row, f"{key}.since", since)
    own = _EVENT_FIELDS if count.of == "events" else frozenset()
    for path in (*count.same, *filter(None, [count.different])):
        if path.partition("/")[0] not in types.keys() | own:
            yield unknown("fact", table, row, key, path)


def _test(table: str, row: Row, key: str, test: Test, types: Mapping[str, FactType]) -> Iterator[Finding]:
    names = [test.fact, *([test.right.name] if isinstance(test.right, Fact) else [])]
    missing = [name for name in names if name not in types]
    for name in missing:
        yield unknown("fact", table, row, key, name)
    if missing:
        return
    of = types[test.fact]
    if not _suits(test, of):
        yield about(
            table, row, "wrong_type", key=f"{key}.{test.fact}",
            zh=f"“{test.fact}”的类型是 {of.type}，不能这样比较（{test.op}）",
            en=f"“{test.fact}” is of type {of.type}; it cannot be compared like this ({test.op})",
        )  # fmt: skip
        return
    if of.choices and test.op != "known" and not isinstance(test.right, Setting | Fact):
        for value in test.right if isinstance(test.right, tuple | list) else (test.right,):
            if value not in of.choices:
                yield unknown("choice", table, row, f"{key}.{test.fact}", value)


def _suits(test: Test, of: FactType) -> bool:
    if test.op == "known":
        return isinstance(test.right, bool)
    if of.type in NUMBERS or of.type is Type.INSTANT:
        return test.op in (*_ORDERED, "is", "one_of") and _right_is(test.right, numbers=of.type in NUMBERS)
    if of.type is Type.TIME:
        return test.op in (*_ORDERED, "is", "one_of") and _are_clocks(test.right)
    if test.op in _ORDERED:
        return False
    if of.type is Type.YES_NO:
        return test.op == "is" and isinstance(test.right, bool | Setting | Fact)
    if test.op in ("under", "not_under"):
        return of.type is Type.TREE
    return of.type in SETS or test.op in ("is", "one_of", "any", "none")


def _right_is(right: Any, *, numbers: bool) -> bool:
    if isinstance(right, Setting | Fact):
        return True
    values = right if isinstance(right, tuple) else (right,)
    if numbers:
        return all(isinstance(one, int | float) and not isinstance(one, bool) for one in values)
    return all(hasattr(one, "year") for one in values)


def _are_clocks(right: Any) -> bool:
    values = right if isinstance(right, tuple) else (right,)
    return isinstance(right, Setting | Fact) or all(is_clock(one) for one in values)


def _field(row: FieldRow) -> Iterator[Finding]:
    builtin = FACTS.get(row.id)
    if builtin is None and row.type is None:
        yield about(
            "field", row, "missing_key", key="type", zh="自定义字段须写“type”", en="a field of its own needs a “type”"
        )
    kind = row.type or (builtin.type if builtin else None)
    if row.seen_by and kind not in (Type.TEXT, Type.LONG_TEXT):
        yield about(
            "field", row, "wrong_type", key="seen_by", zh="只供部分角色查看的字段须为文字，代码会写进案件日志",
            en="a field for some roles only holds text: codes stand in the journal",
        )  # fmt: skip
    if builtin and row.type not in (None, builtin.type):
        yield about(
            "field", row, "wrong_type", key="type",
            zh=f"内置事实“{row.id}”的类型是 {builtin.type}",
            en=f"the built-in fact “{row.id}” is of type {builtin.type}",
        )  # fmt: skip
