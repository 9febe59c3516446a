"""Say it: one page, one button; then the number and the code, shown once."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.cases.evidence import Upload, add_evidence, evidence_step
from amends.cases.once import OtherRequest, once
from amends.cases.queries.mirror import mirror
from amends.cases.steps import Intake, register
from amends.cases.steps.register import SECRET_ALPHABET, SECRET_LENGTH
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.directory import UnitInfo
from amends.people.tenancy import organisation
from amends.regulations.shelf import rules_for
from amends.web.portal.door import Place, portal, show
from amends.web.portal.home import units, ways
from amends.web.portal.limits import mailbox_is_spent, saying_is_spent
from amends.web.portal.mark import Mark, open_mark
from amends.web.portal.say_form import SayForm, answered, say_form, to_send, with_refusal

TOKEN = re.compile(r"^[A-Za-z0-9_-]{22,64}$")
GROUP = 4
LANGUAGE_LASTS = 365 * 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@portal
def say(request: HttpRequest, place: Place) -> HttpResponse:
    """Show the form; take the complaint. The same form sent twice is one complaint and gets the same answer."""
    choice, at = units(place), timezone.now()
    wanted = request.POST.get("unit") or request.GET.get("unit", "")
    unit = next((one for one in choice if one.code == wanted), choice[0] if len(choice) == 1 else None)
    if not choice or not ways(place):
        return show(request, place, "closed", status=404)
    if unit is None:
        return show(request, place, "units", {"units": choice})
    with timezone.override(place.zone(unit.id)):
        form = say_form(unit, rules_for(unit.id, at, org=place.viewer.org).rules, at=at)
        return _sent(request, place, form, at=at) if request.method == "POST" else _page(request, place, form)


def _sent(request: HttpRequest, place: Place, form: SayForm, *, at: datetime) -> HttpResponse:
    if (language := request.POST.get("language", "")) in dict(settings.LANGUAGES):
        return _in_language(request, place, form, language, at=at)
    facts, form = answered(form, request.POST, at=at)
    if form.wrong:
        return _page(request, place, form, status=422)
    if saying_is_spent(request, place):
        loose = (_("Too many complaints from here. Please wait an hour, or call."),)
        return _page(request, place, replace(form, loose=loose), status=429)
    sending = to_send(facts, form, at=at)
    try:
        mark = _registered(request, place, form, sending, at=at)
    except Refused as refused:
        return _page(request, place, with_refusal(form, refused), status=409)
    except OtherRequest:
        loose = (_("This form was sent before. Send it again only if it is another complaint."),)
        return _page(request, place, replace(form, loose=loose), status=409, token=_new_token())
    return _done(request, place, form.unit, mark, at=at)


def _registered(
    request: HttpRequest, place: Place, form: SayForm, facts: Mapping[str, Any], *, at: datetime
) -> Mark:
    """Return number and secret of the complaint, registered now or by the same form before; all of it or nothing."""
    token = _token(request.POST)
    secret = secret_of(place, token)
    uploads = [Upload(one.name or "", one.size or 0, one) for one in request.FILES.getlist("files")]
    names = [(one.name, one.size) for one in uploads]
    told = sha256(repr((form.unit.code, sorted(facts.items()), names)).encode()).hexdigest()
    with organisation(place.viewer.org):
        request_once = once(place.viewer.org, key=f"portal/{token}", person=None, request_hash=told, at=at)
        if request_once.answer is not None:
            return Mark(str(request_once.answer["number"]), secret)
        if mailbox := str(facts.get("email", "")):
            _spare(place, mailbox)
        channel = next(one for one in ways(place) if one in _channels(form))
        made = register(place.viewer, Intake({**facts, "channel": channel}, unit=form.unit.code, secret=secret), at=at)
        step = evidence_step(form.rules.lead.step)
        if uploads and step:
            add_evidence(
                place.viewer, made.number, step.id, uploads, at=at, source="complainant", secret=secret, shown=True
            )
        request_once.keep(200, {"number": made.number})
    return Mark(made.number, secret)


def _spare(place: Place, mailbox: str) -> None:
    if mailbox_is_spent(place, mailbox):
        says = Text(
            zh="今天已有多件投诉使用这个邮箱。请不填邮箱，或改用电话。",
            en="This mailbox was used for several complaints today. Leave it empty, or call.",
        )
        raise Refused("mailbox", says=says, missing=(Missing("email", says, field="email"),))


def _channels(form: SayForm) -> tuple[str, ...]:
    """Return the kinds of channel that the regulation knows; all when it does not say."""
    row = form.rules.lead.fields.get("channel")
    return tuple(one.id for one in row.choices) if row and row.choices else ("portal", "network")


def secret_of(place: Place, token: str) -> str:
    """Return the secret of the complaint that a form becomes: made anew for the same form, guessed by nobody."""
    digest = salted_hmac("amends.portal.secret", f"{place.viewer.org}/{token}", algorithm="sha256").digest()
    return "".join(SECRET_ALPHABET[one % len(SECRET_ALPHABET)] for one in digest[:SECRET_LENGTH])


def _done(request: HttpRequest, place: Place, unit: UnitInfo, mark: Mark, *, at: datetime) -> HttpResponse:
    groups = [mark.secret[nth : nth + GROUP] for nth in range(0, len(mark.secret), GROUP)]
    seen = mirror(place.viewer, mark.number, mark.secret, at)
    answer = show(request, place, "done", {"number": mark.number, "secret": "-".join(groups), "seen": seen})
    open_mark(request, answer, place, mark)
    return answer


def _in_language(request: HttpRequest, place: Place, form: SayForm, language: str, *, at: datetime) -> HttpResponse:
    """Show the form in another language with everything that was typed."""
    translation.activate(language)
    request.LANGUAGE_CODE = language
    fresh = say_form(form.unit, form.rules, at=at)
    _facts, filled = answered(fresh, request.POST, at=at)
    quiet = replace(filled, fields=tuple(replace(one, errors=()) for one in filled.fields))
    answer = _page(request, place, quiet)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=LANGUAGE_LASTS, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return answer


def _page(request: HttpRequest, place: Place, form: SayForm, *, status: int = 200, token: str = "") -> HttpResponse:
    context = {"form": form, "token": token or _token(request.POST), "files_again": bool(request.FILES)}
    return show(request, place, "say", context, status=status)


def _token(sent: QueryDict) -> str:
    given = sent.get("token", "")
    return given if TOKEN.match(given) else _new_token()


def _new_token() -> str:
    return secrets.token_urlsafe(24)
