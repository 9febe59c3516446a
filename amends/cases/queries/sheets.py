"""A sheet that a unit owes: for which days, by when, and the cases that the regulation wants on it (FR-048, FR-186)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from amends.cases.models import ObligationRow
from amends.cases.queries.lines import unit_name
from amends.cases.queries.reports import Asked, LoggedList, SheetList, listed, logged
from amends.cases.queries.visible import NotFound
from amends.core.dues import covered
from amends.core.plans import plan_of
from amends.core.text import Text
from amends.core.working_calendar import WorkingCalendar
from amends.people.viewer import Viewer
from amends.regulations.shelf import rules_for


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a unit. ``days``: what it is about; ``may_send``: it is open and the viewer's to send."""

    key: UUID
    title: Text
    article: str
    wording: Text | None
    unit: Text
    due_at: datetime
    sent_at: datetime | None
    days: tuple[date, date] | None
    lists: tuple[SheetList, ...]
    logged: tuple[LoggedList, ...]
    may_send: bool


def sheet_of(viewer: Viewer, key: UUID) -> Sheet:
    """Return a sheet of one of the viewer's units. Raises NotFound for anything else."""
    row = ObligationRow.objects.filter(case=None, pk=key).first()
    if row is None or row.unit_id is None or row.due_at is None or row.unit_id not in viewer.units:
        raise NotFound(str(key))
    rules = rules_for(row.unit_id, row.opened_at, known=viewer.directory).rules
    pack = next((one for one in rules.packs if one.id == row.pack and row.duty in one.duties), None)
    if pack is None:
        raise NotFound(str(key))
    duty, article = pack.duties[row.duty], pack.articles.get(row.article)
    days = covered(plan_of(duty, pack), row.due_at, rules)
    asked = _asked(viewer, row.unit_id, rules.calendars[pack.id], days) if days else None
    named = [one for one in pack.report if one.article == row.article]
    return Sheet(
        key=row.id, title=duty.title, article=row.article, wording=article.text if article else None,
        unit=unit_name(viewer, row.unit_id), due_at=row.due_at, sent_at=row.ended_at, days=days,
        lists=tuple(listed(viewer, pack, named, asked)) if asked else (),
        logged=tuple(logged(viewer, pack, named, asked)) if asked else (),
        may_send=row.state == "open" and row.owner in viewer.roles_at([row.unit_id]),
    )  # fmt: skip


def _asked(viewer: Viewer, unit: UUID, calendar: WorkingCalendar, days: tuple[date, date]) -> Asked:
    """Return what a sheet is about: its days, in the unit and all below it."""
    since, until = (calendar.at(day, time()) for day in (days[0], days[1] + timedelta(days=1)))
    return Asked(viewer.directory.below({unit}), since, until)
