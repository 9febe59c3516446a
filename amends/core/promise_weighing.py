"""Does a clause read like those that promise, and is it the same promise as the one before? Signs weighed, one by one.

Signs are the words of a clause, alone, in pairs and in threes, those of the clauses beside it, and what the rules say
of all of these (FR-140, decisions 0025 and 0027). The weights were learned from labelled texts (`promise_weights`); the
same text weighs the same every time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from amends.core.promise_hearing import Heard
from amends.core.weights_file import BASE

NONE = "∅"
OWN, NEAR, FAR = 3.0, 1.5, 0.8
"""How much all words of a clause count together, times the root of their number; of one beside it; farther off."""
SAID, SAID_NEAR = 0.5, 0.3
"""How much counts what the rules say of a clause, and of one beside it in its sentence."""
EDGE = 0.5
"""How much it counts that a text begins or ends there."""
SO_FAR, JOINED = 1, -1.0
"""Two finds so many sentences apart may be one promise, and are where they weigh more: to show one twice is worse."""
_HAN = re.compile(r"[\u4e00-\u9fff]")

Signs = dict[str, float]
Table = Mapping[str, float]
"""What each sign weighs."""


def weights(clauses: Sequence[Heard], table: Table) -> list[float]:
    """Return for each clause of a text how it reads: above nought like a promise, the farther the surer."""
    return [_weight(one, table) for one in signs(clauses)]


def is_joined(clauses: Sequence[Heard], before: int, nth: int, table: Table) -> bool:
    """Return whether of two clauses that promise, the places of which are given, the later goes on about the same."""
    near = clauses[nth].sentence - clauses[before].sentence <= SO_FAR
    return near and _weight(joining_signs(clauses, before, nth), table) > JOINED


def _weight(found: Signs, table: Table) -> float:
    return sum(much * table.get(sign, 0.0) for sign, much in found.items())


def signs(clauses: Sequence[Heard]) -> Iterator[Signs]:
    """Yield for each clause of a text what is weighed of it, and how much each sign counts."""
    for nth, one in enumerate(clauses):
        found = _counted("", _runs(one.words, 3), OWN) | _said("", one, SAID) | {BASE: 1.0}
        for mark, place in (("<", nth - 1), (">", nth + 1)):
            found |= _beside(mark, clauses, place, 2, NEAR)
            if 0 <= place < len(clauses) and clauses[place].sentence == one.sentence:
                found |= _said(mark, clauses[place], SAID_NEAR)
        yield found | _beside("<<", clauses, nth - 2, 1, FAR) | _beside(">>", clauses, nth + 2, 1, FAR)


def joining_signs(clauses: Sequence[Heard], before: int, nth: int) -> Signs:
    """Return what is weighed of two clauses that promise: one promise or two."""
    first, one = clauses[before], clauses[nth]
    apart = one.sentence - first.sentence
    times = _times(first, one)
    told = {BASE: 1.0, f"<{times}>": 1.0, f"<{times}_{apart}>": 1.0, "<clauses>": min(nth - before, 4) / 2}
    words = _counted("", _runs(one.words, 2), OWN) | _counted("<", set(first.words), NEAR)
    return words | told | _said("", one, SAID) | _said("<", first, SAID_NEAR)


def _times(first: Heard, one: Heard) -> str:
    """Return which of two clauses names a time by which it is due, or how the two times lie."""
    before, due = (each.told.due if each.told else None for each in (first, one))
    if before is None or due is None:
        return "untimed" if before is due else "first" if due is None else "second"
    return "same_time" if before == due else "same_day" if before.date() == due.date() else "times_differ"


def _runs(words: Sequence[str], longest: int) -> set[str]:
    """Return the words alone and, if more than one are wanted, in runs up to so many, edges included."""
    edged = ["^", *words, "$"]
    join = "" if any(map(_HAN.match, words)) else "_"
    spans = (edged[nth : nth + long] for long in range(2, longest + 1) for nth in range(len(edged) - long + 1))
    return {*words, *(join.join(one) for one in spans)}


def _counted(mark: str, found: Collection[str], much: float) -> Signs:
    each = much / math.sqrt(len(found) or 1)
    return {mark + one: each for one in sorted(found)}


def _beside(mark: str, clauses: Sequence[Heard], place: int, longest: int, much: float) -> Signs:
    """Return the signs of the clause in a place; where there is none, that is a sign too."""
    if 0 <= place < len(clauses):
        return _counted(mark, _runs(clauses[place].words, longest), much)
    return {mark + NONE: EDGE}


def _said(mark: str, one: Heard, much: float) -> Signs:
    return {f"{mark}<{name}>": much for name in sorted(one.signs)}
