"""People: who may sign in, which roles they hold and when, who stands in for them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.cases import consequences
from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.people import staff
from amends.people.models import Membership, Person, Substitute
from amends.people.viewer import ADMIN, Viewer
from amends.regulations import shelf
from amends.regulations.drafts import RULE_OWNER
from amends.regulations.models import PublishedPack
from amends.web.desk.admin_forms import Form, admins, choice, day_of, page, text

ON_A_PAGE = 100
LANGUAGES = (("zh-hans", "中文"), ("en", "English"))
Pairs = list[tuple[str, str]]


@require_GET
@admins
def people(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show people by name, with their roles of today."""
    asked = request.GET.get("q", "").strip()[:100]
    found = Person.objects.filter(org_id=viewer.org).order_by("-is_active", "name", "id")
    if asked:
        found = found.filter(Q(name__icontains=asked) | Q(name_en__icontains=asked) | Q(login__icontains=asked))
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    titles = dict(roles(viewer))
    rows = [(one, _held(viewer, one, titles), viewer.directory.is_away(one.pk, viewer.day)) for one in shown]
    return page(request, viewer, "desk/admin/people.html", "people", {"rows": rows, "shown": shown, "q": asked})


def _held(viewer: Viewer, person: Person, titles: dict[str, str]) -> list[str]:
    language, known = get_language() or "zh", viewer.directory
    held = [one for one in known.by_person.get(person.pk, ()) if one.on(viewer.day) and one.unit in known.units]
    by_unit: dict[UUID, list[str]] = {}
    for one in held:
        by_unit.setdefault(one.unit, []).append(titles.get(one.role, one.role))
    return [f"{known.units[unit].name(language)} · {_(', ').join(roles)}" for unit, roles in by_unit.items()]


@require_http_methods(["GET", "POST"])
@admins
@sensitive_variables("password")
def person_new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Add somebody; the temporary password is shown once."""
    form = Form(_("New person"), reverse("desk:admin_person_new"), (_login_field(), *_fields(None)), _("Add"))
    if request.method == "POST":
        values, form = form.answered(request.POST)
        if not form.is_wrong:
            try:
                made, password = staff.hire(viewer, values, at=now())
            except Refused as refused:
                form = form.with_refusal(refused)
            else:
                messages.success(request, _said_once(password), extra_tags="stays")
                return redirect("desk:admin_person", made.pk)
    status = 422 if form.is_wrong else 200
    return page(
        request, viewer, "desk/admin/new.html", "people", {"form": form, "back": reverse("desk:admin")}, status=status
    )


@require_http_methods(["GET", "POST"])
@admins
def person(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show one person, and change name and address."""
    found = _person(viewer, key)
    form = Form(_("Account"), reverse("desk:admin_person", args=[key]), _fields(found), _("Save"))
    if request.method == "POST":
        values, form = form.answered(request.POST)
        if not form.is_wrong:
            staff.change_person(viewer, found, values, at=now())
            messages.success(request, _("Saved."))
            return redirect("desk:admin_person", key)
    return _shown(request, viewer, found, {"form": form}, status=422 if form.is_wrong else 200)


@require_POST
@admins
@sensitive_variables("password")
def person_act(request: HttpRequest, viewer: Viewer, key: UUID, act: str) -> HttpResponse:
    """Do one thing to a person: disable, enable, password, role, end-role, away, back."""
    found, at = _person(viewer, key), now()
    forms = {"role": _role_form(viewer, found), "away": _away_form(viewer, found)}
    form = forms.get(act)
    values: dict[str, Any] = {}
    if form:
        values, form = form.answered(request.POST)
        forms[act] = form
    try:
        if not (form and form.is_wrong):
            said = _done(viewer, found, act, values, request, at=at)
            consequences.reassign(org=viewer.org, at=at, changed=[key])  # what was theirs reaches the next
            messages.success(request, said, extra_tags="stays" if act == "password" else "")
            return redirect("desk:admin_person", key)
    except Refused as refused:
        if form is None:
            messages.error(request, refused.says.in_(get_language() or "zh"))
            return redirect("desk:admin_person", key)
        forms[act] = form.with_refusal(refused)
    return _shown(request, viewer, found, {f"{act}_form": forms[act]}, status=422)


def _done(viewer: Viewer, person: Person, act: str, values: dict[str, Any], request: HttpRequest, *, at: Any) -> str:
    match act:
        case "disable" | "enable":
            staff.set_active(viewer, person, act == "enable", at=at)
            gone = _("Disabled. What was owed moved to whoever stands in, else to the head.")
            return _("Enabled.") if act == "enable" else gone
        case "password":
            return _said_once(staff.give_password(viewer, person, at=at))
        case "role":
            staff.give_role(
                viewer, person, unit=UUID(values["unit"]), role=values["role"], at=at,
                first=day_of(values, "from_date") or viewer.day, last=day_of(values, "to_date"),
            )  # fmt: skip
            return _("Role given.")
        case "end-role":
            staff.end_role(viewer, person, _row(request), at=at)
            return _("Role ended.")
        case "away":
            first = day_of(values, "away_from") or viewer.day
            last = day_of(values, "away_to") or first
            staff.send_away(viewer, person, deputy=UUID(values["deputy"]), first=first, last=last, at=at)
            return _("Noted. What falls due meanwhile reaches the deputy.")
        case "back":
            staff.call_back(viewer, person, _row(request), at=at)
            return _("Noted.")
    raise NotFound(act)


