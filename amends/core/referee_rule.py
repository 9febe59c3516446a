"""One rule of the referee, ready to judge: what it looks for, where, and what it says (FR-109)."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from amends.core.pack_referee import RefereeRow
from amends.core.referee_content import Content, alike, length, runs, runs_of_many, stands_in, weight
from amends.core.referee_patterns import Hit, Patterns
from amends.core.referee_text import Sentence, Written
from amends.core.referee_weighing import HEAVY, HEAVY_ALONE, LIGHT, heaviest, language, weigh
from amends.core.text import Text

FEW = 3
"""So many fields are judged nearly alone."""


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A field of an earlier 8D about another object; ``of`` is the number under which people know that 8D.

    ``runs``: those of the text where they are kept; then the text itself is not read.
    """

    of: str
    text: str = ""
    runs: array[int] | None = None


class Earlier:
    """The earlier 8Ds beside some fields: only texts that have a run of words in common with these are looked at."""

    def __init__(self, texts: Iterable[EarlierText], fields: Mapping[str, Written]) -> None:
        """Take the texts in the order in which they are named."""
        self._texts, self._fields = tuple(texts), fields

    @cached_property
    def touching(self) -> tuple[tuple[str, array[int]], ...]:
        """The 8Ds with the runs of their texts: read once for all fields, when the first one asks."""
        known = runs_of_many(one.text for one in self._texts if one.runs is None)
        ours = frozenset(run for field in self._fields.values() for run in runs(field.folded))
        told = ((one.of, known[one.text] if one.runs is None else one.runs) for one in self._texts)
        return tuple(one for one in told if not ours.isdisjoint(one[1]))


@dataclass(frozen=True, slots=True)
class RefereeObjection:
    """One thing against an 8D. ``start`` and ``end`` are places in the field as written; both 0: the field lacks it."""

    rule: str
    code: str
    article: str
    field: str
    start: int
    end: int
    sentence: str
    says: Text
    passes: Text


@dataclass(frozen=True)
class Rule:
    """A row ready to judge."""

    row: RefereeRow
    words: Patterns
    unless: Patterns
    made_good_by: Patterns
    needs: tuple[tuple[Text, Patterns], ...]
    content: Content

    @property
    def weighs(self) -> bool:
        """Return whether it weighs a field, which is done when no other rule has found anything in it."""
        return self.row.looks_for == "weighed"

    @property
    def patterns(self) -> tuple[Patterns, ...]:
        """Return all that it looks for."""
        needed = (patterns for _, patterns in self.needs)
        return (self.words, self.unless, self.made_good_by, *needed, *self.content.patterns)

    def against(
        self, fields: Mapping[str, Written], earlier: Earlier, refused: Collection[str] = ()
    ) -> Iterator[RefereeObjection]:
        """Yield what stands against the fields that it reads; one that weighs leaves out those refused already."""
        judge = JUDGES[self.row.looks_for]
        for name in self.row.reads:
            if self.weighs and name in refused:
                continue
            if name in fields and self._speaks(fields[name]) and not self._made_good(fields[name]):
                yield from judge(self, fields[name], fields, earlier)

    def _speaks(self, field: Written) -> bool:
        return self.row.language in ("", language(field))

    def _made_good(self, field: Written) -> bool:
        return any(self.made_good_by.first(one) and not self.words.first(one) for one in field.clauses)

    def hits(self, field: Written) -> Iterator[tuple[Sentence, Hit]]:
        """Yield the first place of each sentence that says one of the words, unless the sentence excuses it.

        With a share, only where so many of the field's clauses say them; clauses that say nothing do not count.
        """
        if self.row.share and not self._said_by_most(field):
            return
        for sentence in field.sentences:
            hit = self.words.first(sentence.folded)
            if hit and not self.unless.first(sentence.folded):
                yield sentence, hit

    def _said_by_most(self, field: Written) -> bool:
        saying = sum(1 for one in field.clauses if self.words.first(one))
        silent = sum(1 for one in field.clauses if not self.words.first(one) and not self.content.nothing_in(one))
        return saying > 0 and 100 * saying >= self.row.share * (saying + silent)

    def beside(self, field: Written, fields: Mapping[str, Written]) -> tuple[Written, ...]:
        """Return the fields that the rule compares with, those that say nothing left out."""
        names = [name for name in self.row.beside if name in fields and name != field.field and fields[name].clauses]
        is_judged = not self.row.only_with or any(name in names for name in self.row.only_with)
        return tuple(fields[name] for name in names) if is_judged else ()

    def few(self, grains: frozenset[str], of: frozenset[str]) -> bool:
        """Return whether some grains of content are next to nothing: by their share, and however long the field."""
        return weight(grains) <= self.row.at_most and 100 * weight(grains) <= self.row.share * weight(of)

    def is_misread(self, field: Written) -> bool:
        """Return whether a field reads so much like good ones that what the rule found there is not meant so."""
        return self.row.unless_light and weigh(field) < LIGHT

    def at(self, field: Written, sentence: Sentence, hit: Hit, **filled: Text) -> RefereeObjection:
        """Return the objection against a place of a sentence."""
        start, end = sentence.span(hit.start, hit.end)
        return self._objection(field, start, end, field.text[sentence.start : sentence.end], filled)

    def of_all(self, field: Written, **filled: Text) -> RefereeObjection:
        """Return the objection against a whole field; of one that is empty, at its beginning."""
        first = field.sentences[0] if field.sentences else None
        said = field.text[first.start : first.end] if first else ""
        return self._objection(field, first.start if first else 0, first.end if first else 0, said, filled)

    def _objection(
        self, field: Written, start: int, end: int, sentence: str, filled: Mapping[str, Text]
    ) -> RefereeObjection:
        row = self.row
        says = _filled(row.says, filled)
        return RefereeObjection(row.id, row.code, row.article, field.field, start, end, sentence, says, row.passes)


