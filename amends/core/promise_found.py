"""A promise that was found, and how clauses that tell of one undertaking are shown once (FR-140)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from amends.core.promise_kinds import OTHER

HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: where it stands, its words, when it is due, of what kind, and whether it was said flatly.

    ``due`` is None where no time was named; ``kind`` is one of ``promise_kinds``.
    """

    start: int
    end: int
    quote: str
    due: datetime | None
    kind: str
    certain: bool = True


def as_one(text: str, before: Promise, one: Promise) -> Promise:
    """Return two promises as one: due when the last of it is, of the kind of its first deed (decision 0027)."""
    certain = before.certain and one.certain
    start, end = min(one.start, before.start), max(before.end, one.end)
    kind = one.kind if before.kind == OTHER else before.kind
    return replace(
        before, start=start, end=end, quote=text[start:end], due=_last(before.due, one.due), kind=kind, certain=certain
    )


def _last(before: datetime | None, due: datetime | None) -> datetime | None:
    """Return the later of two due times; of the same day, the second says the first more exactly."""
    if before is None or due is None:
        return due or before
    return due if abs(due - before) < HALF_A_DAY else max(before, due)