def _row(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("row", ""))
    except ValueError:
        raise NotFound("row") from None


def _said_once(password: str) -> str:
    return _("Temporary password, shown only now: %(password)s") % {"password": password}


def _person(viewer: Viewer, key: UUID) -> Person:
    found = staff.person_of(viewer, key)
    if found is None:
        raise NotFound(str(key))
    return found


def _shown(
    request: HttpRequest, viewer: Viewer, found: Person, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    titles, language, known = dict(roles(viewer)), get_language() or "zh", viewer.directory
    held = Membership.objects.filter(person=found).order_by("-from_date", "role")
    away = Substitute.objects.filter(person=found).order_by("-from_date")
    context: dict[str, Any] = {
        "person": found, "is_self": found.pk == viewer.person, "today": viewer.day,
        "held": [
            (one, known.units[one.unit_id].name(language), titles.get(one.role, one.role), ended)
            for one in held
            for ended in [_ended(one.to_date, viewer.day)]
        ],
        "away": [(one, known.people[one.deputy_id].name(language), _ended(one.to_date, viewer.day)) for one in away],
        "form": Form(_("Account"), reverse("desk:admin_person", args=[found.pk]), _fields(found), _("Save")),
        "role_form": _role_form(viewer, found), "away_form": _away_form(viewer, found),
    }  # fmt: skip
    return page(request, viewer, "desk/admin/person.html", "people", context | more, status=status)


def _ended(last: date | None, today: date) -> bool:
    return last is not None and last < today


def _login_field() -> Any:
    return text(
        "login", _("Sign-in name"), required=True, hint=_("Unique over all organisations; a mail address does well.")
    )


def _fields(found: Person | None) -> tuple[Any, ...]:
    of = found or Person(language="zh-hans")
    return (
        text("name", _("Name"), of.name, required=True), text("name_en", _("Name in English"), of.name_en),
        text("email", _("E-mail"), of.email), text("phone", _("Phone"), of.phone),
        choice("language", _("Language of letters"), LANGUAGES, of.language, required=True),
    )  # fmt: skip


def _role_form(viewer: Viewer, found: Person) -> Form:
    fields = (
        choice("unit", _("Unit"), units(viewer), required=True),
        choice("role", _("Role"), roles(viewer), required=True),
        text("from_date", _("From"), viewer.day.isoformat(), widget="date", required=True),
        text("to_date", _("To"), widget="date", hint=_("Left empty: until it is ended.")),
    )  # fmt: skip
    return Form(
        _("Give a role"),
        reverse("desk:admin_person_act", args=[found.pk, "role"]),
        fields,
        _("Give the role"),
        name="role",
    )


def _away_form(viewer: Viewer, found: Person) -> Form:
    known, language = viewer.directory.people, get_language() or "zh"
    others = sorted(
        ((str(k), one.name(language)) for k, one in known.items() if one.is_active and k != found.pk),
        key=lambda p: p[1],
    )
    fields = (
        choice("deputy", _("Who stands in"), others, required=True),
        text("away_from", _("From"), viewer.day.isoformat(), widget="date", required=True),
        text("away_to", _("To, included"), widget="date", required=True),
    )
    return Form(
        _("Away"), reverse("desk:admin_person_act", args=[found.pk, "away"]), fields, _("Note the absence"), name="away"
    )


def units(viewer: Viewer) -> Pairs:
    """Return the active units in the order of the tree, indented."""
    known, language = viewer.directory, get_language() or "zh"
    rows = sorted(known.units.values(), key=lambda u: [known.units[one].code for one in u.path])
    return [(str(u.id), "\u3000" * (len(u.path) - 1) + u.name(language)) for u in rows if u.is_active]


def roles(viewer: Viewer) -> Pairs:
    """Return the roles that the organisation's regulations name, and that of the administrator."""
    language = get_language() or "zh"
    found = {ADMIN: _("Administrator"), RULE_OWNER: _("Rule owner")}
    for hash_ in PublishedPack.objects.order_by("-published_at").values_list("content_hash", flat=True):
        for row in shelf.pack(hash_).role:
            found.setdefault(row.id, row.title.in_(language))
    for held in viewer.directory.held:
        found.setdefault(held.role, held.role)
    return sorted(found.items(), key=lambda pair: pair[1])
