"""Nothing is deleted through the web: every attempt is refused, and known people are noted (FR-003)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from amends.people.access import note_access
from amends.people.models import Person
from amends.people.tokens import Holder, holder_of_token

BEARER = "Bearer "


class NothingIsDeleted:
    """Answer 405 to DELETE at any address; who is signed in or holds a token gets a line in the access log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "DELETE":
            return self.get_response(request)
        who = _who(request)
        if who is not None:
            about = request.path[:80]
            note_access(who.org, kind="delete_refused", at=timezone.now(), person=who.person, about=about)
        return HttpResponseNotAllowed(["GET", "POST"])


def _who(request: HttpRequest) -> Holder | None:
    if isinstance(request.user, Person):
        return Holder(request.user.pk, request.user.org_id)
    said = request.headers.get("Authorization", "")
    token = said.removeprefix(BEARER)
    return holder_of_token(token, at=timezone.now()) if said.startswith(BEARER) and token.isascii() else None
