"""Every time that a text names, with the moment it means: 明天上午十点, by noon on Friday, within 3 days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from amends.core import promise_times_en as en
from amends.core import promise_times_zh as zh
from amends.core.promise_days import DAY, LAST_BEFORE_WORK, Part, Said, on_day, without_day
from amends.core.promise_tokens import Token
from amends.core.working_calendar import NeverOpen

RANGE = re.compile(r"\s*(?:至|到|-|–|~|～|或者?|to|or|and|until)\s*", re.IGNORECASE)
"""Between two times: from the one to the other; the later one is the due time."""
RELATIVE = re.compile(
    r"(?P<same>当天|当日|同日|同一[天时]间?|(?:the|that) same day)|次日|第二天|the (?:next"
    r"|following) day",
    re.IGNORECASE,
)
"""Days that count from the time named before them, where there is one."""
ENDS = re.compile(r"[。！？!?；;\n]|\.\s")
"""No time goes on beyond the sentence in which it stands."""
OVER = re.compile(
    r"\b(?:since|(?:as|like) (?:promised|agreed|discussed|mentioned|announced|arranged|told)(?: on| for| you)*)\s+$",
    re.IGNORECASE,
)
"""A day behind these words is over: since Sunday, as promised on Thursday."""
LOOKS_BACK = 24
"""So many characters before a time are looked at for them."""
LAST_NIGHT = timedelta(hours=12)
"""A bare clock time so far ahead is that of the evening before."""
FAR_AHEAD = timedelta(days=180)
"""A date without a year so far ahead may as well be the one that is over."""
Group = list[Token]
APART = 18
"""Words of one time stand no further apart than this."""
MOST_WORDS = 12
"""Nobody says one time in more words; a text that repeats one without end is read word by word."""


@dataclass(frozen=True, slots=True)
class Told:
    """One time in a text. ``due`` is None where it counts from what has not happened yet."""

    start: int
    end: int
    due: datetime | None
    dated: bool = False  # of a day that was named
    runs: bool = False  # a span: so many days from what stands before it
    rolled: bool = False  # the nearest such time is over: this is the next one


def times_in(text: str, said: Said) -> tuple[Told, ...]:
    """Return the times that a text names, in their order, none inside another."""
    found: list[Told] = []
    for start, group in _ranges(text, list(_groups(text, _tokens(text, said)))):
        if not OVER.search(text, max(0, start - LOOKS_BACK), start):
            found.append(_told(start, _counted(text, group, found, said), said))
    return tuple(found)


def _counted(text: str, group: Group, before: list[Told], said: Said) -> Group:
    """Return a time whose day is that of the time before it: on the 15th, and the same day …; on Saturday …, at ten."""
    first, base = group[0], before[-1].due if before else None
    words = RELATIVE.fullmatch(text[first.start : first.end])
    if base is None:
        return [replace(first, day=None, awaits=True)] if words and words["same"] else group
    goes_on = not any(one.day or one.whole or one.awaits for one in group) and before[-1].dated
    if not words and not (goes_on and not ENDS.search(text[before[-1].end : first.start])):
        return group
    day = said.calendar.day_of(base) + (DAY if words and not words["same"] else timedelta(0))
    return [replace(first, day=day), *group[1:]]


def _tokens(text: str, said: Said) -> list[Token]:
    """Return the words of time: the longest at each place, the first pattern where they are equally long."""
    found: list[Token] = []
    for pattern in (*zh.PATTERNS, *en.PATTERNS):
        for match in pattern.regex.finditer(text):
            try:
                one = pattern.means(match, said)
            except (ValueError, OverflowError, NeverOpen):
                continue
            if one is not None:
                found.append(one)
    found.sort(key=lambda one: (one.start, one.start - one.end))
    return list(_apart(found))


def _apart(found: list[Token]) -> Iterator[Token]:
    end = -1
    for one in found:
        if one.start >= end:
            yield one
            end = one.end


def _groups(text: str, tokens: list[Token]) -> Iterator[Group]:
    group: Group = []
    for one in tokens:
        goes_on = len(group) < MOST_WORDS and bool(group) and _adjoins(text, group[-1], one) and _fits(group, one)
        if group and not goes_on:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _adjoins(text: str, before: Token, after: Token) -> bool:
    between = text[before.end : after.start]
    return len(between) <= APART and any(glue.fullmatch(between) for glue in (zh.GLUE, en.GLUE))


def _fits(group: Group, one: Token) -> bool:
    """Return whether a word adds what the time does not say yet."""
    if any(it.whole or it.awaits for it in (*group, one)):
        return False
    if one.day and any(it.day == one.day for it in group):
        one = replace(one, day=None)  # 3月8日（周五）
    if one.day and any(it.day and it.weekly != one.weekly for it in group):
        one = replace(one, day=None)  # Friday 17 April: the date says which Friday
    has = {name for it in group for name in ("day", "part", "clock") if getattr(it, name) is not None}
    brings = {name for name in ("day", "part", "clock") if getattr(one, name) is not None}
    return not (has & brings) or brings == {"part", "clock"} or (brings == {"part"} and "clock" in has)


def _ranges(text: str, groups: list[Group]) -> Iterator[tuple[int, Group]]:
    """Yield each time with where it begins: of a range the later end, on the day that the first one names."""
    start, before = -1, Group()
    for group in groups:
        if before and RANGE.fullmatch(text[before[-1].end : group[0].start]):
            before = [*_kept(before, group), *group]
            continue
        if before:
            yield start, before
        start, before = group[0].start, group
    if before:
        yield start, before


def _kept(before: Group, group: Group) -> Group:
    """Return what the first end of a range says for its second one too."""
    if any(one.whole or one.awaits or one.day for one in group):
        return []
    has_part = any(one.part for one in group)
    kept = (replace(one, clock=None, part=None if has_part else one.part) for one in before)
    return [one for one in kept if one.day or one.part]


def _is_over(said: Said, part: Part | None, clock: time | None) -> bool:
    """Return whether a clock time, taken at its word, is over today."""
    at_its_word = clock is not None and part is None and (clock.hour > LAST_BEFORE_WORK or clock.minute % 30 > 0)
    if not at_its_word or clock is None:
        return False
    moment = said.at_time(said.day, clock)
    return moment <= said.at or moment - said.at > LAST_NIGHT


def _told(start: int, group: Group, said: Said) -> Told:
    first, end = group[0], group[-1].end
    if first.whole or first.awaits:
        return Told(start, end, first.whole, runs=first.runs)
    days = sorted((one for one in group if one.day), key=lambda one: one.weekly)
    day = days[0].day if days else None
    part = next((one.part for one in group if one.part), None)
    clock = next((one.clock for one in group if one.clock), None)
    due = on_day(said, day, part, clock) if day else without_day(said, part, clock)
    rolled = _is_over(said, part, clock) if day is None else day - said.day > FAR_AHEAD
    return Told(start, end, due, dated=day is not None, rolled=rolled)
