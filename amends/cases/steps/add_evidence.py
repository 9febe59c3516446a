"""Add evidence: files with source, time and hash; the entry names the hashes (FR-011)."""

from __future__ import annotations

from amends.cases.evidence_files import remove, write
from amends.cases.evidence_kinds import MOST_OF_A_CASE
from amends.cases.gate import Opened
from amends.cases.journal import Ask, Extra, StepResult, take
from amends.cases.models import Evidence
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.rows import new_id
from amends.people.viewer import NOBODY

COMPLAINANT, STAFF = "complainant", "staff"


def add_evidence(found: Opened, ask: Ask) -> StepResult:
    """Keep files in a case. Raises Refused; then no file stays behind."""
    case = found.case.case
    if Evidence.objects.filter(case=case).count() + len(ask.files) > MOST_OF_A_CASE:
        says = Text(zh=f"一案最多 {MOST_OF_A_CASE} 个文件", en=f"A case keeps at most {MOST_OF_A_CASE} files")
        raise Refused("file", says=says, missing=(Missing("file", says, field="files"),))
    own = ask.viewer.person == NOBODY
    paths: list[str] = []
    try:
        rows = []
        for file in ask.files:
            paths.append(write(case.org_id, file))
            rows.append(
                Evidence(
                    id=new_id(), org_id=case.org_id, case_id=case.pk, name=file.name, kind=file.kind, path=paths[-1],
                    source=COMPLAINANT if own else STAFF, size=len(file.content), sha256=file.sha256,
                    added_at=ask.at, added_by_id=None if own else ask.viewer.person, shown_to_complainant=own,
                )
            )  # fmt: skip
        said = {"files": [{"id": str(row.id), "sha256": row.sha256, "kind": row.kind} for row in rows]}
        return take(found.case, ask, Extra(rows=list(rows), said=said if rows else {}))
    except BaseException:
        remove(paths)
        raise
