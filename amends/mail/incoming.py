"""What a door of mail hands in: one message, read as far as it can be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

LARGEST = 25 * 1024 * 1024
"""Bytes of one mail; a larger one is listed and stays where it was."""
LONGEST = 18_000
"""Characters of a mail's text that are shown and become words of a case; the original keeps all of it."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a mail: the name that somebody gave it, its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail. ``automatic``: the header that says that no person wrote it; ``trouble``: why it cannot be read.

    ``references``: what it answers, as its headers say; ``sender``: empty when there is not exactly one.
    """

    raw: bytes
    key: str
    size: int
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    cut: bool = False
    references: tuple[str, ...] = ()
    automatic: str = ""
    trouble: str = ""
    files: tuple[Attached, ...] = field(default=())


def unreadable(raw: bytes, trouble: str, *, size: int = 0, known_by: str = "", **told: str) -> Incoming:
    """Return a mail of which only this is known; ``known_by`` where its bytes were not fetched."""
    key = sha256(known_by.encode() or raw).hexdigest()
    return Incoming(raw, key, size or len(raw), trouble=trouble, **told)  # type: ignore[arg-type]
