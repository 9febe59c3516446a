"""ANCHORS 11: what a stranger wrote reads files of the server or breaks the paper it stands on (osTicket CVE-2026-22200)."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from amends.reports.document import Document, Facts, Grid, Labels, Place, Signatures, Words
from amends.reports.pdf import pdf
from amends.reports.word import word

READS = '#read("/etc/hostname") #include "/etc/hostname" #eval("1+1")'
FIELD = "{ INCLUDETEXT /etc/hostname } <w:instrText>DDEAUTO cmd</w:instrText>"


def paper(text: str) -> Document:
    """Return a document in which a stranger's text stands in every place."""
    return Document(
        text, text, text, text, text, "zh", Labels("签字", "日期", "{page}/{pages}"),
        (Facts(text, ((text, text),)), Words(text, text), Grid(text, (text,), ((text,),)), Grid(text, (text,), (), text),
         Signatures(text, (Place(text, text, text, text),), text)),
    )  # fmt: skip


def test_what_is_markup_to_the_writer_stays_words_on_the_page() -> None:
    read = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf(paper(READS)))).pages).split())

    assert '#read("/etc/hostname")' in read
    assert '#eval("1+1")' in read


def test_no_field_of_word_comes_of_a_text() -> None:
    with ZipFile(BytesIO(word(paper(FIELD)))) as file:
        parts = [file.read(name).decode() for name in file.namelist() if name.endswith((".xml", ".rels"))]

    assert not any("<w:instrText" in part or 'TargetMode="External"' in part for part in parts)
    assert {part.count("w:instr=") for part in parts} == {0, 2}  # our own page numbers


@pytest.mark.parametrize("text", ["题" * 300, "\x00\x0b\x1f\ud800\ufffe", "\u202e\u2066", "a" * 5_000])
def test_no_text_keeps_a_paper_from_being_written(text: str) -> None:
    """A title of 256 letters, which the subject of a letter or the name of a lot may make, broke the Word file."""
    assert pdf(paper(text)).startswith(b"%PDF")
    assert word(paper(text)).startswith(b"PK")
