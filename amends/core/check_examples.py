"""Do the stories of a pack speak of rows that exist? Whether they come true is ``story``'s to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.check_names import unknown
from amends.core.finding import Finding
from amends.core.known_names import known_names
from amends.core.pack import Example, Pack
from amends.core.places import about
from amends.core.vocabulary import EVENTS, STEP_KINDS

NOTHING = "nothing"
_DUTY_KEYS = ("due", "late", "met", "opened", "void", "superseded", "not_late")
_MANY = (Mapping, list, str, bool, type(None))
_SHAPES: dict[str, Any] = {
    "do": str,
    "expect": (Mapping, type(None)),
    "expect.told": (list, type(None)),
    "expect.rights": (Mapping, type(None)),
    "expect.refused": (Mapping, str, bool, type(None)),
    **{f"expect.{key}": _MANY for key in (*_DUTY_KEYS, "stage", "rows", "flags", "offers", "grade")},
}
_NAMED = {"stage": "stage", "rows": "row", "flags": "row", "offers": "offer"}


def check_examples(pack: Pack) -> Iterator[Finding]:
    """Yield a finding for each step, duty, row, grade, stage or article of an example that the pack does not have."""
    known = {**known_names(pack), "step": _doable(pack)}
    for example in pack.example:
        yield from _settings(example, known)
        for nth, event in enumerate(example.event):
            if faults := [key for key, of in _SHAPES.items() if not isinstance(_at(event, key), of)]:
                yield from (_shape(example, f"event.{nth}.{key}") for key in faults)
                continue
            for key, kind, name in _names(event, pack):
                if name not in known[kind]:
                    yield unknown(kind, "example", example, f"event.{nth}.{key}", name)


def _doable(pack: Pack) -> frozenset[str]:
    """Return what a story may tell: events, the pack's steps; beside a lead also any kind of step that a lead has."""
    beside = frozenset(STEP_KINDS) if pack.stands_beside else frozenset()
    return frozenset(EVENTS) | frozenset(pack.steps) | {NOTHING} | beside


def _at(event: Mapping[str, Any], key: str) -> Any:
    first, _, rest = key.partition(".")
    found = event.get(first)
    return found.get(rest) if rest and isinstance(found, Mapping) else None if rest else found


def _shape(example: Example, key: str) -> Finding:
    zh, en = f"“{key}”的写法不对", f"“{key}” is not written like this"
    return about("example", example, "value", key=key, zh=zh, en=en)


def _settings(example: Example, known: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    for name in example.settings:
        if name not in known["setting"]:
            yield unknown("setting", "example", example, "settings", name)


def _names(event: Mapping[str, Any], pack: Pack) -> Iterator[tuple[str, str, str]]:
    yield "do", "step", str(event.get("do", ""))
    expected = event.get("expect") or {}
    yield from (("expect.rights", "right", str(name)) for name in expected.get("rights") or ())
    for key in _DUTY_KEYS:
        yield from ((f"expect.{key}", "duty", _duty(name)) for name in _each(expected.get(key)))
    for told in expected.get("told") or ():
        if isinstance(told, Mapping) and "duty" in told:
            yield "expect.told", "duty", _duty(told["duty"])
    for key, kind in _NAMED.items():
        yield from ((f"expect.{key}", kind, str(name)) for name in _each(expected.get(key)))
    for name in _grades(expected.get("grade")):
        if any(row.grades for row in pack.list):
            yield "expect.grade", "grade", name
    refused = expected.get("refused")
    if isinstance(refused, Mapping) and refused.get("article"):
        yield "expect.refused.article", "article", str(refused["article"])


def _each(value: Any) -> list[str]:
    if value is None or value is True or value is False:
        return []
    return [str(one) for one in ([value] if isinstance(value, str) else value)]


def _grades(value: Any) -> list[str]:
    """Return the grades of ``"major"`` or of ``{ list = "major" }``; an empty one means no grade."""
    return [one for one in (value.values() if isinstance(value, Mapping) else _each(value)) if one]


def _duty(name: object) -> str:
    """Return the duty of ``C02`` or, for one order, ``C02/order-1``."""
    return str(name).removeprefix("-").partition("/")[0]
