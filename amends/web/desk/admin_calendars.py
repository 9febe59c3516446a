"""Calendars: the week, the organisation's own days, and the notice of a year that is not announced yet."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.cases import consequences
from amends.cases.queries.visible import NotFound
from amends.core.official_years import OFFICE_WEEK, chinese_days
from amends.core.refusal import Refused
from amends.people.models import Calendar
from amends.people.viewer import Viewer
from amends.regulations import hours
from amends.regulations.calendars import year_is_announced
from amends.web.desk.admin_forms import Form, admins, choice, day_of, page, text

OFFICIAL = "CN"


@require_GET
@admins
def calendars(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the calendars, and an alarm for a year whose make-up days nobody has stated (FR-084)."""
    rows = list(Calendar.objects.order_by("code"))
    lines = [(one, hours.unannounced(one, viewer.directory.settings, today=viewer.day)) for one in rows]
    alarm = sorted({year for _row, years in lines for year in years})
    return page(request, viewer, "desk/admin/calendars.html", "calendars", {"lines": lines, "alarm": alarm})


@require_http_methods(["GET", "POST"])
@admins
def calendar_new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Add a calendar."""
    fields = (text("code", _("Code"), required=True), *_fields(None))
    form = Form(_("New calendar"), reverse("desk:admin_calendar_new"), fields, _("Add"))
    if request.method == "POST":
        values, form = form.answered(request.POST)
        if not form.is_wrong:
            try:
                made = hours.add_calendar(viewer, values, at=now())
            except Refused as refused:
                form = form.with_refusal(refused)
            else:
                return redirect("desk:admin_calendar", made.pk)
    context = {"form": form, "back": reverse("desk:admin_calendars")}
    return page(request, viewer, "desk/admin/new.html", "calendars", context, status=422 if form.is_wrong else 200)


@require_http_methods(["GET", "POST"])
@admins
def calendar(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show one calendar, and change its week; open dues are counted again."""
    found = _calendar(key)
    form = _week_form(found)
    if request.method == "POST":
        values, form = form.answered(request.POST)
        if not form.is_wrong:
            try:
                hours.change_week(viewer, found, values, at=now())
            except Refused as refused:
                form = form.with_refusal(refused)
            else:
                return _counted_again(request, viewer, found)
    return _shown(request, viewer, found, {"form": form}, status=422 if form.is_wrong else 200)


@require_POST
@admins
def calendar_act(request: HttpRequest, viewer: Viewer, key: UUID, act: str) -> HttpResponse:
    """Set a day, forget one, or load a notice; open dues are counted again."""
    found = _calendar(key)
    makers = {"day": _day_form, "notice": _notice_form}
    if act == "forget":
        hours.forget_day(viewer, found, _row(request), at=now())
        return _counted_again(request, viewer, found)
    if act not in makers:
        raise NotFound(act)
    values, form = makers[act](found, viewer).answered(request.POST)
    if not form.is_wrong:
        try:
            _set(viewer, found, act, values)
        except Refused as refused:
            form = form.with_refusal(refused)
        else:
            return _counted_again(request, viewer, found)
    return _shown(request, viewer, found, {f"{act}_form": form}, status=422)


def _set(viewer: Viewer, found: Calendar, act: str, values: dict[str, Any]) -> None:
    if act == "day":
        day = day_of(values, "day") or viewer.day
        own = hours.OwnDay(day, str(values.get("slots", "")), str(values.get("why", "")))
        hours.set_day(viewer, found, own, at=now())
    else:
        hours.load_notice(viewer, found, year=int(values["year"]), text=str(values["notice"]), at=now())


def _counted_again(request: HttpRequest, viewer: Viewer, found: Calendar) -> HttpResponse:
    """Let the open dues of the calendar's units follow it, and say how many cases are counted again (FR-087)."""
    cases = consequences.ask_recount(viewer, at=now(), calendar=found.pk)
    said = ngettext(
        "Saved. %(n)s open case is being counted again.", "Saved. %(n)s open cases are being counted again.", cases
    )
    messages.success(request, said % {"n": cases} if cases else _("Saved."))
    return redirect("desk:admin_calendar", found.pk)


def _shown(
    request: HttpRequest, viewer: Viewer, found: Calendar, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "calendar": found, "form": _week_form(found), "day_form": _day_form(found, viewer),
        "notice_form": _notice_form(found, viewer), "days": hours.days_of(found, since=date(viewer.day.year, 1, 1)),
        "alarm": hours.unannounced(found, viewer.directory.settings, today=viewer.day),
        "official": _official(found, viewer.day.year), "counted": consequences.still_counted(found.pk),
    }  # fmt: skip
    return page(request, viewer, "desk/admin/calendar.html", "calendars", context | more, status=status)


def _official(found: Calendar, year: int) -> list[dict[str, Any]]:
    if found.official != OFFICIAL:
        return []
    language = get_language() or "zh"
    known = chinese_days(year)
    days = [(day, name, False) for day, name in known.off.items()] + [
        (day, name, True) for day, name in known.worked.items()
    ]
    return [
        {"day": day, "name": name.in_(language), "worked": worked}
        for day, name, worked in sorted(days, key=lambda d: d[0])
    ]


def _calendar(key: UUID) -> Calendar:
    found = hours.calendar_of(key)
    if found is None:
        raise NotFound(str(key))
    return found


def _row(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("row", ""))
    except ValueError:
        raise NotFound("row") from None


def _fields(found: Calendar | None) -> tuple[Any, ...]:
    of = found or Calendar(week=OFFICE_WEEK, zone="Asia/Shanghai", official=OFFICIAL)
    return (
        text("name_zh", _("Name in Chinese"), of.name_zh, required=True),
        text("name_en", _("Name in English"), of.name_en, required=True),
        text(
            "week", _("Week"), of.week, required=True,
            hint=_("Days and hours, such as mon-fri 09:00-12:00 13:00-18:00, sat 09:00-12:00."),
        ),
        text("zone", _("Time zone"), of.zone, required=True),
        choice("official", _("Official holidays"), ((OFFICIAL, _("Mainland China, with make-up days")),), of.official,
               hint=_("Left empty: only the days below differ from the week.")),
    )  # fmt: skip


def _week_form(found: Calendar) -> Form:
    return Form(_("Week"), reverse("desk:admin_calendar", args=[found.pk]), _fields(found), _("Save"))


def _day_form(found: Calendar, viewer: Viewer) -> Form:
    fields = (
        text("day", _("Day"), widget="date", required=True),
        text("slots", _("Hours"), hint=_("Such as 09:00-12:00 13:00-18:00; left empty: closed.")),
        text("why", _("Why")),
    )
    return Form(
        _("Set a day"), reverse("desk:admin_calendar_act", args=[found.pk, "day"]), fields, _("Set the day"), name="day"
    )


def _notice_form(found: Calendar, viewer: Viewer) -> Form:
    years = [str(viewer.day.year), str(viewer.day.year + 1)]
    wanted = next((one for one in years if not year_is_announced(int(one))), years[-1])
    hint = _("One day a line: 2027-02-14 09:00-12:00 13:00-18:00 make-up day, or 2027-02-17 closed Spring Festival.")
    fields = (
        choice("year", _("Year"), [(one, one) for one in years], wanted, required=True),
        text("notice", _("Days of the notice"), widget="long", required=True, hint=hint),
    )
    return Form(
        _("Load a year's notice"),
        reverse("desk:admin_calendar_act", args=[found.pk, "notice"]),
        fields,
        _("Load the notice"),
        name="notice",
    )
