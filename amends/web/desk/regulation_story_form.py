"""A story between its form and its values, each typed by what it is (regulation_story_values)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from amends.regulations.toml_rows import same
from amends.web.desk.regulation_story_values import EXPECTED, Kinds, NotSo, toml_read, toml_shown

MOST_EVENTS = 80
MOST_LINES = 60
PLAIN = ("at", "do", "by", "on", "case", "event", "override_reason")
"""What an event says beside its facts and expectations, each in an input of its own."""
HEAD = ("calendar", "settings")
KNOWN = {*PLAIN, "with", "expect"}
TOML_ALONE = Kinds()
"""Where no pack is known: no fact has a type."""


@dataclass(slots=True)
class Told:
    """One event as its form holds it. ``was``: its place in the text, None for a new one."""

    was: int | None = None
    words: dict[str, str] = field(default_factory=dict)
    facts: list[tuple[str, str]] = field(default_factory=list)
    expects: list[tuple[str, str]] = field(default_factory=list)


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
    """What was typed in some inputs cannot be read: ``wrong`` has for each place of the form the kind it should be."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(", ".join(wrong))
        self.wrong = dict(wrong)


def fits(values: Mapping[str, Any]) -> bool:
    """Return whether a story has a form: not too long, and lists and tables where the form reads them."""
    events, shows = values.get("event", []), values.get("shows", [])
    if not isinstance(events, list) or not isinstance(shows, list) or len(events) > MOST_EVENTS:
        return False
    tables = [one.get(part, {}) if isinstance(one, dict) else one for one in events for part in ("with", "expect")]
    return all(isinstance(one, dict) for one in tables)


def form_of(values: Mapping[str, Any], kinds: Kinds = TOML_ALONE) -> Story:
    """Return the form of a story."""
    title = values.get("title", {})
    zh, en = (str(title.get(one, "")) if isinstance(title, Mapping) else "" for one in ("zh", "en"))
    events = [_told(nth, one, kinds) for nth, one in enumerate(values.get("event", ()))]
    head = {key: toml_shown(values[key]) for key in HEAD if key in values}
    return Story(zh, en, ", ".join(map(str, values.get("shows", ()))), str(values.get("expects", "")), head, events)


def _told(nth: int, event: Mapping[str, Any], kinds: Kinds) -> Told:
    facts = [(key, kinds.show(kinds.of_fact(key), value)) for key, value in dict(event.get("with", {})).items()]
    expects = [(key, kinds.show(of_expectation(key), value)) for key, value in dict(event.get("expect", {})).items()]
    words = {key: kinds.show(_of_word(key), event[key]) for key in PLAIN if key in event}
    return Told(nth, words, facts, expects)


def of_expectation(key: str) -> str:
    """Return how the value of an expectation is typed."""
    return EXPECTED.get(key, "toml")


def _of_word(key: str) -> str:
    return "moment" if key == "at" else "toml"


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
    facts, expects = _pairs(post, name, "fact", "said"), _pairs(post, name, "kind", "value")
    return Told(place_of(was), words, facts, expects)


def _pairs(post: QueryDict, name: str, left: str, right: str) -> list[tuple[str, str]]:
    both = zip(post.getlist(f"{name}:{left}"), post.getlist(f"{name}:{right}"), strict=False)
    return [(one.strip(), other.strip()) for one, other in both][:MOST_LINES]


def place_of(text: str) -> int | None:
    """Return the place that an address or a button names; None where it is none, such as "²", a digit to Unicode."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _acted(story: Story, do: str) -> Story:
    """Do what a button asks: ``add``, ``drop|3``, ``up|3``, ``fact|3``, ``unfact|3|1``; ``expect`` as ``fact``."""
    act, *numbers = do.split("|")
    places = [place for one in numbers if (place := place_of(one)) is not None]
    events, at = story.events, places[0] if places else -1
    if act == "add" and len(events) < MOST_EVENTS:
        events.append(Told(words={"at": events[-1].words.get("at", "")} if events else {}))
    elif 0 <= at < len(events):
        _acted_at(events, at, act, places[1] if len(places) > 1 else -1)
    return story


def _acted_at(events: list[Told], at: int, act: str, line: int) -> None:
    lines = events[at].facts if act in ("fact", "unfact") else events[at].expects
    if act == "drop":
        del events[at]
    elif act == "up" and at:
        events[at - 1], events[at] = events[at], events[at - 1]
    elif act in ("fact", "expect"):
        lines.append(("", ""))
    elif act in ("unfact", "unexpect") and 0 <= line < len(lines):
        del lines[line]


def values_of(story: Story, was: Mapping[str, Any], kinds: Kinds = TOML_ALONE) -> dict[str, Any]:
    """Return the story that a form says, keys in the order in which the text has them.

    What no input knows stays as it was. Raises Unreadable with every input that does not say what it should.
    """
    told: dict[str, Any] = {"title": {"zh": story.zh, "en": story.en}}
    shows = [one.strip() for one in story.shows.replace("，", ",").split(",") if one.strip()]
    told |= {"shows": shows} if shows else {}
    told |= {key: toml_read(text) for key, text in story.head.items()}
    told |= {"expects": story.expects} if story.expects else {}
    before, reader = list(was.get("event", ())), _Reader(kinds)
    told["event"] = [_event(one, _at(before, one.was), reader, f"e.{nth}") for nth, one in enumerate(story.events)]
    if reader.wrong:
        raise Unreadable(reader.wrong)
    return _like(told, was)


class _Reader:
    """Reads input after input and keeps which of them do not say what they should."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self.wrong: dict[str, str] = {}

    def read(self, place: str, kind: str, text: str) -> Any:
        try:
            return self.kinds.read(kind, text)
        except NotSo as no:
            self.wrong[place] = str(no)


def _at(rows: list[Any], place: int | None) -> Mapping[str, Any]:
    return rows[place] if place is not None and 0 <= place < len(rows) else {}


def _event(told: Told, was: Mapping[str, Any], reader: _Reader, name: str) -> dict[str, Any]:
    words: dict[str, Any] = {key: reader.read(f"{name}.{key}", _of_word(key), one) for key, one in told.words.items()}
    facts = {
        fact: reader.read(f"{name}:said.{nth}", reader.kinds.of_fact(fact), text)
        for nth, (fact, text) in enumerate(told.facts) if fact
    }  # fmt: skip
    expects = {
        kind: reader.read(f"{name}:value.{nth}", of_expectation(kind), text)
        for nth, (kind, text) in enumerate(told.expects) if kind
    }  # fmt: skip
    reader.wrong |= _unnamed(f"{name}:fact", told.facts, "fact") | _unnamed(f"{name}:kind", told.expects, "kind")
    words |= {"with": facts} if facts else {}
    words |= {"expect": expects} if expects else {}
    return _like(words | {key: value for key, value in was.items() if key not in KNOWN}, was)


def _unnamed(place: str, lines: list[tuple[str, str]], wrong: str) -> dict[str, str]:
    """Return the lines of which nobody says what they are about, and those whose name stands above already."""
    names = [name for name, _text in lines]
    return {
        f"{place}.{nth}": "twice" if name else wrong
        for nth, (name, text) in enumerate(lines)
        if (text and not name) or (name and name in names[:nth])
    }


def _like(new: dict[str, Any], was: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values in the order of the text; one that says the same keeps its very value."""
    order = [*(key for key in was if key in new), *(key for key in new if key not in was)]
    return {key: was[key] if key in was and same(was[key], new[key]) else new[key] for key in order}
