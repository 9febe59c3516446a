"""Is every file kept for a case still the one that came in? Bytes against the hash in the journal (FR-011)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from django.core.files.storage import default_storage

from amends.cases.models import Case, Entry, Evidence
from amends.cases.queries.visible import case_of
from amends.people.viewer import Viewer


class Kept(StrEnum):
    """What became of a file since it was taken in."""

    UNCHANGED = "unchanged"
    HASH_MISMATCH = "hash_mismatch"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Checked:
    """A file with what its bytes say today; ``sha256`` is empty when there are none."""

    row: Evidence
    kept: Kept
    sha256: str


def check_evidence(viewer: Viewer, number: str) -> tuple[Checked, ...]:
    """Return every file of a case, read and compared, oldest first. Raises NotFound.

    The journal names the hashes of what came in; the row only repeats them, so a row that
    was changed together with its file is found out as well. Reads every byte: not for lists.
    """
    return checked(case_of(viewer, number))


def checked(case: Case) -> tuple[Checked, ...]:
    """Return every file of a case that somebody may see, read and compared."""
    noted = _noted(Entry.objects.filter(case=case, body__events__contains=["evidence_added"]))
    return tuple(_check(row, noted) for row in Evidence.objects.filter(case=case).order_by("added_at", "id"))


def _noted(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(one for entry in entries for one in entry.body.get("detail", {}).get("files", ()))


def _check(row: Evidence, noted: frozenset[str]) -> Checked:
    try:
        digest = _digest(row.path)
    except FileNotFoundError:
        return Checked(row, Kept.LOST, "")
    same = digest == row.sha256 and digest in noted
    return Checked(row, Kept.UNCHANGED if same else Kept.HASH_MISMATCH, digest)


def _digest(path: str) -> str:
    found = sha256()
    with default_storage.open(path, "rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()
