"""Where the bytes of evidence lie: outside every web address, under a random name, owner only."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from amends.cases.evidence_kinds import ENDINGS, MOST, clean_name, kind_of
from amends.core.refusal import Missing, Refused
from amends.core.text import Text

FIELD = "files"
IMAGES = "image/"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a door got it: the name that the sender claims, and its bytes to be read."""

    name: str
    content: BinaryIO


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was checked: a clean name, the type that its bytes say, its hash."""

    name: str
    kind: str
    content: bytes
    sha256: str


def checked(uploads: Iterable[Upload]) -> tuple[Kept, ...]:
    """Return the files that may be kept. Raises Refused naming each one that may not, and why."""
    kept, faults = [], []
    for upload in uploads:
        try:
            kept.append(check(upload))
        except Refused as refused:
            faults += refused.missing
    if faults:
        says = Text(zh="；".join(f.says.zh for f in faults), en="; ".join(f.says.en for f in faults))
        raise Refused("file", says=says, missing=tuple(faults))
    return tuple(kept)


def check(upload: Upload) -> Kept:
    """Return a file that may be kept. Raises Refused when it is empty, too large or of another kind."""
    content = upload.content.read(MOST + 1)
    shown = "".join(c for c in upload.name if c.isprintable())[:80]
    if not content:
        raise _refused(zh=f"“{shown}”是空文件", en=f"“{shown}” is empty")
    if len(content) > MOST:
        most = MOST // (1024 * 1024)
        raise _refused(zh=f"“{shown}”超过 {most} MB", en=f"“{shown}” is larger than {most} MB")
    kind = kind_of(content)
    if kind is None:
        kinds = " ".join(ENDINGS)
        raise _refused(
            zh=f"“{shown}”不是可收存的文件（可收 {kinds}）", en=f"“{shown}” is not a kind of file that is kept ({kinds})"
        )
    return Kept(clean_name(upload.name, kind), kind.media, content, sha256(content).hexdigest())


def write(org: UUID, file: Kept) -> str:
    """Write a file under a name that nobody can guess and return its place below MEDIA_ROOT."""
    return str(default_storage.save(f"{org.hex}/{secrets.token_hex(24)}", ContentFile(file.content)))


def remove(paths: Iterable[str]) -> None:
    """Remove files whose rows were never written."""
    for path in paths:
        with suppress(OSError):
            default_storage.delete(path)


def read(path: str, *, expected: str) -> bytes:
    """Return the bytes of a file. Raises Changed when they are not those that were kept (FR-011)."""
    place = Path(settings.MEDIA_ROOT) / path
    content = place.read_bytes()
    if sha256(content).hexdigest() != expected:
        raise Changed(path)
    return content


class Changed(RuntimeError):
    """A file is not what was kept: its hash differs from the one in the journal."""


def _refused(*, zh: str, en: str) -> Refused:
    says = Text(zh=zh, en=en)
    return Refused("file", says=says, missing=(Missing("file", says, field=FIELD),))
