"""The register of limit samples at the desk: listed, added, renewed, copied to where one judges, retired (FR-111)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amends.cases.queries.visible import NotFound
from amends.core.limit_samples import TITLES, quoted
from amends.core.refusal import Refused
from amends.people.viewer import Viewer
from amends.quality.limit_samples import (
    LINE,
    LONGEST,
    Agreed,
    add_sample,
    issue_copy,
    renew_sample,
    retire_sample,
    take_copy_back,
)
from amends.quality.queries.limit_samples import (
    MOST,
    Filters,
    Listed,
    Shown,
    ending,
    left_of,
    registered,
    sample_of,
    units_kept,
)
from amends.regulations.having import has_rows
from amends.web.desk.calls_words import date_of
from amends.web.desk.door import desk
from amends.web.desk.limit_sample_words import FILTERED, HINTS, SHOWS, STATES, TONES, left_words
from amends.web.desk.prints_files import as_file
from amends.web.desk.prints_limit_samples import samples_sheet
from amends.web.shell import show

ASKED = {
    "product": "line", "aspect": "line", "defect": "line", "shows": "choice", "criteria": "long", "kept_at": "line",
}  # fmt: skip
AGREED = {"agreed_with": "line", "agreed_on": "day", "valid_until": "day"}


@require_GET
@desk
def limit_samples(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the samples of the viewer's units, by where they stand and by words."""
    at = now()
    filters = _filters(request)
    rows = registered(viewer, filters, at=at)
    context = {
        "rows": [(one, left_words(one.left)) for one in rows], "filters": filters, "states": STATES, "tones": TONES,
        "filtered": FILTERED, "shows": SHOWS, "cut": len(rows) >= MOST, "most": MOST,
        "may_add": bool(units_kept(viewer, at=at)), "asked": request.GET.urlencode(),
    }  # fmt: skip
    return show(request, viewer, "desk/limit_samples/list.html", context, here="eight_ds")


@require_GET
@desk
def limit_samples_print(request: HttpRequest, viewer: Viewer, form: str) -> HttpResponse:
    """Send the list as it is narrowed, for the wall; of whatever state where none is asked for, but retired ones."""
    at, filters = now(), _filters(request)
    rows = registered(viewer, filters, at=at)
    held = tuple(one for one in rows if filters.state or one.standing != "retired")
    return as_file(samples_sheet(viewer, held, filters, at=at), form, "limit-samples")


def _filters(request: HttpRequest) -> Filters:
    return Filters(request.GET.get("state", ""), request.GET.get("q", "")[:60].strip())


def endings(viewer: Viewer, *, at: datetime) -> list[tuple[Listed, str]]:
    """Return the samples of whose end the viewer has to hear, in words; asked only where a regulation keeps any."""
    if not has_rows(viewer.directory, "discipline"):
        return []
    return [(one, left_words(one.left)) for one in ending(viewer, at=at)]


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def limit_sample_add(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Put a sample into the register; refused: the form again with what was typed and why."""
    at, sent, refused = now(), request.POST, None
    if request.method == "POST":
        try:
            row = add_sample(viewer, _key(sent.get("unit", "")), sent.dict(), _agreed(sent), at=at)
        except Refused as error:
            refused = error
        else:
            messages.success(request, _("It is in the register."))
            return redirect("desk:limit_sample", row.number)
    units, language = viewer.directory.units, get_language() or "zh"
    kept = [(str(one), units[one].name(language)) for one in units_kept(viewer, at=at)]
    fields = [_field(name, kind, sent, refused) for name, kind in (ASKED | AGREED).items()]
    context = {"fields": fields, "shows": SHOWS, "units": kept, "refused": refused, "sent": sent}
    status = 409 if refused else 200
    return show(request, viewer, "desk/limit_samples/add.html", context, here="eight_ds", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def limit_sample(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show a sample with its copies and terms; what is sent renews, copies or retires it."""
    refused = None
    if request.method == "POST":
        try:
            _done(viewer, number, request.POST, at=now())
        except Refused as error:
            refused = error
        else:
            messages.success(request, _("Done."))
            return redirect("desk:limit_sample", number)
    at = now()
    shown = sample_of(viewer, number, at=at)
    with timezone.override(viewer.directory.zone(shown.row.unit_id)):
        context = _context(viewer, shown, request.POST if refused else {}, refused)
        status = 409 if refused else 200
        return show(request, viewer, "desk/limit_samples/page.html", context, here="eight_ds", status=status)


def _done(viewer: Viewer, number: str, sent: QueryDict, *, at: datetime) -> None:
    do = sent.get("do", "")
    if do == "renew":
        renew_sample(viewer, number, _agreed(sent), at=at)
    elif do == "copy":
        issue_copy(viewer, number, place=sent.get("place", ""), told=sent.get("told", ""), at=at)
    elif do == "take_back":
        take_copy_back(viewer, number, _key(sent.get("copy", "")), at=at)
    elif do == "retire":
        retire_sample(viewer, number, reason=sent.get("reason", ""), at=at)
    else:
        raise NotFound(do)


def _context(viewer: Viewer, shown: Shown, sent: Mapping[str, Any], refused: Refused | None) -> dict[str, Any]:
    row, people, language = shown.row, viewer.directory.people, get_language() or "zh"
    term, do = shown.terms[0], sent.get("do", "")
    words = quoted(
        number=row.number, aspect=row.aspect, defect=row.defect, shows=row.shows, criteria=row.criteria,
        agreed_with=term.agreed_with, agreed_on=term.agreed_on, language=language,
    )  # fmt: skip
    asked = {"copy": {"place": "line", "told": "line"}, "renew": AGREED, "retire": {"reason": "long"}}
    given = {name: (sent, refused) if do == name else ({}, None) for name in asked}
    forms = {name: [_field(one, kind, *given[name]) for one, kind in of.items()] for name, of in asked.items()}
    return {
        "row": row, "shown": shown, "state": STATES[shown.standing], "tone": TONES[shown.standing],
        "left": left_words(left_of(viewer, row, at=viewer.at)),
        "shows": SHOWS[row.shows], "titles": TITLES, "words": words, "forms": forms, "doing": do, "refused": refused,
        "packs": {shown.of.pack.id: shown.of.pack} if shown.of else {}, "made_by": people.get(row.made_by_id),
        "terms": [(one, people.get(one.by_id)) for one in shown.terms],
        "copies": [(one, people.get(one.issued_by_id)) for one in shown.copies],
        "out": sum(one.taken_back_at is None for one in shown.copies),
        "retired_by": people.get(row.retired_by_id) if row.retired_by_id else None,
    }  # fmt: skip


def _field(name: str, kind: str, sent: Mapping[str, Any], refused: Refused | None) -> dict[str, Any]:
    against = [one.says for one in (refused.missing if refused else ()) if one.field == name]
    longest = LONGEST.get(name, LINE)
    return {
        "name": name, "kind": kind, "title": TITLES[name], "text": sent.get(name, ""), "against": against,
        "longest": longest, "hint": HINTS.get(name, ""),
    }  # fmt: skip


def _agreed(sent: QueryDict) -> Agreed:
    days = (date_of(sent.get(name, "")) for name in ("agreed_on", "valid_until"))
    return Agreed(sent.get("agreed_with", ""), *days)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(text) from None
