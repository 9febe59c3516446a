"""The mark of a case that was opened: half in the session, half in a cookie of this portal, both needed.

The secret lies signed in the complainant's own browser and nowhere on the server; a thief of
the sessions table opens nothing with it, and a cookie alone is worth nothing after leaving.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from amends.web.portal.door import Place

COOKIE, SALT = "amends_case", "amends.portal.mark"
LASTS = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Mark:
    """The one case that is open in this browser."""

    number: str
    secret: str


def open_mark(request: HttpRequest, answer: HttpResponse, place: Place, mark: Mark) -> None:
    """Let this browser see one case from now on. The session gets a new key: one planted before is worth nothing."""
    half = secrets.token_urlsafe(16)
    request.session.cycle_key()
    request.session[_name(place)] = [mark.number, half]
    kept = signing.dumps([str(place.viewer.org), mark.number, mark.secret, half], salt=SALT)
    answer.set_cookie(
        COOKIE, kept, path=_path(place), httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def mark_of(request: HttpRequest, place: Place) -> Mark | None:
    """Return which case is open in this browser, or None."""
    try:
        org, number, secret, half = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    kept = request.session.get(_name(place))
    return Mark(number, secret) if org == str(place.viewer.org) and kept == [number, half] else None


def close_mark(request: HttpRequest, answer: HttpResponse, place: Place) -> None:
    """Forget the case in this browser."""
    request.session.pop(_name(place), None)
    request.session.cycle_key()
    answer.delete_cookie(COOKIE, path=_path(place), samesite="Lax")


def _name(place: Place) -> str:
    return f"portal/{place.viewer.org}"


def _path(place: Place) -> str:
    return f"/p/{place.code}/"
