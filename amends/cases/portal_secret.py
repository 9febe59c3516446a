"""The secret that a complainant gets with the number; only its hash is kept."""

from __future__ import annotations

import hmac
from hashlib import sha256

from amends.cases.models import Case


def secret_hash(secret: str) -> str:
    """Return what is kept of a portal secret. Capitals, blanks and dashes around its groups do not matter."""
    return sha256("".join(secret.lower().replace("-", " ").split()).encode()).hexdigest()


def fits(case: Case | None, secret: str) -> bool:
    """Return whether a secret is the one that the complainant was given; the same time also without a case."""
    kept = case.portal_secret_hash if case else ""
    return hmac.compare_digest(secret_hash(secret), kept or "-" * 64) and bool(kept)
