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
from dataclasses import dataclass, replace
from datetime import datetime

from amends.core import promise_cues_en as en
from amends.core import promise_cues_zh as zh
from amends.core import promise_deeds_en as deeds_en
from amends.core import promise_deeds_zh as deeds_zh
from amends.core import promise_speakers_en as who
from amends.core import promise_speakers_zh as whom
from amends.core.promise_clauses import Clause, sentences
from amends.core.promise_course import JOINED, Course
from amends.core.promise_days import Said
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
_ON_ITS_WAY = 8
"""So many characters may stand between a deed and when it arrives."""
_GOES_ON = re.compile(
    r"(?:and )?(?:it|they|it['’]s|they['’]re|the (?:truck|parcel|courier|driver|goods|parts)"
    r"|credit (?:memo|note)|delivery|shipment|dispatch)\b"
    r"|(?:最[晚迟]|预计|大概|争取)?[\d一二三四五六七八九十两半今明后下本这]?[^，。我您你他她客]{0,8}"
    r"(?:[日天号前点内底]|上午|下午|晚上|中午|周[一二三四五六日天])(?:之?[前内])?(?:就|会|肯定|一定|能)?"
    r"(?:完成|来?换|寄出?去?|发出?|到|做完|送到?|来|给)[。！]?$",
    re.IGNORECASE,
)
"""Says when what was promised right before is done: it has no subject of its own."""
_BARE = re.compile(
    r"and (?!I\b|we\b|you\b|our\b|the\b|your\b|an?\b)|[做修弄][完好]后|[发送打退走分装]|[跟按随][^，。我您你]{1,8}"
)
"""A deed without a subject of its own."""
_OWN_WILL = re.compile(r"and (?:\w+ ){0,3}?(?:(?:\w+ )?(?:will|shall)|\w+'ll)\b", re.IGNORECASE)
"""Joined, but a promise of its own."""
_OWN_SUBJECT = re.compile(
    r"and (?:the|our|your|an?) (?:\w+ ){1,3}?(?:comes|follows|goes|leaves|ships|arrives|is)\b", re.IGNORECASE
)
"""Joined, but something else that comes."""
_ALONG = re.compile(
    rf"^(?:{JOINED.pattern})|一并|一同|一起|顺便|myself|^which|[费費][^，]*(?:[承负負][担擔]"
    rf"|出$)|赔付|补偿|赔偿|赔三|承担[^，]*费",
    re.IGNORECASE,
)
"""What is done along with something else, or told of it."""
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


def find_promises(text: str, *, said_at: datetime, calendar: WorkingCalendar) -> tuple[Promise, ...]:
    """Return the promises of a text in their order.

    ``said_at`` is when it was said or written; times are counted from it on ``calendar``.
    Raises ValueError for a moment without an offset.
    """
    text, said = text[:LONGEST], Said(said_at, calendar)
    calendar.local(said_at)
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
    course, awaited = Course(), set[int]()
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
        if ruled or heavy[one.clause.start] >= _sure(one, lets=lets, alone=alone):
            found.append(_promise(text, one, told))
            awaited |= {found[-1].start} if one.times else set()
    flat = {one.clause.start: _doubted(one) for one in readings}
    found = [one for one in _joined(text, found) if _heaviest(one, heavy) >= flat.get(one.start, DOUBTED)]
    timed = any(one.due for one in found)
    yield from (one for one in found if one.due or not timed or one.start in awaited or _stands_alone(one))


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


def _heaviest(promise: Promise, heavy: Mapping[int, float]) -> float:
    """Return what the heaviest of the clauses of a promise weighs."""
    first = max(start for start in heavy if start <= promise.start)
    return max(weight for start, weight in heavy.items() if first <= start < promise.end)


def _joined(text: str, found: list[Promise]) -> list[Promise]:
    """Return promises without those that share the time of the one before, and with “… and do it by then” as one."""
    kept: list[Promise] = []
    for one in found:
        before = kept[-1] if kept else None
        if before and one.start < before.end:
            kept[-1] = before if before.due else replace(one, start=before.start, quote=text[before.start : one.end])
            continue
        if before and not before.due and (_goes_with(one, before) if one.due else _same_breath(one, before)):
            kept[-1] = replace(one, start=before.start, quote=text[before.start : one.end])
        else:
            kept.append(one)
    return kept


def _goes_with(one: Promise, before: Promise) -> bool:
    """Return whether a clause with a time says when the deed before it, without one, is done or arrives."""
    apart = one.start - before.end
    if apart <= 1 and JOINED.match(one.quote) and not (_OWN_WILL.match(one.quote) or _OWN_SUBJECT.match(one.quote)):
        return True
    if apart < _CLOSE and _GOES_ON.match(one.quote):
        return True
    return apart <= _ON_ITS_WAY and bool(zh.ARRIVES.search(one.quote) or en.ARRIVES.search(one.quote))


def _same_breath(one: Promise, before: Promise) -> bool:
    """Return whether a deed without a time follows another with no subject of its own."""
    if one.start - before.end >= _CLOSE or _OWN_WILL.match(one.quote):
        return False
    return bool(_BARE.match(one.quote))


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


def _stands_alone(promise: Promise) -> bool:
    """Return whether a deed without a time is owed beside one with a time: said in full, not done along with it."""
    if _ALONG.search(promise.quote):
        return False
    if not any("一" <= c <= "鿿" for c in promise.quote):
        return deeds_en.is_deed_of_ours(promise.quote)
    given = zh.STRONG.search(promise.quote) and whom.GIVEN_TO_THEM.search(promise.quote)
    return bool(given) or deeds_zh.is_deed_of_ours(promise.quote)
