"""A file of a case, handed out to somebody who may see the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.cases.evidence_files import read
from amends.cases.models import Evidence
from amends.cases.queries.visible import NotFound, case_of
from amends.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class File:
    """A file with its bytes, as they were kept."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file as a list shows it."""

    id: UUID
    name: str
    kind: str
    size: int
    sha256: str
    source: str
    added_at: datetime


def evidence_lines(viewer: Viewer, number: str) -> tuple[FileLine, ...]:
    """Return the files of a case, oldest first. Raises NotFound."""
    case = case_of(viewer, number)
    return tuple(file_line(row) for row in Evidence.objects.filter(case=case).order_by("added_at", "id"))


def evidence_file(viewer: Viewer, number: str, evidence: UUID) -> File:
    """Return a file of a case. Raises NotFound when case or file is hidden or not there, Changed when it was altered."""
    case = case_of(viewer, number)
    return file_of(Evidence.objects.filter(case=case, pk=evidence).first(), number)


def file_of(row: Evidence | None, number: str) -> File:
    """Return the bytes of a row. Raises NotFound without one."""
    if row is None:
        raise NotFound(number)
    return File(row.name, row.kind, read(row.path, expected=row.sha256))


def file_line(row: Evidence) -> FileLine:
    """Return a row as a list shows it."""
    return FileLine(row.id, row.name, row.kind, row.size, row.sha256, row.source, row.added_at)
