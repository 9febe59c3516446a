"""Fonts inside a Word file: the signs that it uses, hidden as ECMA-376 part 1, 17.8.1 wants embedded fonts to be."""

from __future__ import annotations

import logging
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from string import printable
from typing import Any
from uuid import UUID

from docx.document import Document as File
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Noto Sans SC"
FONTS = Path(__file__).resolve().parents[1] / "fonts"
WEIGHTS = (("Regular", "w:embedRegular"), ("Bold", "w:embedBold"))
OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
FONT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
HIDDEN = 32
"""So many bytes at the front of an embedded font are hidden with its key."""
BEFORE_EMBEDDING = ("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
                    "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
                    "printFractionalCharacterWidth", "printFormsData")  # fmt: skip
"""What stands before the embedding in the settings, for Word takes them in this order only."""

logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells of every table that it keeps


def embed_fonts(file: File) -> None:
    """Put the family into a file: of each weight the signs that it sets and those of a keyboard, for page numbers."""
    table = file.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = parse_xml(table.blob)
    entry = _entry()
    for nth, ((weight, tag), signs) in enumerate(zip(WEIGHTS, _signs(file), strict=True), start=1):
        content = subset(weight, signs | set(printable))
        key = UUID(bytes=sha256(content).digest()[:16])
        name = PackURI(f"/word/fonts/font{nth}.odttf")
        part = Part(name, OBFUSCATED, hidden(content, key), file.part.package)
        entry.append(_named(tag, **{"r:id": table.relate_to(part, FONT), "w:fontKey": f"{{{str(key).upper()}}}"}))
    fonts.append(entry)
    table._blob = serialize_part_xml(fonts)
    _say_so(file)


def hidden(content: bytes, key: UUID) -> bytes:
    """Return a font hidden with a key, or a hidden one as it was: the key is laid over it backwards, twice."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(content[:HIDDEN], mask, strict=True)) + content[HIDDEN:]


def subset(weight: str, signs: set[str]) -> bytes:
    """Return a weight of the family with the given signs; what the font has not is left to the reader's machine."""
    font = TTFont(BytesIO(_whole(weight)), lazy=True, recalcTimestamp=False)
    options = Options(
        layout_features=[], hinting=False, drop_tables=["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx"]
    )
    chosen = Subsetter(options)
    chosen.populate(text="".join(signs))
    chosen.subset(font)
    holder = BytesIO()
    font.save(holder)
    return holder.getvalue()


@cache
def _whole(weight: str) -> bytes:
    return (FONTS / f"NotoSansSC-{weight}.ttf").read_bytes()


def _signs(file: File) -> tuple[set[str], set[str]]:
    """Return the signs that are set regular and bold, on the pages, above and below them."""
    signs: tuple[set[str], set[str]] = set(), set()
    bold = _bold_styles(file)
    around = (part for section in file.sections for part in (section.header, section.footer))
    roots = (file.element.body, *(part._element for part in around if not part.is_linked_to_previous))
    for paragraph in (one for root in roots for one in root.iter(qn("w:p"))):
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        by_style = named is not None and named.get(qn("w:val")) in bold
        for run in paragraph.iter(qn("w:r")):
            own = _says_bold(run)
            is_bold = by_style if own is None else own
            signs[is_bold].update(*(one.text or "" for one in run.iter(qn("w:t"))))
    return signs


def _bold_styles(file: File) -> set[str]:
    """Return the styles of paragraphs that set bold, themselves or by the one on which they are based."""
    styles = {one.get(qn("w:styleId")): one for one in file.styles.element.iter(qn("w:style"))}
    return {name for name in styles if _style_is_bold(styles, name)}


def _style_is_bold(styles: dict[str, Any], name: str) -> bool:
    for _ in styles:  # never longer than there are styles, also where two are based on each other
        style = styles.get(name)
        if style is None or (says := _says_bold(style)) is not None:
            return bool(style is not None and says)
        base = style.find(qn("w:basedOn"))
        name = "" if base is None else base.get(qn("w:val"))
    return False


def _says_bold(element: BaseOxmlElement) -> bool | None:
    """Return whether a run or a style says bold or not bold; None: it leaves that to what it is based on."""
    found = element.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return None if found is None else found.get(qn("w:val")) not in ("0", "false")


def _entry() -> BaseOxmlElement:
    """Return the family as the table of fonts lists it; who cannot read what is embedded takes one like it."""
    entry = _named("w:font", **{"w:name": FAMILY})
    for tag, value in (("w:altName", "Microsoft YaHei"), ("w:charset", "86"), ("w:family", "swiss"),
                       ("w:pitch", "variable")):  # fmt: skip
        entry.append(_named(tag, **{"w:val": value}))
    return entry


def _named(tag: str, **attributes: str) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element


def _say_so(file: File) -> None:
    """Say in the settings that fonts are inside, and of them only what is used."""
    settings = file.settings.element
    known = {qn(f"w:{name}") for name in BEFORE_EMBEDDING}
    place = sum(1 for one in settings if one.tag in known)
    for tag in ("w:saveSubsetFonts", "w:embedTrueTypeFonts"):
        settings.insert(place, OxmlElement(tag))
