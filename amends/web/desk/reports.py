"""Reports: every list that the regulations want kept, for a time and a unit, on screen, on paper and as a file (FR-153,
FR-163)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.measured import Measured, all_seen, measured
from amends.cases.queries.reports import Asked, ReportedEntry, all_listed, all_logged, counted, listed, logged
from amends.cases.queries.visible import NotFound
from amends.core.cells import neutral
from amends.core.pack import ReportRow
from amends.people.viewer import Viewer
from amends.web.desk.door import desk
from amends.web.desk.export import FORMS, MOST, as_csv, as_xlsx, cells_of, head, moment_cell
from amends.web.desk.ledger_reports import day_begins, days_asked
from amends.web.desk.rows import said
from amends.web.fields import Option
from amends.web.shell import show


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked for: the first and the last day, and one of the viewer's units with all below it.

    None: all units whose cases of these days the viewer sees.
    """

    first: date
    last: date
    unit: UUID | None
    units: frozenset[UUID]

    def of(self, found: Measured) -> Asked:
        """Return what a report of a regulation is about: what reaches the units that it governs."""
        return Asked(self.units & found.units, *self._time())

    def all(self) -> Asked:
        """Return what all reports together are about."""
        return Asked(self.units, *self._time())

    def _time(self) -> tuple[datetime, datetime]:
        return day_begins(self.first), day_begins(self.last + timedelta(days=1))


@require_GET
@desk
def reports(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the reports of the regulations in force for the viewer's units, and how many cases each names."""
    chosen = _chosen(request, viewer)
    found = _governing(viewer, chosen)
    many = counted(viewer, found, chosen.all()) if found else {}
    context = {
        "found": [(of, [(row, many.get((of.pack.id, row.id))) for row in of.pack.report]) for of in found],
        **_asked_for(request, viewer, chosen),
    }  # fmt: skip
    return show(request, viewer, "desk/reports/list.html", context, here="reports")


@require_GET
@desk
def report(request: HttpRequest, viewer: Viewer, pack: str, report: str) -> HttpResponse:
    """Show a report: its lists with their cases, its logs with what fails. Raises NotFound for one that is not."""
    chosen = _chosen(request, viewer)
    of, row = _report(viewer, chosen, pack, report)
    asked = chosen.of(of)
    lists, logs = listed(viewer, of.pack, [row], asked), logged(viewer, of.pack, [row], asked)
    context = {
        "of": of, "row": row, "sheet": {"lists": list(lists), "logged": list(logs)},
        **_asked_for(request, viewer, chosen),
    }  # fmt: skip
    return show(request, viewer, "desk/reports/report.html", context, here="reports")


@require_GET
@desk
def report_file(request: HttpRequest, viewer: Viewer, pack: str, report: str, form: str) -> HttpResponseBase:
    """Send a report as a file, all its cases and entries. Raises NotFound for a form or report that is not."""
    if form not in FORMS:
        raise NotFound(form)
    chosen = _chosen(request, viewer)
    of, row = _report(viewer, chosen, pack, report)
    rows = [*_case_rows(viewer, of, row, chosen), *_log_rows(viewer, of, row, chosen)]
    name = f"{row.id}-{chosen.first:%Y%m%d}-{chosen.last:%Y%m%d}.{form}"
    return as_xlsx(rows, name, sheet=_("Report")) if form == "xlsx" else as_csv(rows, name)


# --- what is asked -----------------------------------------------------------------------


def _chosen(request: HttpRequest, viewer: Viewer) -> Chosen:
    code, known = request.GET.get("unit", ""), viewer.directory.units.values()
    unit = next((one.id for one in known if code and one.code == code), None)
    if code and unit not in viewer.units:
        raise NotFound(code)
    first, last = days_asked(request)
    return Chosen(first, last, unit, viewer.directory.below({unit}) if unit else _all(viewer, first, last))


def _all(viewer: Viewer, first: date, last: date) -> frozenset[UUID]:
    return all_seen(viewer, since=day_begins(first), until=day_begins(last + timedelta(days=1)))


def _governing(viewer: Viewer, chosen: Chosen) -> tuple[Measured, ...]:
    return measured(viewer, chosen.units, at=now(), table="report")


def _report(viewer: Viewer, chosen: Chosen, pack: str, report: str) -> tuple[Measured, ReportRow]:
    of = next((one for one in _governing(viewer, chosen) if one.pack.id == pack), None)
    row = next((one for one in of.pack.report if one.id == report), None) if of else None
    if of is None or row is None:
        raise NotFound(report)
    return of, row


def _asked_for(request: HttpRequest, viewer: Viewer, chosen: Chosen) -> dict[str, object]:
    return {"chosen": chosen, "units": _units(viewer, chosen), "query": request.GET.urlencode()}


def _units(viewer: Viewer, chosen: Chosen) -> list[Option]:
    """Return the viewer's units in the order of the tree."""
    language, known = get_language() or "zh", viewer.directory.units
    found = sorted((known[one] for one in viewer.units if known[one].is_active), key=lambda one: one.path)
    own = (Option(one.code, one.name(language), one.id == chosen.unit, len(one.path) - 1) for one in found)
    return [Option("", _("all that you see"), chosen.unit is None), *own]


# --- the file ----------------------------------------------------------------------------


def _case_rows(viewer: Viewer, of: Measured, row: ReportRow, chosen: Chosen) -> Iterator[list[str]]:
    if row.lists or not row.logs:
        yield [_("On which list"), *head()]
    for title, line in all_listed(viewer, of.pack, row, chosen.of(of), most=MOST):
        yield [neutral(said(title)), *cells_of(line)]


def _log_rows(viewer: Viewer, of: Measured, row: ReportRow, chosen: Chosen) -> Iterator[list[str]]:
    if row.logs:
        yield [_("On which list"), _("Number"), _("What"), _("Unit"), _("Received"), _("fails")]
    for entry in all_logged(viewer, of.pack, row, chosen.of(of), most=MOST):
        yield [neutral(cell) for cell in _entry_cells(entry)]


def _entry_cells(entry: ReportedEntry) -> tuple[str, ...]:
    fails = _("yes") if entry.fails else ""
    return said(entry.log), entry.number, entry.about, said(entry.unit), moment_cell(entry.at), fails
