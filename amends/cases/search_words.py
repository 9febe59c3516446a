"""Words for search: characters and their pairs for Chinese, whole words for everything else.

Folded to simplified and lower case, so 投訴 finds 投诉 (FR-257). Every pair and every
single character carries its position; a phrase query over pairs therefore equals a
substring search, for 1, 2 or n characters and across scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import opencc

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\U00020000-\U0003134f"
_PIECE = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_IS_CJK = re.compile(rf"[{_CJK}]")
POSITIONS = 16_383
"""PostgreSQL keeps no higher position; words beyond it are found, but not as part of a phrase."""
WORD_MOST = 64


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(text: str) -> str:
    """Return a text as search compares it: simplified, lower case, full-width forms narrowed."""
    narrow = text.translate(_NARROW).lower()
    return str(_converter().convert(narrow)) if _IS_CJK.search(narrow) else narrow


_NARROW = {0x3000: 0x20, **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}}


def vector(texts: Iterable[str]) -> str:
    """Return the tsvector, as its text, of the texts of a row."""
    places: dict[str, list[int]] = {}
    at = 0
    for text in texts:
        for piece in _PIECE.findall(fold(text)):
            for word, offset in _words(piece):
                places.setdefault(word, []).append(min(at + offset, POSITIONS))
            at += len(piece) if _IS_CJK.match(piece) else 1
        at += 1  # no phrase reaches from one text into the next
    return " ".join(f"'{word}':{','.join(map(str, sorted(set(p))[:255]))}" for word, p in sorted(places.items()))


def _words(piece: str) -> Iterator[tuple[str, int]]:
    """Yield single characters and pairs with their offsets (from 1), or the whole Latin word."""
    if not _IS_CJK.match(piece):
        yield piece[:WORD_MOST], 1
        return
    for i, character in enumerate(piece, start=1):
        yield character, i
        if i < len(piece):
            yield piece[i - 1 : i + 1], i


def query(text: str) -> str:
    """Return the tsquery, as its text, that finds what holds every part of a text; empty for nothing to find.

    A run of Chinese is a phrase of its pairs; the last Latin word matches as a beginning.
    """
    pieces = _PIECE.findall(fold(text))
    parts = [_phrase(piece) if _IS_CJK.match(piece) else f"'{piece[:WORD_MOST]}'" for piece in pieces]
    if pieces and not _IS_CJK.match(pieces[-1]):
        parts[-1] += ":*"
    return " & ".join(parts)


def _phrase(run: str) -> str:
    if len(run) == 1:
        return f"'{run}'"
    pairs = [run[i : i + 2] for i in range(0, len(run) - 1, 2)]
    steps = ["<2>"] * (len(pairs) - 1)
    if len(run) % 2:
        pairs.append(run[-2:])
        steps.append("<1>")
    return "(" + "".join(f"'{pair}'{step}" for pair, step in zip(pairs, [*steps, ""], strict=True)) + ")"


def grams(text: str) -> frozenset[str]:
    """Return the words of a text without order, for likeness."""
    return frozenset(
        word for piece in _PIECE.findall(fold(text)) for word, _ in _words(piece)
        if len(word) > 1 or not _IS_CJK.match(word)
    )  # fmt: skip


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how alike two texts are, 0 to 1: the share of words they have in common (Jaccard)."""
    return len(one & other) / len(one | other) if one and other else 0.0
