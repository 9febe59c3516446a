"""A promise that was found, and how the clauses of a sentence that tell of one undertaking are shown once (FR-140)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from amends.core.promise_kinds import OTHER


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


def shown_once(text: str, found: Iterable[Promise]) -> list[Promise]:
    """Return the promises of one sentence: a deed and its way, or a deed and its time, are one (decision 0026).

    Two are two only where each names a time of its own and the times differ.
    """
    kept: list[Promise] = []
    for one in found:
        if kept and _is_same(kept[-1], one):
            kept[-1] = _as_one(text, kept[-1], one)
        else:
            kept.append(one)
    return kept


def _is_same(before: Promise, one: Promise) -> bool:
    return before.due is None or one.due is None or before.due == one.due or one.start < before.end


def _as_one(text: str, before: Promise, one: Promise) -> Promise:
    end = max(before.end, one.end)
    start = min(before.start, one.start)
    kind = one.kind if before.kind == OTHER else before.kind
    return replace(before, start=start, end=end, quote=text[start:end], due=before.due or one.due, kind=kind)
