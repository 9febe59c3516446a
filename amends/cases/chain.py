"""The hash chain of a journal: canonical JSON, one hash per entry, commitments to words.

Canonical: keys sorted, no spaces, UTF-8, moments in UTC with microseconds, figures as the
database gives them back. `cases.verifier` implements the same rules on its own.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

SCHEMA = 1


def moment(at: datetime) -> str:
    """Return a moment as the chain writes it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def plain(value: Any) -> Any:
    """Return a value as JSON that comes back from the database unchanged, so that it hashes the same for ever."""
    match value:
        case bool() | int() | None:
            return value
        case str():
            return value.replace("\x00", "")
        case datetime():
            return moment(value)
        case float() | Decimal():
            return int(value) if value == int(value) else str(value)
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case set() | frozenset():
            return sorted(plain(one) for one in value)
        case list() | tuple():
            return [plain(one) for one in value]
    return str(value)


def canonical(value: Mapping[str, Any]) -> bytes:
    """Return the bytes that are hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry_hash(
    *, prev: str, owner: str, seq: int, happened_at: datetime, recorded_at: datetime, by: str, step: str,
    body: Mapping[str, Any], schema: int = SCHEMA,
) -> str:  # fmt: skip
    """Return the hash of an entry: of the one before it and everything it says. ``owner``: its case or unit."""
    said = {
        "owner": owner, "seq": seq, "happened_at": moment(happened_at), "recorded_at": moment(recorded_at),
        "by": by, "step": step, "body": body, "schema": schema,
    }  # fmt: skip
    return sha256(prev.encode() + canonical(said)).hexdigest()


def new_salt() -> str:
    """Return a salt, so that nobody can guess a short word from its commitment."""
    return secrets.token_hex(16)


def commitment(salt: str, value: str) -> str:
    """Return what the entry keeps of a word; it says nothing once salt and word are erased."""
    return sha256((salt + value).encode()).hexdigest()
