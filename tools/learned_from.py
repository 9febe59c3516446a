"""From which labelled sets weights were learned: a line that the tools write and a test compares."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINE = re.compile(r"^# Learned from .*$", re.MULTILINE)


def line_of(labelled: Path) -> str:
    """Return the line that names a folder of the project and what its labelled sets, with all below it, hold now."""
    found = sha256()
    for path in sorted(labelled.rglob("*.toml")):
        found.update(f"{path.relative_to(labelled).as_posix()}\n".encode() + path.read_bytes())
    return f"# Learned from {labelled.relative_to(ROOT).as_posix()}, sha256 {found.hexdigest()[:32]}"


def with_line(text: str, labelled: Path) -> str:
    """Return a text with the line of its labelled sets renewed. Raises ValueError where it has no place for it."""
    if len(LINE.findall(text)) != 1:
        raise ValueError("no line, or several, that say from what it was learned")
    return LINE.sub(line_of(labelled), text)
