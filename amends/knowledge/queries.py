"""What of the case library somebody may read: published cards by all of the organisation, drafts by who may write."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from amends.cases.queries.visible import NotFound, visible
from amends.core.wording import folded
from amends.knowledge.models import CaseCard
from amends.people.viewer import Viewer

MOST = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A card, and the number of its case for those who may see the case."""

    card: CaseCard
    number: str


def cards(viewer: Viewer, words: str = "") -> tuple[Shown, ...]:
    """Return the published cards that hold all the words, the newest first; drafts only of cases that one sees."""
    if not viewer.memberships:
        return ()
    seen_cases = visible(viewer).filter(pk=OuterRef("case"))
    found = CaseCard.objects.filter(_open_to(viewer), Q(state="published") | Exists(seen_cases), org=viewer.org)
    for word in words.split():
        found = found.filter(folded__contains=folded(word))
    rows = list(found.order_by("state", "-published_at", "-written_at", "-id")[:MOST])
    seen = dict(visible(viewer).filter(pk__in=[one.case_id for one in rows]).values_list("pk", "number"))
    return tuple(Shown(one, seen.get(one.case_id, "")) for one in rows)


def card_of(viewer: Viewer, key: UUID) -> Shown:
    """Return a card. Raises NotFound for one that is not there, and for a draft of a case that one may not see."""
    card = CaseCard.objects.filter(_open_to(viewer), org=viewer.org, pk=key).first()
    if card is None or not viewer.memberships:
        raise NotFound(str(key))
    number = visible(viewer).filter(pk=card.case_id).values_list("number", flat=True).first() or ""
    if card.state != "published" and not number:
        raise NotFound(str(key))
    return Shown(card, number)


def _open_to(viewer: Viewer) -> Q:
    """Return the condition that a card tells the viewer nothing of a case that they are to judge again unseen."""
    return ~Q(case__blind_to__contains=[viewer.person])
