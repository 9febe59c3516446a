"""ANCHORS 31: a cell that a spreadsheet calculates (OTRS CVE-2026-93581)."""

import csv
import io
import zipfile
from typing import Any

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from amends.core.cells import neutral
from tests.attacks.conftest import Browser
from tests.makers import Town, registered

FORMULAS = (
    "=HYPERLINK(\"http://evil.example\",\"退款\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1:A9)", "\t=1+1", "\r=1+1",
    "  =1+1", "\u3000=1+1", "\u200b=1+1", "\ufeff=1+1", "\u202e=1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", "\n=1+1",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_as_a_formula_whatever_stands_before_it(text: str) -> None:
    """Spreadsheets of Chinese systems read the full-width signs as well, and trim what cannot be seen."""
    assert neutral(text).startswith("'")


@pytest.mark.parametrize("text", ["电梯停运", "2024-03-04 10:00", "CS-2024-1", "138****1234", ""])
def test_an_ordinary_cell_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_exported_file_has_no_formula(river: Town, browser: Browser, form: str) -> None:
    for nth, text in enumerate(FORMULAS):
        registered(river, at=timezone.now(), description=text, complainant=f"王{nth}", phone=f"1381234{nth:04}")

    answer = browser(river.lan).get(f"/queues/cases.{form}")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]

    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        rows: list[list[Any]] = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    else:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    titles = [str(row[1]) for row in rows[1:]]
    assert len(titles) == len(FORMULAS)
    assert [title for title in titles if not title.startswith("'")] == []
