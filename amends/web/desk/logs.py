"""Logs and notices of a unit: openings of a box, checks of what an outlet shows, what is posted up (FR-019, FR-020)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.cases.facts import decoded_as
from amends.cases.queries.lines import unit_name
from amends.cases.queries.unit_logs import (
    LogEntry,
    UnitRules,
    entry_of,
    governed,
    linked_cases,
    log_entries,
    log_of,
    may_enter,
    standing,
    unit_rules,
)
from amends.cases.queries.visible import NotFound
from amends.cases.unit_logs import enter, link
from amends.core.fact_types import fact_types
from amends.core.pack import LogRow, Pack, PaperRow, SettingRow
from amends.core.papers import notices, undecided
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.web.answers import read
from amends.web.desk.case_words import shown_value
from amends.web.desk.door import desk
from amends.web.desk.notices import notice_sheet
from amends.web.desk.prints_files import as_file
from amends.web.fields import FormField, fact_title, pack_fields
from amends.web.shell import show

MOST = 200
"""Entries of one log on the screen, the newest; the journal of the unit holds all."""
NO_SUCH_CASE = Text(zh="没有您能看到的这个编号的案件", en="There is no case of this number that you may see")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a row shows it: what it is about apart from the rest of what it says."""

    entry: LogEntry
    about: str
    told: tuple[tuple[str, str], ...]
    cases: tuple[str, ...] = ()
    link_url: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A log of a unit: its address, whether the viewer enters, and how many entries there are."""

    row: LogRow
    url: str
    may_enter: bool
    count: int
    failing: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of a unit; ``open``: points nobody has decided, without which it is not printed."""

    row: PaperRow
    pdf: str
    word: str
    open: tuple[SettingRow, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with its logs and notices."""

    unit: Text
    pack: Pack
    logs: tuple[Log, ...]
    notices: tuple[Notice, ...]


@require_GET
@desk
def logs(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the logs and notices of the viewer's units."""
    found = unit_rules(viewer, at=timezone.now())
    counted = standing(found)
    places = [_place(viewer, one, counted) for one in found]
    return show(request, viewer, "desk/logs/list.html", {"places": places}, here="logs")


def _place(viewer: Viewer, of: UnitRules, counted: Mapping[tuple[UUID, str], tuple[int, int]]) -> Place:
    code = viewer.directory.units[of.unit].code
    kept = tuple(
        Log(row, reverse("desk:log", args=[code, row.id]), may_enter(viewer, of, row),
            *counted.get((of.unit, row.id), (0, 0)))
        for row in of.pack.log
    )  # fmt: skip
    return Place(unit_name(viewer, of.unit), of.pack, kept, tuple(_notices(of, code)))


def _notices(of: UnitRules, code: str) -> Iterator[Notice]:
    for row in notices(of.pack):
        pdf, word = (reverse("desk:notice", args=[code, row.id, form]) for form in ("pdf", "docx"))
        yield Notice(row, pdf, word, undecided(of.pack, row))


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def log(request: HttpRequest, viewer: Viewer, unit: str, log: str) -> HttpResponse:
    """Show a log of a unit, or enter into it."""
    at = timezone.now()
    of = governed(viewer, unit, at=at)
    row = log_of(of, log)
    fields, refused = _fields(of.pack, row), None
    if request.method == "POST":
        told, fields = read(fields, request.POST)
        if not any(one.errors for one in fields):
            try:
                entry = enter(viewer, of, row, told, at=at)
            except Refused as error:
                refused = error
                fields = tuple(_marked(one, error) for one in fields)
            else:
                messages.success(request, _("Entered as %(number)s.") % {"number": entry.number})
                return redirect("desk:log", unit=unit, log=log)
    wrong = refused is not None or any(one.errors for one in fields)
    return _log(request, viewer, of, row, fields, refused, status=409 if wrong else 200)


@require_POST
@desk
def log_link(request: HttpRequest, viewer: Viewer, unit: str, log: str, number: str) -> HttpResponse:
    """Link an entry of a log to a case; refused, the page comes back with why."""
    at = timezone.now()
    of = governed(viewer, unit, at=at)
    row, case = log_of(of, log), request.POST.get("case", "").strip()
    entry = entry_of(of, row, number)
    try:
        link(viewer, of, row, entry, case, at=at)
    except (Refused, NotFound) as error:
        refused = error if isinstance(error, Refused) else Refused("linked", says=NO_SUCH_CASE)
        return _log(request, viewer, of, row, _fields(of.pack, row), refused, status=409)
    messages.success(request, _("%(number)s is linked to %(case)s.") % {"number": number, "case": case})
    return redirect("desk:log", unit=unit, log=log)


def _log(
    request: HttpRequest, viewer: Viewer, of: UnitRules, row: LogRow, fields: tuple[FormField, ...],
    refused: Refused | None, *, status: int,
) -> HttpResponse:  # fmt: skip
    found, count = log_entries(of, row, most=MOST)
    code, linked = viewer.directory.units[of.unit].code, linked_cases(viewer, of, row, found)
    context = {
        "log": row, "unit": unit_name(viewer, of.unit), "pack": of.pack, "fields": fields, "refused": refused,
        "lines": [_linked(_line(viewer, of.pack, row, one), code, row, linked) for one in found], "count": count,
        "may_link": _may_link(viewer, of, row),
        "about": fact_title(of.pack, row.about, _language()) if row.about else "",
        "may_enter": may_enter(viewer, of, row),
    }  # fmt: skip
    return show(request, viewer, "desk/logs/log.html", context, here="logs", status=status)


def _fields(pack: Pack, row: LogRow) -> tuple[FormField, ...]:
    asked = [one.id for one in pack.field if one.form == row.form]
    return pack_fields(pack, asked, language=_language(), given={})


def _marked(field: FormField, refused: Refused) -> FormField:
    wrong = [str(one.says.in_(_language())) for one in refused.missing if one.field == field.name]
    return field.wrong(*wrong) if wrong else field


def _line(viewer: Viewer, pack: Pack, row: LogRow, entry: LogEntry) -> Line:
    types = {name: known.type for name, known in fact_types(pack).items()}
    kept = decoded_as(entry.told, fact_types(pack))
    asked = [one.id for one in pack.field if one.id in entry.told]  # a database keeps no order of its own
    told = {
        name: shown_value(pack, name, types[name], kept[name], viewer) if name in types else str(entry.told[name])
        for name in dict.fromkeys([*asked, *entry.told])
    }
    rest = tuple((fact_title(pack, name, _language()), value) for name, value in told.items() if name != row.about)
    return Line(entry, told.get(row.about, ""), rest)


def _linked(line: Line, unit: str, row: LogRow, linked: Mapping[str, list[str]]) -> Line:
    """Return an entry with the cases to which it is linked, and where it is linked to one more."""
    number = line.entry.number
    url = reverse("desk:log_link", args=[unit, row.id, number]) if row.linked_by else ""
    return replace(line, cases=tuple(linked.get(number, ())), link_url=url)


def _may_link(viewer: Viewer, of: UnitRules, row: LogRow) -> bool:
    step = of.pack.steps.get(row.linked_by)
    return step is not None and bool(not step.by or viewer.roles & set(step.by))


def _language() -> str:
    return get_language() or "zh"


@require_GET
@desk
def notice(request: HttpRequest, viewer: Viewer, unit: str, paper: str, form: str) -> HttpResponse:
    """Send a notice of a unit as a file. Raises NotFound; a notice with an open point is refused with its article."""
    of = governed(viewer, unit, at=timezone.now())
    row = next((one for one in notices(of.pack) if one.id == paper), None)
    if row is None:
        raise NotFound(paper)
    if undecided(of.pack, row):
        return show(request, viewer, "desk/logs/undecided.html", {
            "notice": row, "open": undecided(of.pack, row), "pack": of.pack, "unit": unit_name(viewer, of.unit),
        }, here="logs", status=409)  # fmt: skip
    return as_file(notice_sheet(viewer, of, row), form, f"{unit}-{paper}")
