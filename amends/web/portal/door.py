"""The door of the portal: nobody signs in. The address names the organisation, a cookie holds number and secret."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from amends.cases.queries.visible import NotFound
from amends.core.text import Text
from amends.people.directory import UnitInfo
from amends.people.tenancy import organisation, organisation_called
from amends.people.viewer import Viewer, outsider
from amends.regulations.shelf import NoRegulation, rules_for

P = ParamSpec("P")
COOKIE, COOKIE_AGE = "amends_case", 12 * 60 * 60
LANGUAGE_AGE = 365 * 24 * 60 * 60
RECEIVE = ("project", "outlet", "customer_service")
"""Functions of units that people outside know by name, nearest to them first."""


@dataclass(frozen=True)
class Visit:
    """One visit: the request, the organisation as an outsider sees it, the moment, the language."""

    request: HttpRequest
    code: str
    viewer: Viewer
    at: datetime
    language: str

    @property
    def name(self) -> str:
        """The name of the organisation."""
        known = self.viewer.directory
        return known.en if self.language.startswith("en") else known.zh

    @cached_property
    def said(self) -> Mapping[str, Any]:
        """What the organisation says of its portal (``Organisation.settings``)."""
        found = self.viewer.directory.settings.get("portal", {})
        return found if isinstance(found, Mapping) else {}

    @property
    def outside(self) -> str:
        """Whom else one may turn to, in the words of the organisation."""
        return self._in_words("outside")

    @property
    def phone_hours(self) -> str:
        """When somebody answers the telephone, in the words of the organisation."""
        return self._in_words("phone_hours")

    def _in_words(self, name: str) -> str:
        words = self.said.get(name, {})
        return Text(zh=words.get("zh", ""), en=words.get("en", "")).in_(self.language) if words else ""

    @cached_property
    def units(self) -> tuple[UnitInfo, ...]:
        """The units that receive complaints from here: those named, else those nearest to people, else the top ones."""
        known = self.viewer.directory
        governed = [one for one in known.units.values() if one.is_active and self._is_governed(one)]
        found = [one for one in governed if one.code in self.said.get("units", ())]
        for function in RECEIVE:
            found = found or [one for one in governed if one.function == function]
        tops = {one.id for one in governed}
        found = found or [one for one in governed if not tops & set(one.path[:-1])]
        return tuple(sorted(found, key=lambda one: one.code))

    def _is_governed(self, unit: UnitInfo) -> bool:
        try:
            rules_for(unit.id, self.at, known=self.viewer.directory)
        except NoRegulation:
            return False
        return True

    @property
    def opened(self) -> tuple[str, str]:
        """Number and secret of the case that this browser has opened; empty strings when none."""
        raw = self.request.COOKIES.get(COOKIE, "")
        try:
            org, number, secret = signing.loads(raw, salt=COOKIE, max_age=COOKIE_AGE)
        except (signing.BadSignature, ValueError, TypeError):
            return "", ""
        return (str(number), str(secret)) if org == self.code else ("", "")


View = Callable[Concatenate[Visit, P], HttpResponseBase]


def portal(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Return the view behind the door. What is not there is one and the same page; nothing is ever cached."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponseBase:  # addresses name their parts
        org = organisation_called(code)
        if org is None:
            return missing_page(request)
        chosen = request.GET.get("lang", "")
        language = chosen if chosen in dict(settings.LANGUAGES) else translation.get_language() or "zh-hans"
        with translation.override(language), organisation(org):
            answer = _answer(request, code, org, language, view, **kwargs)
        patch_cache_control(answer, no_store=True, private=True)
        if chosen == language:
            _remember(answer, settings.LANGUAGE_COOKIE_NAME, language, age=LANGUAGE_AGE, path="/")
        return answer

    return opened


def _answer(
    request: HttpRequest, code: str, org: UUID, language: str, view: Callable[..., HttpResponseBase], **kwargs: Any
) -> HttpResponseBase:
    at = timezone.now()
    visit = Visit(request, code, outsider(org, at=at, language=language), at, language)
    zones = [visit.viewer.directory.zone(one.id) for one in visit.units[:1]]
    with timezone.override(zones[0] if zones else timezone.get_default_timezone()):
        try:
            return view(visit, **kwargs)
        except NotFound:
            return missing_page(request)


def missing_page(request: HttpRequest, **_asked: str) -> HttpResponse:
    """Return the page for what is not there: the same bytes, whatever was asked for."""
    answer = render(request, "portal/missing.html", status=404)
    patch_cache_control(answer, no_store=True, private=True)
    return answer


def show(visit: Visit, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    """Return a page of the portal."""
    other = "zh-hans" if visit.language.startswith("en") else "en"
    return render(visit.request, template, {"visit": visit, "other_language": other, **(context or {})}, status=status)


def too_often(seconds: int) -> str:
    """Return what is said to somebody who has tried too often, and after how long the next try counts."""
    return _("Too many tries from here. Please wait %(n)s minutes, or call us.") % {"n": seconds // 60}


def remember_case(visit: Visit, answer: HttpResponse, *, number: str, secret: str) -> None:
    """Let this browser open a case until it is closed or twelve hours have passed; the server keeps no secret."""
    value = signing.dumps([visit.code, number, secret], salt=COOKIE)
    _remember(answer, COOKIE, value, age=None, path=f"/p/{visit.code}/")


def forget_case(visit: Visit, answer: HttpResponse) -> None:
    """Let this browser forget the case."""
    answer.delete_cookie(COOKIE, path=f"/p/{visit.code}/", samesite="Lax")


def _remember(answer: HttpResponseBase, name: str, value: str, *, age: int | None, path: str) -> None:
    answer.set_cookie(
        name, value, max_age=age, path=path, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
