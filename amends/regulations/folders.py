"""Packs as folders of TOML on disk: those that Amends brings, and any folder that is named."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from amends.core.taking import LIBRARY, PARENT

SHIPPED = Path(__file__).resolve().parents[1] / "packs"
LIBRARIES = SHIPPED / "library"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,79}")
"""What a pack takes from is named, not a path: a stranger's pack reaches no other folder of the disk."""


def shipped() -> tuple[Path, ...]:
    """Return the folders of the packs that come with Amends, by name."""
    return tuple(sorted(path.parent for path in SHIPPED.glob("*/pack.toml")))


def libraries() -> tuple[Path, ...]:
    """Return the folders of the libraries from which packs take rows, by name."""
    return tuple(sorted(path.parent for path in LIBRARIES.glob("*/pack.toml")))


def find(name: str) -> Path:
    """Return the folder of a shipped pack by its name, or the folder that ``name`` is a path to.

    Raises FileNotFoundError when there is neither.
    """
    for folder in (SHIPPED / name, LIBRARIES / name, Path(name)):
        if (folder / "pack.toml").is_file():
            return folder
    raise FileNotFoundError(f"no pack “{name}”: neither shipped nor a folder with a pack.toml")


def read(folder: Path) -> dict[str, str]:
    """Return the TOML texts of a pack folder by file name, examples last, then those of the packs it takes rows from.

    Those stand under ``library/<id>/`` and ``parent/<id>/``, without the examples that prove them where they are.
    """
    paths = sorted(folder.glob("*.toml"), key=lambda path: (path.name.startswith("examples"), path.name))
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    head = _head(texts.get("pack.toml", ""))
    takes = head.get("take", [])
    taken = [one.get("from") for one in takes if isinstance(one, dict)] if isinstance(takes, list) else []
    for name in dict.fromkeys(str(one) for one in taken):
        texts |= _inside(LIBRARY, name, LIBRARIES)
    if above := str(head.get("extends", "")):
        texts |= _inside(PARENT, above, SHIPPED)
    return texts


def _inside(kind: str, name: str, folder: Path) -> dict[str, str]:
    found = read(folder / name) if NAME.fullmatch(name) and (folder / name / "pack.toml").is_file() else {}
    return {f"{kind}{name}/{file}": text for file, text in found.items() if not file.startswith("examples")}


@lru_cache(maxsize=128)
def _head(text: str) -> dict[str, Any]:
    """Return the head of a pack as far as it can be read; ``core.loading`` says what is wrong with it."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}
