"""Packs of a few rows and stories about them, for tests of duties, steps and time."""

from __future__ import annotations

from datetime import datetime

from amends.core.calendar_words import read_calendar
from amends.core.engine import advance, pass_time
from amends.core.ledger import CaseState, Event, Obligation, Rules, State
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.story import run_story

HEAD = """
id = "small"
version = "1"
valid_from = 2024-01-01
calendar = "around_the_clock"
title = { zh = "小", en = "Small" }
[[article]]
no = "1"
zh = "条"
en = "Article"
"""
TITLE = '{ zh = "题", en = "Title" }'
OFFICE = "mon-fri 09:00-12:00 13:00-18:00"


def texts_of(rows: str, *, head: str = HEAD) -> dict[str, str]:
    """Return the files of a pack of these rows; ``$T`` stands for a title and ``$A`` for an article."""
    return {"pack.toml": head, "rows.toml": rows.replace("$T", f"title = {TITLE}").replace("$A", 'article = "1"')}


def pack_of(rows: str, **chosen: object) -> Pack:
    """Return a pack of these rows, as ``texts_of`` writes them."""
    return load(texts_of(rows), chosen)


def duty(name: str, body: str) -> str:
    """Return a duty with its usual head."""
    return f'[[duty]]\nid = "{name}"\n$A\n$T\nowner = "handler"\n{body}\n'


def hold(pack: Pack, story: str) -> None:
    """Run a story written as ``[[event]]`` tables and fail with its differences."""
    told = f"[[example]]\ntitle = {TITLE}\n" + story.replace("[[event]]", "[[example.event]]")
    example = load({"pack.toml": HEAD, "story.toml": told}).example[0]
    if differences := run_story(pack, example):
        raise AssertionError("\n".join(map(str, differences)))


def rules(pack: Pack, calendar: str | dict[str, object] = "around_the_clock") -> Rules:
    """Return the rules of a pack on a calendar."""
    return Rules(pack, calendars={pack.id: read_calendar(calendar)})


def at(text: str) -> datetime:
    """Return a moment in China: ``at("2024-03-07 10:00")``."""
    return datetime.fromisoformat(text + "+08:00")


def happen(
    pack: Pack, *events: Event, until: str = "", calendar: str | dict[str, object] = "around_the_clock"
) -> CaseState:
    """Return the case after the events, and after time has passed until a moment."""
    state, governing = CaseState(), rules(pack, calendar)
    for event in events:
        state, _ = advance(state, event, governing, {})
    return pass_time(state, at(until), governing, {})[0] if until else state


def event(moment: str, name: str, on: str = "", **detail: object) -> Event:
    """Return an event."""
    return Event(at(moment), name, on=on, detail=detail)


def run_of(state: CaseState, duty_id: str) -> Obligation:
    """Return the last run of a duty."""
    return [one for one in state.obligations if one.duty == duty_id][-1]


__all__ = ["OFFICE", "State", "at", "duty", "event", "happen", "hold", "pack_of", "rules", "run_of", "texts_of"]
