"""What every answer carries, and what no request may hold."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext as _

from amends.cases.evidence import LARGEST_TOGETHER

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class ContentSecurityPolicy:
    """Put the policy on each answer that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
        return response


class NotTooLarge:
    """Answer 413 to a body larger than all that a form may hold, before a byte of it is kept, whoever sends it.

    A body without a length is not read at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > LARGEST_TOGETHER:
            return HttpResponse(_("The request is too large"), status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class OnlyText:
    """Answer 400 to the character NUL in an address or a form: no database text can hold it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return _no_text()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Look into a form, which has been read by then. The API reads its own, once it knows the token."""
        if request.method != "POST" or request.path.startswith("/api/"):
            return None
        sent = (text for name, values in request.POST.lists() for text in (name, *values))
        return _no_text() if any("\x00" in text for text in sent) else None


def _no_text() -> HttpResponse:
    return HttpResponseBadRequest(_("The request holds a character that no text has."))
