"""A sheet that a unit owes: for which days, by when, and the cases that the regulation wants on it (FR-048, FR-186)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from amends.cases.models import Case, ObligationRow, UnitEntry
from amends.cases.queries.lines import CaseLine, lines, unit_name, with_lead
from amends.cases.queries.unit_logs import entries
from amends.cases.queries.visible import NotFound, visible
from amends.core.dues import covered
from amends.core.ledger import Rules
from amends.core.pack import LogRow, Pack, ReportRow
from amends.core.plans import plan_of
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.regulations.shelf import rules_for

MOST = 500
"""Cases of one list on the screen; the number beside it counts all."""


@dataclass(frozen=True, slots=True)
class SheetList:
    """One list of a sheet: its name, how many cases it has, and the first of them."""

    title: Text
    count: int
    cases: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True)
class LoggedList:
    """The entries of a log in the days of a sheet: by unit, how many there are and which fail (FR-020)."""

    row: LogRow
    count: int
    failing: tuple[UnitEntry, ...]


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
    return Sheet(
        key=row.id, title=duty.title, article=row.article, wording=article.text if article else None,
        unit=unit_name(viewer, row.unit_id), due_at=row.due_at, sent_at=row.ended_at, days=days,
        lists=tuple(_lists(viewer, row.unit_id, pack, rules, row.article, days)) if days else (),
        logged=tuple(_logged(viewer, row.unit_id, pack, rules, row.article, days)) if days else (),
        may_send=row.state == "open" and row.owner in viewer.roles_at([row.unit_id]),
    )  # fmt: skip


def _lists(
    viewer: Viewer, unit: UUID, pack: Pack, rules: Rules, article: str, days: tuple[date, date]
) -> Iterator[SheetList]:
    """Yield the lists that the reports of the sheet's article name."""
    calendar = rules.calendars[pack.id]
    since, until = (calendar.at(day, time()) for day in (days[0], days[1] + timedelta(days=1)))
    below = [one.id for one in viewer.directory.units.values() if unit in one.path]
    cases = visible(viewer).filter(unit__in=below, received_at__gte=since, received_at__lt=until)
    for report in (one for one in pack.report if one.article == article):
        for title, found in _named(pack, report, cases):
            ordered = with_lead(found.order_by("received_at", "id"))
            yield SheetList(title, found.count(), lines(viewer, ordered[:MOST]))


def _logged(
    viewer: Viewer, unit: UUID, pack: Pack, rules: Rules, article: str, days: tuple[date, date]
) -> Iterator[LoggedList]:
    """Yield the logs that the reports of the sheet's article name, with their entries of those days."""
    calendar = rules.calendars[pack.id]
    since, until = (calendar.at(day, time()) for day in (days[0], days[1] + timedelta(days=1)))
    below = [one.id for one in viewer.directory.units.values() if unit in one.path]
    named = {name for report in pack.report if report.article == article for name in report.logs}
    for row in (one for one in pack.log if one.id in named):
        found = entries(below, log=row.id).filter(happened_at__gte=since, happened_at__lt=until)
        yield LoggedList(row, found.count(), tuple(found.filter(body__fails=True)[:MOST]))


def _named(pack: Pack, report: ReportRow, cases: QuerySet[Case]) -> Iterator[tuple[Text, QuerySet[Case]]]:
    if not (report.lists or report.logs):
        yield report.title, cases
    flags = {row.id: row.title for row in pack.flag}
    for name in report.lists:
        if name in flags:
            yield flags[name], cases.filter(flags__contains=[f"{pack.id}/{name}"])
        elif name in pack.lists:
            yield pack.lists[name].title, cases.filter(grade_list=name).exclude(grade="")
