"""The watch list of somebody who was told first: handed over, not forgotten (FR-066)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min

from amends.cases.models import Entry, ObligationRow
from amends.cases.queries.lines import CaseLine
from amends.cases.queries.today import followed
from amends.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Watched:
    """A case that others handle: by when the first-asked person owes the complainant a word, and the last contact."""

    line: CaseLine
    contact_by: datetime | None
    contacted_at: datetime | None


def watch_list(viewer: Viewer, lines: Sequence[CaseLine] | None = None) -> tuple[Watched, ...]:
    """Return the open cases that were told to the viewer and that others hold, soonest due first; three queries.

    ``lines``: the same cases where they are at hand; then two.
    """
    lines = followed(viewer) if lines is None else lines
    ids = [line.id for line in lines]
    owed = ObligationRow.objects.filter(case__in=ids, owner="first_asked", state="open").order_by()
    by = dict[UUID | None, datetime](owed.values_list("case").annotate(Min("due_at")))
    talked = Entry.objects.filter(case__in=ids, body__events__contains=["contacted"]).order_by()
    at = dict[UUID | None, datetime](talked.values_list("case").annotate(Max("happened_at")))
    return tuple(Watched(line, by.get(line.id), at.get(line.id)) for line in lines)
