"""One case as one line of a list, with the words of the pack it came in under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from amends.cases.models import Case, CaseRule
from amends.core.pack import Pack
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.regulations.shelf import newest_bound, pack

NOTHING = Text(zh="", en="")
SHOWN = (
    "number", "title", "stage", "stage_kind", "grade", "grade_list", "tone", "flags", "category", "channel", "unit_id",
    "holder_id", "received_at", "next_due_at", "next_due_duty", "complainants", "merged_into_id",
)  # fmt: skip
"""The columns of a line; what a case holds besides is many times as much."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """What a list shows of a case. Moments are aware; texts are in both languages."""

    id: UUID
    number: str
    title: str
    stage: Text
    stage_kind: str
    grade: str
    grade_title: Text
    tone: str
    flags: tuple[Text, ...]
    category: Text
    channel: str
    unit: Text
    holder: Text
    received_at: datetime
    next_due_at: datetime | None
    next_duty: Text
    article: str
    complainants: int
    merged: bool


def with_lead(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases with what a line shows, and the content hash of their leading pack beside them."""
    return cases.only(*SHOWN).annotate(lead_hash=lead_of("pk"))


def lead_of(case: str) -> Subquery:
    """Return the content hash of the leading pack of the case that a column names."""
    pinned = CaseRule.objects.filter(case=OuterRef(case), position="lead")
    return Subquery(pinned.values("published__content_hash")[:1])


def lines(viewer: Viewer, cases: Iterable[Case]) -> tuple[CaseLine, ...]:
    """Return lines of cases that were read by ``with_lead``; no further query per case."""
    return tuple(_line(viewer, case, pack(case.lead_hash)) for case in cases)  # type: ignore[attr-defined]


def _line(viewer: Viewer, case: Case, lead: Pack) -> CaseLine:
    duty_pack, _, duty_id = case.next_due_duty.partition("/")
    own = whose(viewer, lead, duty_pack)
    duty = own.duties.get(duty_id) if own else None
    stage = lead.stages.get(case.stage)
    return CaseLine(
        id=case.id, number=case.number, title=case.title, stage=stage.title if stage else NOTHING,
        stage_kind=case.stage_kind, grade=case.grade, grade_title=grade_title(lead, case.grade_list, case.grade),
        tone=case.tone, flags=flag_titles(lead, case.flags), category=category_title(lead, case.category),
        channel=case.channel, unit=unit_name(viewer, case.unit_id), holder=person_name(viewer, case.holder_id),
        received_at=case.received_at, next_due_at=case.next_due_at,
        next_duty=duty.title if duty else Text(zh=duty_id, en=duty_id), article=duty.article if duty else "",
        complainants=case.complainants, merged=case.merged_into_id is not None,
    )  # fmt: skip


def whose(viewer: Viewer, lead: Pack, name: str) -> Pack | None:
    """Return the pack of a duty by its name: the lead, or an outside body's beside it; None for none."""
    return lead if name == lead.id else newest_bound(viewer.directory, name) if name else None


def grade_title(lead: Pack, list_key: str, grade: str) -> Text:
    """Return what the pack calls a grade of one of its lists."""
    list_id = list_key.rpartition("/")[2]
    found = (row.title for row in lead.grade if row.id == grade and row.list == list_id)
    return next(found, Text(zh=grade, en=grade))


def flag_titles(lead: Pack, flags: Iterable[str]) -> tuple[Text, ...]:
    """Return what the pack calls the flags that are set."""
    wanted = {flag.removeprefix(f"{lead.id}/") for flag in flags}
    return tuple(row.title for row in lead.flag if row.id in wanted)


def category_title(lead: Pack, category: str) -> Text:
    """Return what the pack calls a category; one that it no longer knows keeps its id."""
    return next((row.title for row in lead.category if row.id == category), Text(zh=category, en=category))


def unit_name(viewer: Viewer, unit: UUID | None) -> Text:
    """Return the name of a unit of the viewer's organisation."""
    found = viewer.directory.units.get(unit) if unit else None
    return Text(zh=found.zh, en=found.en) if found else NOTHING


def person_name(viewer: Viewer, person: UUID | None) -> Text:
    """Return the name of a person of the viewer's organisation."""
    found = viewer.directory.people.get(person) if person else None
    return Text(zh=found.zh, en=found.en or found.zh) if found else NOTHING
