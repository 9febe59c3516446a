"""The door of the desk: who is signed in, in which organisation, zone and language; then one view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from amends.cases.queries.visible import NotFound
from amends.people.models import Person
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer, viewer_of

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
OPEN = "_open_with_temporary_password"


def desk(
    view: Callable[Concatenate[HttpRequest, Viewer, P], R],
) -> Callable[Concatenate[HttpRequest, P], R | HttpResponse]:
    """Return the view behind the door.

    Nobody signed in is sent to the sign-in page, whoever has a temporary password to the page where
    it is changed; a case that does not exist for the viewer
    is a 404 page that says the same whether it is hidden or not there. Answers are never
    kept by a browser: they hold what complainants said.
    """

    @wraps(view)
    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R | HttpResponse:
        person = request.user
        if not isinstance(person, Person):
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        if person.password_is_temporary and not getattr(request, OPEN, False):
            return _to_own_password(request)
        with organisation(person.org_id):
            viewer = viewer_of(person, at=timezone.now())
            answer: R | HttpResponse
            try:
                with timezone.override(_zone(viewer)):
                    answer = view(request, viewer, *args, **kwargs)
            except NotFound:  # inside: what the access log noted must stay
                answer = missing_page(request)
        patch_cache_control(answer, no_store=True, private=True)
        return answer

    return opened


def with_temporary_password(view: Callable[P, R]) -> Callable[P, R]:
    """Return a view of the desk that opens with a temporary password too: the one in which it is changed."""

    @wraps(view)
    def opened(*args: P.args, **kwargs: P.kwargs) -> R:
        setattr(args[0], OPEN, True)
        return view(*args, **kwargs)

    return opened


def _to_own_password(request: HttpRequest) -> HttpResponse:
    """Lead to the change of password; a part of a page asked for by htmx leads the whole page there."""
    answer: HttpResponse = redirect("desk:password")
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204, headers={"HX-Redirect": reverse("desk:password")})
    patch_cache_control(answer, no_store=True, private=True)
    return answer


def missing_page(request: HttpRequest) -> HttpResponse:
    """Return the page for what does not exist, as far as the reader is concerned."""
    context = {
        "title": _("There is nothing here"),
        "text": _("No such page or case, or it is not among those you may see."),
    }
    return render(request, "shell/error.html", context, status=404)


def _zone(viewer: Viewer) -> tzinfo:
    unit = next((m.unit for m in viewer.memberships if m.unit in viewer.directory.units), None)
    return viewer.directory.zone(unit) if unit else timezone.get_default_timezone()
