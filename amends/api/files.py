"""Files of a case, in and out: the checks of the desk, the names of the desk, and no browser runs what leaves."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import file_digest
from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Form, Path, Status, UploadedFile

from amends.api import answers, shapes
from amends.api.acting import REFUSED, Key, answered
from amends.api.asked import Code, Words, told_with
from amends.api.cases import WRONG, Number, known, router
from amends.api.door import at_door
from amends.api.problems import NotTaken
from amends.cases.evidence import (
    LEAVES_UNDER,
    MOST,
    Upload,
    add_evidence,
    evidence_of,
    evidence_step,
    files_of,
    opened_file,
    takes_files,
)
from amends.cases.queries.case_page import case_page
from amends.cases.queries.visible import NotFound

__all__ = ["router"]
FileId = Annotated[UUID, Path(description="Id of the file, from the list")]
BYTES = {
    "responses": {
        200: {
            "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


@router.get("/{number}/evidence", response={200: answers.Files, **WRONG}, summary="List the files of a case")
def list_files(request: HttpRequest, number: Number) -> dict[str, Any]:
    """The files kept for a case, oldest first, each with the hash that the journal holds."""
    with at_door(request) as call:
        return {"evidence": [shapes.file(one) for one in files_of(call.viewer, known(number))]}


@router.get(
    "/{number}/evidence/{key}", response={200: None, **WRONG}, openapi_extra=BYTES, summary="Read a file of a case"
)
def read_file(request: HttpRequest, number: Number, key: FileId) -> FileResponse:
    """The bytes of a file, of the kind that they are, as an attachment."""
    with at_door(request) as call:
        row = evidence_of(call.viewer, known(number), key)
        try:
            return FileResponse(
                opened_file(row), as_attachment=True, filename=row.name, content_type=row.kind, headers=LEAVES_UNDER
            )
        except FileNotFoundError:
            raise NotFound(number) from None


@router.post("/{number}/evidence", response={201: answers.Kept, **REFUSED}, summary="Add files", tags=["steps"])
def add_files(
    request: HttpRequest, number: Number,
    files: Annotated[list[UploadedFile], File(description="One to ten files of at most 50 MB")],
    note: Annotated[Words, Form("", description="What is said with them in the journal")] = "", key: Key = None,
    step: Annotated[Code, Form("", description="Step to take with them; left out: the one for evidence")] = "",
    detail: Annotated[Words, Form("", description="What that step brings, as JSON")] = "",
) -> Status[dict[str, Any]]:  # fmt: skip
    """Keep files for a case by the step that its regulation has for evidence. The kind is told by the bytes.

    With ``Idempotency-Key`` the same files are kept once.
    """
    with at_door(request) as call:

        def act() -> tuple[int, dict[str, Any]]:
            page = case_page(call.viewer, known(number), call.at)
            row = page.reading.rules.steps.get(step) if step else evidence_step(one.step for one in page.steps)
            if row is None or (step and not takes_files(row)):
                raise NotTaken(_("In this stage the regulation takes no evidence from you."))
            told = {"detail": told_with(detail, page.reading.rules)}
            kept = add_evidence(call.viewer, number, row.id, _uploads(files), at=call.at, note=note, told=told)
            result = kept.result
            named = {"number": result.number, "seq": result.seq, "version": result.version}
            return 201, {**named, "evidence": [shapes.file(one) for one in kept.rows]}

        said = {"note": note, "step": step, "detail": detail, "files": _told_apart(files[: MOST + 1]) if key else []}
        return Status(*answered(call, key, f"cases/{number}/evidence", said, act))


def _uploads(files: Sequence[UploadedFile]) -> list[Upload]:
    return [Upload(one.name or "", one.size or 0, one) for one in files]


def _told_apart(files: Sequence[UploadedFile]) -> list[tuple[str, str]]:
    """Return name and hash of each file, by which a repeated request is known."""
    found = []
    for one in files:
        found.append((one.name or "", file_digest(one, "sha256").hexdigest()))
        one.seek(0)
    return found
