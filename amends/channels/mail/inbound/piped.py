"""Mails from a pipe or from disk: one message, an mbox, a maildir."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from amends.mail.incoming import LARGEST

NEW, READ = "new", "cur"


def mails_in(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the mails of a stream: those of an mbox (its lines begin with "From "), else the one that it is."""
    first = file.readline(LARGEST)
    if not first.startswith(b"From "):
        yield first + file.read(LARGEST + 1 - len(first))
        return
    pieces: list[bytes] = []
    for line in file:
        if line.startswith(b"From ") and (not pieces or pieces[-1] in (b"\n", b"\r\n")):
            yield b"".join(pieces)
            pieces = []
        elif sum(map(len, pieces[-1:])) + len(line):
            pieces.append(line[1:] if line.lstrip(b">").startswith(b"From ") and line[:1] == b">" else line)
    yield b"".join(pieces)


def mails_at(path: Path) -> Iterator[bytes]:
    """Yield the mails at a path: a file, or a maildir, whose files stay as they are. Raises OSError."""
    if path.is_dir():
        for one in sorted(one for part in (NEW, READ) for one in (path / part).glob("*") if one.is_file()):
            with one.open("rb") as file:
                yield file.read(LARGEST + 1)
        return
    with path.open("rb") as file:
        yield from mails_in(file)
