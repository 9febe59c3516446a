"""Rows of lists as the screens show them: words from the pack that governs, clocks, who, and the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.core.pack import Pack
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.web.clocks import Clock, clock

Packs = Mapping[str, Pack]
"""The packs that govern a case, by pack id."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade or a mark as a chip."""

    title: Text
    tone: str = "plain"
    article: str = ""
    pack: Pack | None = None


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One obligation in a list: what, by when, in which case, by which article."""

    title: Text
    clock: Clock
    due_at: datetime | None
    number: str
    case_title: str
    grade: Grade | None
    who: str
    pack: Pack | None
    article: str
    group: str
    key: str = ""
    should: bool = False


def owed_row(row: Any, packs: Packs, *, viewer: Viewer, now: datetime, key: str = "") -> OwedRow:
    """Return an obligation row as Today shows it."""
    pack = packs.get(row.pack)
    duty = pack.duties.get(row.duty) if pack else None
    case = row.case
    return OwedRow(
        title=duty.title if duty else Text(zh=row.duty, en=row.duty), clock=obligation_clock(row, now),
        due_at=row.due_at, number=case.number if case else "", case_title=case.title if case else row.period,
        grade=case_grade(case, packs) if case else None, who=owner_name(row, packs, viewer), pack=pack,
        article=row.article, group=due_group(row.due_at, now, viewer), key=key,
        should=bool(duty and duty.force == "should"),
    )  # fmt: skip


def obligation_clock(row: Any, now: datetime) -> Clock:
    """Return the clock of an obligation row."""
    return clock(
        row.due_at, now, starts=row.starts_at, ended=row.ended_at, state=str(row.state), paused=bool(row.paused_at)
    )


def due_group(due: datetime | None, now: datetime, viewer: Viewer) -> str:
    """Return under which heading of Today it stands: late, today, week, later."""
    if due is None:
        return "later"
    if due < now:
        return "late"
    today, day = viewer.directory.day(now), viewer.directory.day(due)
    if day == today:
        return "today"
    return "week" if day.isocalendar()[:2] == today.isocalendar()[:2] or (day - today).days < 7 else "later"


def case_grade(case: Any, packs: Packs) -> Grade | None:
    """Return the grade that stands in front."""
    pack_id, _slash, list_id = case.grade_list.partition("/")
    pack = packs.get(pack_id)
    row = next((g for g in pack.grade if (g.list, g.id) == (list_id, case.grade)), None) if pack else None
    if row is None:
        return Grade(Text(zh=case.grade, en=case.grade), case.tone) if case.grade else None
    return Grade(row.title, row.tone, row.article, pack)


def case_grades(case: Any, packs: Packs) -> list[Grade]:
    """Return every grade of every list, then the marks."""
    found = []
    for key, grading in case.gradings.items():
        pack_id, _slash, list_id = key.partition("/")
        pack = packs.get(pack_id)
        rows = pack.grade if pack else ()
        found += [
            Grade(g.title, g.tone, g.article, pack) for g in rows if (g.list, g.id) == (list_id, grading.get("grade"))
        ]
    for flag in case.flags:
        pack_id, _slash, flag_id = flag.partition("/")
        pack = packs.get(pack_id)
        found += [Grade(f.title, "plain", f.article, pack) for f in (pack.flag if pack else ()) if f.id == flag_id]
    return found


def stage_title(case: Any, packs: Packs) -> Text:
    """Return the name of the case's stage."""
    for pack in packs.values():
        if case.stage in pack.stages:
            return pack.stages[case.stage].title
    return Text(zh=case.stage, en=case.stage)


def owner_name(row: Any, packs: Packs, viewer: Viewer) -> str:
    """Return who owes it: me, a person, a unit, an outside body."""
    if row.owner_person_id == viewer.person:
        return _("me")
    if row.owner_person_id:
        return person_name(viewer, row.owner_person_id)
    if row.owner_unit_id:
        return unit_name(viewer, row.owner_unit_id)
    return role_title(row.owner, packs.get(row.pack))


def role_title(role: str, pack: Pack | None) -> str:
    """Return what a role is called in a pack."""
    found = next((one.title for one in pack.role if one.id == role), None) if pack else None
    return found.in_(get_language() or "zh") if found else role.removeprefix("outside:")


def person_name(viewer: Viewer, person: UUID | None) -> str:
    """Return the name of a person of the organisation; empty for nobody."""
    known = viewer.directory.people.get(person) if person else None
    return known.name(get_language() or "zh") if known else ""


def unit_name(viewer: Viewer, unit: UUID | None) -> str:
    """Return the name of a unit; empty for none."""
    known = viewer.directory.units.get(unit) if unit else None
    return known.name(get_language() or "zh") if known else ""
