"""Does a field read like those that were refused? Its grains weighed, as rows of the pack say (FR-109, decision 0024).

A grain is a Chinese character, or the first letters of a Latin word; figures count as one. The weights were learned
from labelled reports and are rows like all others: the same text weighs the same every time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from amends.core.pack_referee import RefereeRow, RefereeWords
from amends.core.referee_content import GRAIN, SHORTEST, stem
from amends.core.referee_patterns import Patterns
from amends.core.referee_text import Written

BASE, EACH_FIGURE, NO_FIGURE, LENGTH, CLAUSE = "<base>", "<each_figure>", "<no_figure>", "<length>", "<clause>"
MEASURED = (BASE, EACH_FIGURE, NO_FIGURE, LENGTH, CLAUSE)
"""Names in angle brackets that weigh the whole field; any other is a group of words."""
FIGURE = "#"
MOST_FIGURES = 4
"""More figures than these weigh no more."""
CHINESE = 4
"""A text with so many Chinese characters is read as Chinese."""
NAMED = 3
"""So many of its words are named in the objection."""
_NUMBER_WORDS = frozenset(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty")
    + ("forty", "fifty", "sixty", "hundred")
)
_PIECES = re.compile(r"[a-z]+|[一二三四五六七八九十百千万两]{2,}|[一-鿿]|\d[\d.,]*")
"""Two Chinese numerals in a row are a figure; one alone may be part of another word."""
_HAN = re.compile(r"[一-鿿]")


@dataclass(frozen=True)
class Signs:
    """What is weighed of a text."""

    grains: frozenset[str]
    figures: int
    length: float
    clauses: int

    @property
    def measured(self) -> dict[str, float]:
        """Return how much of each measure there is."""
        return {
            BASE: 1.0, EACH_FIGURE: min(self.figures, MOST_FIGURES), NO_FIGURE: float(not self.figures),
            LENGTH: math.log1p(self.length), CLAUSE: self.clauses,
        }  # fmt: skip

    @property
    def each(self) -> float:
        """Return how much each grain of many counts."""
        return 1 / math.sqrt(len(self.grains)) if self.grains else 0.0


def language(field: Written) -> str:
    """Return the language in which a field is written."""
    return "zh" if len(_HAN.findall(field.folded)) >= CHINESE else "en"


def signs(field: Written) -> Signs:
    """Return what is weighed of a field. A word counts like one and two thirds of a Chinese character in length."""
    pieces = _PIECES.findall(field.folded)
    chinese = language(field) == "zh"
    return Signs(
        frozenset(map(grain, pieces)),
        sum(1 for one in pieces if grain(one) == FIGURE),
        len(_HAN.findall(field.folded)) / 1.7 if chinese else len(field.folded.split()),
        len(field.clauses),
    )


def grain(piece: str) -> str:
    """Return the grain of a word, character or figure."""
    if piece[0].isdigit() or piece in _NUMBER_WORDS or (len(piece) > 1 and not piece.isascii()):
        return FIGURE
    return stem(piece)[:GRAIN] if piece.isascii() and len(piece) > SHORTEST else piece


@dataclass(frozen=True)
class Scale:
    """The weights of a rule, ready to weigh; above nothing is too heavy."""

    row: RefereeRow
    groups: Mapping[str, RefereeWords]

    @cached_property
    def weights(self) -> dict[str, float]:
        """Return what each grain, group and measure weighs."""
        return {name: float(weight) for name, weight in (one.rsplit(" ", 1) for one in self.row.weights)}

    @cached_property
    def _patterns(self) -> dict[str, Patterns]:
        return {
            name: Patterns((name,), self.groups) for name in self.weights if name[0] == "<" and name not in MEASURED
        }

    def weigh(self, field: Written) -> float:
        """Return how heavy a field is."""
        found = signs(field)
        whole = sum(self.weights.get(name, 0.0) * much for name, much in found.measured.items())
        said = sum(self.weights[name] for name, words in self._patterns.items() if words.first(field.folded))
        return whole + said + found.each * sum(self.weights.get(one, 0.0) for one in found.grains)

    def heaviest(self, field: Written) -> tuple[str, ...]:
        """Return the words of a field that weigh the most against it, at most three; short ones where no other."""
        runs = [words for _, words in sorted(self._runs(field.folded), reverse=True)]
        long = [words for words in runs if len(words) > SHORTEST or not words.isascii()]
        return tuple(dict.fromkeys(long or runs))[:NAMED] or ("…",)

    def _runs(self, folded: str) -> Iterator[tuple[float, str]]:
        """Yield each run of characters, or each word, that weighs against the field."""
        run, heavy, end = "", 0.0, -1
        for found in _PIECES.finditer(folded):
            of = grain(found.group())
            weight = self.weights.get(of, 0.0) if of != FIGURE else 0.0
            joined = found.start() == end and not found.group().isascii()
            if run and (weight <= 0 or not joined):
                yield heavy, run
                run, heavy = "", 0.0
            if weight > 0:
                run, heavy, end = run + found.group(), heavy + weight, found.end()
        if run:
            yield heavy, run
