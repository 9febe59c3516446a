"""Markdown of a reference page: its head, its tables, its cells."""

from __future__ import annotations

from collections.abc import Iterable

MADE = "<!-- Made by `make docs` from the code. Edit there. -->"


def page(title: str, intro: str, *parts: str) -> str:
    """Return a whole page, one empty line between its parts."""
    return "\n\n".join([MADE, f"# {title}", intro.strip(), *(part.strip() for part in parts if part.strip())]) + "\n"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table; empty when it has no rows."""
    names = list(head)
    lines = [_line(cell(one) for one in row) for row in rows]
    return "\n".join([_line(names), _line("---" for _ in names), *lines]) if lines else ""


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def cell(text: str) -> str:
    """Return a text that stays inside its cell."""
    return " ".join(text.replace("|", "\\|").split())


def code(words: Iterable[str]) -> str:
    """Return words as code, separated by commas."""
    return ", ".join(f"`{word}`" for word in words)
