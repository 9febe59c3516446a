"""What goes wrong, as problem+json (RFC 9457): which field, which article, in the reader's language."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from amends.cases.once import OtherRequest
from amends.cases.queries.queue import BadQuery
from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused

MEDIA_TYPE = "application/problem+json"
PLACE = "/api/"
JSON, MULTIPART = "application/json", "multipart/form-data"
UNREADABLE = frozenset({"invalid", "unit", "channel", "unknown", "file"})
"""Codes of refusals that say the request itself is wrong, not that the regulation forbids the step."""
CHANGED = "changed"
logger = logging.getLogger("amends.api")


class Invalid(ValueError):
    """Something in the request that cannot be read. ``field`` names it."""

    def __init__(self, field: str, says: str) -> None:
        super().__init__(says)
        self.field = field


class NotTaken(ValueError):
    """The regulation has no such step for this person now; the message says so."""


class OtherMediaType(ValueError):
    """The body is of a kind that the address does not take."""


class OnlyJson(Parser):
    """Reads bodies that say they are JSON, and no others: a form of another site cannot say so."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body. Raises OtherMediaType, and ValueError for what is no JSON."""
        if request.content_type != JSON:
            raise OtherMediaType(request.content_type)
        return json.loads(request.body, parse_float=Decimal)  # an amount is what was written, not what a float holds


class OnlyProblems:
    """Middleware: whatever goes wrong below /api/, also before the API is reached, is a problem; no answer is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not request.path.startswith(PLACE):
            return answer
        answer.headers.setdefault("Cache-Control", "no-store")
        is_said = answer.status_code < 400 or answer.headers.get("Content-Type") == MEDIA_TYPE
        return answer if is_said else _in_our_words(answer)


def problem(
    status: int, kind: str, title: str, *, detail: str = "", errors: Iterable[Mapping[str, str]] = ()
) -> HttpResponse:
    """Return the answer for something that went wrong."""
    body = {"type": f"urn:amends:problem:{kind}", "title": title, "status": status, "detail": detail or title}
    answer = JsonResponse({**body, "errors": [dict(one) for one in errors]}, status=status, content_type=MEDIA_TYPE)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def error(says: str, *, field: str = "", article: str = "") -> dict[str, str]:
    """Return one line of a problem."""
    return {"field": field, "article": article, "says": says}


def not_found() -> HttpResponse:
    """Return the one answer for what is not there and what may not be seen."""
    return problem(404, "not-found", _("There is no such thing, or it is not among those you may see."))


def refused(no: Refused) -> HttpResponse:
    """Return a refusal with everything that is missing and the articles that demand it."""
    language = get_language() or "zh"
    says = no.says.in_(language)
    errors = [error(one.says.in_(language), field=one.field, article=one.article) for one in no.missing]
    errors = errors or [error(says, article=no.article)]
    if no.code == CHANGED:
        return problem(412, "changed", _("The case has changed since"), detail=says, errors=errors)
    if no.code in UNREADABLE:
        return problem(422, "invalid", _("The request cannot be read"), detail=says, errors=errors)
    return problem(409, "refused", _("The regulation refuses this"), detail=says, errors=errors)


def invalid(*faults: tuple[str, str]) -> HttpResponse:
    """Return that fields cannot be read, each named."""
    errors = [error(says, field=field) for field, says in faults]
    detail = "; ".join(says for _field, says in faults)
    return problem(422, "invalid", _("The request cannot be read"), detail=detail, errors=errors)


def listen(api: NinjaAPI) -> None:
    """Answer everything that can go wrong on an API with a problem."""
    api.add_exception_handler(NotFound, lambda request, no: not_found())
    api.add_exception_handler(Http404, lambda request, no: not_found())
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(Invalid, _invalid)
    api.add_exception_handler(NotTaken, _not_taken)
    api.add_exception_handler(BadQuery, _bad_query)
    api.add_exception_handler(OtherRequest, _other_request)
    api.add_exception_handler(ValidationError, _validation)
    api.add_exception_handler(AuthenticationError, _no_token)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(SuspiciousOperation, _too_large)
    api.add_exception_handler(RawPostDataException, lambda request, no: other_media_type(JSON))
    api.add_exception_handler(Exception, _broken)


def _refused(request: HttpRequest, no: Any) -> HttpResponse:
    return refused(no)


def _invalid(request: HttpRequest, no: Any) -> HttpResponse:
    return invalid((no.field, str(no)))


def _not_taken(request: HttpRequest, no: Any) -> HttpResponse:
    return problem(409, "refused", _("The regulation refuses this"), detail=str(no), errors=[error(str(no))])


def _bad_query(request: HttpRequest, no: Any) -> HttpResponse:
    return invalid((no.field, _("This value is not understood")))


def _other_request(request: HttpRequest, no: Any) -> HttpResponse:
    says = _("This key was used for another request; take a new one")
    return problem(422, "key-reused", says, errors=[error(says, field="Idempotency-Key")])


def other_media_type(wanted: str) -> HttpResponse:
    """Return that the body is of another kind than the address takes."""
    return problem(415, "media-type", _("The body must be %(type)s") % {"type": wanted})


def _in_our_words(answer: HttpResponse) -> HttpResponse:
    """Return an answer of somebody below us as a problem, with the headers that belong to its status."""
    known = {
        404: ("not-found", _("There is no such thing, or it is not among those you may see.")),
        405: ("method", _("This address does not answer to that method")),
        413: ("too-large", _("The request is too large")),
    }
    broken, unread = _("Something broke on our side; it has been noted"), _("The request cannot be read")
    otherwise = ("broken", broken) if answer.status_code >= 500 else ("request", unread)
    found = problem(answer.status_code, *known.get(answer.status_code, otherwise))
    if "Allow" in answer.headers:
        found.headers["Allow"] = answer.headers["Allow"]
    return found


def _validation(request: HttpRequest, no: Any) -> HttpResponse:
    if request.content_type != MULTIPART and any(one["loc"][0] == "file" for one in no.errors):
        return other_media_type(MULTIPART)
    return invalid(*((_field(one["loc"]), _says(one)) for one in no.errors))


def _field(place: Iterable[Any]) -> str:
    """Return a place without its first part (query, path, body) and the name of the body's parameter."""
    parts = [str(part) for part in place]
    return ".".join(parts[2:] if parts[:1] == ["body"] else parts[1:]) or ".".join(parts)


def _says(fault: Mapping[str, Any]) -> str:
    kind = str(fault.get("type", ""))
    if kind == "missing":
        return _("This field is required")
    if kind == "extra_forbidden":
        return _("There is no such field")
    return _("This value is not understood")


def _no_token(request: HttpRequest, no: Any) -> HttpResponse:
    answer = problem(401, "token", _("A valid token is required"))
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _http(request: HttpRequest, no: Any) -> HttpResponse:
    if isinstance(no.__cause__, OtherMediaType):
        return other_media_type(JSON)
    if no.status_code == 400:
        return problem(400, "unreadable", _("The body is not JSON"))
    return problem(no.status_code, "request", _("The request cannot be read"))


def _too_large(request: HttpRequest, no: Any) -> HttpResponse:
    return problem(413, "too-large", _("The request is too large"))


def _broken(request: HttpRequest, no: Any) -> HttpResponse:
    logger.error("the API failed", exc_info=no)
    return problem(500, "broken", _("Something broke on our side; it has been noted"))
