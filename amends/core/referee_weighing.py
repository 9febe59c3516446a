"""Does a field of an 8D read like those that were sent back? Its words weighed, one by one (FR-109, decision 0028).

Signs are the words of a field (in Chinese its characters), alone and in pairs, once for themselves and once more with
the field in which they stand: what answers one question well answers another not at all. The weights were learned from
labelled reports (`referee_weights`); the same text weighs the same every time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from amends.core.referee_content import GRAIN, SHORTEST, stem
from amends.core.referee_text import Sentence, Written
from amends.core.referee_weights import WEIGHTS
from amends.core.weights_file import BASE

HEAVY, HEAVY_ALONE, LIGHT = 2.5, 0.0, -2.0
"""A heavier field reads like those that were sent back, in a whole report or nearly alone; a lighter one like good
ones. Chosen on hands held out, so that about one good report or field in fifty is refused."""
FIGURE = "#"
MOST_FIGURES, MOST_CLAUSES = 5, 6
"""More than these weigh no more."""
LONG = 5
"""So many times two is a field long that has thirty words."""
ANYWHERE, HERE, MEASURED = 3.0, 4.0, 0.5
"""How much all words of a field count together, times the root of their number; in their field; each measure of it."""
CHINESE = 4
"""A text with so many Chinese characters is read as Chinese."""
_NUMBER_WORDS = frozenset(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty")
    + ("forty", "fifty", "sixty", "hundred")
)
_PIECES = re.compile(r"[a-z]+|[零〇一二三四五六七八九十百千万两]{2,}|[一-鿿]|\d[\d.,]*|[%°±≤≥<>]")
"""Two Chinese numerals in a row are a figure; one alone may be part of another word. Of marks only those of limits
count: how somebody sets commas says nothing of what he found out."""
_HAN = re.compile(r"[一-鿿]")


@lru_cache(maxsize=16)
def weigh(field: Written) -> float:
    """Return how heavy a field is: above nothing it reads like those that were sent back, the farther the surer.

    Nothing is what a field weighs from which nothing was learned, or none of whose words is known.
    """
    table, found = WEIGHTS[language(field)], signs(field)
    known = sum(1 for sign in found if sign in table and sign.startswith(f"{field.field}:"))
    return sum(much * table.get(sign, 0.0) for sign, much in found.items()) if known else 0.0


def language(field: Written) -> str:
    """Return the language in which a field is written."""
    return "zh" if len(_HAN.findall(field.folded)) >= CHINESE else "en"


def signs(field: Written) -> dict[str, float]:
    """Return what is weighed of a field, and how much each sign counts."""
    words = [_word(one) for one in _PIECES.findall(field.folded)]
    found = {*words, *map("_".join, pairwise(("^", *words, "$")))}
    each = 1 / math.sqrt(len(found))
    anywhere = dict.fromkeys(sorted(found), ANYWHERE * each)
    here = {f"{field.field}:{one}": HERE * each for one in sorted(found)}
    measured = {f"{field.field}{one}": MEASURED * much for one, much in _measures(words, field).items()}
    return anywhere | here | measured | {BASE: 1.0}


def _measures(words: Sequence[str], field: Written) -> dict[str, float]:
    """Return how many figures, words and clauses there are, each as a share of what is much."""
    long = sum(1 for one in words if one[0].isalnum())
    figures, clauses = min(words.count(FIGURE), MOST_FIGURES), min(len(field.clauses), MOST_CLAUSES)
    return {
        "<field>": 1.0, "<no_figure>": float(not figures), "<figures>": figures / MOST_FIGURES,
        "<long>": math.log2(long + 1) / LONG, "<clauses>": clauses / MOST_CLAUSES,
    }  # fmt: skip


def _word(piece: str) -> str:
    """Return what a word, character or figure counts as."""
    if piece[0].isdigit() or piece in _NUMBER_WORDS or (len(piece) > 1 and not piece.isascii()):
        return FIGURE
    return stem(piece)[:GRAIN] if len(piece) > SHORTEST else piece


def heaviest(field: Written) -> tuple[Sentence, int, int]:
    """Return the clause that weighs the most against a field: its sentence, and its place in that, folded.

    Raises ValueError for a field without a clause.
    """
    clauses = ((sentence, *span) for sentence in field.sentences for span in sentence.clause_spans)
    return max(clauses, key=lambda one: _against(field, one[0].folded[one[1] : one[2]]))


def _against(field: Written, clause: str) -> float:
    table, words = WEIGHTS[language(field)], [_word(one) for one in _PIECES.findall(clause)]
    found = {*words, *map("_".join, pairwise(words))}
    return sum(ANYWHERE * table.get(one, 0.0) + HERE * table.get(f"{field.field}:{one}", 0.0) for one in sorted(found))
