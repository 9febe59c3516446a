"""The referee of an 8D: reads what was written and objects beside the sentence (FR-109, FR-110).

Rules and words are rows of the pack; nothing here knows a word of the trade. The same report gets the same
objections every time: no clock, no network, no chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from amends.core.pack_referee import RefereeRow, RefereeWords
from amends.core.referee_content import Content
from amends.core.referee_patterns import Patterns
from amends.core.referee_rule import Earlier, EarlierText, RefereeObjection, Rule
from amends.core.referee_text import Written

__all__ = ["EarlierText", "RefereeObjection", "ready", "referee"]


def referee(
    rules: Iterable[RefereeRow],
    report: Mapping[str, str],
    *,
    words: Iterable[RefereeWords] = (),
    earlier: Iterable[EarlierText] = (),
) -> tuple[RefereeObjection, ...]:
    """Return everything that stands against an 8D, in the order of its fields; empty: it passes (FR-109, FR-110).

    ``rules`` and ``words`` are ``pack.referee`` and ``pack.referee_words``. A field that is not a key of ``report``
    is not judged yet; one that is there and empty is. Raises UnknownGroup for a rule that names no group of words.
    """
    fields = {name: Written(name, text) for name, text in report.items()}
    found = _once(_rules(tuple(rules), tuple(words)), fields, Earlier(earlier, fields))
    order = {name: nth for nth, name in enumerate(report)}
    return tuple(sorted(found, key=lambda one: (order[one.field], one.start, one.end)))


def ready(rules: Iterable[RefereeRow], words: Iterable[RefereeWords]) -> Iterator[None]:
    """Make what judging takes, a piece at a time: else the first report of a process waits for all of it.

    Raises UnknownGroup for a rule that names no group of words.
    """
    for rule in _rules(tuple(rules), tuple(words)):
        for patterns in rule.patterns:
            patterns.first("")
            yield


_SAID_ONCE = ("said", "untouched")
"""What several rows may find at the same place; the first of them speaks."""


def _once(rules: tuple[Rule, ...], fields: Mapping[str, Written], earlier: Earlier) -> Iterator[RefereeObjection]:
    """Yield the objections; what an earlier row says of a sentence by the same code is not said of it again.

    A field is weighed when no rule has found anything in it: what a rule says is more exact.
    """
    said: set[tuple[str, str, str]] = set()
    refused: set[str] = set()
    for rule in sorted(rules, key=lambda one: one.weighs):
        for one in rule.against(fields, earlier, refused):
            key = (one.code, one.field, one.sentence)
            if (rule.row.looks_for in _SAID_ONCE and key in said) or rule.is_misread(fields[one.field]):
                continue
            if rule.row.looks_for in _SAID_ONCE:
                said.add(key)
            refused.add(one.field)
            yield one


@lru_cache(maxsize=32)
def _rules(rows: tuple[RefereeRow, ...], words: tuple[RefereeWords, ...]) -> tuple[Rule, ...]:
    """Return rows ready to judge; kept, because making the patterns takes longer than reading a report."""
    groups = {one.id: one for one in words}
    return tuple(
        Rule(
            row,
            Patterns(row.words, groups),
            Patterns(row.unless, groups),
            Patterns(row.made_good_by, groups),
            tuple((need.title, Patterns(need.words, groups)) for need in row.needs),
            Content(row, groups),
        )
        for row in rows
    )
