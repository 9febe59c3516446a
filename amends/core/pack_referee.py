"""Rows of a pack about what an 8D may not say: rules of the referee, and words that they share (FR-109)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import field_validator

from amends.core.pack_rows import EightDField, Id, Row
from amends.core.text import Text


class RefereeWords(Row):
    """Words under one name, which rules write as <name> for any of them.

    In a wording ``…`` stands for up to twelve words and ``..`` for up to four with no comma between, ``*`` for the
    rest of a Latin word, ``<another group>`` for any word of that group, ``<number>`` for figures or a number word,
    ``<figures>`` for figures, ``<amount>`` for figures that no letter or limit stands before, ``<date>`` for month and
    day, ``<decimal>``, ``<character>`` for a Chinese character, ``<word>`` for a Latin word, ``<things>`` for one in s.
    """

    id: Id
    words: tuple[str, ...]  # its wordings
    unless: tuple[str, ...] = ()  # no hit where one of these stands at the same place


class RefereeNeed(Row):
    """One thing that a field has to say; any of its words says it."""

    id: Id
    title: Text  # what is missed when it is not said
    words: tuple[str, ...]  # any of these says it


class RefereeRow(Row):
    """A rule of the referee: what stands against a field of an 8D, and what would pass."""

    id: Id
    article: str
    code: str  # the class of the objection: HE1, restated, …
    looks_for: Literal["said", "lacking", "empty", "restated", "untouched", "copied", "weighed"]  # how it judges
    reads: tuple[EightDField, ...]  # the fields that it judges
    words: tuple[str, ...] = ()  # said: what is objected to; lacking: only where one is said; empty: what says nothing
    unless: tuple[str, ...] = ()  # excuses in the same sentence
    made_good_by: tuple[str, ...] = ()  # excuses in any clause of the field that does not say the words
    needs: tuple[RefereeNeed, ...] = ()  # lacking: what the field has to say
    at_least: int = 0  # lacking: so many of its needs suffice (0: all); else: so many words it has
    at_most: int = 0  # restated: so much is new, untouched: in common (characters, beginnings of words, figures)
    in_sentence: bool = False  # lacking: looked for in the sentence that says the words, and the next, not the field
    unless_empty: bool = False  # lacking: nothing is lacked where nothing is written
    unless_light: bool = False  # not where the field, word by word, reads like good ones
    share: int = 0  # per cent: of the clauses; empty, copied: alike so far; restated: new, untouched: in common
    beside: tuple[EightDField, ...] = ()  # the fields it is compared with
    only_with: tuple[EightDField, ...] = ()  # compared only where one of these is written (none named: always)
    apart: tuple[str, ...] = ()  # groups whose words say nothing: in a comparison, or as a clause
    same: tuple[str, ...] = ()  # groups whose words count as one word in a comparison
    language: Literal["", "zh", "en"] = ""  # it judges only fields written in it
    alone: int = 0  # of no effect since decision 0028; versions that were published with it still load
    weights: tuple[str, ...] = ()  # the same
    says: Text  # the objection; {lacking} and {earlier} are filled in
    passes: Text  # what would pass

    @field_validator("unless_light", mode="before")
    @classmethod
    def _switched(cls, value: Any) -> Any:
        """Return whether the figure of an older version is more than nothing."""
        return bool(value) if isinstance(value, int) else value
