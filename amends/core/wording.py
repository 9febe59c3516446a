"""What a reply must contain, must not say, and must say (FR-137, FR-139).

Phrases are found in simplified and traditional characters, in full and half width, and
across spaces put between Chinese characters; positions are those of the text as written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from opencc import OpenCC

from amends.core.evaluate import Scene, holds
from amends.core.pack import Pack, PartRow, PhraseRow, RightRow
from amends.core.rights import to_tell
from amends.core.text import Text

Folded = tuple[str, list[int]]
"""A text in simplified, half-width, lower-case letters, and where each letter came from."""
Against = Literal[
    "missing_part", "forbidden", "missing_phrase", "lacks", "unstated", "contradicts", "unfilled", "language",
    "differs", "unreviewed",
]  # fmt: skip
"""What can stand against a reply."""
_GAPS = re.compile(r"\n+")
"""No letter is folded to a line's end, so that it can stand for any space."""


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing against a reply; ``start`` and ``end`` are set for what was found in the text.

    ``field``: the words in which it is (``text``, ``part/<id>``); positions count in the whole text where it is empty.
    An empty ``article`` stands for that of the step by which the reply leaves.
    """

    kind: Against
    row: str
    article: str
    says: Text
    phrase: str = ""
    start: int = -1
    end: int = -1
    instead: Text | None = None
    field: str = ""
    expected: str = ""
    right: str = ""  # the right of the complainant that a missing part would tell


def required_parts(pack: Pack, scene: Scene, *, of: str = "reply") -> tuple[PartRow, ...]:
    """Return the parts that a reply (or letter) must have in this case; an unknown fact demands none.

    What tells a right of the complainant is demanded wherever the right stands.
    """
    told = to_tell(pack, scene, of=of)
    return tuple(row for row in pack.part if row.of == of and (row.id in told or holds(row.when, scene).true))


def check_reply(
    pack: Pack, text: str, parts: Mapping[str, str], scene: Scene, *, of: str = "reply"
) -> tuple[Objection, ...]:
    """Return everything that stands against sending a text; empty: it may go (FR-137: no time, no reply)."""
    lacking = [row for row in required_parts(pack, scene, of=of) if not parts.get(row.id, "").strip()]
    told = to_tell(pack, scene, of=of) if lacking else {}
    missing = [_lacking(row, told.get(row.id)) for row in lacking]
    return (*missing, *_forbidden(pack, text, of), *_unsaid(pack, text, of))


def _lacking(row: PartRow, right: RightRow | None) -> Objection:
    """Return what stands against an answer without a part; where it tells a right, by the article of that right."""
    zh, en = f"缺少：{row.title.zh}", f"missing: {row.title.en}"
    if right is None:
        return Objection("missing_part", row.id, row.article, Text(zh=zh, en=en))
    says = Text(zh=f"{zh}（须告知投诉人的权利：{right.title.zh}）", en=f"{en} (a right to be told: {right.title.en})")
    return Objection("missing_part", row.id, right.article, says, right=right.id)


def find_forbidden(pack: Pack, text: str, *, of: str = "") -> tuple[Objection, ...]:
    """Return each forbidden phrase with its position, in the order of the text (FR-139)."""
    return tuple(_forbidden(pack, text, of))


def _forbidden(pack: Pack, text: str, of: str) -> list[Objection]:
    rows = [row for row in pack.phrase if row.rule == "forbidden" and row.use in ("", of)]
    read = _fold(text)
    found = [
        Objection("forbidden", row.id, row.article, row.says, phrase, start, end, row.instead)
        for row in rows
        for phrase in row.texts
        for start, end in _places(phrase, read)
    ]
    return sorted(found, key=lambda one: (one.start, one.end))


def _unsaid(pack: Pack, text: str, of: str) -> Iterator[Objection]:
    """Yield the prescribed phrases of which no wording occurs; those without a use are for the telephone."""
    rows = [row for row in pack.phrase if row.rule == "prescribed" and row.use == of]
    read = _fold(text) if rows else ("", [])
    for row in rows:
        if not _said(row, read):
            yield Objection("missing_phrase", row.id, row.article, row.says, row.texts[0] if row.texts else "")


def _said(row: PhraseRow, read: Folded) -> bool:
    return any(next(_places(phrase, read), None) for phrase in row.texts)


def positions(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each occurrence in the text as written; Latin phrases match whole words only."""
    return _places(phrase, _fold(text))