_Judge = Callable[[Rule, Written, Mapping[str, Written], Earlier], Iterator[RefereeObjection]]


def _said(rule: Rule, field: Written, fields: Mapping[str, Written], _: object) -> Iterator[RefereeObjection]:
    """Object to each sentence that says it."""
    yield from (rule.at(field, sentence, hit) for sentence, hit in rule.hits(field))


def _lacking(rule: Rule, field: Written, fields: Mapping[str, Written], _: object) -> Iterator[RefereeObjection]:
    """Object to a field that does not say what it has to; with words, only where one of them is said."""
    about = next(rule.hits(field), None)
    if (rule.row.words and not about) or (rule.row.unless_empty and not field.clauses):
        return
    text = _around(field, about[0]) if about and rule.row.in_sentence else field.folded
    lacking = [title for title, words in rule.needs if not words.first(text)]
    if len(rule.needs) - len(lacking) >= (rule.row.at_least or len(rule.needs)):
        return
    said = Text(zh="、".join(one.zh for one in lacking), en=", ".join(one.en for one in lacking))
    yield rule.at(field, *about, lacking=said) if about else rule.of_all(field, lacking=said)


def _around(field: Written, sentence: Sentence) -> str:
    at = field.sentences.index(sentence)
    return "\n".join(one.folded for one in field.sentences[at : at + 2])


def _empty(rule: Rule, field: Written, fields: Mapping[str, Written], _: object) -> Iterator[RefereeObjection]:
    """Object to a field that is blank, says nothing, or only says what a field beside it says."""
    rest = rule.words.without(field.folded)
    repeats = rule.row.share and any(
        alike(field.folded, other.folded) >= rule.row.share / 100 for other in rule.beside(field, fields)
    )
    if repeats or length(rest) < max(1, rule.row.at_least):
        yield rule.of_all(field)


def _restated(rule: Rule, field: Written, fields: Mapping[str, Written], _: object) -> Iterator[RefereeObjection]:
    """Object to a cause of which next to nothing is new beside what it explains."""
    others, mine = rule.beside(field, fields), rule.content.of(field)
    new = mine - rule.content.of(*others)
    if others and field.clauses and rule.few(new, mine):
        yield rule.of_all(field)


def _untouched(rule: Rule, field: Written, fields: Mapping[str, Written], _: object) -> Iterator[RefereeObjection]:
    """Object to an action that has next to nothing in common with the causes beside it, of whichever says less.

    One word in common with a short cause is a good part of it.
    """
    others, mine = rule.beside(field, fields), rule.content.of(field)
    causes = rule.content.of(*others)
    if others and field.clauses and rule.few(mine & causes, min(mine, causes, key=weight)):
        yield rule.of_all(field)


def _copied(rule: Rule, field: Written, fields: Mapping[str, Written], earlier: Earlier) -> Iterator[RefereeObjection]:
    """Object to a field of which most stands word for word in an earlier 8D."""
    if length(field.folded) < rule.row.at_least:
        return
    mine, share = frozenset(runs(field.folded)), rule.row.share / 100
    for of, other in earlier.touching if mine else ():
        if stands_in(mine, other, share):
            yield rule.of_all(field, earlier=Text(zh=of, en=of))
            return


def _weighed(rule: Rule, field: Written, fields: Mapping[str, Written], _: object) -> Iterator[RefereeObjection]:
    """Object to a field that reads like those that were refused, at its heaviest clause.

    Of ten fields judged together one seems heavy by chance sooner than one of two: then it takes more.
    """
    few = sum(1 for one in fields.values() if one.clauses) <= FEW
    if field.clauses and weigh(field) > (HEAVY_ALONE if few else HEAVY):
        sentence, start, end = heaviest(field)
        yield rule.at(field, sentence, Hit(start, end))


JUDGES: dict[str, _Judge] = {
    "said": _said, "lacking": _lacking, "empty": _empty, "restated": _restated, "untouched": _untouched,
    "copied": _copied, "weighed": _weighed,
}  # fmt: skip


def _filled(text: Text, filled: Mapping[str, Text]) -> Text:
    zh, en = text.zh, text.en
    for name, by in filled.items():
        zh, en = zh.replace(f"{{{name}}}", by.zh), en.replace(f"{{{name}}}", by.en)
    return Text(zh=zh, en=en)
