"""Facts between the form, the rules and the row: typed in, JSON at rest, words apart from codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from amends.core.fact_types import FactType, fact_types
from amends.core.given import LONGEST as LONGEST
from amends.core.given import Unfit, check_amount, check_moment, check_number, checked_text
from amends.core.ledger import Rules, Value
from amends.core.limits import money
from amends.core.money import APPROVAL, INSIDE
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.core.told_moment import is_clock
from amends.core.vocabulary import FACTS, Type
from amends.core.worked_out import once

MOMENTS = frozenset({"due", "agreed_time", "order_limit", "node_date", "return_date", "until"})
"""Marks of events that are moments although no form declares them."""
CODES = frozenset({
    "complainant", "grade", "list", "kind", "to", "flag", "duty", "role", "other", "letter", "way", "registered_by",
})  # fmt: skip
"""Marks whose value is an id or code whatever its type says."""
OURS = frozenset({APPROVAL, INSIDE})
"""Marks that a step finds out by itself; a door does not say them."""
_CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,79}$")
_BUILT_IN = FactType(Type.TEXT)


@once
def types_of(rules: Rules) -> Mapping[str, FactType]:
    """Return the type of every fact that the packs of a case know; the lead's word counts."""
    found: dict[str, FactType] = {}
    for pack in reversed(rules.packs):
        found |= _known_types(pack)
    return found


_known_types = once(fact_types)


def read(detail: Mapping[str, Any], rules: Rules) -> dict[str, Value]:
    """Return what a door was given, typed as the facts demand; empty values are left out.

    Raises Refused naming every field that cannot be read.
    """
    types, found, faults = types_of(rules), {}, []
    for name, value in detail.items():
        if value in (None, "", (), []) or name in OURS:
            continue
        try:
            found[name] = _typed(name, value, types.get(name))
        except (ValueError, TypeError, OverflowError) as fault:
            faults.append(_fault(name, rules, fault))
    _refuse(faults)
    return found


def _refuse(faults: list[Missing]) -> None:
    if faults:
        says = Text(zh="；".join(one.says.zh for one in faults), en="; ".join(one.says.en for one in faults))
        raise Refused("invalid", says=says, missing=tuple(faults))


def _fault(name: str, rules: Rules, fault: Exception) -> Missing:
    pack = rules.pack_of_field(name)
    row = pack.fields.get(name)
    title = row.title if row and row.title else FACTS[name].title if name in FACTS else Text(zh=name, en=name)
    why = fault.says if isinstance(fault, Unfit) else Text(zh="填写有误", en="cannot be read")
    says = Text(zh=f"“{title.zh}”{why.zh}", en=f"“{title.en}” {why.en}")
    return Missing(f"invalid:{name}", says, article=row.article if row else "", field=name, pack=pack.id)


def _typed(name: str, value: Any, kind: FactType | None) -> Value:
    if name in MOMENTS:
        return _moment(value)
    if kind is None:
        return _loose(value)
    match kind.type:
        case Type.INSTANT:
            return _moment(value)
        case Type.MONEY:
            return check_amount(value)
        case Type.NUMBER:
            return check_number(name, _number(value))
        case Type.YES_NO:
            return _yes(value)
        case Type.SET | Type.PEOPLE:
            return _members(value, kind)
        case Type.CHOICE | Type.TREE:
            return _chosen(value, kind)
        case Type.TIME:
            return _clock(value)
    return _text(value)


def _loose(value: Any) -> Value:
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(_loose(one) for one in value)
    return _text(value) if isinstance(value, str) else value


def _clock(value: Any) -> str:
    if not is_clock(value):
        raise Unfit(zh="应为一天中的时刻，如 07:30", en="must be a time of day such as 07:30")
    return str(value)


def _text(value: Any) -> str:
    return checked_text(str(value).strip())


def _moment(value: Any) -> datetime:
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if found.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return check_moment(found).astimezone(UTC)


def _number(value: Any) -> Value:
    if isinstance(value, bool):
        raise TypeError("not a number")
    found = value if isinstance(value, int) else float(value)
    if found != found or abs(found) > 10**15:
        raise ValueError("out of range")
    return int(found) if found == int(found) else found


def _yes(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    known = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    if str(value).lower() not in known:
        raise ValueError("neither yes nor no")
    return known[str(value).lower()]


def _members(value: Any, kind: FactType) -> tuple[str, ...]:
    members = [value] if isinstance(value, str) else list(value)
    found = tuple(dict.fromkeys(_text(one) for one in members if one not in (None, "")))
    if kind.choices and not set(found) <= set(kind.choices):
        raise ValueError("not one of the choices")
    return found


def _chosen(value: Any, kind: FactType) -> str:
    found = _text(value)
    if kind.choices and found not in kind.choices and not _is_below(found, kind):
        raise ValueError("not one of the choices")
    return found


def _is_below(value: str, kind: FactType) -> bool:
    """Return whether it is a code under a listed node of a tree; deeper nodes need not be listed to be used."""
    return kind.type is Type.TREE and bool(_CODE.match(value)) and value.rpartition("/")[0] in kind.choices


def decoded(stored: Mapping[str, Any], rules: Rules) -> dict[str, Value]:
    """Return facts or marks from their JSON."""
    return decoded_as(stored, types_of(rules))


def decoded_as(stored: Mapping[str, Any], types: Mapping[str, FactType]) -> dict[str, Value]:
    """Return facts or marks from their JSON by types that were looked up before, for many cases at once."""
    return {name: _decoded(name, value, types.get(name, _BUILT_IN)) for name, value in stored.items()}


def _decoded(name: str, value: Any, kind: FactType) -> Value:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, str) and (kind.type is Type.INSTANT or name in MOMENTS):
        return datetime.fromisoformat(value)
    if kind.type is Type.MONEY and isinstance(value, int | str):
        return money(value)
    if kind.type is Type.NUMBER and isinstance(value, str):
        return float(value)
    return value


def words_of(detail: Mapping[str, Value], rules: Rules) -> tuple[dict[str, Value], dict[str, str]]:
    """Return a detail split into codes, which the journal may hold, and words, which it only commits to."""
    types = types_of(rules)
    codes: dict[str, Value] = {}
    words: dict[str, str] = {}
    for name, value in detail.items():
        if _is_code(name, value, types.get(name)):
            codes[name] = value
        else:
            words[name] = value if isinstance(value, str) else "、".join(map(str, _many(value)))
    return codes, words


def _many(value: Value) -> Iterable[Any]:
    return value if isinstance(value, list | tuple | set | frozenset) else (value,)


def _is_code(name: str, value: Value, kind: FactType | None) -> bool:
    texts = [one for one in _many(value) if isinstance(one, str)]
    if kind is not None and kind.type in (Type.TEXT, Type.LONG_TEXT) and name not in CODES:
        return not texts
    if kind is not None and kind.choices:
        return True
    return all(_CODE.match(one) for one in texts)
