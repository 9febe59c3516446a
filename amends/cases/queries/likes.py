"""What is already known while somebody registers: this person, this object, these words (FR-014, FR-015)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from amends.cases.models import Party
from amends.cases.queries.lines import SHOWN, CaseLine, lines, with_lead
from amends.cases.queries.queue import found
from amends.cases.queries.visible import visible
from amends.cases.search_words import fold, grams, likeness
from amends.cases.shared_words import shared_words
from amends.people.models import Complainant
from amends.people.viewer import Viewer

EARLIER_MOST, ALIKE_MOST, LOOKED_AT = 10, 5, 60
ALIKE_FROM = 0.12
"""Two tellings of one event share about a seventh of their word pairs and more."""
ASKED_PIECES = 12


@dataclass(frozen=True, slots=True)
class Known:
    """A complainant who has been here before."""

    id: UUID
    name: str
    phone: str
    classes: tuple[str, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class Alike:
    """A case that reads like the one being typed; ``share`` of words in common, 0 to 1, and which these are."""

    line: CaseLine
    share: float
    words: tuple[str, ...] = ()


def known_complainants(viewer: Viewer, *, phone: str = "", name: str = "") -> tuple[Known, ...]:
    """Return complainants by phone, else by name, as far as a visible case of theirs exists."""
    asked = Q(phone=phone) if phone else Q(name=name)
    rows = list(Complainant.objects.filter(asked).order_by("-made_at")[:EARLIER_MOST]) if phone or name else []
    seen = visible(viewer).filter(complainant__in=[row.id for row in rows]).values_list("complainant_id", flat=True)
    counts: dict[UUID, int] = {}
    for one in seen[:1000]:
        counts[one] = counts.get(one, 0) + 1
    return tuple(
        Known(row.id, row.name, row.phone, tuple(row.classes), counts[row.id]) for row in rows if row.id in counts
    )


def earlier_cases(
    viewer: Viewer, *, phone: str = "", complainant: UUID | None = None, text: str = ""
) -> tuple[CaseLine, ...]:
    """Return the newest visible cases of a complainant, or of a phone number, or of an object's words."""
    of = Q(pk__in=[])
    if complainant:
        of |= Q(complainant=complainant) | Q(pk__in=Party.objects.filter(complainant=complainant).values("case"))
    if phone:
        of |= Q(complainant__in=Complainant.objects.filter(phone=phone).values("pk"))
    if text:
        of |= Q(pk__in=found(viewer, text, most=EARLIER_MOST * 3))
    cases = visible(viewer).filter(of).order_by("-received_at", "-id")
    return lines(viewer, with_lead(cases)[:EARLIER_MOST])


def look_alikes(viewer: Viewer, text: str, *, since: datetime, but: str = "") -> tuple[Alike, ...]:
    """Return visible cases received since a moment whose description reads alike, the most alike first."""
    own = grams(text)
    if len(own) < 2:
        return ()
    ids: set[UUID] = set()
    for word in _telling(text):
        ids |= set(found(viewer, word, most=LOOKED_AT))
    cases = with_lead(visible(viewer).filter(pk__in=ids, received_at__gte=since).exclude(number=but))
    newest = cases.only(*SHOWN, "description").order_by("-received_at")[: LOOKED_AT * 4]
    scored = [(likeness(own, grams(case.description)), case) for case in newest]
    best = sorted((one for one in scored if one[0] >= ALIKE_FROM), key=lambda one: -one[0])[:ALIKE_MOST]
    shown = lines(viewer, [case for _, case in best])
    return tuple(
        Alike(line, share, shared_words(text, [case.description]))
        for line, (share, case) in zip(shown, best, strict=True)
    )


def _telling(text: str) -> list[str]:
    """Return a few pieces of a text to search for: runs of four characters, spread over it."""
    words = [word for word in fold(text).split() if len(word) > 1]
    runs = [word[i : i + 4] for word in words for i in range(0, max(1, len(word) - 3), 4)]
    step = max(1, len(runs) // ASKED_PIECES)
    return runs[::step][:ASKED_PIECES]
