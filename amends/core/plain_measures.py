"""Measures read aloud: what is measured, and what is within the figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.call_moments import CALL_MOMENTS
from amends.core.measures import RATES
from amends.core.pack import MeasureRow
from amends.core.plain_hours import hours_in_words
from amends.core.plain_words import Words


def says(words: Words, row: MeasureRow) -> str:
    """Return what a measure says in one language; that nobody owes it as a case's duty stands at the end."""
    title = str(row.title.in_(words.language))
    parts = [part for part in (_between(words, row), _counted(words, row), _limits(words, row)) if part]
    return words.say(f"{title}：{'，'.join(parts)}（指标）", f"{title}: {', '.join(parts)} (a measure)")


def _between(words: Words, row: MeasureRow) -> str:
    if not row.from_:
        return ""
    first = _moment(words, row.from_)
    if not row.to:
        return words.say(f"自{first}起", f"from {first}")
    return words.say(f"从{first}到{_moment(words, row.to)}", f"from {first} to {_moment(words, row.to)}")


def _moment(words: Words, written: Any) -> str:
    """Return a moment of a call, or an event of cases, by its name."""
    if isinstance(written, str) and written in CALL_MOMENTS:
        return words.quoted(CALL_MOMENTS[written].in_(words.language))
    return words.events(written)


def _counted(words: Words, row: MeasureRow) -> str:
    if row.kind not in RATES:
        return ""
    text = _share(words, row)
    if row.within is not None:
        span = words.span(row.within)
        return words.say(f"任意{words.near(span)}内{text}", f"{text} in any {span}")
    windows = {"calendar_month": ("每个自然月", "each calendar month"), "calendar_year": ("每年", "each calendar year")}
    if row.window in windows:
        zh, en = windows[row.window]
        return words.say(f"{zh}{text}", f"{text}, {en}")
    return text


def _share(words: Words, row: MeasureRow) -> str:
    if row.kind == "on_time":
        duties = words.say("、", ", ").join(_duty(words, name) for name in row.duty)
        return words.say(f"{duties}按期完成的比例", f"the share of {duties} met in time")
    of, over = _moment(words, row.of), _moment(words, row.over)
    return words.say(f"{of}占{over}的比例", f"{of} as a share of {over}")


def _duty(words: Words, name: str) -> str:
    row = words.pack.duties.get(name)
    return words.quoted(row.title.in_(words.language) if row else name)


def _limits(words: Words, row: MeasureRow) -> str:
    shown = {key: _figure(words, row, getattr(row, key)) for key in ("at_most", "at_least", "every", "hours")}
    said = {
        "at_most": words.say("不超过{}", "at most {}"),
        "at_least": words.say("不低于{}", "at least {}"),
        "every": words.say("每隔{}一次", "every {}"),
        "hours": words.say("须覆盖{}", "covered {}"),
    }
    parts = [said[key].format(words.near(one)) for key, one in shown.items() if one]
    return words.say("，", ", ").join(parts) or words.say("只统计，不设指标值", "counted only, no figure is set")


def _figure(words: Words, row: MeasureRow, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return words.setting(str(value["setting"]))
    if row.kind == "rings":
        return words.say(f"{value} 声", f"{value} rings")
    if row.kind in RATES:
        return f"{value} %"
    return hours_in_words(str(value)).in_(words.language) if row.kind == "coverage" else words.span(value)
