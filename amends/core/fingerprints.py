"""The fingerprint of a defect: object, symptom, place and words, by which it is known again (FR-116, FR-117).

Which facts say them is a row of the pack; so are words that mean the same and words that say nothing. Texts come
folded (simplified characters, narrow forms, lower case): folding needs tables that the core does not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any

from amends.core.pack_defects import FingerprintRow
from amends.core.text import Text

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_PIECE = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_MEANING = "\ue000"
"""Stands before a word that was put in the place of others that mean the same."""
SAYS_LITTLE = frozenset(
    "我你他她它们您的了是在不没有无这那就也都还又再说个一二三两几到和跟去来要让把被给对从会能可以很太吗呢吧啊着过"
)
LITTLE_ENGLISH = re.compile(
    "an?|the|is|are|was|were|of|on|in|at|to|and|or|its?|with|for|from|by|be|ha[sd]|have|not?|th(is|at)"
)
WEIGHTS = {"object": 4, "symptom": 3, "place": 1, "words": 2}
ALIKE_FROM = 0.5
KEY_LENGTH, WORD_LENGTH = 32, 12


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a defect is, in hashes: nobody reads a complaint in them. Empty where it is not known.

    ``words`` are compared, the others are equal or not.
    """

    object: str
    symptom: str
    place: str
    words: frozenset[str]

    @property
    def key(self) -> str:
        """The key of the defect: object and symptom together; empty while one is not known."""
        return _hashed("defect", self.object + self.symptom) if self.object and self.symptom else ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two defects are. None: not known of both. ``shared`` of ``of`` words are in both."""

    object: bool | None
    symptom: bool | None
    place: bool | None
    shared: int
    of: int
    is_same: bool

    @property
    def score(self) -> float:
        """0 to 1: what agrees, against what could be compared."""
        known = {"object": self.object, "symptom": self.symptom, "place": self.place}
        parts = [(WEIGHTS[name], float(same)) for name, same in known.items() if same is not None]
        if self.of:
            parts.append((WEIGHTS["words"], self.shared / self.of))
        weight = sum(one for one, _ in parts)
        return sum(one * share for one, share in parts) / weight if weight else 0.0

    @property
    def says(self) -> Text:
        """The likeness in words: same object, 4 of 5 words shared, same place."""
        said = [one for one in (_same("object", self.object), _same("symptom", self.symptom)) if one]
        if self.of:
            said.append((f"{self.of} 个词中有 {self.shared} 个相同", f"{self.shared} of {self.of} words shared"))
        if place := _same("place", self.place):
            said.append(place)
        return Text(zh="，".join(zh for zh, _ in said), en=", ".join(en for _, en in said))


def fingerprint(row: FingerprintRow, facts: Mapping[str, Any]) -> Fingerprint:
    """Return the fingerprint of a case by a row of its pack. ``facts`` hold folded texts."""
    means = _meanings(row)
    words: set[str] = set()
    for name in row.words:
        words |= _words(_said(facts.get(name)), means, row.empty)
    return Fingerprint(
        object=_part("object", [_plain(facts.get(name)) for name in row.object]),
        symptom=_part("symptom", [_meant(facts.get(name), means) for name in row.symptom]),
        place=_part("place", [_plain(facts.get(name)) for name in row.place]),
        words=frozenset(_hashed("word", one)[:WORD_LENGTH] for one in words),
    )


def compare(one: Fingerprint, other: Fingerprint, *, words_at_least: int = 60) -> Likeness:
    """Return how alike two defects are, as seen from the first.

    They are the same where object and symptom agree; or, where no symptom is known of one of them, where the
    object agrees and so many per cent of the words are shared.
    """
    thing, symptom = _agree(one.object, other.object), _agree(one.symptom, other.symptom)
    shared = len(one.words & other.words)
    of = min(len(one.words), len(other.words))
    by_words = symptom is None and of >= 2 and shared * 100 >= words_at_least * of
    is_same = thing is True and (symptom is True or by_words)
    return Likeness(thing, symptom, _agree(one.place, other.place), shared, of, is_same)


def _agree(one: str, other: str) -> bool | None:
    return one == other if one and other else None


def _same(what: str, same: bool | None) -> tuple[str, str] | None:
    names = {"object": ("对象", "object"), "symptom": ("症状", "symptom"), "place": ("地点", "place")}
    zh, en = names[what]
    if same is None:
        return None
    return (f"{zh}相同", f"same {en}") if same else (f"{zh}不同", f"another {en}")


def _said(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return " ".join(sorted(str(one) for one in value))
    return "" if value is None else str(value)


def _plain(value: Any) -> str:
    """Return a value without what people write differently: spaces, hyphens, brackets, case."""
    return "".join(_PIECE.findall(_said(value).lower()))


def _meant(value: Any, means: Mapping[str, str]) -> str:
    return _plain(_put_for(_said(value), means).replace(_MEANING, ""))


def _meanings(row: FingerprintRow) -> dict[str, str]:
    """Return each word with the first of its list, the longest first so that a part does not stand for the whole."""
    lists = ([word.strip().lower() for word in same.split("=")] for same in row.alike)
    found = {word: _plain(same[0]) for same in lists for word in same if word}
    return dict(sorted(found.items(), key=lambda one: -len(one[0])))


def _put_for(text: str, means: Mapping[str, str]) -> str:
    if not means:
        return text.lower()
    return _pattern(tuple(means)).sub(lambda found: f" {_MEANING}{means[found[0]]} ", text.lower())


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(one)}\b" if one.isascii() else re.escape(one) for one in words))


def _words(text: str, means: Mapping[str, str], empty: tuple[str, ...]) -> set[str]:
    """Return what is compared: words put for others whole, pairs of Chinese characters, other words of two and more."""
    for word in sorted(empty, key=len, reverse=True):
        text = text.lower().replace(word.lower(), " ")
    found: set[str] = set()
    for part in _put_for(text, means).split():
        if part.startswith(_MEANING):
            found.add(part)
            continue
        for piece in _PIECE.findall(part):
            found |= _pairs(piece) if re.match(f"[{_CJK}]", piece) else _latin(piece)
    return found


def _pairs(run: str) -> set[str]:
    return {"".join(pair) for pair in pairwise(run) if not SAYS_LITTLE & set(pair)}


def _latin(word: str) -> set[str]:
    return set() if len(word) < 2 or LITTLE_ENGLISH.fullmatch(word) else {word}


def _part(what: str, texts: list[str]) -> str:
    return _hashed(what, "\n".join(texts)) if any(texts) else ""


def _hashed(what: str, of: str) -> str:
    return sha256(f"{what}\n{of}".encode()).hexdigest()[:KEY_LENGTH]
