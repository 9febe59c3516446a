"""What a file is, by its bytes; what it may be called; how large it may be.

The name and the type that a sender claims decide nothing: a zero-width space in a name and a
type that was believed have carried programs into other products (ANCHORS §5b, 3, 4, 19, 44).
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

MOST = 20 * 1024 * 1024
MOST_OF_A_CASE = 200
NAME_MOST = 80
ZIP_ENTRIES_MOST = 5_000
_KEPT_OUT = frozenset('\\/:*?"<>|%;`$&\'')
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<?php", b"<body", b"<iframe", b"#!")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is kept: its media type and the ending that its name gets."""

    media: str
    ending: str
    fits: Callable[[bytes], bool]


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(starts)


def _box(*brands: bytes) -> Callable[[bytes], bool]:
    """A file of boxes (ISO 14496): the brand stands after ``ftyp``."""
    return lambda content: content[4:8] == b"ftyp" and content[8:12] in brands


def _office(folder: str) -> Callable[[bytes], bool]:
    """A Word or Excel file without macros. Only the list of its parts is read; nothing is unpacked."""

    def fits(content: bytes) -> bool:
        if not content.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(BytesIO(content)) as parts:
                names = parts.namelist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            return False
        macros = any("vbaproject" in name.lower() for name in names)
        known = "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
        return known and not macros and len(names) <= ZIP_ENTRIES_MOST

    return fits


def _is_text(content: bytes) -> bool:
    """Plain text in UTF-8 or GB 18030, without control characters and not beginning as markup or a script."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content or start.startswith(_MARKUP):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(unicodedata.category(c) == "Cc" and c not in "\t\r\n\f" for c in text)
    return False


KINDS = (
    Kind("image/jpeg", "jpg", _begins(b"\xff\xd8\xff")),
    Kind("image/png", "png", _begins(b"\x89PNG\r\n\x1a\n")),
    Kind("image/gif", "gif", _begins(b"GIF87a", b"GIF89a")),
    Kind("image/webp", "webp", lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP"),
    Kind("image/heic", "heic", _box(b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")),
    Kind("application/pdf", "pdf", _begins(b"%PDF-")),
    Kind("video/mp4", "mp4", _box(b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"qt  ", b"3gp4", b"3gp5", b"MSNV", b"dash")),
    Kind("audio/mpeg", "mp3", _begins(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", _office("word/")),
    Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", _office("xl/")),
    Kind("text/plain", "txt", _is_text),
)  # fmt: skip
ENDINGS = tuple(kind.ending for kind in KINDS)


def kind_of(content: bytes) -> Kind | None:
    """Return what a file is by its bytes, None when it is nothing that is kept."""
    return next((kind for kind in KINDS if kind.fits(content)), None)


def clean_name(name: str, kind: Kind) -> str:
    """Return a name that is safe to show, to store and to put into a header: one line, one ending, the true one.

    Control, format (bidi, zero-width), private and unassigned characters go; folders go.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in _KEPT_OUT)
    words = " ".join(kept.split()).strip(". ")
    stem = words.split(".", 1)[0].strip() if "." in words else words
    return f"{stem[:NAME_MOST] or 'file'}.{kind.ending}"
