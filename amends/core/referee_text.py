"""A field of an 8D as the referee reads it: sentences with their places, clauses, folded letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from amends.core.wording import folded_with_places

_ENDS = re.compile(r"[。！？!?；;｡\n\r]+|\.(?=\s*$)|\.(?=\s+[A-Z一-鿿\"“(\[])|\.(?=[一-鿿])")
_BETWEEN = re.compile(
    r"(?<!\d),|,(?!\d)|[、:()—–]|同时|并且|(?<!合)并(?![非联排行列])|以便|从而|因为|由于|导致|但"
    r"|\b(?:and|because|since|so that|which|whereas|while|but)\b"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a field: where it stands as written, and its letters as they are compared."""

    start: int
    end: int
    folded: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where folded letters stand in the field as written."""
        return self.start + self.places[start], self.start + self.places[end - 1] + 1

    @cached_property
    def clause_spans(self) -> tuple[tuple[int, int], ...]:
        """Where its parts between commas and the like stand, folded; not those that have no letter."""
        edges = [0, *(edge for found in _BETWEEN.finditer(self.folded) for edge in found.span()), len(self.folded)]
        spans = zip(edges[::2], edges[1::2], strict=True)
        return tuple(span for span in spans if any(letter.isalnum() for letter in self.folded[slice(*span)]))

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """Its parts, folded."""
        return tuple(self.folded[start:end].strip() for start, end in self.clause_spans)


@dataclass(frozen=True)
class Written:
    """One field of an 8D: its text as written, and its sentences."""

    field: str
    text: str

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of either language; a line of a list counts as one."""
        return tuple(_sentence(self.text, start, end) for start, end in _bounds(self.text))

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """The clauses of all sentences."""
        return tuple(clause for sentence in self.sentences for clause in sentence.clauses)

    @cached_property
    def folded(self) -> str:
        """The whole field as it is compared; sentences stay apart."""
        return "\n".join(sentence.folded for sentence in self.sentences)


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _ENDS.finditer(text):
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    said = text[start:end]
    if any(letter.isalnum() for letter in said):
        yield start + len(said) - len(said.lstrip()), start + len(said.rstrip())


def _sentence(text: str, start: int, end: int) -> Sentence:
    folded, places = folded_with_places(text[start:end])
    return Sentence(start, end, folded, tuple(places))
