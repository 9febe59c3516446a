"""What opens a case to somebody without a login: the secret that goes with the number, or the token of our letters.

Of the secret only a hash is kept. The token is in what we send by mail, so that an answer is
known again; it opens the case to the door of mail and to no other, because no door makes one of what was typed.
"""

from __future__ import annotations

import hmac
from base64 import b32encode
from collections.abc import Iterator
from hashlib import sha256

from django.conf import settings
from django.utils.crypto import salted_hmac

from amends.cases.models import Case

TOKEN_LENGTH = 20  # 100 bits


class ReplyToken(str):
    """A token as it was read out of a mail from the complainant's own address."""

    __slots__ = ()


def reply_token(case: Case) -> ReplyToken:
    """Return the token by which an answer to a letter to the complainant of a case is known again."""
    return next(_tokens(case))


def _tokens(case: Case) -> Iterator[ReplyToken]:
    about = f"{case.org_id} {case.pk} {case.complainant_id}"
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        digest = salted_hmac("amends.reply", about, secret=key, algorithm="sha256").digest()
        yield ReplyToken(b32encode(digest).decode().lower()[:TOKEN_LENGTH])


def secret_hash(secret: str) -> str:
    """Return what is kept of a portal secret. Capitals, blanks and dashes around its groups do not matter."""
    return sha256("".join(secret.lower().replace("-", " ").split()).encode()).hexdigest()


def fits(case: Case | None, secret: str) -> bool:
    """Return whether a secret or token is the one that the complainant was given; the same time also without a case."""
    if isinstance(secret, ReplyToken):
        known = [hmac.compare_digest(secret.encode(), one.encode()) for one in _tokens(case or Case())]
        return any(known) and case is not None and case.complainant_id is not None
    kept = case.portal_secret_hash if case else ""
    return hmac.compare_digest(secret_hash(secret), kept or "-" * 64) and bool(kept)
