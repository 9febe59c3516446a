"""Units: the tree, what each is for, and by which calendar it works."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amends.cases import consequences
from amends.cases.queries.visible import NotFound
from amends.core.plain_names import FUNCTIONS
from amends.core.refusal import Refused
from amends.core.vocabulary import Type
from amends.people import tree
from amends.people.models import Calendar, Unit
from amends.people.viewer import Viewer
from amends.web.desk.admin_forms import Form, admins, choice, page, text
from amends.web.desk.admin_people import units as unit_pairs
from amends.web.fields import FormField, Option
from amends.web.words import YES_NO


@require_GET
@admins
def units(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the tree of units, each with how many people hold a role in it today."""
    known = viewer.directory
    titles, calendars = dict(_functions()), dict(_calendars())
    rows = sorted(known.units.values(), key=lambda u: [known.units[one].code for one in u.path])
    held: dict[UUID, set[UUID]] = {}
    for one in known.held:
        if one.on(viewer.day):
            held.setdefault(one.unit, set()).add(one.person)
    lines = [
        {
            "unit": u, "depth": len(u.path) - 1, "function": titles.get(u.function, u.function),
            "calendar": calendars.get(str(u.calendar), ""), "people": len(held.get(u.id, ())),
        }
        for u in rows
    ]  # fmt: skip
    return page(request, viewer, "desk/admin/units.html", "units", {"lines": lines})


@require_http_methods(["GET", "POST"])
@admins
def unit_new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Add a unit below another."""
    fields = (
        text("code", _("Code"), required=True, hint=_("Begins the case numbers: CS in CS-2026-17. It stays.")),
        choice("parent", _("Below"), unit_pairs(viewer), request.GET.get("below", ""), required=True), *_fields(None),
    )  # fmt: skip
    form = Form(_("New unit"), reverse("desk:admin_unit_new"), fields, _("Add"))
    if request.method == "POST":
        values, form = form.answered(request.POST)
        if not form.is_wrong:
            try:
                tree.add_unit(viewer, values, at=now())
            except Refused as refused:
                form = form.with_refusal(refused)
            else:
                messages.success(request, _("Unit added."))
                return redirect("desk:admin_units")
    context = {"form": form, "back": reverse("desk:admin_units")}
    return page(request, viewer, "desk/admin/new.html", "units", context, status=422 if form.is_wrong else 200)


@require_http_methods(["GET", "POST"])
@admins
def unit(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Change a unit's names, function, calendar, and whether it is active; open dues follow its calendar."""
    found = tree.unit_of(key)
    if found is None:
        raise NotFound(str(key))
    form = Form(f"{found.code}", reverse("desk:admin_unit", args=[key]), (*_fields(found), _active(found)), _("Save"))
    if request.method == "POST":
        values, form = form.answered(request.POST)
        before = found.calendar_id
        if not form.is_wrong:
            try:
                tree.change_unit(viewer, found, values, at=now())
            except Refused as refused:
                form = form.with_refusal(refused)
            else:
                if before != found.calendar_id:
                    consequences.ask_recount(viewer, at=now())
                messages.success(request, _("Saved."))
                return redirect("desk:admin_units")
    context = {"form": form, "back": reverse("desk:admin_units")}
    return page(request, viewer, "desk/admin/new.html", "units", context, status=422 if form.is_wrong else 200)


def _fields(found: Unit | None) -> tuple[Any, ...]:
    of = found or Unit(function="other")
    return (
        text("name_zh", _("Name in Chinese"), of.name_zh, required=True),
        text("name_en", _("Name in English"), of.name_en, required=True),
        choice("function", _("What it is for"), _functions(of.function), of.function, required=True,
               hint=_("Routes and roles of a regulation look for a unit by this.")),
        choice("calendar", _("Calendar"), _calendars(), str(of.calendar_id or ""),
               hint=_("Left empty: as the unit above.")),
    )  # fmt: skip


def _active(found: Unit) -> FormField:
    chosen = "yes" if found.is_active else "no"
    options = tuple(Option(code, str(title), code == chosen) for code, title in YES_NO)
    return FormField("is_active", Type.YES_NO, _("Active"), "radio", options=options, required=True)


def _functions(own: str = "") -> list[tuple[str, str]]:
    place = 1 if (get_language() or "zh").startswith("en") else 0
    found = {key: names[place] for key, names in FUNCTIONS.items()}
    if own and own not in found:
        found[own] = own
    return list(found.items())


def _calendars() -> list[tuple[str, str]]:
    english = (get_language() or "zh").startswith("en")
    rows = Calendar.objects.order_by("code")
    return [(str(one.pk), one.name_en if english else one.name_zh) for one in rows]
