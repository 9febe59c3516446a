"""A story between its form and its values: what is typed plainly is a word, what TOML can read is what TOML reads."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from amends.regulations.toml_rows import same
from amends.regulations.toml_stories import flat

MOST_EVENTS = 80
MOST_EXPECTED = 30
PLAIN = ("at", "do", "by", "on", "case", "event", "override_reason")
"""What an event says beside its facts and expectations, each in an input of its own."""
HEAD = ("calendar", "settings")
KNOWN = {*PLAIN, "with", "expect"}


@dataclass(slots=True)
class Told:
    """One event as its form holds it. ``was``: its place in the text, None for a new one."""

    was: int | None = None
    words: dict[str, str] = field(default_factory=dict)
    facts: str = ""  # a line for each: ``channel = phone``
    expects: list[tuple[str, str]] = field(default_factory=list)

    @property
    def lines(self) -> int:
        """Return how many lines the input of the facts has."""
        return min(max(self.facts.count("\n") + 2, 2), 14)


@dataclass(slots=True)
class Story:
    """A story as its form holds it."""

    zh: str = ""
    en: str = ""
    shows: str = ""
    expects: str = ""
    head: dict[str, str] = field(default_factory=dict)
    events: list[Told] = field(default_factory=list)


class Unreadable(ValueError):
    """A line of facts that is none; the text is the line."""


def shown(value: Any) -> str:
    """Return a value as an input shows it: a word plainly, anything else as TOML writes it."""
    if isinstance(value, str) and value and read(value) == value and value == value.strip() and "\n" not in value:
        return value
    return "" if value is None else flat(value)


def read(text: str) -> Any:
    """Return what an input says: what TOML can read, else the words as they stand."""
    try:
        return tomllib.loads(f"x = {text}\n")["x"] if "\n" not in text else text
    except (ValueError, RecursionError, KeyError):
        return text


def fits(values: Mapping[str, Any]) -> bool:
    """Return whether a story has a form: not too long, and lists and tables where the form reads them."""
    events, shows = values.get("event", []), values.get("shows", [])
    if not isinstance(events, list) or not isinstance(shows, list) or len(events) > MOST_EVENTS:
        return False
    tables = [one.get(part, {}) if isinstance(one, dict) else one for one in events for part in ("with", "expect")]
    return all(isinstance(one, dict) for one in tables)


def form_of(values: Mapping[str, Any]) -> Story:
    """Return the form of a story."""
    title = values.get("title", {})
    zh, en = (str(title.get(one, "")) if isinstance(title, Mapping) else "" for one in ("zh", "en"))
    events = [_told(nth, one) for nth, one in enumerate(values.get("event", ()))]
    head = {key: shown(values[key]) for key in HEAD if key in values}
    return Story(zh, en, ", ".join(map(str, values.get("shows", ()))), str(values.get("expects", "")), head, events)


def _told(nth: int, event: Mapping[str, Any]) -> Told:
    facts = "\n".join(f"{key} = {shown(value)}" for key, value in dict(event.get("with", {})).items())
    expects = [(key, shown(value)) for key, value in dict(event.get("expect", {})).items()]
    return Told(nth, {key: shown(event[key]) for key in PLAIN if key in event}, facts, expects)


def sent(post: QueryDict) -> Story:
    """Return the form as it was sent, after the button that was pressed (``_do``) did its work."""
    events = [_sent(post, f"e.{nth}") for nth in range(MOST_EVENTS) if f"e.{nth}:was" in post]
    head = {key: text for key in HEAD if (text := post.get(key, "").strip())}
    story = Story(
        post.get("zh", "").strip(), post.get("en", "").strip(), post.get("shows", "").strip(),
        post.get("expects", ""), head, events,
    )  # fmt: skip
    return _acted(story, post.get("_do", ""))


def _sent(post: QueryDict, name: str) -> Told:
    was = post.get(f"{name}:was", "")
    words = {key: text for key in PLAIN if (text := post.get(f"{name}.{key}", "").strip())}
    kinds, values = post.getlist(f"{name}:kind"), post.getlist(f"{name}:value")
    expects = [(kind.strip(), text.strip()) for kind, text in zip(kinds, values, strict=False)][:MOST_EXPECTED]
    facts = post.get(f"{name}.with", "").replace("\r\n", "\n").strip("\n")
    return Told(place_of(was), words, facts, expects)


def place_of(text: str) -> int | None:
    """Return the place that an address or a button names; None where it is none, such as "²", a digit to Unicode."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _acted(story: Story, do: str) -> Story:
    """Do what a button asks: ``add``, ``drop|3``, ``up|3``, ``expect|3``, ``unexpect|3|1``."""
    act, *numbers = do.split("|")
    places = [place for one in numbers if (place := place_of(one)) is not None]
    at = places[0] if places else -1
    events = story.events
    if act == "add" and len(events) < MOST_EVENTS:
        events.append(Told(words={"at": events[-1].words.get("at", "")} if events else {}))
    elif act == "drop" and 0 <= at < len(events):
        del events[at]
    elif act == "up" and 0 < at < len(events):
        events[at - 1], events[at] = events[at], events[at - 1]
    elif act == "expect" and 0 <= at < len(events):
        events[at].expects.append(("", ""))
    elif act == "unexpect" and 0 <= at < len(events) and len(places) > 1 and places[1] < len(events[at].expects):
        del events[at].expects[places[1]]
    return story


def values_of(story: Story, was: Mapping[str, Any]) -> dict[str, Any]:
    """Return the story that a form says, keys in the order in which the text has them.

    What no input knows stays as it was. Raises Unreadable for a line of facts that is none.
    """
    told: dict[str, Any] = {"title": {"zh": story.zh, "en": story.en}}
    shows = [one.strip() for one in story.shows.replace("，", ",").split(",") if one.strip()]
    told |= {"shows": shows} if shows else {}
    told |= {key: read(text) for key, text in story.head.items()}
    told |= {"expects": story.expects} if story.expects else {}
    before = list(was.get("event", ()))
    told["event"] = [_event(one, _at(before, one.was)) for one in story.events]
    return _like(told, was)


def _at(rows: list[Any], place: int | None) -> Mapping[str, Any]:
    return rows[place] if place is not None and 0 <= place < len(rows) else {}


def _event(told: Told, was: Mapping[str, Any]) -> dict[str, Any]:
    words: dict[str, Any] = {key: read(text) for key, text in told.words.items()}
    facts = dict(_facts(told.facts.split("\n")))
    words |= {"with": facts} if facts else {}
    expects = {kind: read(text) for kind, text in told.expects if kind}
    words |= {"expect": expects} if expects else {}
    return _like(words | {key: value for key, value in was.items() if key not in KNOWN}, was)


def _facts(lines: Iterable[str]) -> Iterable[tuple[str, Any]]:
    for line in (one.strip() for one in lines):
        name, sign, text = (part.strip() for part in line.partition("="))
        if line and not (sign and name):
            raise Unreadable(line)
        if line:
            yield name, read(text)


def _like(new: dict[str, Any], was: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values in the order of the text; one that says the same keeps its very value."""
    order = [*(key for key in was if key in new), *(key for key in new if key not in was)]
    return {key: was[key] if key in was and same(was[key], new[key]) else new[key] for key in order}
