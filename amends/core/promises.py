"""What is promised in a reply, a call or a note, and by when (FR-140).

A promise is a deed of ours that is still to come, said without reserve, for who complained. What has been done, what
others do, want or once said, what a right or a rule gives, what is asked or refused, and what only soothes is none.
Each clause is weighed: its words and those beside it, and what rules of both languages say of them (decision 0027).
Nothing leaves the process, and the same text gives the same promises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from amends.core.promise_days import Said
from amends.core.promise_found import Promise, as_one
from amends.core.promise_hearing import Heard, heard, is_chinese
from amends.core.promise_kinds import kind_of
from amends.core.promise_weighing import is_joined, weights
from amends.core.promise_weights import JOINS, WORDS
from amends.core.wording import simplified
from amends.core.working_calendar import WorkingCalendar

__all__ = ["LONGEST", "Promise", "find_promises"]

_AMONG_US = re.compile(
    r"(?i:^\W*(?:int\b[.:]|internal\b[^.]{0,12}:))|^\W*(?:内部[^，。]{0,4}|车间要求)[：:]|[（(—]内部[）)]?(?:[:：\s]|$)"
    r"|(?i:\b(?:cust\w*|customer|client)\.? (?:was |is |has been )?not (?:yet )?informed\b)|未(?:通知|告知|回复)客户"
)
"""A note among ourselves: what it orders has been promised to nobody."""
SURE = 0.2
"""A clause that weighs more promises: found rightly about nineteen times in twenty."""
LONGEST = 20_000
"""So many characters of a text are read."""


def find_promises(text: str, *, said_at: datetime, calendar: WorkingCalendar) -> tuple[Promise, ...]:
    """Return the promises of a text in their order.

    ``said_at`` is when it was said or written; times are counted from it on ``calendar``.
    Raises ValueError for a moment without an offset.
    """
    text, said = text[:LONGEST], Said(said_at, calendar)
    calendar.local(said_at)
    read = simplified(text).replace("’", "'")
    if _AMONG_US.search(read):
        return ()
    return tuple(replace(one, quote=text[one.start : one.end]) for one in _promises(read, said))


def _promises(text: str, said: Said) -> Iterator[Promise]:
    clauses = heard(text, said)
    chinese = is_chinese(clauses)
    found = [nth for nth, weighs in enumerate(weights(clauses, WORDS[chinese])) if weighs > SURE]
    kept: list[Promise] = []
    for before, nth in zip([None, *found], found, strict=False):
        one = _promise(text, clauses[nth])
        if before is not None and (one.start < kept[-1].end or is_joined(clauses, before, nth, JOINS[chinese])):
            kept[-1] = as_one(text, kept[-1], one)
        else:
            kept.append(one)
    yield from kept


def _promise(text: str, one: Heard) -> Promise:
    start, end, told = one.clause.start, one.clause.end, one.told
    if told is not None:
        start, end = min(start, told.start), max(end, told.end)
    quote = text[start:end].strip(" ，,。.；;：:")
    start = text.index(quote, start)
    return Promise(
        start, start + len(quote), quote, told.due if told else None, kind_of(one.clause.text), one.reading.certain
    )
