"""The access log: what was refused for security's sake, and who read what is confidential."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from amends.people.models import AccessLog
from amends.people.tenancy import organisation


def note_access(
    org: UUID, *, kind: str, at: datetime, person: UUID | None, about: str = "", case: UUID | None = None, **detail: Any
) -> None:
    """Add a line in a transaction of its own, so that it stays when the refused step leaves nothing."""
    with organisation(org):
        AccessLog.objects.create(
            org_id=org, at=at, person_id=person, kind=kind, about=about, case_id=case, detail=detail
        )
