"""A row between its form and the pack's values: read from the text, read from what was sent, written again.

The state of a form holds what a person has begun and not finished; only what is finished is written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import tomlkit
from django.http import QueryDict

from amends.web.desk.condition_nodes import (
    SETTING,
    Facts,
    changed,
    from_post,
    from_table,
    kept_form,
    to_table,
)
from amends.web.desk.regulation_asks import Ask

State = dict[str, Any]
MOST_ROWS = 40
NUMBERS = ("at_most", "up_to", "every_month_on", "months_apart", "first_month", "at_least", "default", "cases")
MARKS = ("kind", "to", "within", "before")
"""What is asked of an event, each with an input of its own; the rest is written out."""
NUMBER = re.compile(r"-?\d+(\.\d+)?")
MISSING = object()


def read_row(asks: tuple[Ask, ...], row: Mapping[str, Any]) -> State:
    """Return the state of the form of a row as the pack writes it."""
    return {ask.key: _read(ask, row.get(ask.key)) for ask in asks}


def _read(ask: Ask, value: Any) -> Any:
    match ask.kind:
        case "condition":
            return from_table(value)
        case "rows":
            rows = [value] if isinstance(value, Mapping) else value if isinstance(value, list) else []
            return [read_row(ask.below, one) for one in rows if isinstance(one, Mapping)]
        case "bilingual":
            return {one: str(value.get(one, "")) if isinstance(value, Mapping) else "" for one in ("zh", "en")}
        case "names" | "lines":
            return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []
        case "events":
            many = "1" if isinstance(value, list) else ""
            return {
                "many": many,
                "items": [_event(one) for one in (value if isinstance(value, list) else [value]) if one],
            }
        case "flag":
            return "" if value is None else "yes" if value else "no"
    if isinstance(value, Mapping) and set(value) == {"setting"}:
        return f"{SETTING}{value['setting']}"
    return "" if value is None else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, Mapping | list):
        return _written_out(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _written_out(value: Any) -> str:
    holder = tomlkit.inline_table()
    holder["x"] = value
    return holder.as_string()[4:-1].strip().removeprefix("=").strip()


def _event(value: Any) -> dict[str, str]:
    """Return the inputs of one thing that may happen: its name and what is asked of it."""
    if not isinstance(value, Mapping):
        return {"event": str(value)}
    if set(value) == {"setting"}:
        return {"event": f"{SETTING}{value['setting']}"}
    if set(value) == {"late"} and isinstance(value["late"], str):
        return {"event": f"late:{value['late']}"}
    plain = {key: str(value[key]) for key in ("event", *MARKS) if isinstance(value.get(key), str)}
    rest = {key: one for key, one in value.items() if key not in plain}
    return plain | ({"more": _written_out(rest)} if rest else {})


def read_sent(asks: tuple[Ask, ...], sent: QueryDict, above: str = "") -> State:
    """Return the state of a form as it was sent, after the button that was pressed (``_do``) did its work."""
    return {ask.key: _sent(ask, sent, f"{above}{ask.key}") for ask in asks}


def _sent(ask: Ask, sent: QueryDict, name: str) -> Any:
    what, at, act = (*sent.get("_do", "").split("|"), "", "", "")[:3]
    mine = act if at == name else ""
    match ask.kind:
        case "condition":
            node = from_post(sent, name)
            return changed(node, mine) if what == "when" and mine else node
        case "rows":
            rows = [
                read_sent(ask.below, sent, f"{name}.{nth}.") for nth in range(MOST_ROWS) if f"{name}.{nth}:here" in sent
            ]
            return _acted(rows, mine, read_row(ask.below, {}))
        case "bilingual":
            return {one: sent.get(f"{name}.{one}", "").strip().replace("\r\n", "\n") for one in ("zh", "en")}
        case "names":
            return [one.strip() for one in sent.getlist(name) if one.strip()]
        case "lines":
            return [one.strip() for one in sent.get(name, "").splitlines() if one.strip()]
        case "events":
            items = [_event_sent(sent, f"{name}.{nth}") for nth in range(MOST_ROWS) if f"{name}.{nth}:here" in sent]
            return {"many": sent.get(f"{name}:many", ""), "items": _acted(items, mine, {})}
    return sent.get(name, "").strip()


def _event_sent(sent: QueryDict, name: str) -> dict[str, str]:
    found = {key: sent.get(f"{name}:{key}", "").strip() for key in ("event", *MARKS, "more")}
    return {key: value for key, value in found.items() if value}


def _acted(rows: list[Any], act: str, empty: Any) -> list[Any]:
    """Return the rows after a button: ``add``, ``drop/1``, ``up/1``."""
    do, _, place = act.partition("/")
    at = int(place) if place.isdigit() else -1
    if do == "add" and len(rows) < MOST_ROWS:
        return [*rows, empty]
    if do == "drop" and 0 <= at < len(rows):
        return rows[:at] + rows[at + 1 :]
    if do == "up" and 0 < at < len(rows):
        return [*rows[: at - 1], rows[at], rows[at - 1], *rows[at + 1 :]]
    return rows


def write_row(asks: tuple[Ask, ...], state: State, was: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    """Return the pack's values for the state of a form; what no control knows stays as it was."""
    values: dict[str, Any] = {}
    for ask in asks:
        value = _write(ask, state[ask.key], was.get(ask.key), facts, of=str(state.get("type", "")))
        if value is not MISSING:
            values[ask.key] = value
    known = {ask.key for ask in asks}
    return values | {key: value for key, value in was.items() if key not in known}


