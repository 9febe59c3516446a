"""What is promised in a reply, a call or a note, and by when (FR-140).

Written by hand are the cues of both languages (``promise_cues_zh``, ``promise_cues_en``), learned what the words
of a clause weigh beside them (``promise_weights``, decision 0025); nothing leaves the process, and the same text
gives the same promises. A promise is a deed of
ours that is still to come, said without reserve, for who complained. What has been done, what others
do, want or once said, what a right or a rule gives, what is asked or refused, and what only soothes
is none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from amends.core import promise_cues_en as en
from amends.core import promise_cues_zh as zh
from amends.core import promise_speakers_en as who
from amends.core import promise_speakers_zh as whom
from amends.core.promise_clauses import Clause, sentences
from amends.core.promise_course import Course
from amends.core.promise_days import Said
from amends.core.promise_found import Promise, shown_once
from amends.core.promise_kinds import kind_of
from amends.core.promise_reading import Reading, reading_of
from amends.core.promise_times import Told, times_in
from amends.core.promise_weighing import weights
from amends.core.promise_weights import WORDS
from amends.core.wording import simplified
from amends.core.working_calendar import WorkingCalendar

__all__ = ["LONGEST", "Promise", "find_promises"]

_IF = re.compile(r"(?:if|once|when|after|should|even if|unless)\b|如果?|若|要是|一旦|等", re.IGNORECASE)
"""A time behind these words belongs to the condition; that of the deed comes after it, and a span runs from then on."""
_GIVEN = re.compile(r"\b(?:give|let|allow) (?:me|us|them|him|her)\b|\b(?:we|I) need\b|给我|容我", re.IGNORECASE)
"""A time that we ask for is the one by which we do it."""
_AMONG_US = re.compile(
    r"(?i:^\W*(?:int\b[.:]|internal\b[^.]{0,12}:))|^\W*(?:内部[^，。]{0,4}|车间要求)[：:]|[（(—]内部[）)]?(?:[:：\s]|$)"
    r"|(?i:\b(?:cust\w*|customer|client)\.? (?:was |is |has been )?not (?:yet )?informed\b)|未(?:通知|告知|回复)客户"
)
"""A note among ourselves: what it orders has been promised to nobody."""
_COLON = (":", "：")
_HEADS = (whom.LABEL, who.LABEL, zh.HEADING, en.HEADING)
"""Before a colon: somebody else who speaks, or a rule."""
DOUBTED, SURE, ONLY = -1.1, 2.0, 2.2
"""Below, what the rules find is none; above, they need not find it: chances of one in four, and of seven in eight.
A bare time is one from nine in ten on."""
TIMED, DEED, FLAT = 0.9, 0.9, 0.9
"""So much less is needed where a time ahead or a deed is read, and to be believed where all of it is."""
_CLOSE = 3
"""No more stands between two clauses of one sentence."""
LONGEST = 20_000
"""So many characters of a text are read."""


def find_promises(text: str, *, said_at: datetime, calendar: WorkingCalendar) -> tuple[Promise, ...]:
    """Return the promises of a text in their order.

    ``said_at`` is when it was said or written; times are counted from it on ``calendar``.
    Raises ValueError for a moment without an offset.
    """
    text, said = text[:LONGEST], Said(said_at, calendar)
    calendar.local(said_at)
    if _AMONG_US.search(text):
        return ()
    read = simplified(text).replace("’", "'")
    times, every = times_in(read, said), list(sentences(read))
    clauses = [one for sentence in every for one in sentence]
    heavy = dict(zip((one.start for one in clauses), weights(clauses, times, said_at, words=WORDS), strict=True))
    found = (one for sentence in every for one in _promised(read, sentence, times, said, heavy))
    return tuple(replace(one, quote=text[one.start : one.end]) for one in found)


def _promised(
    text: str, clauses: tuple[Clause, ...], times: tuple[Told, ...], said: Said, heavy: Mapping[int, float]
) -> Iterator[Promise]:
    first = clauses[0]
    if text[first.end : first.end + 1] in _COLON and any(one.search(first.text) for one in _HEADS):
        return
    readings = [reading_of(clause, _within(clause, times, said)) for clause in clauses]
    found: list[Promise] = []
    course = Course()
    for nth, one in enumerate(readings):
        if one.closes:
            break
        before = readings[nth - 1] if nth else None
        told = _told(readings, nth)
        pledged = bool(before and before.pledges)
        if nth + 1 < len(readings) and who.SAID_AFTER.search(readings[nth + 1].clause.text):
            continue
        if one.pledges and text[one.clause.end : one.clause.end + 1] in _COLON:
            continue
        lets = course.lets(one, before)
        ruled = lets and one.is_promise(we_will=course.we_will, pledged=pledged, told=told)
        alone = not (found and found[-1].end >= one.clause.start - _CLOSE)
        weighs = heavy[one.clause.start]
        if course.theirs or (one.clause.quoted and not lets):
            continue
        if (ruled and weighs >= _doubted(one)) or weighs >= _sure(one, lets=lets, alone=alone):
            found.append(_promise(text, one, told))
    yield from shown_once(text, found)


def _sure(one: Reading, *, lets: bool, alone: bool) -> float:
    """Return from which weight on a clause needs no rule: less where a time ahead or a deed speaks for it."""
    if one.against or (one.only_time and not (alone and lets)):
        return math.inf
    if one.only_time:
        return ONLY
    return SURE - ((TIMED if one.times else 0) + (DEED if one.deed else 0) if lets else 0)


def _doubted(one: Reading) -> float:
    """Return below which weight a clause is doubted: none where it binds us, a lower one where all of it says so."""
    if one.firm:
        return -math.inf
    return DOUBTED - (FLAT if one.will and one.strong and one.times else 0)


def _within(clause: Clause, times: tuple[Told, ...], said: Said) -> tuple[Told, ...]:
    """Return the times of a clause that lie ahead; what is over was no promise."""
    inside = (one for one in times if clause.start <= one.start < clause.end)
    return tuple(one for one in inside if one.due is None or said.at < one.due)


def _told(readings: list[Reading], nth: int) -> Told | None:
    """Return the time of a clause: its own last word on it, else that of a neighbour that says nothing but a time."""
    own = readings[nth].times
    if own:
        known = [one for one in own if one.due] or own
        if not _IF.match(readings[nth].clause.text):
            return next((one for one in known if one.dated), known[0]) if known[0].runs else known[0]
        return replace(known[-1], due=None) if known[-1].runs else known[-1]
    after = readings[nth + 1] if nth + 1 < len(readings) else None
    before = readings[nth - 1] if nth else None
    earlier = readings[nth - 2] if nth > 1 and before and not (before.deed or before.times) else None
    later = readings[nth + 2] if nth + 2 < len(readings) and after and not (after.deed or after.times) else None
    for beside in (before, after, earlier, later):
        if (
            beside is None
            or beside.others
            or (beside.barred and not beside.clause.is_chinese)
            or (beside.theirs and not _GIVEN.search(beside.clause.text))
            or not beside.times
        ):
            continue
        if beside.only_time or (beside is before and _GIVEN.search(beside.clause.text)):
            return beside.times[-1]
    return None


def _promise(text: str, reading: Reading, told: Told | None) -> Promise:
    start, end = reading.clause.start, reading.clause.end
    if told is not None:
        start, end = min(start, told.start), max(end, told.end)
    quote = text[start:end].strip(" ，,。.；;：:")
    start = text.index(quote, start)
    return Promise(
        start, start + len(quote), quote, told.due if told else None, kind_of(reading.clause.text), reading.certain
    )
