"""What stands against a discipline: the referee of the regulation, as it is kept with the refused version (FR-109)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.eight_d import Place
from amends.core.referee import EarlierText, referee
from amends.core.refusal import Missing
from amends.quality.models import DisciplineVersion, EightD
from amends.quality.records import Record, visible_records

COMPARED = 40
"""So many 8Ds before this one are compared for copied texts, the newest first."""
STOOD = ("handed_in", "accepted")


def objections_to(record: Record, place: Place, own: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield what the referee has against the parts of a discipline, read beside what stands already."""
    pack = place.discipline.pack
    if not pack.referee:
        return
    report = {**_standing(record, place), **own}
    for one in referee(pack.referee, report, words=pack.referee_words, earlier=_earlier(record, place)):
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


def _earlier(record: Record, place: Place) -> list[EarlierText]:
    """Return what stands in other 8Ds that the viewer may see: nobody learns of a hidden one by its words."""
    others = visible_records(record.viewer).exclude(pk=record.row.pk).order_by("-opened_at")[:COMPARED]
    known: dict[Any, EightD] = {one.pk: one for one in others}
    versions = DisciplineVersion.objects.filter(
        eight_d__in=list(known), discipline=place.discipline.row.id, verdict__in=STOOD
    )
    return [
        EarlierText(known[version.eight_d_id].number, text)
        for version in versions
        for text in version.content.values()
        if text
    ]
