"""A printed document before it is a file: title, blocks, who signs. Two writers make PDF and Word of it.

A block holds text as it is to be read, in one language; nothing of it is ever run or interpreted.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
"""Control signs, halves of characters, and marks that turn the direction of what follows."""
UNBROKEN = re.compile(r"[!-~]{41,}")
PIECE = 20
ZERO_WIDTH = "\u200b"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, as a table of two columns."""

    title: str
    rows: tuple[tuple[str, str], ...]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Words:
    """A longer text under a heading; an empty one leaves room to write by hand."""

    title: str
    text: str
    kind: str = field(default="words", init=False)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a head; ``empty`` stands in place of rows that are not there.

    ``widths``: the share of the page that each column takes; none: equal shares.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""
    widths: tuple[int, ...] = ()
    kind: str = field(default="grid", init=False)


@dataclass(frozen=True, slots=True)
class Place:
    """A place to sign: for whom, by which article, and who signed already."""

    role: str
    article: str = ""
    name: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The places to sign; ``stamp``: what stands in the box for the seal, none without it."""

    title: str
    places: tuple[Place, ...]
    stamp: str = ""
    kind: str = field(default="signatures", init=False)


Block = Facts | Words | Grid | Signatures


@dataclass(frozen=True, slots=True)
class Labels:
    """The fixed words of a page in its language; ``page`` has {page} and {pages}."""

    signed: str
    date: str
    page: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document. ``house``: whose it is; ``rule``: regulation and version; ``printed``: when and by whom."""

    title: str
    number: str
    house: str
    rule: str
    printed: str
    language: str  # zh or en
    labels: Labels
    blocks: tuple[Block, ...]
    letter: bool = False  # a letter has no box around its words
    posted: bool = False  # read on a wall from two steps away: title and words are large


def as_data(document: Document) -> dict[str, Any]:
    """Return a document as JSON knows it, each text without signs that no page can hold."""
    data = _plain(asdict(document))
    assert isinstance(data, dict)
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def plain(text: str) -> str:
    """Return a text without signs that no page can hold."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def breakable(text: str) -> str:
    """Return a text in which words longer than a line may be broken."""
    return UNBROKEN.sub(lambda found: ZERO_WIDTH.join(re.findall(f".{{1,{PIECE}}}", found[0])), text)
