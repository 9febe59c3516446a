"""What kind of file some bytes are. The name and what the browser says about it count for nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

_STARTS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (8, b"WAVE", "audio/wav"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"OggS", "audio/ogg"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"PK\x03\x04", "application/zip"),
)
_OFFICE: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OLE: Mapping[str, str] = {
    "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
}  # fmt: skip
_MARKUP = (b"<html", b"<!doctype", b"<script", b"<svg", b"<?xml", b"<body", b"<iframe", b"<?php")
_HEADER = re.compile(rb"^(?:Received|Return-Path|From|To|Date|Subject|Message-ID|MIME-Version): ?", re.I | re.M)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
TEXT, MAIL = "text/plain", "message/rfc822"
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg", "jpe"), "image/png": ("png",), "image/gif": ("gif",), "image/webp": ("webp",),
    "image/heic": ("heic", "heif"), "audio/mp4": ("m4a",), "video/quicktime": ("mov", "qt"),
    "video/mp4": ("mp4", "m4v"),
    "application/pdf": ("pdf",), "audio/mpeg": ("mp3",), "audio/wav": ("wav",), "audio/amr": ("amr",),
    "audio/ogg": ("ogg", "oga"), TEXT: ("txt", "csv", "log", "md"), MAIL: ("eml",),
    **{kind: (ending,) for ending, kind in (*_OFFICE.items(), *_OLE.items())},
}  # fmt: skip
"""The endings that suit each kind, the usual one first."""


def kind_of(head: bytes, name: str) -> str:
    """Return the media type of a file by its first kilobytes; empty for one that is not taken.

    Zip and OLE containers are told apart by the name, within their family only.
    """
    ending = name.rpartition(".")[2].lower()
    for offset, start, kind in _STARTS:
        if head[offset : offset + len(start)] == start:
            if kind == "application/zip":
                return _OFFICE.get(ending, "")
            return _OLE.get(ending, "") if kind == "application/x-ole-storage" else kind
    if ending == "eml" and _is_mail(head):
        return MAIL
    return TEXT if _is_text(head) else ""


def _is_mail(head: bytes) -> bool:
    """Return whether bytes begin with the headers of a mail. What it carries is not judged: it is never opened here."""
    heads = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return b"\x00" not in heads and len({one.lower() for one in _HEADER.findall(heads)}) >= 2


def _is_text(head: bytes) -> bool:
    if not head or head.startswith(b"#!") or _CONTROL.search(head) or any(mark in head.lower() for mark in _MARKUP):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            head.decode(encoding)
        except UnicodeDecodeError as problem:
            if problem.start < len(head) - 4:  # a character cut off at the end of the head is no fault
                continue
        return True
    return False
