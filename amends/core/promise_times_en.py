"""Words of time in English: by Friday noon, within three working days, at 10 am tomorrow, by month end."""

from __future__ import annotations

import re

from amends.core.promise_clocks_en import CLOCKS
from amends.core.promise_days import CLOSE, DAY, EVENING, Said, after_span
from amends.core.promise_tokens import Pattern, Token, token
from amends.core.promise_words_en import CLOSING, MONTH, MONTHS, PARTS, UNITS, WEEKDAY, WEEKDAYS, N, amount, pattern


def _span(found: re.Match[str], said: Said) -> Token:
    words = found["unit"].lower()
    unit = next(unit for word, unit in UNITS if words.startswith(word))
    many = amount(found["most"] or found["n"] or "a") * (2 if "fortnight" in words else 1)
    return token(found, awaits=True) if found["event"] else token(found, whole=after_span(said, many, unit), runs=True)


def _date(found: re.Match[str], said: Said) -> Token | None:
    month = next(n for n, one in enumerate(MONTHS, 1) if one.startswith(found["m"].lower()[:3]))
    day = said.dated(month, int(found["d"]), int(found["y"]) if found["y"] else None)
    return token(found, day=day) if day else None


def _iso(found: re.Match[str], said: Said) -> Token | None:
    day = said.dated(int(found["m"]), int(found["d"]), int(found["y"]) if found["y"] else None)
    return token(found, day=day) if day else None


def _day_of_month(found: re.Match[str], said: Said) -> Token | None:
    day = said.day_of_month(int(found["d"]))
    return token(found, day=day) if day else None


def _day(found: re.Match[str], said: Said) -> Token:
    word = found[0].lower()
    if "yesterday" in word:
        return token(found, day=said.day - DAY * (2 if "before" in word else 1))
    ahead = 2 if "after" in word else 0 if word.endswith(("today", "same day")) else 1
    return token(found, day=said.day + DAY * ahead)


def _tonight(found: re.Match[str], said: Said) -> Token:
    return token(found, day=said.day, part=EVENING)


def _weekday(found: re.Match[str], said: Said) -> Token:
    number = next(n for n, one in enumerate(WEEKDAYS) if one.startswith(found["d"].lower()[:3]))
    weeks = {"next": 1, "this": 0, "last": -1, "past": -1}.get((found["week"] or "").lower().strip())
    return token(found, day=said.weekday(number, weeks=1 if found["after"] else weeks), weekly=True)


def _week(found: re.Match[str], said: Said) -> Token:
    return token(found, whole=said.end_of_week(1 if "next" in found[0].lower() else 0))


def _week_of_year(found: re.Match[str], said: Said) -> Token:
    return token(found, whole=said.end_of_week((int(found["n"]) - said.day.isocalendar().week) % 52))


def _weekend(found: re.Match[str], said: Said) -> Token:
    weeks = 1 if "next" in found[0].lower() else 0
    if found["before"]:
        return token(found, whole=said.before_weekend(weeks))
    return token(found, day=said.weekday(6, weeks=weeks))


def _month(found: re.Match[str], said: Said) -> Token:
    return token(found, whole=said.end_of_month(1 if "next" in found[0].lower() else 0))


def _month_named(found: re.Match[str], said: Said) -> Token | None:
    month = next(n for n, one in enumerate(MONTHS, 1) if one.startswith(found["m"].lower()[:3]))
    return token(found, whole=said.end_of_month((month - said.day.month) % 12))


def _event(found: re.Match[str], said: Said) -> Token:
    return token(found, awaits=True)


def _year(found: re.Match[str], said: Said) -> Token:
    return token(found, whole=said.close_of(said.day.replace(month=12, day=31)))


def _working_day(found: re.Match[str], said: Said) -> Token:
    after = said.before_next_holiday() if found["holiday"] else said.day
    return token(found, whole=said.close_of(said.calendar.next_working_day(after)))


def _before_holiday(found: re.Match[str], said: Said) -> Token:
    return token(found, whole=said.last_before_holiday(found[0]))


def _part(found: re.Match[str], said: Said) -> Token:
    return token(found, part=PARTS[found["p"].lower()], day=said.day if found["this"] else None)


def _close(found: re.Match[str], said: Said) -> Token:
    return token(found, part=CLOSE)


