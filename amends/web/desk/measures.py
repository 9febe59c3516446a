"""Figures: what the measures of the regulations come to in a month, and which cases speak against (FR-156, FR-190)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import get_current_timezone, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.calls import measured as calls_measured
from amends.calls.cover import gaps_of, plan_of
from amends.calls.lines import lines_of
from amends.cases.queries import measured as cases_measured
from amends.cases.queries.measured import LONGEST_WINDOW, Measured, Stretch, all_seen, is_of_calls, measured
from amends.cases.queries.visible import NotFound
from amends.core.cells import neutral
from amends.core.measures import is_bound, keeps
from amends.core.pack import MeasureRow
from amends.core.plain_language import sentence
from amends.core.tallies import Tally
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.web.desk.calls_words import date_of
from amends.web.desk.door import desk
from amends.web.desk.draws_words import interval
from amends.web.desk.export import FORMS, as_csv, as_xlsx
from amends.web.desk.rows import said
from amends.web.fields import Option
from amends.web.shell import show

MONTHS, NAMED = 24, 50
"""Months that are offered; cases that are named beside a figure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure as a line of the page. ``kept``: None where no figure is set or decided, or nothing was counted.

    ``against``: numbers of cases that the viewer sees; ``calls``: how many calls; ``gaps``: hours that nobody covers.
    """

    row: MeasureRow
    says: Text
    share: Mapping[str, Any]
    kept: bool | None
    is_bound: bool
    against: tuple[str, ...] = ()
    more: int = 0
    calls: int = 0
    gaps: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the figures is asked for: a month, and one of the viewer's units with all below it.

    None: all units whose cases the viewer sees, of that month or of the year before it.
    """

    month: date
    unit: UUID | None
    units: frozenset[UUID]


