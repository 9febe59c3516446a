"""Write docs/reference from the code.

python -m tools.make_docs           write every page
python -m tools.make_docs --check   name the pages that are not as the code says; exit code 1 if any
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from amends.environment import setup_django
from tools.reference import outside, packs, words

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
PAGES: Mapping[str, Callable[[], str]] = {
    "facts.md": words.facts,
    "events.md": words.events,
    "steps.md": words.steps,
    "packs.md": packs.packs,
    "settings.md": outside.settings,
    "commands.md": outside.commands,
}


def main() -> int:
    """Write the pages, or check them; return the exit code."""
    setup_django()
    old = [name for name, make in PAGES.items() if not is_current(name, make())]
    if sys.argv[1:] == ["--check"]:
        for name in old:
            print(f"docs/reference/{name} is not as the code says: run `make docs`")
        return 1 if old else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in old:
        (FOLDER / name).write_text(PAGES[name](), encoding="utf-8")
    return 0


def is_current(name: str, text: str) -> bool:
    """Return whether the page on disk has this text."""
    path = FOLDER / name
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main())
