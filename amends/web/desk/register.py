"""Register: one page while somebody is on the phone; sent as one transaction, several steps at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from amends.cases.drafts import TooLong, draft, forget_draft, keep_draft
from amends.cases.evidence import Upload, add_evidence, evidence_step
from amends.cases.once import OtherRequest, once
from amends.cases.queries.reading import read_case
from amends.cases.steps import Intake, take_step
from amends.cases.steps import register as register_case
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.web.answers import refilled
from amends.web.desk.calls_register import call_asked, from_call, keep_case
from amends.web.desk.door import desk
from amends.web.desk.mail_register import from_mail, keep_mail, mail_asked, with_sender
from amends.web.desk.register_answers import answered, read_back_text, with_draft, with_refusal
from amends.web.desk.register_form import (
    CONFIRMED,
    FILES,
    NOT_FACTS,
    TO,
    RegisterForm,
    read_back_step,
    register_form,
    unit_for,
    units_to_choose,
)
from amends.web.desk.register_live import live
from amends.web.shell import show
from amends.web.templatetags.portal import groups

DRAFT = "register"
DISPATCH, REGISTER = "dispatch", "register"
YES = "yes"


@require_http_methods(["GET", "POST"])
@desk
def register(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the form as it was left, or register."""
    at = now()
    unit = unit_for(viewer, request.POST.get("unit") or request.GET.get("unit", ""), at=at)
    if unit is None:
        return show(request, viewer, "desk/register/no_regulation.html", {}, here="register")
    form = register_form(viewer, unit, at=at)
    if request.method == "POST":
        return _sent(request, viewer, form, at=at)
    if call := call_asked(request, viewer):
        return _page(request, viewer, with_draft(form, from_call(call), at=at), at=at)
    if mail := mail_asked(request, viewer):
        return _page(request, viewer, with_draft(form, from_mail(mail), at=at), at=at)
    kept = draft(viewer, DRAFT)
    if kept is not None:
        form = with_draft(form, kept.content, at=at)
    return _page(request, viewer, form, at=at, kept_at=kept.saved_at if kept else None)