_PARTS = "|".join(map(re.escape, PARTS))
PATTERNS = (
    Pattern(pattern(
        rf"(?:\b(?:within|w/in|in|inside|over|under|takes? (?:us|me|them|him|her)|(?:give|allow|grant) (?:me|us)|let"
        rf" (?:me|us) have|no (?:more|longer|later) than|not (?:more|longer|later) than|at most|give it|needs?"
        rf"|after)\s+"
        rf"|(?:^|(?<=[.,:;!?—–] ))(?!the (?!next))(?=(?:just |only |another |the next |maximum "
        rf"|max )?(?:{N})\b))(?:(?:the |another |up to )?(?:next |full )?|about |at most |just |only |max |maximum )?"
        rf"(?P<n>{N})?(?:\s*(?:-|–|to|or)\s*(?P<most>{N}))?\s*-?(?:full |clear |short |more )?"
        r"(?P<unit>(?:working|business)[ -](?:days?|hours?)|minutes?|mins?|quarter of an hour|hours?|hrs?|h|days?"
        r"|fortnights?|weeks?|months?)\b"
        r"(?!['’]? (?:ago|late|later|old|earlier|overdue|running|in a row)\b)(?:['’])?(?:\s+time)?(?:\s+(?:of"
        r"|from)\s+(?:today|now)\b)?(?P<event>\s+(?:of"
        r"|after|from)\s+(?!today|now|this call"
        r"|the date of this)(?:receiving|receipt|getting|the|your|our|it|when|that)[^,.;]*)?"
    ), _span),
    Pattern(pattern(
        rf"\b(?P<n>{N})(?P<most>\b\B)?\s+(?P<unit>(?:working|business) days?|minutes?|hours?|days?|weeks?"
        rf"|months?)\s+from\s+(?:now|today)(?P<event>\b\B)?"
    ), _span),
    Pattern(pattern(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd"
        rf"|th)?\s+(?:of\s+)?(?P<m>{MONTH})\b(?:\.(?!\s+(?-i:[A-Z])))?(?:,?\s+(?P<y>20\d\d))?"
    ), _date),
    Pattern(pattern(
        rf"\b(?P<m>{MONTH})\b\.?\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<y>20\d\d))?"
    ), _date),
    Pattern(pattern(r"\b(?P<y>20\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b"), _iso),
    Pattern(pattern(r"(?<![\d.,])(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>20\d\d)?(?!\d)"), _iso),
    Pattern(pattern(
        r"(?:(?<=\bon )|(?<=\bby )|(?<=\b(?:mon|tue|wed|thu|fri|sat|sun) )|(?<=day ))"
        r"(?P<d>[0-3]?\d)/(?P<m>[01]?\d)(?:/(?P<y>20\d\d))?\b"
    ), _iso),
    Pattern(pattern(r"\bthe\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\b"), _day_of_month),
    Pattern(pattern(
        r"\b(?:the )?day (?:after tomorrow|before yesterday)\b|\byesterday\b|\btomorrow\b|\btmrw\b|\btmr\b|\btoday\b"
        r"|\b(?:the|that) same day\b"
        r"|\bthe (?:next"
        r"|following) day\b"
    ), _day),
    Pattern(pattern(
        r"\b(?:before|ahead of|by) (?:the |our |this |your )?(?:[\w'’]+ ){0,4}?(?:holidays?|break|festival|vacation)\b"
    ), _before_holiday),
    Pattern(pattern(r"\btonight\b"), _tonight),
    Pattern(pattern(
        r"\b(?:as soon as|once|when|the (?:moment|minute)) (?:I|we|it|they|the \w+(?: \w+)?) (?:have|has|get|gets|know"
        r"|hear|is|are|arrives?"
        r"|comes?|receives?)(?! to\b)(?: (?:an?|the|it|any|more|back|in|here|ready|news|answer|result|reply))*"
        r"|\b(?:from|with|on) (?:your|the"
        r" next|lot \d+)(?: next)? (?:delivery|shipment|batch|order|statement|bill|invoice|lot|onwards?)\b"
    ), _event),
    Pattern(pattern(r"\b(?:(?P<before>before|ahead of|by) )?(?:the|this|next) weekend\b"), _weekend),
    Pattern(pattern(
        rf"\b(?:(?P<week>this|next|last|past"
        rf"|coming)\s+)?(?:coming\s+)?(?P<d>{WEEKDAY})\b(?P<after>\s+(?:of\s+)?next week)?"
    ), _weekday),
    Pattern(pattern(
        r"\b(?:(?:by |before )?(?:the )?(?:end|close) of (?:the |this |next )?|this |next "
        r"|later this |early next |late next |before the )(?:working )?week\b(?!end)(?: is (?:out|over))?"
    ), _week),
    Pattern(pattern(
        r"\b(?:the )?end of (?:the |this |next )?(?:calendar )?month\b|\bmonth[ -]?end\b|\bbefore the month is (?:out"
        r"|over)\b|\b(?:this"
        r"|next) month\b"
    ), _month),
    Pattern(pattern(rf"\b(?:the )?end of (?P<m>{MONTH})\b"), _month_named),
    Pattern(pattern(r"\b(?:calendar week|cw|kw|week)\s?(?P<n>\d{1,2})\b(?! of)"), _week_of_year),
    Pattern(pattern(r"\b(?:the )?end of (?:the|this) year\b|\byear[ -]?end\b"), _year),
    Pattern(pattern(
        r"\b(?:next|following|first) (?:working|business) day(?P<holiday> (?:after"
        r"|following) the (?:\w+ )?(?:holidays?|break|festival))?"
    ), _working_day),
    Pattern(pattern(rf"\b(?:{CLOSING})\b"), _close),
    Pattern(pattern(
        r"(?<!good )(?<!first )(?<!second )(?<!third )(?<!per )(?<!each )(?<!one )(?<!last )(?<!extra )(?<!every )"
        rf"(?<!two )(?<!a )(?<!an )(?<!free )(?!(?<=the )pm)(?!night (?:off|at|nurse|desk|manager|shift"
        rf"|porter))\b(?:(?P<this>this|later this)\s+)?(?P<p>{_PARTS})\b"
    ), _part),
    *CLOCKS,
)  # fmt: skip
GLUE = re.compile(
    r"[\s,()]*(?:\b(?:on|of|at|by|before|the|in|around|about|no later than|not later than|until"
    r"|at the latest|first thing|prompt|sharp|early|late|latest|between|from)\b[\s,()]*)*",
    re.IGNORECASE,
)
"""What may stand between two words of one time."""
