"""Read a CSV or Excel file as rows of named columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

from python_calamine import CalamineError, CalamineWorkbook

EXCEL = {".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"}
AT_MOST_BYTES = 512 * 1024 * 1024
# gb18030 holds gbk and gb2312, what Excel in China writes for CSV; it must come after utf-8.
ENCODINGS = ("utf-8-sig", "gb18030")


class UnreadableFile(ValueError):
    """The file is no table that we can read; the message says why."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its line in the file (the heading is line 1) and its cells as text."""

    line: int
    cells: Mapping[str, str]


def read(path: Path) -> Iterator[TableRow]:
    """Yield the rows of the first sheet, empty ones left out.

    Raises UnreadableFile when it is missing, too large, no table, or has no or twofold headings.
    """
    if not path.is_file():
        raise UnreadableFile(f"{path}: no such file")
    if path.stat().st_size > AT_MOST_BYTES:
        raise UnreadableFile(f"{path}: larger than {AT_MOST_BYTES // 1024**2} MiB")
    lines = _excel(path) if path.suffix.lower() in EXCEL else _csv(path)
    headings = [cell.strip() for cell in next(lines, [])]
    _check(path, headings)
    for number, cells in enumerate(lines, start=2):
        if any(cell.strip() for cell in cells):
            yield TableRow(number, dict(zip(headings, (cell.strip() for cell in cells), strict=False)))


def _check(path: Path, headings: list[str]) -> None:
    named = [heading for heading in headings if heading]
    if not named:
        raise UnreadableFile(f"{path}: the first row holds no headings")
    if twice := {heading for heading in named if named.count(heading) > 1}:
        raise UnreadableFile(f"{path}: the heading “{sorted(twice)[0]}” stands twice")


def _csv(path: Path) -> Iterator[list[str]]:
    content = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        csv.field_size_limit(AT_MOST_BYTES)  # a cell that is too long is refused with its row, not with the file
        return csv.reader(io.StringIO(text, newline=""))
    raise UnreadableFile(f"{path}: neither UTF-8 nor GB 18030")


def _excel(path: Path) -> Iterator[list[str]]:
    try:
        _check_unpacked(path)
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    except (CalamineError, BadZipFile, OSError, IndexError) as error:
        raise UnreadableFile(f"{path}: not a readable workbook ({type(error).__name__})") from error
    return ([_text(cell) for cell in row] for row in sheet.iter_rows())


def _check_unpacked(path: Path) -> None:
    """Refuse a workbook that is small on the disk and would fill the memory. Raises BadZipFile, UnreadableFile."""
    if not is_zipfile(path):
        return
    with ZipFile(path) as packed:
        if sum(one.file_size for one in packed.infolist()) > AT_MOST_BYTES:
            raise UnreadableFile(f"{path}: unpacked it is larger than {AT_MOST_BYTES // 1024**2} MiB")


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a number such as 480795 is stored as 480795.0
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
