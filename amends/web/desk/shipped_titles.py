"""What the packs that come with Amends are called, told from their heads without reading their rows."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language


def shipped_title(folder: Path) -> str:
    """Return the title of a shipped pack in the reader's language; its folder's name where the head says none."""
    titles = _heads(folder).get("title", {})
    return str(titles.get("en" if (get_language() or "zh").startswith("en") else "zh") or folder.name)


@cache
def _heads(folder: Path) -> dict[str, Any]:
    head = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))
    return dict(head.get("pack", head))
