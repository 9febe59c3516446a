"""Values of a story as a rule owner types them, each by what it is; what is unusual is written as TOML (FR-254)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.calendar_words import ZONE
from amends.core.fact_types import FactType
from amends.core.vocabulary import Type
from amends.regulations.toml_rows import same
from amends.regulations.toml_stories import flat

NOTHING = "-"
"""How an empty list is typed."""
OF_TYPE = {
    Type.CHOICE: "word", Type.TREE: "word", Type.TEXT: "word", Type.LONG_TEXT: "word", Type.PERSON: "word",
    Type.SET: "words", Type.PEOPLE: "words", Type.YES_NO: "yes_no", Type.NUMBER: "number", Type.MONEY: "number",
    Type.INSTANT: "moment",
}  # fmt: skip
EXPECTED = (
    dict.fromkeys(("grade", "stage", "route", "category", "highest", "first_asked"), "word")
    | dict.fromkeys(("due", "was", "unit_due", "counted_until", "letters_leave"), "moments")
    | dict.fromkeys(("grades", "tones", "suggests", "rights", "next_check"), "pairs")
    | {"refused": "refusal", "look_again": "moment"}
    | dict.fromkeys((
        "advice", "opened", "reports", "undecided", "met", "late", "void", "offers", "by_right", "letters", "open",
        "not_set", "flags", "supervision", "not_late", "rows", "superseded", "templates", "confidential", "cautions",
        "papers", "asleep", "second_reading",
    ), "words")
)  # fmt: skip
"""How the value of an expectation is typed; one that is not here is TOML."""
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
PAIR = re.compile(r"\s*([^=,\s]+)\s*=\s*([^,]*?)\s*(?:,|$)")


class NotSo(ValueError):
    """What was typed is not of its kind; the text is the kind."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """By what the values of one story are read: the facts of its pack, and the zone of its calendar."""

    facts: Mapping[str, FactType] = field(default_factory=dict)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(ZONE))

    def of_fact(self, name: str) -> str:
        """Return the kind of a fact; one that the pack does not know is TOML."""
        return OF_TYPE.get(self.facts[name].type, "toml") if name in self.facts else "toml"

    def show(self, kind: str, value: Any) -> str:
        """Return a value as an input shows it: plainly where it can be read again, else as TOML."""
        ways: tuple[Callable[[], str], ...] = (
            lambda: PLAIN[kind](self, value), lambda: toml_shown(value), lambda: flat(value), lambda: f"= {flat(value)}"
        )  # fmt: skip
        return next((text for way in ways if (text := self._again(kind, value, way)) is not None), "")

    def _again(self, kind: str, value: Any, way: Callable[[], str]) -> str | None:
        try:
            text = way()
            return text if "\n" not in text and text == text.strip() and same(self.read(kind, text), value) else None
        except (TypeError, ValueError, KeyError, AttributeError):
            return None

    def read(self, kind: str, text: str) -> Any:
        """Return what was typed, by its kind; TOML where it begins as such. Raises NotSo."""
        if text.startswith("="):
            return _toml(text[1:])
        if kind != "toml" and text[:1] in {"[", "{", '"', "'"}:
            value = toml_read(text)
            if not isinstance(value, str) or value != text:
                return value
        return READ[kind](self, text)


def toml_shown(value: Any) -> str:
    """Return a value that may be anything: a word plainly, anything else as TOML writes it."""
    if isinstance(value, str) and value and toml_read(value) == value and value == value.strip() and "\n" not in value:
        return value
    return "" if value is None else flat(value)


def toml_read(text: str) -> Any:
    """Return what TOML can read, else the words as they stand."""
    try:
        return tomllib.loads(f"x = {text}\n")["x"] if "\n" not in text else text
    except (ValueError, RecursionError, KeyError):
        return text


def _toml(text: str) -> Any:
    try:
        return tomllib.loads(f"x = {text}\n")["x"]
    except (ValueError, RecursionError) as fault:
        raise NotSo("toml") from fault


def _number(_kinds: Kinds, text: str) -> int | float:
    if not NUMBER.fullmatch(text):
        raise NotSo("number")
    return float(text) if "." in text else int(text)


def _yes_no(_kinds: Kinds, text: str) -> bool:
    if text not in ("yes", "no"):
        raise NotSo("yes_no")
    return text == "yes"


def _moment(kinds: Kinds, text: str) -> date:
    try:
        if len(text) == len("2024-03-01"):
            return date.fromisoformat(text)
        found = datetime.fromisoformat(text)
        offset = found.utcoffset() or found.replace(tzinfo=kinds.zone).utcoffset()
    except (ValueError, OverflowError) as fault:
        raise NotSo("moment") from fault
    return found if found.tzinfo or offset is None else found.replace(tzinfo=timezone(offset))


def _moment_shown(kinds: Kinds, value: date) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    text = value.isoformat(sep=" ", timespec="seconds" if value.second else "minutes")
    here = value.replace(tzinfo=kinds.zone).utcoffset() == value.utcoffset()
    return text.rpartition("+")[0] if here and "+" in text else text


def _words(_kinds: Kinds, text: str) -> list[str]:
    if text == NOTHING:
        return []
    found = [one.strip() for one in text.replace("，", ",").split(",")]
    if not all(found):
        raise NotSo("words")
    return found


def _pairs(kinds: Kinds, text: str, *, of: str = "word") -> dict[str, Any]:
    text = text.replace("，", ",")
    if text == NOTHING:
        return {}
    found = PAIR.findall(text)
    if not found or PAIR.sub("", text).strip() or not all(value for _name, value in found):
        raise NotSo("moments" if of == "moment" else "pairs")
    return {name: kinds.read(of, value) for name, value in found}


def _pairs_shown(kinds: Kinds, value: Mapping[str, Any], *, of: str = "word") -> str:
    return ", ".join(f"{name} = {PLAIN[of](kinds, one)}" for name, one in value.items()) or NOTHING


def _refusal(_kinds: Kinds, text: str) -> bool | dict[str, Any]:
    """Return a refusal: ``yes``, ``no``, or its article, and what is missing behind a colon and a space."""
    if text in ("yes", "no"):
        return text == "yes"
    article, colon, codes = f"{text} ".partition(": ")
    missing = [one.strip() for one in codes.split(",")] if colon else []
    if not text or not all(missing):
        raise NotSo("refusal")
    return ({"article": article.strip()} if article.strip() else {}) | ({"missing": missing} if missing else {})


def _refusal_shown(_kinds: Kinds, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    missing = value.get("missing", [])
    return f"{value.get('article', '')}{': ' if missing else ''}{', '.join(missing)}"


READ: dict[str, Callable[[Kinds, str], Any]] = {
    "toml": lambda _kinds, text: toml_read(text), "word": lambda _kinds, text: text, "words": _words,
    "number": _number, "yes_no": _yes_no, "moment": _moment, "pairs": _pairs, "refusal": _refusal,
    "moments": lambda kinds, text: _pairs(kinds, text, of="moment"),
}  # fmt: skip
PLAIN: dict[str, Callable[[Kinds, Any], str]] = {
    "toml": lambda _kinds, value: toml_shown(value), "word": lambda _kinds, value: str(value),
    "words": lambda _kinds, value: ", ".join(value) or NOTHING, "number": lambda _kinds, value: str(value),
    "yes_no": lambda _kinds, value: "yes" if value else "no", "moment": _moment_shown, "pairs": _pairs_shown,
    "refusal": _refusal_shown, "moments": lambda kinds, value: _pairs_shown(kinds, value, of="moment"),
}  # fmt: skip