@require_GET
@desk
def figures(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the figures of a month."""
    at = now()
    asked = _asked(request, viewer, at)
    context = {
        "found": list(_found(viewer, asked, at)), "asked": asked, "months": _months(viewer, asked, at),
        "units": _units(viewer, asked), "query": request.GET.urlencode(),
    }  # fmt: skip
    return show(request, viewer, "desk/measures/figures.html", context, here="measures")


@require_GET
@desk
def figures_file(request: HttpRequest, viewer: Viewer, form: str) -> HttpResponseBase:
    """Send the figures that the page shows as a file. Raises NotFound for a form that there is not."""
    if form not in FORMS:
        raise NotFound(form)
    at = now()
    asked = _asked(request, viewer, at)
    rows = [_head(), *_rows(viewer, asked, at)]
    name = f"figures-{asked.month:%Y%m}.{form}"
    return as_xlsx(rows, name, sheet=_("Figures")) if form == "xlsx" else as_csv(rows, name)


def _asked(request: HttpRequest, viewer: Viewer, at: datetime) -> Asked:
    this = viewer.directory.day(at).replace(day=1)
    month = date_of(f"{request.GET.get('month', '')}-01") or this
    code = request.GET.get("unit", "")
    unit = next((one.id for one in viewer.directory.units.values() if code and one.code == code), None)
    if code and unit not in viewer.units:
        raise NotFound(code)
    month = min(month, this)
    return Asked(month, unit, viewer.directory.below({unit}) if unit else _all(viewer, _stretch(month, at)))


def _all(viewer: Viewer, stretch: Stretch) -> frozenset[UUID]:
    return all_seen(viewer, since=stretch.began - LONGEST_WINDOW, until=stretch.now)


def _stretch(month: date, at: datetime) -> Stretch:
    after = (month + timedelta(days=31)).replace(day=1)
    return Stretch(_begins(month.replace(month=1)), _begins(month), min(at, _begins(after) - timedelta(seconds=1)))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), get_current_timezone())


def _found(viewer: Viewer, asked: Asked, at: datetime) -> Iterator[tuple[Measured, list[Figure]]]:
    stretch = _stretch(asked.month, at)
    for of in measured(viewer, asked.units, at=at):
        cases, calls = cases_measured.tallies(viewer, of, stretch), calls_measured.tallies(viewer, of, stretch)
        gaps = _gaps(viewer, of, at)
        yield of, [
            _of_hours(of, row, gaps) if row.kind == "coverage"
            else _of_calls(of, row, calls[row.id]) if is_of_calls(of.pack, row) else _of_cases(of, row, cases[row.id])
            for row in of.pack.measure
        ]  # fmt: skip


def _of_cases(of: Measured, row: MeasureRow, tally: Tally[str]) -> Figure:
    more = max(0, len(tally.against) - NAMED)
    return _figure(of, row, tally, against=tally.against[:NAMED], more=more)


def _of_calls(of: Measured, row: MeasureRow, tally: Tally[UUID]) -> Figure:
    return _figure(of, row, tally, calls=len(tally.against))


def _figure(of: Measured, row: MeasureRow, tally: Tally[Any], **more: Any) -> Figure:
    limited = row.kind in ("rate", "on_time") and is_bound(of.pack, row)
    kept = keeps(of.pack, row, tally.per_cent) if limited and tally.per_cent is not None else None
    return Figure(row, _says(of, row), interval(tally.share), kept, limited, **more)


def _of_hours(of: Measured, row: MeasureRow, gaps: Mapping[str, tuple[str, ...]] | None) -> Figure:
    open_ = None if gaps is None else gaps.get(row.id, ())
    return Figure(row, _says(of, row), {}, None if open_ is None else not open_, is_bound(of.pack, row),
                  gaps=open_)  # fmt: skip


def _says(of: Measured, row: MeasureRow) -> Text:
    """Return what a measure says; its title stands before it already, and that it is a measure above them all."""
    text = sentence(of.pack, row)
    zh, en = text.zh.removesuffix("（指标）"), text.en.removesuffix(" (a measure)")
    return Text(zh=zh.removeprefix(f"{row.title.zh}："), en=en.removeprefix(f"{row.title.en}: "))


def _gaps(viewer: Viewer, of: Measured, at: datetime) -> dict[str, tuple[str, ...]] | None:
    """Return, by row, the hours of this week that no line of the units has anybody planned for; None: no line."""
    wanted = any(row.kind == "coverage" for row in of.pack.measure)
    lines = [one for one in lines_of(viewer) if one.unit_id in of.units] if wanted else []
    if not lines:
        return None
    today = viewer.directory.day(at)
    monday = today - timedelta(days=today.weekday())
    return {one.row.id: one.hours for one in gaps_of(of.pack, plan_of(lines, first=monday), first=monday)}


# --- what is asked, and the file ---------------------------------------------------------


def _months(viewer: Viewer, asked: Asked, at: datetime) -> list[Option]:
    this = viewer.directory.day(at)
    counted = [this.year * 12 + this.month - 1 - back for back in range(MONTHS)]
    months = sorted({asked.month, *(date(one // 12, one % 12 + 1, 1) for one in counted)}, reverse=True)
    return [Option(f"{one:%Y-%m}", f"{one:%Y-%m}", one == asked.month) for one in months]


def _units(viewer: Viewer, asked: Asked) -> list[Option]:
    """Return the viewer's units in the order of the tree."""
    language, known = get_language() or "zh", viewer.directory.units
    found = sorted((known[one] for one in viewer.units if known[one].is_active), key=lambda one: one.path)
    own = (Option(one.code, one.name(language), one.id == asked.unit, len(one.path) - 1) for one in found)
    return [Option("", _("all that you see"), asked.unit is None), *own]


def _head() -> list[str]:
    return [_("Regulation"), _("Article"), _("Measure"), _("Kept"), _("Out of"), _("Per cent"), _("Within the figure")]


def _rows(viewer: Viewer, asked: Asked, at: datetime) -> Iterator[list[str]]:
    for of, lines in _found(viewer, asked, at):
        for one in lines:
            share = one.share
            per_cent = f"{100 * share['count'] / share['of']:.2f}" if share.get("of") else ""
            kept = "" if one.kept is None else _("yes") if one.kept else _("no")
            cells = (
                said(of.pack.title), one.row.article, said(one.says), share.get("count", ""), share.get("of", ""),
                per_cent, kept,
            )  # fmt: skip
            yield [neutral(str(cell)) for cell in cells]
