"""Wordings of the referee's rules as patterns over folded text.

A wording is literal but for ``…`` (up to twelve words), ``..`` (up to four, with no comma between), ``*`` (the rest of
a Latin word), ``<group>``, and ``<number>`` and ``<figures>`` (figures only), ``<amount>`` (figures that no letter or
limit stands before), ``<date>`` (month and day), ``<decimal>``, ``<character>`` (a Chinese one), ``<word>`` and
``<things>`` (a Latin word, one that ends in s). Latin words match whole words only; nothing in a wording can make the
search slow, so a pack of a stranger is safe to run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from amends.core.pack_referee import RefereeWords
from amends.core.wording import folded

DEEPEST = 6
"""Groups may name groups so deep."""
_PIECES = re.compile(r"<[^<>\s]+>|…|\.\.|\*|(?:(?!\.\.)[^<…*])+|<")
_ZH_NUMBERS = "[一二三四五六七八九十百千两]+"
_EN_NUMBERS = (
    r"(?<![a-z])(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred)"
    r"(?![a-z])"
)
_DIGITS = r"(?<!\d)(?<!\d[.,/])\d[\d,.]*(?:/\d+)?[万千百k]?"
_NUMBER = rf"(?:{_DIGITS}|{_ZH_NUMBERS}|{_EN_NUMBERS})"
_BEGINS = r"(?<![a-z])(?!(?<=\d)\d)"
"""A Latin word begins behind anything but a letter ("10N"), figures behind anything but figures."""
_GAP = r"(?:(?>[a-z0-9'’\-]+) ?|[^a-z0-9])"
_IN_A_CLAUSE = r"(?:(?>[a-z0-9'’\-]+) ?|[^a-z0-9,;、。])"
GAPS = {"…": _GAP + "{0,12}?", "..": _IN_A_CLAUSE + "{0,4}?"}
"""What stands for words that do not matter; four words stay in one clause, or one would answer for its neighbour."""
BUILT_IN = {
    "number": _NUMBER,
    "figures": _DIGITS,
    "amount": rf"(?<![a-z≤≥±§第]){_DIGITS}",
    "date": r"(?<![\d/])(?:1[0-2]|0?[1-9])[/.](?:3[01]|[12]\d|0?[1-9])(?![\d/])",
    "decimal": r"(?<![\d.,])\d+\.\d+(?![\d.,])",
    "character": "[一-鿿]",
    "word": r"[a-z][a-z'’/\-]*(?![a-z])",
    "things": r"[a-z]{2,}s(?![a-z])",
}
"""Names in angle brackets that no pack has to give words for."""


class UnknownGroup(Exception):
    """A wording names a group of words that the pack does not have; ``name`` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Hit:
    """Where a wording was found in folded text."""

    start: int
    end: int


@dataclass(frozen=True)
class Patterns:
    """Some wordings, ready to be looked for."""

    wordings: tuple[str, ...]
    groups: Mapping[str, RefereeWords]

    @cached_property
    def _found(self) -> re.Pattern[str]:
        return re.compile("|".join(_ordered(self.wordings, self.groups, DEEPEST)))

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield every place where a wording stands. Raises UnknownGroup for a name that no group has."""
        if self.wordings:
            yield from (Hit(found.start(), found.end()) for found in self._found.finditer(text) if found.group())

    def first(self, text: str) -> Hit | None:
        """Return the first place, or None."""
        return next(self.hits(text), None)

    def without(self, text: str) -> str:
        """Return the text with a break where a wording stood."""
        return self._found.sub("\n", text) if self.wordings else text

    def marked(self, text: str, mark: str) -> str:
        """Return the text with a mark behind each place where a wording stands."""
        return self._found.sub(lambda found: f"{found.group()} {mark} ", text) if self.wordings else text


def _ordered(wordings: tuple[str, ...], groups: Mapping[str, RefereeWords], depth: int) -> Iterator[str]:
    """Yield expressions, Latin words first and under one look behind, so that a search stays quick."""
    latin = [one for one in wordings if one.startswith("*") or _latin(folded(one)[:1])]
    if latin:
        yield f"{_BEGINS}(?:{'|'.join(_expression(one, groups, depth, inner=True) for one in latin)})"
    yield from (_expression(one, groups, depth) for one in wordings if one not in latin)


def _expression(wording: str, groups: Mapping[str, RefereeWords], depth: int, *, inner: bool = False) -> str:
    """Return a wording as an expression; ``inner``: whoever puts it in has looked at the letter before."""
    parts: list[str] = []
    pieces = _PIECES.findall(wording)
    for at, piece in enumerate(pieces):
        if piece in GAPS:
            parts.append(GAPS[piece])
        elif piece == "*":
            parts.append("[a-z]*")
        elif piece.startswith("<") and piece.endswith(">"):
            parts.append(_group(piece[1:-1], groups, depth))
        else:
            before = pieces[at - 1] if at else ""
            cut = pieces[at + 1 : at + 2] != ["*"]
            left = before != "*" and (not inner or bool(at))
            parts.append(_literal(piece, left=left, cut=cut, glued=before in ("<number>", "<figures>")))
    return "".join(parts)


def _literal(piece: str, *, left: bool, cut: bool, glued: bool) -> str:
    plain = folded(piece)
    if not plain:
        return " ?"
    before = r"(?<![a-z])" if glued else r"(?<![a-z0-9])"
    start = (" ?" if piece[0] == " " else "") + (before if left and _latin(plain[0]) else "")
    end = (r"(?![a-z0-9])" if cut and _latin(plain[-1]) else "") + (" ?" if piece[-1] == " " else "")
    return start + re.escape(plain).replace(r"\ ", " ") + end


def _group(name: str, groups: Mapping[str, RefereeWords], depth: int) -> str:
    if name in BUILT_IN:
        return BUILT_IN[name]
    if name not in groups or not depth:
        raise UnknownGroup(name)
    group = groups[name]
    found = f"(?:{'|'.join(_ordered(group.words, groups, depth - 1))})"
    if not group.unless:
        return found
    return f"(?!{'|'.join(_ordered(group.unless, groups, depth - 1))}){found}"


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
