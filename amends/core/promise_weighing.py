"""Does a clause read like those that promise? Its words weighed, one by one (FR-140, decision 0025).

The weights were learned from labelled texts (`promise_weights`); the same text weighs the same every time. Weighed are
the clause itself, in which times and figures count as such whatever they are, and the words of the clauses beside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from amends.core.promise_clauses import Clause
from amends.core.promise_times import Told

BASE, NEIGHBOUR, NONE, FIRST, ASKS, QUOTED = "<base>", 0.5, "∅", "<first>", "<asks>", "<quoted>"
AHEAD, OVER, FIGURE = "⌛", "⌚", "#"
SCALE = 3.0
"""How much all words of a clause count together, times the root of their number."""
_FIGURE = re.compile(r"\d[\d.,:]*")
_WORDS = {True: re.compile(r"[a-z']+|\S"), False: re.compile(r"[a-z']+|[#⌛⌚?!$%]")}

Signs = dict[str, float]


def weights(
    clauses: Sequence[Clause], times: Sequence[Told], at: datetime, *, words: Mapping[bool, Signs]
) -> list[float]:
    """Return for each clause of a text how it reads: above nought like a promise, the farther the surer.

    ``at``: when it was said; ``words``: what each sign weighs, in Chinese texts and in others.
    """
    weighs = words[any(one.is_chinese for one in clauses)]
    return [sum(much * weighs.get(sign, 0.0) for sign, much in one.items()) for one in signs(clauses, times, at)]


def signs(clauses: Sequence[Clause], times: Sequence[Told], at: datetime) -> Iterator[Signs]:
    """Yield for each clause of a text what is weighed of it, and how much each sign counts."""
    chinese = any(one.is_chinese for one in clauses)
    read = [_words(_masked(one, times, at), chinese=chinese) for one in clauses]
    for nth, clause in enumerate(clauses):
        own = _counted(_alone_and_in_pairs(read[nth], chinese=chinese), SCALE)
        before = read[nth - 1] if nth else None
        after = read[nth + 1] if nth + 1 < len(read) else None
        told = {BASE: 1.0, FIRST: float(not nth), ASKS: float(clause.asks), QUOTED: float(clause.quoted)}
        yield own | _beside("<", before) | _beside(">", after) | told


def _masked(clause: Clause, times: Sequence[Told], at: datetime) -> str:
    """Return the words of a clause with a mark for each time, by whether it is over, and for each figure."""
    text = clause.text
    for one in sorted((one for one in times if clause.start <= one.start < clause.end), key=lambda one: -one.start):
        mark = AHEAD if one.due is None or at < one.due else OVER
        text = text[: one.start - clause.start] + mark + text[min(one.end, clause.end) - clause.start :]
    return _FIGURE.sub(FIGURE, text.lower())


def _words(text: str, *, chinese: bool) -> list[str]:
    return _WORDS[chinese].findall(text)


def _alone_and_in_pairs(words: Sequence[str], *, chinese: bool) -> set[str]:
    edged = ["^", *words, "$"]
    join = "" if chinese else "_"
    return set(words) | {join.join(edged[nth : nth + 2]) for nth in range(len(edged) - 1)}


def _counted(found: set[str], much: float) -> Signs:
    each = much / math.sqrt(len(found) or 1)
    return dict.fromkeys(sorted(found), each)


def _beside(mark: str, words: Sequence[str] | None) -> Signs:
    """Return the signs of the clause before or after; where there is none, that is a sign too."""
    if words is None:
        return {mark + NONE: NEIGHBOUR}
    return {mark + word: much for word, much in _counted(set(words), NEIGHBOUR * SCALE).items()}