@require_POST
@desk
def register_live(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Answer what is typed so far, and keep it as the viewer's draft."""
    at = now()
    unit = unit_for(viewer, request.POST.get("unit", ""), at=at)
    if unit is None:
        return HttpResponse(status=204)
    facts, form = answered(register_form(viewer, unit, at=at), request.POST, at=at)
    draft_says = _keep(viewer, request.POST, facts, at=at)
    try:
        seen = live(viewer, form, facts, at=at)
    except Refused:  # no regulation then, a figure beyond all reason: sending the form says so
        return HttpResponse(status=204)
    context = {
        "form": form, "live": seen, "read_back": read_back_text(facts), "facts": facts, "draft_says": draft_says,
        "now": at,
    }  # fmt: skip
    return show(request, viewer, "desk/register/live.html", context)


@require_POST
@desk
def register_forget(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Throw the draft away and begin anew."""
    forget_draft(viewer, DRAFT)
    return redirect("desk:register")


def _keep(viewer: Viewer, sent: QueryDict, facts: dict[str, Any], *, at: datetime) -> str:
    """Keep what is typed, once there is something to lose; return what the page says of it."""
    if not any(
        isinstance(one, str) and facts.get(name) for name, one in facts.items() if name not in ("channel", "matter")
    ):
        return ""
    content = {name: sent.getlist(name) for name in sent if name not in (*NOT_FACTS, FILES)}
    try:
        keep_draft(viewer, DRAFT, content, at=at)
    except TooLong:
        return _("Too long to keep as a draft.")
    return _("Draft saved %(time)s") % {"time": f"{localtime(at):%H:%M:%S}"}


def _sent(request: HttpRequest, viewer: Viewer, form: RegisterForm, *, at: datetime) -> HttpResponse:
    facts, form = answered(form, request.POST, at=at)
    if form.is_wrong:
        return _page(request, viewer, form, at=at, status=422)
    try:
        number = _joined(request, viewer, facts, at=at) or _taken(request, viewer, form, facts, at=at)
    except Refused as refused:
        return _page(request, viewer, with_refusal(form, refused), at=at, status=422)
    except OtherRequest:
        wrong = _("This form was sent before with other words. Look in the queue, or begin a new one.")
        return _page(request, viewer, replace(form, wrong=wrong), at=at, status=422)
    forget_draft(viewer, DRAFT)
    if call := call_asked(request, viewer):
        keep_case(viewer, call, number, at=now())
    target = reverse("desk:case", args=[number])
    return HttpResponseClientRedirect(target) if request.headers.get("HX-Request") else redirect(target)


def _joined(request: HttpRequest, viewer: Viewer, facts: dict[str, Any], *, at: datetime) -> str:
    """Add the complainant to a case that is there already (FR-013); return its number, empty when none was named."""
    number = request.POST.get("join", "")[:60]
    if not number:
        return ""
    reading = read_case(viewer, number)
    step = next((one for one in reading.rules.lead.step if one.kind == "join"), None)
    if step is None:
        says = Text(zh="该案件的制度没有“加入群体”一步", en="The regulation of that case has no step to join it")
        raise Refused("no_step", says=says)
    words = {
        "name": str(facts.get("complainant", "")),
        "phone": str(facts.get("phone", "")),
        "note": str(facts.get("description", "")),
    }
    with organisation(viewer.org):
        take_step(viewer, number, step.id, at=at, words={name: text for name, text in words.items() if text})
        keep_mail(viewer, mail_asked(request, viewer), number, reading.rules, at=at)
    messages.success(request, _("Added to %(number)s.") % {"number": number})
    return number


def _taken(request: HttpRequest, viewer: Viewer, form: RegisterForm, facts: dict[str, Any], *, at: datetime) -> str:
    """Register, note the read-back, keep the files and dispatch: all or nothing. A twin gets the first's number."""
    with organisation(viewer.org):
        first = once(viewer.org, key=_key(request), person=viewer.person, request_hash=_hash(request.POST), at=at)
        if first.answer:
            return str(first.answer["number"])
        mail = mail_asked(request, viewer)
        done = register_case(viewer, _intake(viewer, form, with_sender(facts, mail)), at=at)
        _steps(request, viewer, form, done.number, at=at)
        keep_mail(viewer, mail, done.number, form.rules, at=at)
        first.keep(201, {"number": done.number})
    said = _("Registered as %(number)s. For the complainant, shown only now: %(secret)s")
    messages.success(request, said % {"number": done.number, "secret": groups(done.secret)}, extra_tags="stays")
    return done.number


def _intake(viewer: Viewer, form: RegisterForm, facts: dict[str, Any]) -> Intake:
    told = {name: value for name, value in facts.items() if name != TO}
    return Intake(
        told, unit=viewer.directory.units[form.unit].code, second_of=form.second_of, **form.moments
    )  # fmt: skip


def _steps(request: HttpRequest, viewer: Viewer, form: RegisterForm, number: str, *, at: datetime) -> None:
    confirmed = form.read_back == YES
    step = read_back_step(viewer, form.unit, form.rules)
    if confirmed and step:
        take_step(viewer, number, step.id, at=at)
    if (request.POST.get("do") or request.POST.get("otherwise")) == DISPATCH and form.dispatch:
        if not confirmed:
            raise _not_confirmed(form)
        to = request.POST.get(TO, "")[:24]
        take_step(viewer, number, form.dispatch.id, at=at, detail={"to": to} if to else {})
    uploads = [Upload(one.name or "", one.size or 0, one) for one in request.FILES.getlist(FILES)]
    if uploads:
        _files(viewer, form, number, uploads, at=at)


def _not_confirmed(form: RegisterForm) -> Refused:
    """Nothing leaves the desk before it was read back (FR-008)."""
    says = Text(zh="派单前须向投诉人复述并得到确认", en="Read it back and have it confirmed before it is dispatched")
    article = form.dispatch.article if form.dispatch else ""
    return Refused("missing", says=says, missing=(Missing(CONFIRMED, says, article, pack=form.rules.lead.id),))


def _files(viewer: Viewer, form: RegisterForm, number: str, uploads: list[Upload], *, at: datetime) -> None:
    step = evidence_step(form.rules.lead.step)
    if step is None:
        says = Text(zh="现行制度没有收存证据的步骤", en="The regulation has no step to keep evidence")
        raise Refused("no_step", says=says, missing=(Missing("files", says, field=FILES),))
    add_evidence(viewer, number, step.id, uploads, at=at)


def _key(request: HttpRequest) -> str:
    try:
        return f"register:{UUID(request.POST.get('token', ''))}"
    except ValueError:
        return f"register:{uuid4()}"


def _hash(sent: QueryDict) -> str:
    said = sorted((name, tuple(sent.getlist(name))) for name in sent if name not in ("csrfmiddlewaretoken", "token"))
    return sha256(repr(said).encode()).hexdigest()


def _page(
    request: HttpRequest, viewer: Viewer, form: RegisterForm, *, at: datetime, kept_at: datetime | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    unit = viewer.directory.units[form.unit]
    if request.method == "POST":
        form = replace(form, asked=tuple(refilled(one, request.POST) for one in form.asked))
    context = {
        "form": form, "pack": form.rules.lead, "units": units_to_choose(viewer, at=at), "unit": unit, "token": uuid4(),
        "packs": {one.id: one for one in form.rules.packs},
        "read_back_step": read_back_step(viewer, form.unit, form.rules),
        "draft_says": _("Draft of %(time)s restored") % {"time": f"{localtime(kept_at):%m-%d %H:%M:%S}"}
        if kept_at else "",
        "is_draft": kept_at is not None, "live_url": reverse("desk:register_live"), "unit_code": unit.code,
        "call": call_asked(request, viewer), "mail": mail_asked(request, viewer),
    }  # fmt: skip
    return show(request, viewer, "desk/register/page.html", context, here="register", status=status)
