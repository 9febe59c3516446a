"""The runs of the texts of an 8D as they are kept beside it, so that nobody reads the texts again to compare them."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from amends.core.referee_content import SHINGLE, runs
from amends.core.wording import folded_together

_MADE = struct.Struct("<q")
_HEAD = struct.Struct("<ii")
MADE_BY = _MADE.pack(hash(tuple(range(SHINGLE))))
"""How hashes are made here: a Python that makes others does not take what this one has kept."""


@dataclass(frozen=True, slots=True)
class KeptText:
    """One text: how many letters it has, and its runs."""

    letters: int
    runs: array[int]


def kept_of(content: Mapping[str, str]) -> tuple[KeptText, ...]:
    """Return what is compared of the texts of a discipline, in the order in which the database has them."""
    names = sorted((name for name in content if content[name]), key=lambda name: (len(name), name))
    texts = [content[name] for name in names]
    return tuple(KeptText(len(text), runs(read)) for text, read in zip(texts, folded_together(texts), strict=True))


def packed(texts: tuple[KeptText, ...]) -> bytes:
    """Return texts as bytes."""
    return MADE_BY + b"".join(_HEAD.pack(one.letters, len(one.runs)) + one.runs.tobytes() for one in texts)


def unpacked(kept: bytes) -> tuple[KeptText, ...] | None:
    """Return the texts of some bytes; None where another Python made the hashes in them."""
    return tuple(_texts(kept)) if kept.startswith(MADE_BY) else None


def _texts(kept: bytes) -> Iterator[KeptText]:
    at = len(MADE_BY)
    while at < len(kept):
        letters, many = _HEAD.unpack_from(kept, at)
        at += _HEAD.size
        own = array("q")
        own.frombytes(kept[at : at + many * own.itemsize])
        at += many * own.itemsize
        yield KeptText(letters, own)
