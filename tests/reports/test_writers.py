"""PDF and Word of one document: every word is in both, fonts are inside, what strangers wrote is never run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from uuid import UUID

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from amends.reports.document import Document, Facts, Grid, Labels, Place, Signatures, Words, breakable
from amends.reports.pdf import pdf
from amends.reports.word import word
from amends.reports.word_fonts import FAMILY, FONT

Writer = Callable[[Document], bytes]
Reader = Callable[[bytes], str]
SHEET = Document(
    title="投诉登记表", number="JP-2026-1", house="锦屏物业", rule="作业指导书 1.0", printed="2026-11-22 林岚",
    language="zh", labels=Labels("签字：", "日期：", "第 {page} 页 共 {pages} 页"),
    blocks=(
        Facts("投诉人", (("姓名", "王女士"), ("要求", "退款"))),
        Words("内容", "电梯停运\n第二行"),
        Grid("时限", ("时钟", "期限"), (("派单", "10:05"),), widths=(3, 1)),
        Grid("附件", ("名称",), (), empty="没有附件"),
        Signatures("签字", (Place("部门负责人", "第 4.2 条"), Place("主管", "", "莫主任", "11-22")), stamp="盖章处"),
    ),
)  # fmt: skip
WORDS = (
    "投诉登记表",
    "JP-2026-1",
    "锦屏物业",
    "王女士",
    "第二行",
    "派单",
    "没有附件",
    "部门负责人",
    "莫主任",
    "盖章处",
)
HOSTILE = (
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd") #eval("1 + 41")',
    "$ sum_(k=0)^n k $ *bold* _it_ `raw` = Head",
    "{{ 7 * 7 }} {% raw %} <w:p> &amp; ]]>",
    "x" * 5_000,
    "\u202egnirts desrever\u202c \x00\x07 \ud800 tail",
    "עברית 😀 \U0001f9ff ﷽",
)


def with_words(text: str) -> Document:
    return replace(SHEET, blocks=(Words("内容", text), Grid("g", ("a", "b"), ((text, text),))))


def text_of_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def text_of_word(content: bytes) -> str:
    file = docx.Document(BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    section = file.sections[0]
    around = [one.text for part in (section.header, section.footer) for one in part.paragraphs]
    return "\n".join([*(one.text for one in file.paragraphs), *cells, *around])


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "")


@pytest.mark.parametrize(("make", "read"), [(pdf, text_of_pdf), (word, text_of_word)])
def test_every_word_of_a_document_is_in_the_file(make: Writer, read: Reader) -> None:
    text = squeezed(read(make(SHEET)))

    assert [one for one in WORDS if squeezed(one) not in text] == []


def test_the_pdf_carries_its_fonts_and_is_made_to_be_kept() -> None:
    reader = PdfReader(BytesIO(pdf(SHEET)))

    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    below = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert below
    assert all({"/FontFile2", "/FontFile3"} & set(one) for one in below)
    assert all("NotoSansSC" in one["/FontName"] for one in below)
    assert b"pdfaid" in pdf(SHEET)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("make", [pdf, word])
def test_what_a_stranger_wrote_is_set_and_never_run(make: Writer, text: str) -> None:
    """Typst, Jinja and XML alike; signs that no page can hold are left out."""
    made = make(with_words(text))

    read = squeezed(text_of_pdf(made) if make is pdf else text_of_word(made))
    assert "root:" not in read
    assert "42" not in read.replace("JP-2026-1", "")
    assert "49" not in read


def test_code_of_a_stranger_stands_on_the_page_as_it_was_typed() -> None:
    text = '#eval("1 + 41") {{ 7 * 7 }}'

    assert squeezed(text) in squeezed(text_of_pdf(pdf(with_words(text))))
    assert squeezed(text) in squeezed(text_of_word(word(with_words(text))))


def test_a_text_of_ten_thousand_lines_is_printed_to_its_last() -> None:
    made = pdf(replace(SHEET, blocks=(Words("长", "\n".join(f"第{n}行" for n in range(10_000))),)))

    assert "第9999行" in squeezed(PdfReader(BytesIO(made)).pages[-1].extract_text())


def test_a_word_longer_than_a_line_may_be_broken_and_others_stay_whole() -> None:
    assert squeezed(breakable("a" * 100)) == "a" * 100
    assert "\u200b" in breakable("a" * 100)
    assert breakable("JP-2026-1 电梯停运") == "JP-2026-1 电梯停运"


def shown_by(content: bytes, weight: str) -> set[str]:
    """Return the signs for which a Word file brings a drawing in a weight, read as ECMA-376 part 1, 17.8.1 says."""
    table = docx.Document(BytesIO(content)).part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    (entry,) = (one for one in parse_xml(table.blob) if one.get(qn("w:name")) == FAMILY)
    named = entry.find(qn(f"w:embed{weight}"))
    relation = table.rels[named.get(qn("r:id"))]
    assert relation.reltype == FONT
    assert relation.target_part.partname.endswith(".odttf")
    font = bytearray(relation.target_part.blob)
    key = UUID(named.get(qn("w:fontKey"))).bytes
    for nth in range(32):
        font[nth] ^= key[15 - nth % 16]
    read = TTFont(BytesIO(bytes(font)))
    assert read["name"].getDebugName(1) == FAMILY
    return {
        chr(code)
        for code, glyph in (read.getBestCmap() or {}).items()
        if chr(code) == " " or read["glyf"][glyph].numberOfContours
    }


def test_a_word_file_brings_every_sign_that_it_sets_so_that_no_machine_needs_a_chinese_font() -> None:
    made = word(SHEET)
    file = docx.Document(BytesIO(made))

    assert set("".join(text_of_word(made).split())) <= shown_by(made, "Regular") | shown_by(made, "Bold")
    assert set("电梯停运第二行王女士派单签字0123456789") <= shown_by(made, "Regular")
    assert set("投诉登记表姓名要求时钟期限附件") <= shown_by(made, "Bold")
    assert [
        file.settings.element.find(qn(f"w:{one}")) is not None for one in ("embedTrueTypeFonts", "saveSubsetFonts")
    ] == [True, True]
    assert file.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == FAMILY


def test_a_page_of_word_with_its_fonts_is_less_than_a_hundred_kilobytes_and_is_the_same_each_time() -> None:
    assert len(word(SHEET)) < 100_000
    assert shown_by(word(SHEET), "Bold") == shown_by(word(SHEET), "Bold")


def test_a_sign_that_the_fonts_have_not_is_left_to_the_readers_machine() -> None:
    made = word(with_words("好😀"))

    assert "好" in shown_by(made, "Regular")
    assert "😀" not in shown_by(made, "Regular")


@pytest.mark.parametrize(("places", "boxes"), [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6)])
def test_a_word_file_has_a_box_for_each_place_to_sign_and_the_seal_and_no_more(places: int, boxes: int) -> None:
    signed = Signatures("签字", tuple(Place(f"第{nth}人") for nth in range(places)), stamp="盖章")
    table = docx.Document(BytesIO(word(replace(SHEET, blocks=(signed,))))).tables[-1]
    rows = [[cell._tc for cell in row.cells] for row in table.rows]

    assert len({id(one) for row in rows for one in row}) == boxes
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_columns_of_a_word_table_are_as_wide_for_those_who_read_only_its_grid() -> None:
    grid = Grid("措施", ("措施", "责任", "期限"), (("换销", "李工", "6-03"),), widths=(5, 2, 2))
    table = docx.Document(BytesIO(word(replace(SHEET, blocks=(grid,))))).tables[-1]

    widths = [column.width for column in table.columns]
    assert widths == [cell.width for cell in table.rows[0].cells]
    assert widths[0] > 2 * widths[1] == 2 * widths[2]
