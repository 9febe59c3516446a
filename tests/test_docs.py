"""The reference pages are what the code says, and leave nothing out."""

from __future__ import annotations

import re

import pytest
from pydantic import BaseModel

from amends.cli import COMMANDS
from amends.core.condition_reading import COUNT_KEYS, OPERATORS
from amends.core.loading import row_tables
from amends.core.pack import Pack
from amends.core.vocabulary import EVENTS, FACTS, STEP_KINDS
from amends.environment import SETTINGS
from tools import make_docs
from tools.reference import packs, walks

DOCS = make_docs.FOLDER
TABLES: dict[str, type[BaseModel]] = {
    "## The pack": Pack,
    **{f"`[[{name}]]`": row for name, row in row_tables().items()},
    **{f"## {title}": row for title, row in packs.INNER.items()},
}


@pytest.mark.parametrize("name", make_docs.PAGES)
def test_a_reference_page_is_what_the_code_says(name: str) -> None:
    assert make_docs.is_current(name, make_docs.PAGES[name]()), "run `make docs` and commit docs"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("facts.md", list(FACTS)),
        ("events.md", list(EVENTS)),
        ("steps.md", list(STEP_KINDS)),
        ("settings.md", [one.name for one in SETTINGS]),
        ("commands.md", list(COMMANDS)),
        ("packs.md", [*OPERATORS, *COUNT_KEYS, *packs.COUNTING]),
    ],
)
def test_every_word_has_its_line(page: str, words: list[str]) -> None:
    text = (DOCS / "reference" / page).read_text()

    assert [word for word in words if f"`{word}`" not in text] == []


def test_every_table_and_key_of_a_pack_has_its_line() -> None:
    text = (DOCS / "reference" / "packs.md").read_text()

    for title, row in TABLES.items():
        section = text.split(f"{title}\n", 1)[1].split("\n## ")[0]
        for key, info in packs.keys(row).items():
            assert f"| `{info.alias or key}` |" in section, f"{title} {key}"


def test_every_key_of_a_pack_says_what_it_means_where_it_stands() -> None:
    unsaid = [
        f"{row.__name__}.{key}"
        for row in TABLES.values()
        for key in packs.keys(row)
        if key not in packs.comments(row) and key not in packs.EVERYWHERE
    ]

    assert unsaid == [], "say it in a comment beside the key"


def test_decisions_are_numbered_without_a_gap_and_say_what_was_given_up() -> None:
    decisions = sorted((DOCS / "decisions").glob("*.md"))

    assert [path.name[:4] for path in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    for path in decisions:
        text = path.read_text()
        assert text.startswith(f"# {path.name[:4]} "), path.name
        assert all(f"**{word}.**" in text for word in ("What", "Why", "Given up")), path.name


def test_pages_point_only_at_files_that_exist() -> None:
    gone = [
        f"{path.relative_to(DOCS)}: {link}"
        for path in DOCS.rglob("*.md")
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text())
        if not (path.parent / link).exists()
    ]

    assert gone == []


def test_a_description_walks_through_no_other_file() -> None:
    assert walks.files_of(walks.WORD) == set(walks.DESCRIPTION), "name the hop in tools/reference/walks.py, or undo it"
