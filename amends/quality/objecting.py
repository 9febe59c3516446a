"""What stands against a discipline: the referee of the regulation, as it is kept with the refused version (FR-109)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from amends.core.eight_d import Place
from amends.core.kept_runs import KeptText
from amends.core.referee import EarlierText, referee
from amends.core.refusal import Missing
from amends.quality.comparing import STOOD, compared
from amends.quality.models import DisciplineVersion
from amends.quality.records import Record, visible_records

COMPARED, LETTERS, TEXTS = 300, 450_000, 4_000
"""So many 8Ds are compared for copied texts, the newest first, up to so many letters and texts of them together.

The referee is to answer within 200 ms for 5,000 letters while somebody types, and does so with these (80 to 90 ms).
Their runs are kept beside them, and in a process that has read them once.
"""


def objections_to(record: Record, place: Place, own: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield what the referee has against the parts of a discipline, read beside what stands already."""
    pack = place.discipline.pack
    if not pack.referee:
        return
    report = {**_standing(record, place), **own}
    for one in referee(pack.referee, report, words=pack.referee_words, earlier=_earlier(record)):
        if one.field in own:
            yield {
                "code": one.code, "rule": one.rule, "article": one.article, "field": one.field, "start": one.start,
                "end": one.end, "sentence": one.sentence, "says": {"zh": one.says.zh, "en": one.says.en},
                "passes": {"zh": one.passes.zh, "en": one.passes.en},
            }  # fmt: skip


def said(missing: Missing) -> dict[str, Any]:
    """Return something missing as an objection is kept."""
    return {
        "code": missing.what, "article": missing.article, "field": missing.field, "start": 0, "end": 0,
        "says": {"zh": missing.says.zh, "en": missing.says.en},
    }  # fmt: skip


def _standing(record: Record, place: Place) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in record.places:
        version = record.in_force(one.discipline.row.id)
        if version is not None and one.discipline.row.id != place.discipline.row.id:
            found |= version.content
    return found


def _earlier(record: Record) -> list[EarlierText]:
    """Return what stands in other 8Ds that the viewer may see: nobody learns of a hidden one by its words.

    Whatever the discipline: a cause that was copied into an action is copied too. Older 8Ds than the newest
    `COMPARED` are not compared, nor the oldest of these beyond `LETTERS`.
    """
    others = visible_records(record.viewer).exclude(pk=record.row.pk).order_by("-opened_at", "-id")[:COMPARED]
    known = dict(others.values_list("pk", "number"))
    newest = {key: nth for nth, key in enumerate(known)}
    rows = DisciplineVersion.objects.filter(eight_d__in=list(known), verdict__in=STOOD)
    told = sorted(rows.values_list("eight_d_id", "pk"), key=lambda one: newest[one[0]])
    texts = compared((version for _, version in told), rows)
    return list(_within((known[key], text) for key, version in told for text in texts[version]))


def _within(texts: Iterator[tuple[str, KeptText]]) -> Iterator[EarlierText]:
    """Yield texts as long as they are few enough together."""
    left = LETTERS
    for of, one in islice(texts, TEXTS):
        left -= one.letters
        if left < 0:
            return
        yield EarlierText(of, runs=one.runs)
