"""Which words two tellings of one event have in common: what is marked while somebody types."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from amends.cases.search_words import fold, grams

SAYS_LITTLE = frozenset(
    "我你他她它们您的了是在不没有无这那就也都还又再说个一二三两几到和跟去来要让把被给对从会能可以很太吗呢吧啊着过上下里"
)
"""Characters of every telling: a pair with one of them tells no two events apart."""
LATIN = re.compile(r"[a-z0-9]{5,}")
"""Latin words and numbers long enough to say something."""


def shared_words(text: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a text that one of the others has too, each once, in the order of the text.

    A Chinese word is a run whose every pair of characters occurs there; a Latin one is a whole word.
    """
    known = frozenset[str]().union(*(grams(one) for one in others))
    folded = fold(text)
    shown = text if len(folded) == len(text) else folded  # the folding may join what was written apart
    latin = (found.span() for found in LATIN.finditer(folded) if found[0] in known)
    return tuple(dict.fromkeys(shown[start:end] for start, end in sorted([*_runs(folded, known), *latin])))


def _runs(folded: str, known: frozenset[str]) -> Iterable[tuple[int, int]]:
    start = -1
    for at, pair in enumerate(pairwise(f"{folded} ")):
        both = "".join(pair)
        if both in known and not SAYS_LITTLE & set(pair):
            start = at if start < 0 else start
        elif start >= 0:
            yield start, at + 1
            start = -1
