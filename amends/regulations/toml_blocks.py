"""A TOML text as the pieces that people see: a head, and one piece for each row, in the order written.

Put together again the pieces are the text, byte for byte. So whoever changes one row leaves
every other line as its author wrote it, comments and spaces included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    r'"""(?:[^\\]|\\(?:.|\Z))*?(?:"{3,5}|\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*|[\[\]{}]|\n",
    re.DOTALL,
)
"""A string that nobody closed is one too: read up to its end once, not again from each of its quotes."""
HEADER = re.compile(r"[ \t]*(\[\[?)([^\]\n]+)\]")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece. ``table`` is empty for what stands before the first header.

    ``tail`` holds the empty lines and comments after the last key: they stay where they are
    when the row is moved or taken out.
    """

    table: str
    is_row: bool
    body: str
    tail: str

    @property
    def text(self) -> str:
        """Return the piece as written."""
        return self.body + self.tail


def blocks(text: str) -> tuple[Block, ...]:
    """Return the pieces of a TOML text; a table below a row, such as ``[[duty.extension]]``, belongs to the row."""
    starts: list[tuple[int, str, bool]] = [(0, "", False)]
    for at, name, is_row in _headers(text):
        if not (starts[-1][1] and name.startswith(starts[-1][1] + ".")):
            starts.append((at, name, is_row))
    ends = [at for at, _name, _is_row in starts[1:]] + [len(text)]
    found = (_block(name, is_row, text[at:end]) for (at, name, is_row), end in zip(starts, ends, strict=True))
    return tuple(one for one in found if one.text or not one.table)


def together(pieces: tuple[Block, ...] | list[Block]) -> str:
    """Return the text that the pieces make."""
    return "".join(one.text for one in pieces)


def _headers(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield where each header stands, its name, and whether it begins a row."""
    depth, at, line_start = 0, 0, True
    while at < len(text):
        if line_start and depth == 0 and (header := HEADER.match(text, at)):
            yield at, header[2].strip(" \t").replace('"', "").replace("'", ""), header[1] == "[["
            at = _end_of_line(text, at)
            continue
        token = TOKEN.search(text, at)
        if token is None:
            return
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        line_start = token[0] == "\n"
        at = token.end()


def _end_of_line(text: str, at: int) -> int:
    """Return where the next line begins."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _block(table: str, is_row: bool, text: str) -> Block:
    # Without its comments (a string keeps what looks like one) the text ends where its last value does.
    bare = TOKEN.sub(lambda token: " " * len(token[0]) if token[0].startswith("#") else token[0], text).rstrip()
    end = _end_of_line(text, len(bare)) if bare else 0
    return Block(table, is_row, text[:end], text[end:])
