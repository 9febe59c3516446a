"""Is each setting, and each field of a step, read by something? And can what reads a setting ever match it?"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping

from amends.core.conditions import AND_ABOVE_SETTING, Setting, Test, walk
from amends.core.fact_types import conditions_in, rows_of
from amends.core.finding import Finding
from amends.core.pack import Pack, Row
from amends.core.places import about
from amends.core.taking import is_taken
from amends.core.text import Text

BY_NAME = frozenset({AND_ABOVE_SETTING, "at_once"})
"""The settings that the program asks for by their names."""
NOT_READERS = frozenset({"article", "reference", "setting", "example"})
FILLED_IN = re.compile(r"\{(\w+)\}")


def check_unread(pack: Pack) -> Iterator[Finding]:
    """Yield tests against a setting that says words in two languages, and as notes what no row reads."""
    for table, row in rows_of(pack):
        for key, condition in conditions_in(row):
            for node in walk(condition):
                if isinstance(node, Test) and isinstance(node.right, Setting):
                    yield from _in_two_languages(pack, table, row, f"{key}.{node.fact}", node.right.id)
    yield from _unread(pack)


def _in_two_languages(pack: Pack, table: str, row: Row, key: str, setting: str) -> Iterator[Finding]:
    if isinstance(value := pack.setting_value(setting), Mapping):
        yield about(
            table, row, "wrong_type", key=key,
            zh=f"设置“{setting}”是两种语言的文字（“{value['zh']}”），任何事实都不会与它相等；请改为一个值",
            en=f"setting “{setting}” is words in two languages (“{value['en']}”), which no fact equals: make it one",
        )  # fmt: skip


def _unread(pack: Pack) -> Iterator[Finding]:
    """Yield settings and fields whose name stands in no row; an open question in words is for people anyway."""
    read = BY_NAME | {name for table, row in rows_of(pack) if table not in NOT_READERS for name in _words(row)}
    read |= frozenset(pack.counting_from.values())
    for setting in pack.setting:
        if setting.type != "text" and setting.id not in read and not is_taken(setting):
            yield about(
                "setting", setting, "unread", level="note",
                zh="没有行读取这项设置：改动它不改变任何结果",
                en="no row reads this setting: deciding it changes nothing",
            )  # fmt: skip
    for field in pack.field:
        if field.form == "step" and field.id not in read and not is_taken(field):
            yield about(
                "field", field, "unread", level="note",
                zh="没有操作询问、也没有行读取这个字段", en="no step asks this field and no row reads it",
            )  # fmt: skip


def _words(value: object) -> Iterator[str]:
    """Yield every name that stands in a row, its own and its texts' words aside; ``{name}`` in a text is read."""
    match value:
        case str():
            yield from (value, value.partition("/")[0])
        case Text():
            yield from FILLED_IN.findall(f"{value.zh} {value.en}")
        case Row():
            names = type(value).model_fields.keys() - {"id", "article", "file"}
            yield from (word for name in names for word in _words(getattr(value, name)))
        case Mapping():
            yield from (word for pair in value.items() for one in pair for word in _words(one))
        case list() | tuple():
            yield from (word for one in value for word in _words(one))
        case _ if dataclasses.is_dataclass(value):
            yield from (word for one in dataclasses.fields(value) for word in _words(getattr(value, one.name)))
