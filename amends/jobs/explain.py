"""`amends explain PACK …`: a regulation read aloud, what it says of a case, or what a word means in it.

Without more it reads every article with its rows in plain language; ``--row`` and ``--article``
read a part. ``--facts`` asks what a case would get: grade, route, clocks with their derivation,
remedies, parts of the answer; several packs answer side by side (FR-258). ``--word`` says what a
word means in each (FR-256). Exit code 0: said; 1: nothing found; 2: not understood.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from amends.core.finding import BrokenPack
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.refusal import Refused
from amends.jobs.explain_cases import case_in_words, case_of, tried
from amends.jobs.explain_rows import read_rows, word_of
from amends.regulations import folders


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("pack", nargs="*", help="name of a shipped pack, or a folder; default with --word: all shipped")
    parser.add_argument("--article", help="read only this article and its rows")
    parser.add_argument("--row", help="read only the rows of this name")
    parser.add_argument("--facts", help="what a case with these facts would get: JSON, a file of it, or - for input")
    parser.add_argument("--at", type=datetime.fromisoformat, help="when it is told, with its zone; default: now")
    parser.add_argument("--word", help="what this word means in each pack")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="in which it is said")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Explain, print, and return the exit code."""
    try:
        packs = [load(folders.read(folder)) for folder in _folders(options)]
        said = list(_said(options, packs))
    except (FileNotFoundError, UnicodeDecodeError, BrokenPack, Refused, ValueError) as error:
        print(f"amends explain: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps([one for one, _lines in said], ensure_ascii=False, indent=2))
    else:
        print("\n".join(line for _one, lines in said for line in lines) or "—")
    return 0 if said else 1


def _folders(options: argparse.Namespace) -> list[Path]:
    """Return the folders of the packs. Raises ValueError where none is named and one is needed."""
    if not options.pack and not options.word:
        raise ValueError("name a pack")
    return [folders.find(name) for name in options.pack] or list(folders.shipped())


def _said(options: argparse.Namespace, packs: list[Pack]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Yield each answer as JSON and as lines."""
    if options.word:
        yield from (found for pack in packs if (found := word_of(pack, options.word, options.language)))
    elif options.facts is not None:
        facts, at = _facts(options.facts), _moment(options.at)
        yield from (
            (case_of(one), case_in_words(one, options.language)) for one in (tried(p, facts, at) for p in packs)
        )
    else:
        for pack in packs:
            yield from read_rows(pack, article=options.article, row=options.row, language=options.language)


def _facts(given: str) -> dict[str, Any]:
    """Return the facts of a case. Raises ValueError for what is no JSON table."""
    text = sys.stdin.read() if given == "-" else given
    if not text.lstrip().startswith("{"):
        text = Path(given).read_text(encoding="utf-8")
    found = json.loads(text)
    facts = found.get("facts", found) if isinstance(found, dict) else found
    if not isinstance(facts, dict):
        raise ValueError('facts are a table: {"complainants": 5}')
    return facts


def _moment(given: datetime | None) -> datetime:
    at = given or datetime.now(UTC)
    if at.tzinfo is None:
        raise ValueError("write --at with its zone, such as 2026-11-21T14:40:00+08:00")
    return at
