"""The packs that come with Amends, each loaded once for all tests of a process: packs are never changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from amends.core.loading import load
from amends.core.pack import Pack
from amends.regulations import folders


@cache
def pack_in(folder: Path) -> Pack:
    """Return the pack of a folder, its settings as they come."""
    return load(folders.read(folder))


def pack_named(name: str) -> Pack:
    """Return a shipped pack or library by its name."""
    return pack_in(folders.find(name))
