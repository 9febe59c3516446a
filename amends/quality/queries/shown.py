"""What the customer sees of an 8D: disciplines that the regulation shows, in the version that was approved (FR-115)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.core.eight_d import Discipline
from amends.core.text import Text
from amends.quality.models import DisciplineVersion, EightD, PlanApproval
from amends.quality.records import disciplines_of
from amends.quality.releasing import leaves_now


@dataclass(frozen=True, slots=True)
class Shown:
    """One discipline as the customer reads it."""

    id: str
    title: Text
    parts: Mapping[str, str]
    at: datetime
    loop: int  # the round in which it was written
    key: UUID  # of the version


def shown_to_customer(number: str) -> tuple[Shown, ...]:
    """Return what the customer may read of the 8D of a case, in order; the caller has checked the portal's secret.

    The last version that every pack's approver approved; never what was written since. What nobody has to approve is
    shown as far as it was before that was asked for.
    """
    row = EightD.objects.filter(case__number=number).first()
    if row is None:
        return ()
    of = [one for one in disciplines_of([row.case_id]).get(row.case_id, ()) if one.shown_to_customer]
    if not of:
        return ()
    versions = DisciplineVersion.objects.filter(eight_d=row, verdict="accepted", discipline__in=[one.id for one in of])
    approvals = tuple(PlanApproval.objects.filter(eight_d=row, is_approved=True))
    by_id = {one.id: one for one in of}
    latest: dict[str, DisciplineVersion] = {}
    for version in versions.order_by("version"):
        if leaves_now(by_id[version.discipline], version, approvals):
            latest[version.discipline] = version
    return tuple(_shown(one, latest[one.id]) for one in of if one.id in latest)


def _shown(of: Discipline, version: DisciplineVersion) -> Shown:
    parts = {part: version.content[part] for part in of.parts if version.content.get(part)}
    return Shown(of.id, of.row.title, parts, version.at, version.loop, version.pk)
