"""Packs as folders of TOML on disk: those that Amends brings, and any folder that is named."""

from __future__ import annotations

from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[1] / "packs"


def shipped() -> tuple[Path, ...]:
    """Return the folders of the packs that come with Amends, by name."""
    return tuple(sorted(path.parent for path in SHIPPED.glob("*/pack.toml")))


def find(name: str) -> Path:
    """Return the folder of a shipped pack by its name, or the folder that ``name`` is a path to.

    Raises FileNotFoundError when there is neither.
    """
    for folder in (SHIPPED / name, Path(name)):
        if (folder / "pack.toml").is_file():
            return folder
    raise FileNotFoundError(f"no pack “{name}”: neither shipped nor a folder with a pack.toml")


def read(folder: Path) -> dict[str, str]:
    """Return the TOML texts of a pack folder by file name, examples last."""
    paths = sorted(folder.glob("*.toml"), key=lambda path: (path.name.startswith("examples"), path.name))
    return {path.name: path.read_text(encoding="utf-8") for path in paths}
