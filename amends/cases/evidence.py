"""Files kept for a case: checked by their bytes, hashed, stored outside the web root, noted in the journal (FR-011)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import IO, Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage

from amends.cases.file_kinds import ENDINGS, kind_of
from amends.cases.journal import StepResult
from amends.cases.models import Case, Evidence
from amends.cases.queries.reading import read_case
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.core.pack import StepRow
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.rows import new_id
from amends.people.tenancy import organisation
from amends.people.viewer import NOBODY, Viewer

EVENT = "evidence_added"
LARGEST = 50 * 1024 * 1024
MOST = 10
LARGEST_TOGETHER = MOST * LARGEST + 5 * 1024 * 1024
"""A request with the most files, and the words beside them."""
HEAD = 4096
LEAVES_UNDER = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Headers under which every door hands a file out: whatever it is, no browser runs it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: the name that somebody gave it, its size, its bytes."""

    name: str
    size: int
    file: IO[bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """The step that noted files, and their rows."""

    result: StepResult
    rows: tuple[Evidence, ...]


def add_evidence(
    viewer: Viewer, number: str, step: str, uploads: Iterable[Upload], *, at: datetime, note: str = "",
    source: str = "staff", secret: str = "", shown: bool = False, told: Mapping[str, Any] | None = None,
) -> Kept:  # fmt: skip
    """Store files and note them by a step of the regulation that causes ``evidence_added``, or is taken with a file.

    ``told``: what else the step brings, as ``take_step`` wants it.

    Raises NotFound for a case that is not the viewer's to see, Refused for a file that is
    empty, too large or of a kind that is not taken, and whatever the step itself refuses;
    then no row of it remains.
    """
    found = list(uploads)
    _check(found)
    with organisation(viewer.org):
        rows: list[Evidence] = []
        try:
            for one in found:
                rows.append(_stored(viewer, one, at=at, source=source, shown=shown))
            return Kept(
                _noted(viewer, number, step, rows, at=at, note=note, secret=secret, told=told or {}), tuple(rows)
            )
        except BaseException:
            for row in rows:  # bytes know no transaction
                default_storage.delete(row.path)
            raise


def _noted(
    viewer: Viewer,
    number: str,
    step: str,
    rows: list[Evidence],
    *,
    at: datetime,
    note: str,
    secret: str,
    told: Mapping[str, Any],
) -> StepResult:
    names = "、".join(row.name for row in rows)
    said, more = told.get("words", {}), {key: one for key, one in told.items() if key not in ("words", "detail")}
    words = {**said, "note": f"{said.get('note', note)}\n{names}".strip()}
    detail = {**told.get("detail", {}), "files": tuple(row.sha256 for row in rows)}
    result = take_step(viewer, number, step, at=at, detail=detail, words=words, secret=secret, **more)
    for row in rows:
        row.case_id = result.case
    Evidence.objects.bulk_create(rows)
    return result


def evidence_step(steps: Iterable[StepRow]) -> StepRow | None:
    """Return the step by which a regulation takes evidence in, or None."""
    return next((step for step in steps if EVENT in step.causes), None)


def takes_files(step: StepRow) -> bool:
    """Return whether files may come with a step: it takes evidence in, or is taken with a file."""
    return step.with_file or EVENT in step.causes


def files_of(viewer: Viewer, number: str) -> tuple[Evidence, ...]:
    """Return the files of a case that the viewer may see, oldest first. Raises NotFound."""
    return tuple(Evidence.objects.filter(case=read_case(viewer, number).case).order_by("added_at", "id"))


def evidence_of(viewer: Viewer, number: str, key: UUID) -> Evidence:
    """Return a file of a case that the viewer may see. Raises NotFound."""
    case: Case = read_case(viewer, number).case
    row = Evidence.objects.filter(case=case, pk=key).first()
    if row is None:
        raise NotFound(number)
    return row


def opened_file(row: Evidence) -> File[bytes]:
    """Return the bytes of a file, to be sent on in pieces. Raises FileNotFoundError when the store lost it."""
    return default_storage.open(row.path, "rb")


def _check(uploads: list[Upload]) -> None:
    if not uploads:
        raise _refused("files", zh="没有选择文件", en="No file was chosen")
    if len(uploads) > MOST:
        raise _refused("files", zh=f"一次最多 {MOST} 个文件", en=f"At most {MOST} files at a time")
    for one in uploads:
        if not one.size:
            raise _refused("files", zh=f"“{one.name}”是空文件", en=f"“{one.name}” is empty")
        if one.size > LARGEST:
            limit = LARGEST // 1024 // 1024
            raise _refused("files", zh=f"“{one.name}”超过 {limit} MB", en=f"“{one.name}” is over {limit} MB")


def _stored(viewer: Viewer, upload: Upload, *, at: datetime, source: str, shown: bool) -> Evidence:
    name, key = clean_name(upload.name), new_id()
    kind = kind_of(upload.file.read(HEAD), name)
    if not kind:
        raise _refused("files", zh=f"不接收“{name}”这种文件", en=f"“{name}” is of a kind that is not taken")
    name = with_ending(name, kind)
    upload.file.seek(0)
    digest = sha256()
    while piece := upload.file.read(1 << 20):
        digest.update(piece)
    upload.file.seek(0)
    path = default_storage.save(f"{viewer.org}/{at:%Y/%m}/{key}", File(upload.file))
    return Evidence(
        id=key, org_id=viewer.org, name=name, kind=kind, source=source, path=path, size=upload.size,
        sha256=digest.hexdigest(), added_at=at, added_by_id=None if viewer.person == NOBODY else viewer.person,
        shown_to_complainant=shown,
    )  # fmt: skip


def clean_name(name: str) -> str:
    """Return a file's name without folders, control and direction characters, at most 120 long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return (f"{stem[:100]}{dot}{ending[:16]}" if stem else kept[:120]) or "file"


def with_ending(name: str, kind: str) -> str:
    """Return a name whose ending says what the bytes are: a picture called x.html becomes x.html.jpg."""
    return name if name.rpartition(".")[2].lower() in ENDINGS[kind] else f"{name}.{ENDINGS[kind][0]}"


def _refused(field: str, *, zh: str, en: str) -> Refused:
    says = Text(zh=zh, en=en)
    return Refused("file", says=says, missing=(Missing(f"file:{field}", says, field=field),))
