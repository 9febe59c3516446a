"""Follow it: number and secret open one case; leaving forgets it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from amends.cases.queries.mirror import opens
from amends.web.portal.door import Place, portal, show
from amends.web.portal.limits import tries_are_spent
from amends.web.portal.mark import Mark, close_mark, mark_of, open_mark

LONGEST = 80


@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
@portal
def follow(request: HttpRequest, place: Place) -> HttpResponse:
    """Ask for number and secret. A number that is not there and a secret that is wrong get the same answer."""
    if request.method != "POST":
        return redirect("portal:status", place.code) if mark_of(request, place) else show(request, place, "follow")
    number = request.POST.get("number", "").replace("\x00", "").strip()[:LONGEST]
    if tries_are_spent(request, place, number):
        return _again(request, place, number, _("Too many tries. Please wait a quarter of an hour."), status=429)
    secret = request.POST.get("secret", "")[:LONGEST].strip()
    mark = Mark(number.upper(), secret)
    if not opens(place.viewer, mark.number, mark.secret):
        return _again(request, place, number, _("Number and code do not belong together. Please compare both."))
    answer = redirect("portal:status", place.code)
    open_mark(request, answer, place, mark)
    return answer


@require_POST
@portal
def leave(request: HttpRequest, place: Place) -> HttpResponse:
    """Forget the case in this browser."""
    answer = redirect("portal:home", place.code)
    close_mark(request, answer, place)
    return answer


def _again(request: HttpRequest, place: Place, number: str, wrong: str, *, status: int = 422) -> HttpResponse:
    return show(request, place, "follow", {"number": number, "wrong": wrong}, status=status)