def _write(ask: Ask, state: Any, was: Any, facts: Facts, *, of: str) -> Any:
    match ask.kind:
        case "condition":
            table = kept_form(was, to_table(state, facts)) if isinstance(was, Mapping) else to_table(state, facts)
            return table if table or (ask.required and was is not None) else MISSING
        case "rows":
            return _rows(ask, state, was, facts)
        case "bilingual":
            return dict(state) if any(state.values()) else MISSING
        case "names" | "lines":
            return list(state) if state or was == [] else MISSING
        case "events":
            items = [_event_written(one) for one in state["items"] if one]
            return MISSING if not items else items if len(items) > 1 or state["many"] else items[0]
        case "flag":
            return MISSING if not state else state == "yes"
    return _plain(ask, state, was, of)


def _rows(ask: Ask, state: list[State], was: Any, facts: Facts) -> Any:
    before = [was] if isinstance(was, Mapping) else was if isinstance(was, list) else []
    rows = [write_row(ask.below, one, _like(ask, one, before), facts) for one in state]
    rows = [one for one in rows if one]
    if not rows:
        return MISSING
    return rows[0] if ask.single else rows


def _like(ask: Ask, state: State, before: list[Any]) -> Mapping[str, Any]:
    """Return the row as it was that the form began with, so that its way of writing stays."""
    return next((one for one in before if isinstance(one, Mapping) and read_row(ask.below, one) == state), {})


def _event_written(said: Mapping[str, str]) -> Any:
    event = said.get("event", "")
    if event.startswith(SETTING):
        return {"setting": event.removeprefix(SETTING)}
    if event.startswith("late:") and set(said) == {"event"}:
        return {"late": event.removeprefix("late:")}
    if set(said) == {"event"}:
        return event
    more = _read_out(said.get("more", ""))
    return {key: value for key, value in said.items() if key != "more"} | (more if isinstance(more, dict) else {})


def _plain(ask: Ask, state: str, was: Any, of: str) -> Any:
    if not state:
        # What was written out as empty stays so; what is asked for and empty is for the checker to say.
        return "" if was == "" and isinstance(was, str) else MISSING
    if state.startswith(SETTING):
        return {"setting": state.removeprefix(SETTING)}
    if ask.kind in ("valued", "written", "owner") and state[:1] in "{[":
        return _read_out(state)
    if ask.kind == "date":
        return _day(state)
    if ask.kind == "number" or (ask.kind == "valued" and ask.key in NUMBERS and NUMBER.fullmatch(state)):
        text_wanted = ask.key == "default" and of not in ("number", "money")
        return state if text_wanted else _number(state)
    if ask.key == "default" and of == "set":
        return [one.strip() for one in state.split(",") if one.strip()]
    return state


def _number(text: str) -> Any:
    return (float(text) if "." in text else int(text)) if NUMBER.fullmatch(text) and len(text) < 16 else text


def _day(text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _read_out(text: str) -> Any:
    """Return the value that a text writes out as TOML; the text itself when it is none, for the checker to name."""
    try:
        return tomllib.loads(f"x = {text}")["x"] if text and "\n" not in text else text
    except (ValueError, RecursionError):
        return text
