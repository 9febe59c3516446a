"""Whose approval a version of a discipline has, and whose it lacks: each pack that names somebody asks (FR-115)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from amends.core.eight_d import Approver, Discipline
from amends.core.refusal import Missing
from amends.core.text import Text
from amends.quality.models import DisciplineVersion, PlanApproval


def lacking(of: Discipline, version: UUID, approvals: Iterable[PlanApproval]) -> tuple[Approver, ...]:
    """Return who has not approved a version yet, pack by pack.

    One word is for every pack in which one of its roles approves. A word of the time when one released a discipline
    for all says no role, and goes on to count for all.
    """
    said = [set(one.roles) for one in approvals if one.is_approved and str(version) in one.versions]
    return tuple(
        one for one in of.approvers if not any(not roles or roles & set(one.row.approved_by) for roles in said)
    )


def leaves_now(of: Discipline, version: DisciplineVersion, approvals: Iterable[PlanApproval]) -> bool:
    """Return whether the customer reads a version that was accepted: with every approval.

    Where no pack of the case names anybody: what he could read already before every discipline needed an approval
    (decision 0032).
    """
    if of.approvers:
        return not lacking(of, version.pk, approvals)
    until = version.shown_freely_until
    return until is not None and (version.reviewed_at or version.at) < until


def unapproved(of: Discipline, who: Iterable[Approver], *, zh: str = "", en: str = "") -> Iterator[Missing]:
    """Yield for each pack who still has to approve a discipline, by which article; ``zh`` and ``en``: what follows."""
    what, found = f"approved:{of.id}", tuple(who)
    for one in found:
        says = Text(zh=f"{of.id} 未经{one.title.zh}批准{zh}", en=f"{of.id} is not approved by {one.title.en}{en}")
        yield Missing(what, says, one.row.article, pack=one.pack.id)
    if not found:
        says = Text(zh=f"{of.id} 未经批准{zh}", en=f"{of.id} is not approved{en}")
        yield Missing(what, says, of.row.article, pack=of.pack.id)
