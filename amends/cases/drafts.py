"""What somebody typed and has not sent, kept as they type; and the views of lists they named.

Not part of any case: nothing here is judged by rules or written in a journal.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.cases.models import Draft
from amends.people.rows import new_id
from amends.people.viewer import Viewer

LARGEST = 200_000
"""Characters of one draft, names of fields included; beyond it nothing is kept, and the door says so."""


class TooLong(ValueError):
    """A draft that is larger than anybody types."""


def keep_draft(viewer: Viewer, kind: str, content: dict[str, Any], *, at: datetime) -> None:
    """Keep a draft of the viewer under its kind, in place of the one before. Raises TooLong."""
    if sum(len(name) + len(str(value)) for name, value in content.items()) > LARGEST:
        raise TooLong(kind)
    Draft.objects.bulk_create(
        [Draft(id=new_id(), org_id=viewer.org, person_id=viewer.person, kind=kind[:80], content=content, saved_at=at)],
        update_conflicts=True, unique_fields=["org", "person", "kind"], update_fields=["content", "saved_at"],
    )  # fmt: skip


def draft(viewer: Viewer, kind: str) -> Draft | None:
    """Return the viewer's own draft of a kind, or None."""
    return Draft.objects.filter(person_id=viewer.person, kind=kind[:80]).first()


def forget_draft(viewer: Viewer, kind: str) -> None:
    """Drop the viewer's draft of a kind, if there is one."""
    Draft.objects.filter(person_id=viewer.person, kind=kind[:80]).delete()
