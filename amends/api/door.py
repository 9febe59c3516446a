"""The door of the API: whose token it is and in which organisation; every call sees with that person's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.http import HttpRequest
from django.utils import timezone, translation
from ninja.security import HttpBearer

from amends.cases.queries.visible import NotFound
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.people.tokens import Holder, holder_of_token
from amends.people.viewer import Viewer, viewer_at

LONGEST_TOKEN = 200


class Token(HttpBearer):
    """``Authorization: Bearer …``. The token names its organisation, so that is set before anything is read."""

    def authenticate(self, request: HttpRequest, token: str) -> Holder | None:
        """Return whose token it is, or None."""
        return holder_of_token(token, at=timezone.now()) if token.isascii() and len(token) <= LONGEST_TOKEN else None


@dataclass(frozen=True, slots=True)
class Call:
    """One call: who is asking, when, in which language."""

    viewer: Viewer
    at: datetime
    language: str


@contextmanager
def at_door(request: HttpRequest) -> Iterator[Call]:
    """Open the organisation of the token for one call.

    Refused and NotFound end the transaction well before they go on: what the access log
    noted must stay, and the refused step has taken its own part back already.
    """
    holder = cast("Holder", request.auth)  # type: ignore[attr-defined]
    at = timezone.now()
    no: Refused | NotFound | None = None
    with organisation(holder.org):
        try:
            yield Call(viewer_at(holder.org, holder.person, at=at), at, translation.get_language() or "zh-hans")
        except (Refused, NotFound) as refused:
            no = refused
    if no is not None:
        raise no
