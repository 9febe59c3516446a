"""What a complainant may do to the own case: add to it, object, say how it turned out, take it back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.cases.evidence import Upload, add_evidence
from amends.cases.once import OtherRequest, once
from amends.cases.steps import take_step
from amends.core.pack import StepRow
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.web.portal.door import Place, show
from amends.web.portal.limits import adding_is_spent
from amends.web.portal.opened import Open, with_case
from amends.web.portal.say import TOKEN
from amends.web.portal.say_form import cleaned

LONGEST = 5_000
RATINGS = ("satisfied", "dissatisfied")


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def add(request: HttpRequest, place: Place, open_case: Open) -> HttpResponseBase:
    """Add words, photos or papers."""
    note, files = open_case.step("noted"), open_case.step("evidence_added")
    context = {"takes_words": note is not None, "takes_files": files is not None}
    if note is None and files is None:
        return _not_now(request, place)
    text = _text(request)
    uploads = [Upload(one.name or "", one.size or 0, one) for one in request.FILES.getlist("files")] if files else []
    if request.method != "POST":
        return _page(request, place, "add", context)
    if not text and not uploads:
        return _page(request, place, "add", {**context, "wrong": _("Write something or choose a photo.")}, status=422)

    def do() -> None:
        if files is not None and uploads:
            add_evidence(
                place.viewer, open_case.mark.number, files.id, uploads, at=timezone.now(), note=text,
                source="complainant", secret=open_case.mark.secret, shown=True,
            )  # fmt: skip
        elif note is not None:
            _take(place, open_case, note, words={"note": text})

    told = [text, *(f"{one.name}/{one.size}" for one in uploads)]
    return _done(request, place, open_case, "add", context, told, do, thanks=_("Added. Thank you."))


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def wrong(request: HttpRequest, place: Place, open_case: Open) -> HttpResponseBase:
    """Say that something on the page is not so."""
    step, text = open_case.step("noted"), _text(request)
    if step is None:
        return _not_now(request, place)
    if request.method != "POST":
        return _page(request, place, "wrong")
    if not text:
        return _page(request, place, "wrong", {"wrong": _("Write what is wrong.")}, status=422)
    words = {"note": _("Something on the page is wrong: %(text)s") % {"text": text}}
    do = lambda: _take(place, open_case, step, words=words)  # noqa: E731
    return _done(request, place, open_case, "wrong", {}, [text], do, thanks=_("Noted. Those who handle it see it."))


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def rate(request: HttpRequest, place: Place, open_case: Open) -> HttpResponseBase:
    """Say whether it was put right: once, until it is taken up again."""
    step, text = open_case.step("rated"), _text(request)
    if step is None:
        return _not_now(request, place)
    if request.method != "POST":
        return _page(request, place, "rate")
    found = request.POST.get("satisfaction", "")
    if found not in RATINGS:
        return _page(request, place, "rate", {"wrong": _("Choose one of the two.")}, status=422)
    do = lambda: _take(place, open_case, step, detail={"satisfaction": found}, words={"note": text})  # noqa: E731
    thanks = _("Thank you. It is noted.")
    return _done(request, place, open_case, "rate", {"satisfaction": found}, [found, text], do, thanks=thanks)


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def withdraw(request: HttpRequest, place: Place, open_case: Open) -> HttpResponseBase:
    """Take the complaint back, after saying what that means."""
    step, text = open_case.step("withdrawn"), _text(request)
    if step is None:
        return _not_now(request, place)
    context = {"seen": open_case.seen}
    if request.method != "POST":
        return _page(request, place, "withdraw", context)
    reason = text or _("No reason given")
    do = lambda: _take(place, open_case, step, detail={"reason": reason})  # noqa: E731
    return _done(request, place, open_case, "withdraw", context, [text], do, thanks=_("Withdrawn."))


def _take(
    place: Place, open_case: Open, step: StepRow, *, detail: Mapping[str, Any] | None = None,
    words: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    take_step(
        place.viewer, open_case.mark.number, step.id, at=timezone.now(), detail=detail, words=words,
        secret=open_case.mark.secret,
    )  # fmt: skip


def _done(
    request: HttpRequest, place: Place, open_case: Open, page: str, context: Mapping[str, Any], told: list[str],
    do: Callable[[], None], *, thanks: str,
) -> HttpResponse:  # fmt: skip
    """Do it once and go back to the case; refused, the page comes back filled with the reason beside it."""
    number, org = open_case.mark.number, place.viewer.org
    if adding_is_spent(place, number):
        says = _("That is a lot for one hour. Please wait, or call.")
        return _page(request, place, page, {**context, "wrong": says}, status=429)
    mark = sha256("\0".join([page, *told]).encode()).hexdigest()
    try:
        with organisation(org):
            kept = once(org, key=f"portal/{number}/{_token(request)}", person=None, request_hash=mark, at=timezone.now())
            if kept.answer is None:
                do()
                kept.keep(200, {"number": number})
    except Refused as refused:
        return _page(request, place, page, {**context, "wrong": refused.says.in_(get_language() or "zh")}, status=409)
    except OtherRequest:
        says = _("This was sent before. Send it again only if it is something else.")
        return _page(request, place, page, {**context, "wrong": says, "token": secrets.token_urlsafe(24)}, status=409)
    messages.success(request, thanks)
    return redirect("portal:status", place.code)


def _page(
    request: HttpRequest, place: Place, page: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    kept = {"text": request.POST.get("text", ""), "token": _token(request), "files_again": bool(request.FILES)}
    return show(request, place, page, {**kept, **(context or {})}, status=status)


def _not_now(request: HttpRequest, place: Place) -> HttpResponse:
    return show(request, place, "not_now", status=409)


def _text(request: HttpRequest) -> str:
    return str(cleaned(request.POST.get("text", "")))[:LONGEST]


def _token(request: HttpRequest) -> str:
    given = request.POST.get("token", "")
    return given if TOKEN.match(given) else secrets.token_urlsafe(24)
