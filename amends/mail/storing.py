"""A mail's bytes: the original and its files, below MEDIA_ROOT, taken away again when the mail is not kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from amends.cases.evidence import HEAD, LARGEST, MOST, Upload, clean_name, with_ending
from amends.cases.file_kinds import kind_of
from amends.mail.incoming import Attached, Incoming
from amends.mail.models import IncomingMail
from amends.people.rows import new_id

ORIGINAL = "mail.eml"


@contextmanager
def stored(row: IncomingMail, mail: Incoming, *, at: datetime) -> Iterator[None]:
    """Keep the bytes of a mail and name them in its row; if the block fails nothing of them stays."""
    paths: list[str] = []
    try:
        if mail.raw:
            row.path = _kept(row, mail.raw, paths, at=at)
        row.files = [_file(row, one, paths, at=at) for one in mail.files]
        yield
    except BaseException:
        for path in paths:  # bytes know no transaction
            default_storage.delete(path)
        raise


def _file(row: IncomingMail, one: Attached, paths: list[str], *, at: datetime) -> dict[str, Any]:
    """Return what is told of a file. One that is not taken stays in the original only, and is named."""
    name = clean_name(one.name)
    kind = kind_of(one.data[:HEAD], name) if len(one.data) <= LARGEST and len(paths) < MOST else ""
    told = {"name": with_ending(name, kind) if kind else name, "size": len(one.data), "kind": kind, "path": ""}
    return {**told, "path": _kept(row, one.data, paths, at=at)} if kind else told


def _kept(row: IncomingMail, data: bytes, paths: list[str], *, at: datetime) -> str:
    paths.append(default_storage.save(f"{row.org_id}/mail/{at:%Y/%m}/{new_id()}", ContentFile(data)))
    return paths[-1]


def uploads(row: IncomingMail) -> tuple[Upload, ...]:
    """Return the original and the files of a mail, to be kept with a case. Raises FileNotFoundError."""
    named = [(ORIGINAL, row.path)] if row.path else []
    named += [(one["name"], one["path"]) for one in row.files if one["path"]]
    found = [(name, _bytes(path)) for name, path in named]
    return tuple(Upload(name, len(data), io.BytesIO(data)) for name, data in found)[:MOST]


def _bytes(path: str) -> bytes:
    with default_storage.open(path, "rb") as file:
        return bytes(file.read())
