"""A story of a pack put or added in its TOML text; events that stay as they were keep their lines (FR-254)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import tomlkit

from amends.regulations.toml_blocks import blocks, together
from amends.regulations.toml_rows import CannotWrite, put_row, rows_in, same, with_values

Values = Mapping[str, Any]
STORY, EVENT = "example", "event"
EVENT_HEADER = re.compile(r"^[ \t]*\[\[\s*example\s*\.\s*event\s*\]\][^\n]*\n?", re.MULTILINE)
INDENT = "  "


def put_story(text: str, nth: int, values: Values, *, came_from: Sequence[int | None]) -> str:
    """Return the text whose nth story (from 1) holds these values.

    ``came_from``: for each event which one of the text it was, None for a new one. Raises CannotWrite, IndexError.
    """
    stories = rows_in(text, STORY)
    was = stories[nth - 1]
    if same(dict(was), dict(values)):
        return text
    pieces = list(blocks(text))
    places = [at for at, one in enumerate(pieces) if one.is_row and one.table == STORY]
    body = pieces[places[nth - 1]].body if len(places) == len(stories) else ""
    head, events = _parts(body)
    if len(events) != len(was.get(EVENT, ())):
        return put_row(text, STORY, nth, values)  # its events are written as one list
    told = [_event(events, was[EVENT], one, new) for one, new in zip(came_from, values[EVENT], strict=True)]
    first, rest = head.split("\n", 1) if "\n" in head else (head, "")
    plain = {key: value for key, value in values.items() if key != EVENT}
    kept = with_values(rest, {key: value for key, value in was.items() if key != EVENT}, plain)
    whole = _joined([f"{first}\n{kept}", *told], (-1, *came_from))
    pieces[places[nth - 1]] = replace(pieces[places[nth - 1]], body=whole)
    return _checked(together(pieces), [*stories[: nth - 1], dict(values), *stories[nth:]])


def add_story(text: str, values: Values) -> str:
    """Return the text with a story behind the others. Raises CannotWrite."""
    try:
        before = rows_in(text, STORY)
    except ValueError as fault:
        raise CannotWrite(str(fault)) from fault
    head = "".join(f"{key} = {flat(value)}\n" for key, value in values.items() if key != EVENT)
    parts = [f"[[{STORY}]]\n{head}", *(_new_event(one) for one in values[EVENT])]
    story = _joined(parts, [None] * len(parts))
    gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    return _checked(text + gap + story, [*before, dict(values)])


def flat(value: Any) -> str:
    """Return a value as TOML writes it in one line."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{tomlkit.key(str(key)).as_string()} = {flat(one)}" for key, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(flat(one) for one in value)}]"
    return str(tomlkit.item(value).as_string())


def _parts(body: str) -> tuple[str, list[str]]:
    """Return what stands before the first event of a story, and its events, each with its header and what follows."""
    starts = [found.start() for found in EVENT_HEADER.finditer(body)]
    if not starts:
        return body, []
    ends = [*starts[1:], len(body)]
    return body[: starts[0]], [body[at:end] for at, end in zip(starts, ends, strict=True)]


def _event(events: list[str], was: Sequence[Values], came_from: int | None, new: Values) -> str:
    if came_from is None or not 0 <= came_from < len(events):
        return _new_event(new)
    text, old = events[came_from], was[came_from]
    if same(dict(old), dict(new)):
        return text
    header = EVENT_HEADER.match(text)
    end = header.end() if header else 0
    indent = re.match(r"[ \t]*", text)
    return text[:end] + _indented(with_values(text[end:], old, new), indent[0] if indent else "")


def _indented(text: str, indent: str) -> str:
    """Return lines that were added without the indent of the others with it; strings over lines are left alone."""
    if '"""' in text or "'''" in text or not indent:
        return text
    opened = 0
    lines = []
    for line in text.splitlines(keepends=True):
        is_new = line.strip() and not line[0].isspace() and not opened
        opened += _opens(line)
        lines.append(indent + line if is_new else line)
    return "".join(lines)


def _opens(line: str) -> int:
    """Return how many brackets a line opens and does not close, those in strings left out."""
    bare = re.sub(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#.*', "", line)
    return sum(bare.count(one) for one in "[{") - sum(bare.count(one) for one in "]}")


def _new_event(values: Values) -> str:
    lines = [f"{key} = {flat(value)}" for key, value in values.items() if key != "expect"]
    lines += [f"expect.{key} = {flat(value)}" for key, value in values.get("expect", {}).items()]
    told = "".join(f"{line}\n" for line in lines)
    return f"{INDENT}[[{STORY}.{EVENT}]]\n" + "".join(f"{INDENT}{line}\n" for line in told.splitlines())


def _joined(parts: list[str], came_from: Sequence[int | None]) -> str:
    """Return the parts as one text: those that followed each other still do, between others is an empty line."""
    text = ""
    for nth, (part, place) in enumerate(zip(parts, came_from, strict=True)):
        before = came_from[nth - 1] if nth else None
        follows = before is not None and place == before + 1
        if nth and not follows:
            text = text.rstrip("\n") + "\n\n"
        text += part
    return text.rstrip("\n") + "\n"


def _checked(text: str, rows: list[Any]) -> str:
    try:
        found = tomllib.loads(text).get(STORY, [])
    except (ValueError, RecursionError) as fault:
        raise CannotWrite(str(fault)) from fault
    if not same(found, rows):
        raise CannotWrite(STORY)
    return text
