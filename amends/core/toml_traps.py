"""Traps of TOML, and the place in a pack at which one stands: a time without a zone, a number for text, a bomb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from amends.core.finding import Finding
from amends.core.text import Text

PART = r"""(?:[\w\-]++|"(?:[^"\\\n]|\\.){0,200}+"|'[^'\n]{0,200}+')"""
LONG_KEY = re.compile(rf"(?<![\w\-]){PART}(?:[ \t]*+\.[ \t]*+{PART}){{200}}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the texts of a pack something stands."""

    file: str
    table: str = ""
    nth: int = 0
    row: str = ""
    article: str = ""

    def finding(self, kind: str, *, zh: str, en: str, key: str = "") -> Finding:
        """Return a finding about this place."""
        return Finding(
            kind, Text(zh=zh, en=en), file=self.file, table=self.table, nth=self.nth,
            row=self.row, article=self.article, key=key,
        )  # fmt: skip


def has_long_key(text: str) -> bool:
    """Return whether a key has hundreds of parts: reading ``a.a.a…`` takes the square of them in time."""
    return LONG_KEY.search(text) is not None


def deeper(value: Any, most: int) -> bool:
    """Return whether tables and lists lie in each other more than so many times; found without going in deeper."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return most < 0 or any(deeper(one, most - 1) for one in inner)


def dotted(entry: dict[str, Any], place: Place) -> Iterator[Finding]:
    """Yield that an id has dots; those are for paths."""
    if isinstance(entry.get("id"), str) and "." in entry["id"]:
        yield place.finding(
            "dotted_id", zh=f"编号“{entry['id']}”不能含点号", en=f"an id has no dots: “{entry['id']}”", key="id"
        )


def odd_values(value: Any, place: Place, key: str = "") -> Iterator[Finding]:
    """Yield the traps of TOML: a time without a zone, a time of day, an article number that is not text."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from odd_values(inner, place, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for nth, inner in enumerate(value):
            yield from odd_values(inner, place, f"{key}.{nth}")
    elif isinstance(value, datetime) and value.tzinfo is None:
        yield place.finding("naive_time", zh=f"时刻 {value} 没有时区", en=f"the time {value} has no zone", key=key)
    elif isinstance(value, time):
        yield place.finding(
            "naive_time",
            zh=f'时刻 {value} 请写成文本，如 "17:00"',
            en=f"write the time of day {value} as text",
            key=key,
        )
    elif key.rpartition(".")[2] in ("article", "no") and not isinstance(value, str):
        yield place.finding(
            "article_not_text", zh=f"条款号须写成文本：\"{value}\" 而非 {value}",
            en=f"an article number is text: write \"{value}\", not {value}", key=key,
        )  # fmt: skip
