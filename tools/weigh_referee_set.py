"""The labelled fields from which the referee's weights are learned."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amends.core.pack import Pack
from amends.core.referee import referee

OF_THE_WHOLE = {"restated", "untouched_cause", "copied", "HE6", "HE8", "unanswered"}
"""Faults that lie in what stands beside a field, and those of a standard that says something else well."""


@dataclass(frozen=True)
class Labelled:
    """A field of a labelled set: which part it is of, and whether it is to be refused."""

    part: str
    field: str
    language: str
    text: str
    bad: bool


def fields(development: Path, pack: Pack) -> Iterator[Labelled]:
    """Yield sentences, the fields of good reports, and those of bad ones in which a rule finds what is labelled."""
    for folder in sorted({file.parent for file in development.rglob("*s.toml")}):
        for one in rows_of(folder, "sentence"):
            if not OF_THE_WHOLE & set(one["rules"]):
                yield Labelled(folder.name, one["field"], one["lang"], one["text"], one["label"] == "bad")
        for one in rows_of(folder, "report"):
            judged = one["fields"] if one["label"] == "good" else _found_wrong(pack, one)
            for name in sorted(judged):
                if text := one["fields"].get(name, "").strip():
                    yield Labelled(folder.name, name, one["lang"], text, one["label"] == "bad")


def rows_of(folder: Path, kind: str) -> list[dict[str, Any]]:
    """Return the sentences or reports of one folder, without those below it."""
    file = folder / f"{kind}s.toml"
    return list(tomllib.loads(file.read_text("utf-8"))[kind]) if file.exists() else []


def _found_wrong(pack: Pack, report: Mapping[str, Any]) -> set[str]:
    wanted = set(report["rules"]) - OF_THE_WHOLE
    found = referee(pack.referee, report["fields"], words=pack.referee_words)
    return {one.field for one in found if one.code in wanted}
