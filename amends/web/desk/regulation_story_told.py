"""A story of a draft as its page shows it: each input with its control, and beside it what came of the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from pydantic import ValidationError

from amends.core.calendar_words import ZONE, read_calendar
from amends.core.pack import Example
from amends.core.story_results import EventResult, results_of
from amends.regulations.models import PackDraft
from amends.regulations.telling import runnable
from amends.web.desk.regulation_desk import looked
from amends.web.desk.regulation_names import Names, Pair
from amends.web.desk.regulation_story_form import Story, Told, Unreadable, of_expectation, values_of
from amends.web.desk.regulation_story_values import Kinds, toml_read
from amends.web.desk.regulation_story_words import SHAPES, WRONG


@dataclass(frozen=True, slots=True)
class Line:
    """One fact or expectation: what it is called, how it is typed, what is wrong with it or came instead.

    ``state``: ok, differs, fault, or empty before it ran.
    """

    name: str
    value: str
    title: str = ""
    shape: str = ""
    options: Mapping[str, str] | None = None
    state: str = ""
    came: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event as the form shows it, with what came that no expectation is about."""

    told: Told
    facts: tuple[Line, ...]
    expects: tuple[Line, ...]
    wrong_at: str = ""
    came: tuple[str, ...] = ()


def kinds_for(names: Names | None, calendar: Any) -> Kinds:
    """Return by what the values of a story are read; ``calendar`` is the story's own, if it has one."""
    if names is None:
        return Kinds()
    try:
        zone = read_calendar(calendar or names.pack.calendar).zone
    except (ValueError, TypeError, LookupError, AttributeError):
        zone = ZoneInfo(ZONE)
    return Kinds(names.facts, zone)


def kinds_of(names: Names | None, story: Story) -> Kinds:
    """Return by what the values of a story as it is typed are read."""
    return kinds_for(names, toml_read(story.head.get("calendar", "")))


def told_story(found: PackDraft, was: Mapping[str, Any], story: Story, names: Names | None) -> dict[str, Any]:
    """Return the form's events, each with what came of it, and how the story as a whole came out."""
    kinds = kinds_of(names, story)
    results, fault, wrong = _run(found, was, story, kinds)
    page = _Page(names, kinds, {place: WRONG[kind] for place, kind in wrong.items()})
    lines = [
        page.event(f"e.{nth}", one, results[nth] if nth < len(results) else None)
        for nth, one in enumerate(story.events)
    ]
    outer = results[-1].faults.get("", "") if results and len(results) > len(story.events) else ""
    return {
        "story": story, "events": lines, "fault": fault or outer,
        "passed": bool(story.events) and not fault and len(results) == len(story.events)
        and all(one.passed for one in results),
        "differing": sum(not one.passed for one in results),
    }  # fmt: skip


def _run(
    found: PackDraft, was: Mapping[str, Any], story: Story, kinds: Kinds
) -> tuple[tuple[EventResult, ...], str, Mapping[str, str]]:
    """Return what came of each event, or why the story cannot be run and which inputs cannot be read."""
    try:
        values = values_of(story, was, kinds)
    except Unreadable as no:
        return (), _("Some inputs cannot be read; each says why."), no.wrong
    pack = runnable(looked(found).pack)
    if pack is None:
        return (), _("While a row cannot be read or names what is not there, the examples cannot be run."), {}
    try:
        return results_of(pack, Example.model_validate(values)), "", {}
    except ValidationError as wrong:
        return (), "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong.errors()[:3]), {}


@dataclass(frozen=True, slots=True)
class _Page:
    """What the lines of a story are made from."""

    names: Names | None
    kinds: Kinds
    wrong: Mapping[str, Any]

    def event(self, place: str, told: Told, result: EventResult | None) -> EventLine:
        facts = tuple(self._fact(place, nth, *one) for nth, one in enumerate(told.facts))
        expects = tuple(self._expected(place, nth, *one, result) for nth, one in enumerate(told.expects))
        rest = () if result is None else tuple(map(_came, result.rest))
        rest += (result.faults[""],) if result is not None and "" in result.faults else ()
        return EventLine(told, facts, expects, str(self.wrong.get(f"{place}.at", "")), rest)

    def _fact(self, place: str, nth: int, name: str, value: str) -> Line:
        known = self.names is not None and name in self.kinds.facts
        title = self.names.words.fact(name) if self.names is not None and known else ""
        options = dict(self.names.choices(name)) if self.names is not None and known else {}
        wrong = self._wrong(place, nth, "fact", "said")
        shape = SHAPES.get(self.kinds.of_fact(name), "")
        return Line(name, value, title, shape, options or None, "fault" if wrong else "", wrong)

    def _expected(self, place: str, nth: int, key: str, value: str, result: EventResult | None) -> Line:
        state, came = _outcome(key, result)
        if wrong := self._wrong(place, nth, "kind", "value"):
            state, came = "fault", wrong
        options = dict(self._expectable(key)) or None
        return Line(key, value, "", SHAPES.get(of_expectation(key), ""), options, state, came)

    def _expectable(self, key: str) -> tuple[Pair, ...]:
        if self.names is None:
            return ()
        if key == "category":
            return self.names.choices(key)
        return self.names.of(key) if key in ("grade", "stage") else ()

    def _wrong(self, place: str, nth: int, *parts: str) -> tuple[str, ...]:
        found = (self.wrong.get(f"{place}:{part}.{nth}") for part in parts)
        return tuple(str(one) for one in found if one)


def _outcome(key: str, result: EventResult | None) -> tuple[str, tuple[str, ...]]:
    if result is None:
        return "", ()
    if key in result.faults:
        return "fault", (result.faults[key],)
    if key not in result.by_key:
        return "", ()
    differing = result.by_key[key]
    return ("differs" if differing else "ok"), tuple(map(_came, differing))


def _came(one: Any) -> str:
    lines = [f"{one.what}: {one.got}", *one.derivation]
    return "\n".join(lines)
