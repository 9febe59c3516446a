"""A connection to an IMAP server that ends: the worker that reads mail is the one that watches deadlines.

`imaplib` waits anew for every byte and takes as many as the server announces. A server that sends one byte every
half minute would hold the worker for ever, for all organisations; one that announces a terabyte would end it.
"""

from __future__ import annotations

import imaplib
from time import monotonic
from typing import Any

from amends.mail.incoming import LARGEST

MOST_SECONDS = 120.0
"""So long one look into a mailbox lasts; what was taken by then is noted, and the next look goes on behind it."""
MOST_BYTES = 2 * LARGEST
"""So much a server may say to one command: the largest mail, and what it says around it."""
AT_ONCE = 65_536
PLAIN_PORT = 143


class Bounded(imaplib.IMAP4):
    """IMAP with an end to its time and to its answers. Raises imaplib.IMAP4.abort beyond them."""

    file: Any
    until = 0.0
    left = 0

    def open(self, host: str = "", port: int | None = PLAIN_PORT, timeout: float | None = None) -> None:
        """Connect; the time counts from here."""
        self.until, self.left = monotonic() + MOST_SECONDS, MOST_BYTES
        super().open(host, port or PLAIN_PORT, timeout)

    def uid(self, command: str, *args: str) -> tuple[str, list[bytes | tuple[bytes, bytes]]]:
        """Return the answer to a command about numbered messages."""
        self.left = MOST_BYTES
        return super().uid(command, *args)

    def read(self, size: int) -> bytes:
        """Return so many bytes, fewer when the server ended."""
        if size > self.left:
            raise self.abort("more than a mail is")
        found = bytearray()
        while len(found) < size and (piece := self._some(size - len(found))):
            found += piece
        return bytes(found)

    def readline(self) -> bytes:
        """Return a line, without an end when the server ended."""
        line = bytearray()
        while not line.endswith(b"\n") and (there := self.file.peek(1)):
            line += self._some(there.find(b"\n") + 1 or len(there))
        return bytes(line)

    def _some(self, size: int) -> bytes:
        """Return what comes next, at most so much."""
        if monotonic() > self.until or self.left <= 0:
            raise self.abort("too long")
        piece: bytes = self.file.read1(min(size, AT_ONCE))
        self.left -= len(piece)
        return piece


class BoundedTls(Bounded, imaplib.IMAP4_SSL):
    """The same, encrypted from the start."""
