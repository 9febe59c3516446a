"""packs.md: every table and key of `amends/core/pack.py`, and the language of conditions.

What a key means is the comment beside it in the code; ``EVERYWHERE`` has the keys that
mean the same in every table.
"""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from amends.core import conditions, pack
from amends.core.condition_reading import COUNT_KEYS, OPERATORS
from amends.core.counting import Counting
from amends.core.loading import row_tables
from amends.core.span import Span, Unit
from amends.core.text import Text
from amends.core.vocabulary import Type
from tools.reference.page import code, page, table

EVERYWHERE = {
    "id": "its name in the pack, unique in its table; stable, without dots",
    "article": "the article it comes from",
    "title": "its name for people",
    "says": "what it says, for people",
    "when": "the condition under which it holds; absent: always",
}
HIDDEN = {"file", "nth", "chosen", "counting_from"}  # filled in while reading
INNER: dict[str, type[BaseModel]] = {
    "A choice of a field": pack.Choice,
    "A need of a step or gate": pack.Need,
    "The override of a step": pack.Override,
    "`[[check.leads]]`": pack.Lead,
    "A rung of a duty": pack.Rung,
    "`[[duty.extension]]`": pack.Extension,
    "A need of a rule of the referee": pack.RefereeNeed,
    "`plans` of `[[discipline]]`": pack.PlanRow,
    "`drawn` of `[[discipline]]`": pack.DrawnRow,
}
COUNTING = {
    "day_one": "which day is the first, where days are counted",
    "days_end": "when the last of days, weeks, months and years ends",
    "working_days_end": "when the last of working days ends (any key may be `{ setting = … }`: FR-073)",
    "month_end": "what becomes of a month from the 31st",
    "last_day_closed": "whether a last day on which nobody works moves",
    "received_when_closed": "from when time runs for what came in while closed",
    "late_from": "from when it is late",
}
MEANS = {
    "is": "equal; a fact that is a set has it. Written without an operator",
    "one_of": "one of these; a set has any of them. Written as a list",
    "at_least": "≥, whatever the setting on 以上 says",
    "at_most": "≤",
    "more_than": ">",
    "less_than": "<",
    "and_above": "以上: ≥ or >, as the setting `and_above` of the organisation says",
    "any": "the set has any of these",
    "every": "the set has all of these",
    "none": "the set has none of these",
    "under": "the node of a tree, or one below it",
    "not_under": "neither the node nor one below it",
    "known": "whether the fact is known at all",
}
TESTS = (
    "`fact = value`, `fact = [a, b]` or `fact = { operator = value }`. The right side may be `{ setting = … }` or"
    " `{ fact = … }`. An unknown fact does not fire a row, under `unless` either."
)
COUNTS = {
    "same": "facts that have to be equal; `category/2` compares two levels of a tree",
    "different": "a fact whose distinct values are counted instead of cases; of events also `day`: on how many days",
    "within": "the length of the window",
    "window": "rolling, calendar_month or calendar_year, or a setting",
    "since": "only what happened after this event first happened, or `{ last = event }`: after it last did",
    "event": "the event that is counted (`happened` only)",
}


def packs() -> str:
    """Return the page of the pack language."""
    return page(
        "Packs",
        "A pack is a folder of TOML files. Rows of one table may stand in any file; keys of the pack itself stand at"
        " the top of `pack.toml`, or under `[pack]` elsewhere. An unknown key is an error. Texts are `{ zh, en }`.",
        _section("The pack", pack.Pack),
        _counting(),
        *(_section(f"[[{name}]]", row, anchor=name) for name, row in row_tables().items()),
        *(_section(title, row) for title, row in INNER.items()),
        _conditions(),
        _spans(),
    )


def _section(title: str, row: type[BaseModel], *, anchor: str = "") -> str:
    rows = (
        (f"`{info.alias or name}`", kind_of(types_of(row)[name]), _default(info), meaning(row, name))
        for name, info in keys(row).items()
    )
    says = "" if row is pack.Pack else inspect.cleandoc(row.__doc__ or "")
    head = f'## <a id="{anchor}"></a>`{title}`' if anchor else f"## {title}"
    return "\n\n".join(part for part in (head, says, table(["key", "type", "default", "meaning"], rows)) if part)


