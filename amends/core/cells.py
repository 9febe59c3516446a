"""Cells of tables that somebody opens in a spreadsheet."""

from __future__ import annotations

import unicodedata

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A cell that begins so would be calculated by a spreadsheet, full-width signs too: it gets an apostrophe in front."""


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    # What cannot be seen is trimmed by some spreadsheets before they look.
    seen = next((at for at, one in enumerate(text) if not one.isspace() and unicodedata.category(one)[0] != "C"), 0)
    return "'" + text if text[seen:].startswith(FORMULA) or text.startswith(("\t", "\r", "\n")) else text
