"""`amends diff OLD NEW`: what differs between two versions of a regulation, article by article, row by row.

Rows are read aloud as they were and as they are. Exit code 0: they say the same; 1: they differ;
2: one of them cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from amends.core.comparing_packs import Change, by_article, diff
from amends.core.finding import BrokenPack
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.text import Text
from amends.regulations import folders

SIGNS = {"added": "+", "removed": "-", "changed": "~"}
PROOF = "example"
"""Stories prove a pack and are no part of what it says."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("old", help="name of a shipped pack, or a folder")
    parser.add_argument("new", help="name of a shipped pack, or a folder")
    parser.add_argument("--article", help="only this article")
    parser.add_argument("--examples", action="store_true", help="compare the stories too")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="in which rows are read aloud")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Compare, print, and return the exit code."""
    try:
        old, new = _read(options.old), _read(options.new)
    except (FileNotFoundError, UnicodeDecodeError, BrokenPack) as error:
        print(f"amends diff: {error}", file=sys.stderr)
        return 2
    changes = tuple(
        one
        for one in diff(old, new)
        if (options.examples or one.table != PROOF) and options.article in (None, one.article)
    )
    print(json.dumps([as_json(one) for one in changes], ensure_ascii=False, indent=2) if options.json else
          _in_words(changes, new, old, options.language))  # fmt: skip
    return 1 if changes else 0


def _read(name: str) -> Pack:
    return load(folders.read(folders.find(name)))


def as_json(one: Change) -> dict[str, Any]:
    """Return a change with both readings in both languages."""
    return {
        "kind": one.kind, "table": one.table, "row": one.row, "article": one.article,
        "old": _both(one.old_says), "new": _both(one.new_says),
        "parts": [{"key": part.key, "old": _both(part.old), "new": _both(part.new)} for part in one.parts],
    }  # fmt: skip


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _in_words(changes: tuple[Change, ...], new: Pack, old: Pack, language: str) -> str:
    lines: list[str] = []
    for no, several in by_article(changes).items():
        article = new.articles.get(no) or old.articles.get(no)
        lines.append(f"{no} {article.text.in_(language)}" if article else no or new.title.in_(language))
        lines += [line for one in several for line in _lines(one, language)]
    return "\n".join([*lines, f"{len(changes)} changes in {len(by_article(changes))} places"])


def _lines(one: Change, language: str) -> list[str]:
    old, new = one.old_says.in_(language), one.new_says.in_(language)
    head = f"  {SIGNS[one.kind]} {one.table} {one.row}"
    if one.kind != "changed":
        return [f"{head}: {new or old}"]
    said = [f"      - {old}", f"      + {new}"] if old != new else []
    return [head, *said, *(f"        {p.key}: {p.old.in_(language)} → {p.new.in_(language)}" for p in one.parts)]