@cache
def types_of(row: type[BaseModel]) -> dict[str, Any]:
    """Return the types of a table's keys as the code writes them."""
    return get_type_hints(row, include_extras=True)


def keys(row: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the keys that a pack may write in a table, without the tables of rows."""
    tables = row_tables() if row is pack.Pack else {}
    return {name: info for name, info in row.model_fields.items() if name not in {*HIDDEN, *tables}}


def meaning(row: type[BaseModel], key: str) -> str:
    """Return what a key means: the comment beside it, else what it means everywhere; KeyError if neither says."""
    return comments(row).get(key) or EVERYWHERE[key]


@cache
def comments(row: type[BaseModel]) -> dict[str, str]:
    """Return the comments at the ends of a row's fields, by key."""
    found = re.finditer(r"^    (\w+): .*?  # (.+)$", inspect.getsource(row), re.MULTILINE)
    return {one[1]: one[2] for one in found}


def kind_of(annotation: Any) -> str:
    """Return the type of a key in the words of TOML."""
    if annotation in (pack.When, pack.Id):
        return "condition" if annotation == pack.When else "name"
    inner = [one for one in get_args(annotation) if one not in (type(None), ...)]
    match get_origin(annotation):
        case kind if kind is Literal:
            return code(map(str, inner))
        case kind if kind in (Union, types.UnionType):
            return " or ".join(kind_of(one) for one in inner)
        case kind if kind is tuple:
            return f"list of {kind_of(inner[0])}"
        case kind if kind is dict:
            return "table"
    return _plain(annotation)


def _plain(annotation: Any) -> str:
    known = {str: "text", bool: "yes or no", int: "number", Text: "`{ zh, en }`", Any: "any", Counting: "`[counting]`"}
    if annotation is Type:
        return code(one.value for one in Type)
    return known.get(annotation) or str(annotation.__name__).lower()


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "required"
    value = info.default
    if value in (None, "", (), {}, PydanticUndefined, conditions.ALWAYS, Counting()):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return code(map(str, value)) if isinstance(value, tuple) else f"`{value}`"


def _counting() -> str:
    kinds = get_type_hints(Counting)
    rows = ((f"`{f.name}`", kind_of(kinds[f.name]), f"`{f.default}`", COUNTING[f.name]) for f in fields(Counting))
    says = inspect.cleandoc(Counting.__doc__ or "")
    return "\n\n".join(["## `[counting]`", says, table(["key", "values", "default", "meaning"], rows)])


def _conditions() -> str:
    return "\n\n".join(
        [
            "## Conditions",
            inspect.getdoc(conditions) or "",
            TESTS,
            table(["operator", "meaning"], ((f"`{op}`", MEANS[op]) for op in OPERATORS)),
            "Beside facts, a table may have these keys:",
            table(["key", "meaning"], _keys()),
            "Keys of a count, beside one of `at_least`, `more_than`, `and_above`:",
            table(["key", "meaning"], ((f"`{key}`", COUNTS[key]) for key in sorted(COUNT_KEYS))),
        ]
    )


def _keys() -> Iterator[tuple[str, str]]:
    yield "`any = [{ … }, { … }]`", "at least one of these tables holds"
    yield "`all = [{ … }, { … }]`", "every one of these tables holds"
    yield "`unless = { … }`", "the table is known and does not hold"
    yield (
        '`age = { since = event, at_least = "1 mo" }`',
        "so much time since an event; `at_most` for no more; `until = event` for the age reached then, not now",
    )
    yield "`alike = { same = […], within = …, at_least = 3 }`", "a count of cases alike, this one among them"
    yield "`happened = { event = …, within = …, at_least = 2 }`", "a count of events of this case"


def _spans() -> str:
    rows = ((f"`{unit.value}`", Span(1, unit).text("en").removeprefix("1 ")) for unit in Unit)
    says = "A figure and a unit: `12 h`, `3 wd`. Days, working days, weeks, months and years are whole."
    return "\n\n".join(["## Spans", says, table(["unit", "meaning"], rows)])
