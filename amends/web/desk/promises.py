"""What was promised to the complainant: shown where it was found, kept as an obligation by one click (FR-140)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from amends.cases.queries.case_page import CasePage, case_page
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.cases.steps.promise import DECLINED, KEPT, PROMISED
from amends.core.pack import StepRow
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.core.vocabulary import Type
from amends.people.viewer import Viewer
from amends.web.answers import read
from amends.web.clocks import Clock, clock
from amends.web.desk.door import desk
from amends.web.desk.promises_found import (
    KIND_TITLES,
    FoundPromise,
    KeptPromise,
    found_promises,
    kept_promises,
    step_causing,
    unread,
)
from amends.web.desk.rows import said
from amends.web.desk.step_fields import people
from amends.web.fields import FormField, shown
from amends.web.shell import show

REFUSED, UNREADABLE = 409, 422


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A promise that was found, as its form shows it."""

    found: FoundPromise
    kind: Text
    due: str
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A promise that is owed, with its clock and the way to say that it was kept."""

    kept: KeptPromise
    clock: Clock
    who: str
    url: str


@require_GET
@desk
def promises(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show the promises of a case: those found and not settled, those that are owed."""
    return _panel(request, viewer, number)


@require_POST
@desk
def promise_settle(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Keep a found promise as an obligation, or set its words aside. Refused: the panel says why, nothing changed."""
    page = case_page(viewer, number, timezone.now())
    on = request.POST.get("on", "")
    found = next((one for one in found_promises(page) if one.on == on), None)
    declines = request.POST.get("do") == "decline"
    step = step_causing(page, DECLINED if declines else PROMISED)
    if found is None or step is None:
        raise NotFound(number)
    with timezone.override(viewer.directory.zone(page.case.unit_id)):
        values, fields = read(_fields(), request.POST)
        if errors := tuple(error for field in fields for error in field.errors):
            return _panel(request, viewer, number, wrong={on: errors}, status=UNREADABLE)
    try:
        seq = _declined(viewer, page, step, found) if declines else _kept(viewer, page, step, found, values)
    except Refused as refused:
        return _panel(request, viewer, number, refused=refused, status=REFUSED)
    messages.success(request, _("%(step)s: noted as entry %(n)s.") % {"step": said(step.title), "n": seq})
    target = reverse("desk:case", args=[number]) + f"?entry={seq}#promises"
    return HttpResponseClientRedirect(target) if request.headers.get("HX-Request") else redirect(target)


def _kept(viewer: Viewer, page: CasePage, step: StepRow, found: FoundPromise, values: dict[str, Any]) -> int:
    detail = {"kind": found.kind, "promise_words": found.quote, **values}
    return take_step(viewer, page.case.number, step.id, at=timezone.now(), detail=detail, on=found.on).seq


def _declined(viewer: Viewer, page: CasePage, step: StepRow, found: FoundPromise) -> int:
    detail = {"reason": _("Read, and found to be no promise to the complainant")}
    words = {"note": found.quote}
    return take_step(viewer, page.case.number, step.id, at=timezone.now(), detail=detail, words=words, on=found.on).seq


def _fields() -> tuple[FormField, ...]:
    return (
        FormField("promised_for", Type.INSTANT, _("Promised for"), "datetime-local"),
        FormField("promised_by", Type.TEXT, _("Who keeps it"), "text"),
    )


def _panel(
    request: HttpRequest, viewer: Viewer, number: str, *, wrong: dict[str, tuple[str, ...]] | None = None,
    refused: Refused | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    page, now, language = case_page(viewer, number, timezone.now()), timezone.now(), get_language() or "zh"
    with timezone.override(viewer.directory.zone(page.case.unit_id)):
        looks = step_causing(page, PROMISED) is not None
        found = found_promises(page) if looks else ()
        kept = kept_promises(page)
        context = {
            "case": page.case, "packs": {one.id: one for one in page.reading.rules.packs}, "refused": refused,
            "found": [_found_row(one, wrong or {}) for one in found], "count": len(found) + len(kept),
            "kept": [_kept_row(page, one, now) for one in kept],
            "people": people(page, language), "me": str(viewer.person),
            "may_decline": step_causing(page, DECLINED) is not None, "unread": unread(page) if looks else 0,
        }  # fmt: skip
        return show(request, viewer, "desk/promises.html", context, status=status)


def _found_row(one: FoundPromise, wrong: dict[str, tuple[str, ...]]) -> FoundRow:
    return FoundRow(one, KIND_TITLES[one.kind], shown(Type.INSTANT, one.due), wrong.get(one.on, ()))


def _kept_row(page: CasePage, one: KeptPromise, now: datetime) -> KeptRow:
    line, keep = one.clock.line, step_causing(page, KEPT)
    who = _("me") if line.mine else said(line.owner) or said(line.owner_unit) or said(line.owner_role)
    url = reverse("desk:step", args=[page.case.number, keep.id]) + f"?on={one.on}" if keep else ""
    return KeptRow(one, clock(line.due_at, now, starts=line.starts_at, state=line.state, paused=line.paused), who, url)
