"""A settlement agreement that was signed on the same matter: a later complaint is tied to it and shown (FR-132)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.cases.journal import Extra
from amends.cases.models import Case, Entry, Link
from amends.cases.models.case import AGREEMENT

SIGNED = "remedy_agreed"
"""The event by which an agreement is signed."""


def tie_to_agreement(extra: Extra, case: Case, facts: Mapping[str, Any], *, at: datetime) -> None:
    """Add to a step the tie to the last case of the same complainant and matter that ended in an agreement, if any.

    The matter is the category, its first two levels. What the viewer may not see is tied all the same: the
    regulation asks whether it comes back, and only who may see both cases is shown the tie.
    """
    category = str(facts.get("category", "") or "")
    earlier = _settled(case, "/".join(category.split("/")[:2])) if category else None
    if earlier is None:
        return
    ties = extra.said.setdefault("links", {})
    ties[AGREEMENT] = {"id": str(earlier.pk), "number": earlier.number, "head": earlier.head_hash}
    extra.rows.append(Link(org_id=case.org_id, case_id=case.id, other_id=earlier.pk, kind=AGREEMENT, made_at=at))


def _settled(case: Case, category: str) -> Case | None:
    if case.complainant_id is None:
        return None
    same = Case.objects.filter(complainant=case.complainant_id, category_2=category).exclude(pk=case.pk)
    known = set(Link.objects.filter(case=case, kind=AGREEMENT).values_list("other_id", flat=True))
    signed = Entry.objects.filter(case__in=same, body__events__contains=[SIGNED]).values_list("case_id", flat=True)
    return same.filter(pk__in=set(signed) - known).order_by("-received_at").first()