def _places(phrase: str, read: Folded) -> Iterator[tuple[int, int]]:
    wanted, (letters, places) = _wanted(phrase), read
    at = letters.find(wanted) if wanted else -1
    while at >= 0:
        if _whole(letters, at, at + len(wanted)):
            yield places[at], places[at + len(wanted) - 1] + 1
        at = letters.find(wanted, at + 1)


@lru_cache(maxsize=4096)
def _wanted(phrase: str) -> str:
    """Return a phrase as it is compared; phrases are few and come again, texts are many."""
    return folded(phrase)


def _whole(folded: str, start: int, end: int) -> bool:
    cut_before = start > 0 and _latin(folded[start - 1]) and _latin(folded[start])
    cut_after = end < len(folded) and _latin(folded[end - 1]) and _latin(folded[end])
    return not cut_before and not cut_after


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def folded(text: str) -> str:
    """Return a text as it is compared: simplified, half-width, lower-case letters, so that 投訴 is 投诉 (FR-257)."""
    return _fold(text)[0]


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """Return a text as it is compared, and for each of its letters the place in the text as written."""
    return _fold(text)


def folded_together(texts: Sequence[str]) -> list[str]:
    """Return many texts folded letter by letter, a line's end for any space: quick where they are long together."""
    whole = "\0".join(text.replace("\0", " ") for text in texts)
    changed = {letter: read for letter in set(whole) if (read := _read(letter)) != letter}
    if changed.keys() & set().union(*changed.values()):  # what one letter is read as would be read once more
        return [*map(_letter_by_letter, texts)]
    for letter, read in changed.items():
        whole = whole.replace(letter, read)
    return whole.split("\0") if texts else []


def _letter_by_letter(text: str) -> str:
    return "".join(map(_read, text))


def simplified(text: str) -> str:
    """Return a text with its Chinese letters simplified one by one, so that every place stays where it was."""
    return "".join(_plain(one) if "一" <= one <= "鿿" and len(_plain(one)) == 1 else one for one in text)


@lru_cache(maxsize=64)
def _fold(text: str) -> Folded:
    """Return the text in simplified, half-width, lower-case letters, and where each letter came from."""
    read = [*map(_read, text)]
    letters = "".join(read)
    is_one_for_one = len(letters) == len(text) and "" not in read
    places = [*range(len(text))] if is_one_for_one else [place for place, one in enumerate(read) for _ in one]
    shown: list[str] = []
    origins: list[int] = []
    at = 0
    for gap in _GAPS.finditer(letters):
        shown.append(letters[at : gap.start()])
        origins += places[at : gap.start()]
        at = gap.end()
        if gap.start() > 0 and at < len(letters) and _latin(letters[gap.start() - 1]) and _latin(letters[at]):
            shown.append(" ")
            origins.append(places[at])
    return "".join((*shown, letters[at:])), origins + places[at:]


@cache
def _read(letter: str) -> str:
    """Return one letter folded: a line's end for any space, nothing for what is not seen at all."""
    if letter.isspace():
        return "\n"
    return "" if unicodedata.category(letter) == "Cf" else _plain(letter)


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


@cache
def _plain(letter: str) -> str:
    """Return one letter folded; letter by letter, so that positions stay true."""
    if letter.isascii():
        return letter.lower()
    return str(_simplified().convert(unicodedata.normalize("NFKC", letter))).casefold()
