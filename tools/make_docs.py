"""Write docs/reference and docs/walks from the code.

python -m tools.make_docs           write every page
python -m tools.make_docs --check   name the pages that are not as the code says; exit code 1 if any
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from amends.environment import setup_django
from tools.reference import api, outside, packs, regulations, walks, words

FOLDER = Path(__file__).resolve().parent.parent / "docs"
PAGES: Mapping[str, Callable[[], str]] = {
    "reference/facts.md": words.facts,
    "reference/events.md": words.events,
    "reference/steps.md": words.steps,
    "reference/packs.md": packs.packs,
    "reference/regulations.md": regulations.regulations,
    "reference/settings.md": outside.settings,
    "reference/commands.md": outside.commands,
    "reference/api.md": api.api,
    "walks/description.md": walks.description,
}


def main() -> int:
    """Write the pages, or check them; return the exit code."""
    setup_django()
    old = [name for name, make in PAGES.items() if not is_current(name, make())]
    if sys.argv[1:] == ["--check"]:
        for name in old:
            print(f"docs/{name} is not as the code says: run `make docs`")
        return 1 if old else 0
    for name in old:
        (FOLDER / name).parent.mkdir(exist_ok=True)
        (FOLDER / name).write_text(PAGES[name](), encoding="utf-8")
    return 0


def is_current(name: str, text: str) -> bool:
    """Return whether the page on disk has this text."""
    path = FOLDER / name
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main())
