"""The journal of a unit: entries chained by hash, of sheets sent and of lots drawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.cases.chain import entry_hash, plain
from amends.cases.models import UnitEntry
from amends.people.models import Unit


def append(
    unit: UUID, *, org: UUID, step: str, body: Mapping[str, Any], at: datetime, by: UUID | None = None
) -> UnitEntry:
    """Return the entry that was added to a unit's journal. The caller has locked the unit, so the chain cannot fork."""
    last = UnitEntry.objects.filter(unit=unit).order_by("-seq").first()
    seq, prev, at = (last.seq + 1, last.hash, max(at, last.recorded_at)) if last else (1, "", at)
    hashed = entry_hash(
        prev=prev, owner=str(unit), seq=seq, happened_at=at, recorded_at=at, by=str(by or ""), step=step, body=body
    )
    return UnitEntry.objects.create(
        org_id=org, unit_id=unit, seq=seq, happened_at=at, recorded_at=at, by_id=by, step=step, body=dict(body),
        prev_hash=prev, hash=hashed,
    )  # fmt: skip


def note_of_unit(unit: UUID, *, org: UUID, step: str, body: Mapping[str, Any], at: datetime, by: UUID) -> UnitEntry:
    """Lock a unit and note in its journal what was done for it as a whole, in codes, ids and figures; return that."""
    Unit.objects.select_for_update().filter(pk=unit).order_by("pk").first()
    return append(unit, org=org, step=step, body=plain(body), at=at, by=by)
