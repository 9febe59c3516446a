"""What two fields of an 8D have in common: content words, and runs of words that were copied (FR-109).

Chinese is compared by its characters, other text by the beginnings of its words, and figures as they are: lists of
words did not carry to other writers, these grains did (decision 0022). What a rule sets apart (words of every report)
says nothing, and words of one group count as one.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b

from amends.core.pack_referee import RefereeRow, RefereeWords
from amends.core.referee_patterns import Patterns
from amends.core.referee_text import Written
from amends.core.wording import folded_together

SHINGLE = 5
"""So many words (Chinese: characters) in a row are one piece of text that may have been copied."""
_RUNS = re.compile(r"⟦\S+?⟧|[a-z]+|[一-鿿]|\d[\d.,]*")
_WORDS = re.compile(r"[a-z0-9]+|[一-鿿]")
_ENDINGS = ("ation", "ingly", "ness", "ment", "ing", "ion", "ed", "ly", "er", "e")
SHORTEST = 3
"""A Latin word of fewer letters has no content."""
GRAIN = 5
"""So many letters of a Latin word tell what it is about: "tightening" and "tightness" are one."""

LATIN = 1.5
"""So many Chinese characters say as much as a Latin word."""

MOST_KNOWN = 8192
_KNOWN: dict[str, array[int]] = {}
"""The runs of texts that stand in earlier 8Ds, kept in the process: whoever types asks for them again and again."""


class Content:
    """Reads the content of fields as one rule compares them."""

    def __init__(self, row: RefereeRow, groups: Mapping[str, RefereeWords]) -> None:
        """Take the rule's words that say nothing, and those that count as one."""
        self._apart = Patterns(tuple(f"<{name}>" for name in row.apart), groups)
        self._same = {name: Patterns((f"<{name}>",), groups) for name in row.same}

    @property
    def patterns(self) -> tuple[Patterns, ...]:
        """Return the words that it looks for."""
        return self._apart, *self._same.values()

    def of(self, *fields: Written) -> frozenset[str]:
        """Return the grains of content of some fields."""
        return frozenset(grain for field in fields for grain in self._grains(field.folded))

    def nothing_in(self, clause: str) -> bool:
        """Return whether a clause says one of the words that say nothing."""
        return self._apart.first(clause) is not None

    def _grains(self, text: str) -> Iterator[str]:
        for name, patterns in self._same.items():
            text = patterns.marked(text, f"⟦{name}⟧")
        for run in _RUNS.findall(self._apart.without(text)):
            if not run[0].isascii() or run[0].isdigit():
                yield run
            elif len(run) >= SHORTEST:
                yield stem(run)[:GRAIN]


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """Return a Latin word without its ending, so that "bending" and "bends" are one."""
    if len(word) > SHORTEST and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > SHORTEST and word[-1] == word[-2] else word


def weight(grains: frozenset[str]) -> float:
    """Return how much some grains say in Chinese characters; a Latin word says as much as one and a half."""
    return sum(LATIN if grain.isascii() and grain.isalpha() else 1 for grain in grains)


def length(text: str) -> int:
    """Return how many words (Chinese: characters) a folded text has."""
    return len(_WORDS.findall(text))


def runs(folded: str) -> array[int]:
    """Return the runs of words of a folded text by their hashes: eight bytes each, for texts kept by thousands.

    One that stands there twice is in it twice: to find that out takes longer than to read it again. The hashes are the
    same in every process, because words are numbered first: Python salts what it makes of words, not of numbers.
    """
    words = [*map(_number, _WORDS.findall(folded))]
    return array("q", map(hash, zip(*(words[at:] for at in range(SHINGLE)), strict=False)))


@lru_cache(maxsize=65_536)
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little", signed=True)


def runs_of_many(texts: Iterable[str]) -> dict[str, array[int]]:
    """Return the runs of texts as they were written; those that were asked for lately are known already."""
    wanted = dict.fromkeys(texts)
    found = {text: known for text in wanted if (known := _KNOWN.get(text)) is not None}
    new = [text for text in wanted if text not in found]
    read = dict(zip(new, map(runs, folded_together(new)), strict=True))
    if len(_KNOWN) + len(new) > MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN.update(read)
    return found | read


def stands_in(mine: frozenset[int], other: array[int], share: float) -> bool:
    """Return whether such a share of some runs is among those of another text; a shorter one is not looked through."""
    least = share * len(mine)
    return len(other) >= least and len(mine.intersection(other)) >= least


def alike(one: str, other: str) -> float:
    """Return which share of the first folded text stands in the second, from 0 to 1."""
    mine = frozenset(runs(one))
    if not mine:
        return float(bool(one) and one == other)
    return len(mine.intersection(runs(other))) / len(mine)
