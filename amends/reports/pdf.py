"""A document as PDF/A with its fonts inside. Texts travel as JSON: what a stranger wrote is set, never run."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from amends.reports.document import Document, as_data, breakable

SHEET = Path(__file__).with_name("sheet.typ")
FONTS = Path(__file__).resolve().parents[1] / "fonts"


def pdf(document: Document) -> bytes:
    """Return a document as PDF/A; as plain PDF where it holds a sign that the font has not (an emoji, Hebrew)."""
    data = json.dumps(_broken(as_data(document)), ensure_ascii=False)
    try:
        return _compiled(data, "a-2b")
    except typst.TypstError as missing:
        if "could not be displayed" not in str(missing):
            raise
        return _compiled(data, "1.7")


def _compiled(data: str, standard: Literal["a-2b", "1.7"]) -> bytes:
    return typst.compile(_sheet(), sys_inputs={"data": data}, font_paths=_fonts(), pdf_standards=standard)


@cache
def _sheet() -> bytes:
    return SHEET.read_bytes()


@cache
def _fonts() -> Any:
    """Return the fonts of the package and no other, read once."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def _broken(value: Any) -> Any:
    if isinstance(value, str):
        return breakable(value)
    if isinstance(value, dict):
        return {key: _broken(one) for key, one in value.items()}
    return [_broken(one) for one in value] if isinstance(value, list) else value
