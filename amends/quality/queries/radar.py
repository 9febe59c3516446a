"""The recurrence radar: cases with a like defect, across units and years, as far as the viewer sees them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from amends.cases.models import Case
from amends.cases.queries.lines import CaseLine, lines, with_lead
from amends.cases.queries.reading import Reading
from amends.cases.queries.visible import visible
from amends.core.fingerprints import ALIKE_FROM, Likeness, compare
from amends.quality.models import CasePrint, EightD
from amends.quality.prints import fingerprint_of, printed

LOOKED_AT, SHOWN = 100, 8


@dataclass(frozen=True, slots=True)
class Like:
    """A case whose defect is alike, why, and the number of its 8D."""

    line: CaseLine
    likeness: Likeness
    eight_d: str


def likes(reading: Reading) -> tuple[Like, ...]:
    """Return the visible cases whose defect is like that of a case, the most alike first; three queries.

    They are found by the keys of object and symptom, the newest first; what the viewer may not see is not counted.
    """
    own = printed(reading.case, reading.rules.packs)
    if own is None:
        return ()
    mine, seen = own.fingerprint, visible(reading.viewer).exclude(pk=reading.case.pk)
    rows = [*_newest(seen, object=mine.object), *(_newest(seen, symptom=mine.symptom) if mine.symptom else ())]
    least = own.row.words_at_least
    scored = {row.case_id: compare(mine, fingerprint_of(row), words_at_least=least) for row in rows}
    best = sorted((one for one in scored.items() if _is_alike(one[1])), key=lambda one: -_rank(one[1]))[:SHOWN]
    cases = {case.pk: case for case in with_lead(Case.objects.filter(pk__in=[key for key, _ in best]))}
    numbers = dict(EightD.objects.filter(case__in=cases).values_list("case", "number"))
    shown = lines(reading.viewer, [cases[key] for key, _ in best if key in cases])
    return tuple(
        Like(line, likeness, numbers.get(key, ""))
        for line, (key, likeness) in zip(shown, [one for one in best if one[0] in cases], strict=True)
    )


def _newest(seen: QuerySet[Case], **of: str) -> list[CasePrint]:
    rows = CasePrint.objects.filter(**of, case__in=seen)
    return list(rows.order_by("-received_at", "-id")[:LOOKED_AT])


def _is_alike(one: Likeness) -> bool:
    return one.is_same or one.score >= ALIKE_FROM


def _rank(one: Likeness) -> float:
    return one.score + one.is_same
