"""The clauses of a text as they are heard one after the other: what each says, by when, and what the rules make of it.

What the rules say of a clause is not the verdict but a sign among others when it is weighed (decision 0027).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from amends.core import promise_cues_en as en
from amends.core import promise_cues_zh as zh
from amends.core import promise_speakers_en as who
from amends.core import promise_speakers_zh as whom
from amends.core.promise_clauses import Clause, sentences
from amends.core.promise_course import Course
from amends.core.promise_days import Said
from amends.core.promise_reading import Reading, reading_of
from amends.core.promise_times import Told, times_in

_IF = re.compile(r"(?:if|once|when|after|should|even if|unless)\b|如果?|若|要是|一旦|等", re.IGNORECASE)
"""A time behind these words belongs to the condition; that of the deed comes after it, and a span runs from then on."""
_GIVEN = re.compile(r"\b(?:give|let|allow) (?:me|us|them|him|her)\b|\b(?:we|I) need\b|给我|容我", re.IGNORECASE)
"""A time that we ask for is the one by which we do it."""
_COLON = (":", "：")
_HEADS = (whom.LABEL, who.LABEL, zh.HEADING, en.HEADING)
"""Before a colon: somebody else who speaks, or a rule."""
AHEAD, OVER, FIGURE = "⌛", "⌚", "#"
"""What stands for a time that lies ahead, for one that is over, and for a figure when words are weighed."""
_FIGURE = re.compile(r"\d[\d.,:]*")
_WORDS = re.compile(r"[a-z']+|[^\sa-z]")
_HAN, _LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z']+")
_SAYS = (
    "against", "ahead", "announced", "barred", "carries_on", "certain", "deed", "firm", "hedged", "narrates",
    "only_time", "others", "ours", "past", "pledges", "ready", "rules", "strong", "tells", "theirs", "vague", "will",
)  # fmt: skip
"""What a reading may say of a clause."""


Named = Callable[[Clause], list[Told]]
"""The times that a clause names."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A clause in its place. ``told``: the time that holds for it; ``sentence``: the number of its sentence.

    ``words``: its words, in Chinese its characters, times and figures as such; ``signs``: what the rules say of it,
    ``ruled`` where they alone would find a promise.
    """

    reading: Reading
    told: Told | None
    sentence: int
    words: tuple[str, ...]
    signs: frozenset[str]

    @property
    def clause(self) -> Clause:
        """The clause itself."""
        return self.reading.clause


def heard(text: str, said: Said) -> list[Heard]:
    """Return the clauses of a text in their order."""
    times = sorted(times_in(text, said), key=lambda one: one.start)
    starts, found = [one.start for one in times], enumerate(sentences(text))

    def named(clause: Clause) -> list[Told]:
        return times[bisect_left(starts, clause.start) : bisect_left(starts, clause.end)]

    return [one for nth, clauses in found for one in _sentence(text, nth, clauses, named, said)]


def _sentence(text: str, nth: int, clauses: tuple[Clause, ...], named: Named, said: Said) -> Iterator[Heard]:
    readings = [reading_of(clause, _ahead(named(clause), said)) for clause in clauses]
    course, over = Course(), _is_headed(text, clauses[0])
    for place, one in enumerate(readings):
        before = readings[place - 1] if place else None
        told, over = _told(readings, place), over or one.closes
        theirs = _is_said_after(readings, place)
        lets = course.lets(one, before) and not (over or theirs or _leads_on(text, one))
        ruled = lets and one.is_promise(
            we_will=course.we_will, pledged=bool(before and before.pledges), told=told
        )  # fmt: skip
        course_says = {
            "over": over, "said_after": theirs, "lets": lets, "ruled": ruled, "asks": one.clause.asks,
            "quoted": one.clause.quoted,
        }  # fmt: skip
        says = {name: getattr(one, name) for name in _SAYS} | course_says
        signs = frozenset(name for name, is_so in says.items() if is_so)
        yield Heard(one, told, nth, _words(one.clause, named(one.clause), said), signs)


def is_chinese(clauses: Iterable[Heard]) -> bool:
    """Return whether a text is Chinese by more than a name: it has more Chinese characters than other words."""
    texts = [one.clause.text for one in clauses]
    return sum(len(_HAN.findall(one)) for one in texts) > sum(len(_LATIN.findall(one)) for one in texts)


def _words(clause: Clause, times: Sequence[Told], said: Said) -> tuple[str, ...]:
    text = clause.text
    for one in reversed(times):
        mark = AHEAD if one.due is None or said.at < one.due else OVER
        text = text[: one.start - clause.start] + mark + text[min(one.end, clause.end) - clause.start :]
    return tuple(_WORDS.findall(_FIGURE.sub(FIGURE, text.lower())))


def _is_headed(text: str, first: Clause) -> bool:
    return text[first.end : first.end + 1] in _COLON and any(one.search(first.text) for one in _HEADS)


def _is_said_after(readings: Sequence[Reading], place: int) -> bool:
    after = readings[place + 1] if place + 1 < len(readings) else None
    return bool(after and who.SAID_AFTER.search(after.clause.text))


def _leads_on(text: str, one: Reading) -> bool:
    """Return whether a clause says only that a promise follows."""
    return one.pledges and text[one.clause.end : one.clause.end + 1] in _COLON


def _ahead(times: Sequence[Told], said: Said) -> tuple[Told, ...]:
    """Return the times that lie ahead; what is over was no promise."""
    return tuple(one for one in times if one.due is None or said.at < one.due)


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
