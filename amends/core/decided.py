"""A pack as its organisation has decided it: where a row names a setting, the value stands there instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pydantic import BaseModel

from amends.core.conditions import AND_ABOVE_SETTING, Age, Count, Setting
from amends.core.encoding import reading
from amends.core.pack import Pack
from amends.core.span import Span

ValueOf = Callable[[str], Any]
SPANS = {Age: ("at_least", "at_most"), Count: ("within",)}
"""Where a condition holds a time; a setting gives it as a text."""


def decided(pack: Pack) -> Pack:
    """Return the pack with the value of each setting where a row names it; what is not decided goes on naming it."""
    rows = {
        name: _decided(getattr(pack, name), pack) for name in Pack.model_fields if name not in ("setting", "example")
    }
    return Pack.model_construct(**{name: getattr(pack, name) for name in Pack.model_fields} | rows)


def _decided(value: Any, pack: Pack) -> Any:
    match value:
        case Setting(id=name):
            return _value(name, value, pack)
        case Mapping():
            is_setting = set(value) == {"setting"}
            return _value(str(value["setting"]), value, pack) if is_setting else _each(value, pack)
        case tuple():
            found = tuple(_decided(one, pack) for one in value)
            return value if all(map(_is_same, value, found)) else found
        case BaseModel():
            changed = _changed({name: getattr(value, name) for name in type(value).model_fields}, pack)
            return value.model_copy(update=changed) if changed else value
        case _ if is_dataclass(value) and not isinstance(value, type | Span):
            return _node(value, pack)
    return value


def _value(name: str, as_written: Any, pack: Pack) -> Any:
    found = pack.setting_value(name)
    return as_written if found is None else found


def _each(value: Mapping[str, Any], pack: Pack) -> Mapping[str, Any]:
    return {**value, **_changed(value, pack)}


def _node(node: Any, pack: Pack) -> Any:
    """Return a part of a condition; whether 以上 counts the number itself is a setting as well (FR-050)."""
    changed = _changed({one.name: getattr(node, one.name) for one in fields(node)}, pack)
    for name in (name for name in SPANS.get(type(node), ()) if isinstance(changed.get(name), str)):
        changed[name] = Span.parse(changed[name])
    if getattr(node, "op", "") == "and_above" and pack.setting_value(AND_ABOVE_SETTING) is not None:
        changed["op"] = reading(pack, "and_above")
    return replace(node, **changed) if changed else node


def _changed(of: Mapping[str, Any], pack: Pack) -> dict[str, Any]:
    found = {name: _decided(value, pack) for name, value in of.items()}
    return {name: value for name, value in found.items() if not _is_same(value, of[name])}


def _is_same(one: Any, other: Any) -> bool:
    return one is other
