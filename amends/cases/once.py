"""The same request again: a repeated call gets the answer of the first and changes nothing a second time."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from amends.cases.models import IdempotencyKey
from amends.cases.steps.register import SECRET_ALPHABET, SECRET_LENGTH


class OtherRequest(ValueError):
    """The key was used for a different request."""


@dataclass(frozen=True, slots=True)
class Once:
    """A request with its key. ``answer`` is what the first one got; None: this is the first."""

    row: IdempotencyKey
    status: int = 0
    answer: Mapping[str, Any] | None = None

    def keep(self, status: int, answer: Mapping[str, Any]) -> None:
        """Keep the answer for whoever repeats the request. No secret may be in it."""
        IdempotencyKey.objects.filter(pk=self.row.pk).update(status=status, answer=dict(answer))

    def forget(self) -> None:
        """Let the key be used again: the request was refused and left nothing."""
        self.row.delete()


def once(org: UUID, *, key: str, person: UUID | None, request_hash: str, at: datetime) -> Once:
    """Return whether a request was answered before. Raises OtherRequest when its key was used for another one.

    Call it inside the transaction of the request: a twin waits here until the first has ended.
    """
    row, is_new = IdempotencyKey.objects.get_or_create(  # type: ignore[misc]  # nobody: a request without a login
        org_id=org, person_id=person, key=key, defaults={"request_hash": request_hash, "made_at": at}
    )
    if is_new:
        return Once(row)
    if row.request_hash != request_hash:
        raise OtherRequest(key)
    return Once(row, row.status, row.answer)


def secret_of(request: str) -> str:
    """Return the portal secret of a request that may be repeated: made from it and our own key, kept nowhere."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"portal secret {request}".encode(), "sha256")
    number, letters = int.from_bytes(digest, "big"), []
    for _place in range(SECRET_LENGTH):
        number, letter = divmod(number, len(SECRET_ALPHABET))
        letters.append(SECRET_ALPHABET[letter])
    return "".join(letters)
