"""How many complaints were well founded: valid, to assist, invalid, and the rate of the valid ones (FR-027)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Count
from django.db.models.fields.json import KeyTextTransform

from amends.cases.queries.queue import Filters, filtered
from amends.people.viewer import Viewer

VALID, TO_ASSIST, INVALID = "valid", "to_assist", "invalid"


@dataclass(frozen=True, slots=True)
class NatureCounts:
    """Cases by the nature that the finding gave them; ``open`` have no finding yet and are in no rate."""

    valid: int = 0
    to_assist: int = 0
    invalid: int = 0
    open: int = 0

    @property
    def judged(self) -> int:
        """How many have a nature."""
        return self.valid + self.to_assist + self.invalid

    @property
    def valid_rate(self) -> Fraction | None:
        """The share of the valid among those with a nature; None while there are none."""
        return Fraction(self.valid, self.judged) if self.judged else None


def nature_counts(viewer: Viewer, filters: Filters, *, now: datetime) -> NatureCounts:
    """Return the cases that the filters leave, by nature; what was merged counts once, in the case it went into."""
    cases = filtered(viewer, filters, now=now).filter(merged_into=None)
    rows = cases.order_by().values(nature=KeyTextTransform("nature", "facts")).annotate(many=Count("pk"))
    found = {row["nature"]: row["many"] for row in rows}
    known = {name: found.get(name, 0) for name in (VALID, TO_ASSIST, INVALID)}
    return NatureCounts(**known, open=sum(found.values()) - sum(known.values()))
