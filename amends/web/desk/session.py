"""Signing in and out, and the language of the pages."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from amends.people.tenancy import organisation
from amends.web.desk.tries import WITHIN, too_often, went_well

COOKIE_AGE = 365 * 24 * 60 * 60


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sign-in page, or sign in. A wrong name and a wrong password get the same answer."""
    onward = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "GET":
        return redirect(onward) if request.user.is_authenticated else _page(request, onward)
    name = request.POST.get("login", "").strip()
    if too_often(request, name):
        answer = _page(request, onward, wrong=_("Too many tries. Please wait a quarter of an hour."), status=429)
        answer.headers["Retry-After"] = str(WITHIN)
        return answer
    found = authenticate(request, username=name, password=request.POST.get("password", ""))
    if found is None:
        return _page(request, onward, wrong=_("Name and password do not match an active account."), status=422)
    with organisation(found.org_id):
        login(request, found)
    return went_well(request, _with_language(redirect(onward), found.language), name)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show pages in the chosen language from now on, and go back to the page."""
    chosen = request.POST.get("language", "")
    answer = redirect(_safe(request, request.POST.get("next", "")))
    return _with_language(answer, chosen) if chosen in dict(settings.LANGUAGES) else answer


def _with_language(answer: HttpResponse, code: str) -> HttpResponse:
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=COOKIE_AGE, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer


def _safe(request: HttpRequest, address: str) -> str:
    """Return the address when it stays on this site, else the start page."""
    stays = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if stays else "/"


def _page(request: HttpRequest, onward: str, *, wrong: str = "", status: int = 200) -> HttpResponse:
    context = {"next": onward, "wrong": wrong, "login": request.POST.get("login", "")}
    return render(request, "shell/sign_in.html", context, status=status)
