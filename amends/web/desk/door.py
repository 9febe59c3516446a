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
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from amends.cases.queries.visible import NotFound
from amends.people.models import Person
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer, viewer_of

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


def desk(
    view: Callable[Concatenate[HttpRequest, Viewer, P], R],
) -> Callable[Concatenate[HttpRequest, P], R | HttpResponse]:
    """Return the view behind the door.

    Nobody signed in is sent to the sign-in page; a case that does not exist for the viewer
    is a 404 page that says the same whether it is hidden or not there. Answers are never
    kept by a browser: they hold what complainants said.
    """

    @wraps(view)
    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R | HttpResponse:
        person = request.user
        if not isinstance(person, Person):
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
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
