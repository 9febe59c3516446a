"""A document for Word: the same blocks, with fields to fill in by hand or keyboard."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.document import Document as File
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from amends.reports.document import Document, as_data
from amends.reports.word_fonts import FAMILY, embed_fonts

PAGE = Mm(170)
LABEL = Mm(34)
PER_ROW = 3
SIGNED = Mm(30)
LONGEST_PROPERTY = 255
"""Word holds no more of a title or an author; the page holds all of it."""


def word(document: Document) -> bytes:
    """Return a document as a Word file that brings the signs of its fonts."""
    data = as_data(document)
    file = _blank(data)
    title = file.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(title, data["title"], size=32 if data["posted"] else 16, bold=True)
    for block in data["blocks"]:
        _WRITERS[block["kind"]](file, data, block)
    embed_fonts(file)
    holder = BytesIO()
    file.save(holder)
    return holder.getvalue()


def _blank(data: dict[str, Any]) -> File:
    file: File = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    of, title = file.core_properties, f"{data['title']} {data['number']}"
    of.title, of.author = title[:LONGEST_PROPERTY], data["house"][:LONGEST_PROPERTY]
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FAMILY, Pt(10)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FAMILY)
    _run(section.header.paragraphs[0], f"{data['house']}\t\t{data['number']}", size=8)
    foot = section.footer.paragraphs[0]
    _run(foot, f"{data['rule']}\n{data['printed']}\t\t", size=8)
    before, between, after = _around(data["labels"]["page"])
    for text, counted in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        _run(foot, text, size=8)
        if counted:
            _counted(foot, counted)
    return file


def _around(label: str) -> tuple[str, str, str]:
    before, _, rest = label.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after


def _counted(paragraph: Paragraph, name: str) -> None:
    """Append a number that Word counts, in a run of its own: the small letters of the line are the number's too."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    _run(paragraph, "1", size=8)  # whoever opens the file counts anew
    field.append(paragraph.runs[-1]._r)
    paragraph._p.append(field)


def _run(paragraph: Paragraph, text: str, *, size: int = 10, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold


def _heading(file: File, title: str) -> None:
    if title:
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.keep_with_next = Pt(10), True
        _run(paragraph, title, bold=True)


def _fill(cell: _Cell, text: str, *, bold: bool = False) -> None:
    _run(cell.paragraphs[0], text, bold=bold)


def _table(file: File, rows: int, columns: int) -> Table:
    table: Table = file.add_table(rows=rows, cols=columns)
    table.style = "Table Grid"
    return table


def _widths(table: Table, widths: list[int]) -> None:
    """Set the columns of a table: Word reads the cells, LibreOffice and others the grid above them."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _facts(file: File, _data: dict[str, Any], block: dict[str, Any]) -> None:
    _heading(file, block["title"])
    table = _table(file, 0, 2)
    for label, value in block["rows"]:
        cells = table.add_row().cells
        _fill(cells[0], label, bold=True)
        _fill(cells[1], value)
    _widths(table, [LABEL, PAGE - LABEL])


def _words(file: File, data: dict[str, Any], block: dict[str, Any]) -> None:
    _heading(file, block["title"])
    if data["letter"]:
        _run(file.add_paragraph(), block["text"], size=20 if data["posted"] else 10)
        return
    _fill(_table(file, 1, 1).cell(0, 0), block["text"] or "\n\n\n")


def _grid(file: File, _data: dict[str, Any], block: dict[str, Any]) -> None:
    _heading(file, block["title"])
    if not block["rows"]:
        _fill(_table(file, 1, 1).cell(0, 0), block["empty"])
        return
    table = _table(file, 1, len(block["head"]))
    shares = block["widths"] or [1] * len(block["head"])
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # stands again on each page
    for row, texts in ((head, block["head"]), *((table.add_row(), one) for one in block["rows"])):
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell, text, bold=row is head)
    _widths(table, [int(PAGE * share / sum(shares)) for share in shares])


def _signatures(file: File, data: dict[str, Any], block: dict[str, Any]) -> None:
    _heading(file, block["title"])
    boxes = [_place(one, data["labels"]) for one in block["places"]]
    boxes += [f"\n\n{block['stamp']}\n"] if block["stamp"] else []
    table = _table(file, -(-len(boxes) // PER_ROW), PER_ROW)
    for nth, text in enumerate(boxes):
        _fill(table.cell(nth // PER_ROW, nth % PER_ROW), text)
    _widths(table, [int(PAGE / PER_ROW)] * PER_ROW)
    for row in table.rows:
        _whole(row)
    if boxes:  # an empty one would look like one more place to sign
        table.cell(-1, (len(boxes) - 1) % PER_ROW).merge(table.cell(-1, PER_ROW - 1))


def _whole(row: _Row) -> None:
    """Keep a row of places to sign on one page, high enough for a seal."""
    row.height, row.height_rule = SIGNED, WD_ROW_HEIGHT_RULE.AT_LEAST
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _place(place: dict[str, str], labels: dict[str, str]) -> str:
    head = f"{place['role']}  {place['article']}".rstrip()
    return f"{head}\n\n{labels['signed']}{place['name']}\n{labels['date']}{place['at']}"


_WRITERS = {"facts": _facts, "words": _words, "grid": _grid, "signatures": _signatures}
