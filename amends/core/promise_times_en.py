"""Words of time in English: by Friday noon, within three working days, at 10 am tomorrow, by month end."""

from __future__ import annotations

import re

from amends.core.promise_days import AFTERNOON, CLOSE, DAY, EVENING, NOON, Said, after_span
from amends.core.promise_tokens import Pattern, Token, clock_of, token

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty-eight": 48,
    "twenty-four": 24, "seventy-two": 72, "half an": 0.5, "half a": 0.5, "the": 1, "the next": 1, "a couple of": 2,
    "ninety": 90, "forty": 40, "forty-five": 45, "sixty": 60,
}  # fmt: skip
_N = r"\d{1,3}|" + "|".join(sorted((re.escape(one) for one in WORDS), key=len, reverse=True))
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY = "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
UNITS = (
    ("working", "working_day"), ("business", "working_day"), ("min", "minute"), ("fortnight", "week"),
    ("week", "week"), ("month", "month"), ("day", "day"), ("h", "hour"),
)  # fmt: skip
"""The first that the word begins with is its unit."""
PARTS = {
    "morning": NOON, "noon": NOON, "midday": NOON, "lunchtime": NOON, "lunch": NOON, "afternoon": AFTERNOON,
    "evening": EVENING, "night": EVENING, "a.m": NOON, "p.m": AFTERNOON, "pm": AFTERNOON,
}  # fmt: skip
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_CLOSE = (
    r"(?:the\s+)?(?:close|end) of (?:the |our )?(?:business|work(?:ing)?|trading|play|day)(?: day| hours)?"
    r"|cob|eod|close of play|closing time|we close"
)


def _amount(text: str) -> float:
    return float(text) if text.isdigit() else float(WORDS.get(text.lower(), 1))


def _span(found: re.Match[str], said: Said) -> Token:
    words = found["unit"].lower()
    unit = next(unit for word, unit in UNITS if words.startswith(word))
    amount = _amount(found["most"] or found["n"] or "a") * (2 if "fortnight" in words else 1)
    return (
        token(found, awaits=True) if found["event"] else token(found, whole=after_span(said, amount, unit), runs=True)
    )


def _date(found: re.Match[str], said: Said) -> Token | None:
    month = next(n for n, one in enumerate(MONTHS, 1) if one.startswith(found["m"].lower()[:3]))
    day = said.dated(month, int(found["d"]), int(found["y"]) if found["y"] else None)
    return token(found, day=day) if day else None


def _iso(found: re.Match[str], said: Said) -> Token | None:
    day = said.dated(int(found["m"]), int(found["d"]), int(found["y"]))
    return token(found, day=day) if day else None


def _day_of_month(found: re.Match[str], said: Said) -> Token | None:
    day = said.day_of_month(int(found["d"]))
    return token(found, day=day) if day else None


def _day(found: re.Match[str], said: Said) -> Token:
    word = found[0].lower()
    ahead = 2 if "after" in word else 0 if word.endswith(("today", "same day")) else 1
    return token(found, day=said.day + DAY * ahead)


def _tonight(found: re.Match[str], said: Said) -> Token:
    return token(found, day=said.day, part=EVENING)


def _weekday(found: re.Match[str], said: Said) -> Token:
    number = next(n for n, one in enumerate(WEEKDAYS) if one.startswith(found["d"].lower()[:3]))
    weeks = {"next": 1, "this": 0}.get((found["week"] or "").lower().strip())
    return token(found, day=said.weekday(number, weeks=1 if found["after"] else weeks))


def _week(found: re.Match[str], said: Said) -> Token:
    return token(found, whole=said.end_of_week(1 if "next" in found[0].lower() else 0))


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


def _clock(found: re.Match[str], said: Said) -> Token | None:
    half = (found["half"] or "").lower() if "half" in found.re.groupindex else ""
    hour = found["h"].lower()
    clock = clock_of(str(WORDS.get(hour, hour)), found["m"] or "")
    if clock is None:
        return None
    mark = (found["mark"] or "").lower().replace(".", "")
    if mark == "pm" and clock.hour < 12:
        clock = clock.replace(hour=clock.hour + 12)
    if mark == "am":
        return token(found, clock=clock.replace(hour=clock.hour % 12), part=NOON)
    return token(found, clock=clock.replace(minute=30) if half else clock)


def _pattern(regex: str) -> re.Pattern[str]:
    return re.compile(regex, re.IGNORECASE)


_AMPM = r"(?P<mark>a\.?m\b\.?|p\.?m\b\.?)"
PATTERNS = (
    Pattern(_pattern(
        rf"\b(?:within|w/in|in|inside|over|under)\s+(?:the next |the |about |at most )?(?P<n>{_N})?(?:\s*(?:-|–|to"
        rf"|or)\s*(?P<most>{_N}))?\s*-?(?:full )?"
        r"(?P<unit>(?:working|business)[ -](?:days?|hours?)|minutes?|mins?|hours?|hrs?|h|days?|fortnights?"
        r"|weeks?|months?)\b"
        r"(?:['’])?(?:\s+time)?(?P<event>\s+(?:of|after|from)\s+(?!today|now|this call"
        r"|the date of this)(?:receiving|receipt|getting|the|your|our|it|when|that)[^,.;]*)?"
    ), _span),
    Pattern(_pattern(
        rf"\b(?P<n>{_N})(?P<most>\b\B)?\s+(?P<unit>(?:working|business) days?|minutes?|hours?|days?|weeks?"
        rf"|months?)\s+from\s+(?:now|today)(?P<event>\b\B)?"
    ), _span),
    Pattern(_pattern(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH})\b\.?(?:,?\s+(?P<y>20\d\d))?"
    ), _date),
    Pattern(_pattern(
        rf"\b(?P<m>{_MONTH})\b\.?\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<y>20\d\d))?"
    ), _date),
    Pattern(_pattern(r"\b(?P<y>20\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b"), _iso),
    Pattern(_pattern(r"\bthe\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\b"), _day_of_month),
    Pattern(_pattern(
        r"\b(?:the )?day after tomorrow\b|\btomorrow\b|\btmrw\b|\btmr\b|\btoday\b|\b(?:the|that) same day\b"
        r"|\bthe (?:next"
        r"|following) day\b"
    ), _day),
    Pattern(_pattern(
        r"\b(?:before|ahead of|by) (?:the |our |this |your )?(?:[\w'’]+ ){0,4}?(?:holidays?|break|festival|vacation)\b"
    ), _before_holiday),
    Pattern(_pattern(r"\btonight\b"), _tonight),
    Pattern(_pattern(r"\b(?:(?P<before>before|ahead of|by) )?(?:the|this|next) weekend\b"), _weekend),
    Pattern(_pattern(
        rf"\b(?:(?P<week>this|next"
        rf"|coming)\s+)?(?:coming\s+)?(?P<d>{_WEEKDAY})\b(?P<after>\s+(?:of\s+)?next week)?"
    ), _weekday),
    Pattern(_pattern(
        r"\b(?:(?:by |before )?(?:the )?(?:end|close) of (?:the |this |next )?|this |next "
        r"|later this |early next |late next )(?:working )?week\b(?!end)"
    ), _week),
    Pattern(_pattern(
        r"\b(?:the )?end of (?:the |this |next )?(?:calendar )?month\b|\bmonth[ -]?end\b|\b(?:this"
        r"|next) month\b"
    ), _month),
    Pattern(_pattern(rf"\b(?:the )?end of (?P<m>{_MONTH})\b"), _month_named),
    Pattern(_pattern(r"\b(?:the )?end of (?:the|this) year\b|\byear[ -]?end\b"), _year),
    Pattern(_pattern(
        r"\b(?:next|following|first) (?:working|business) day(?P<holiday> (?:after"
        r"|following) the (?:\w+ )?(?:holidays?|break|festival))?"
    ), _working_day),
    Pattern(_pattern(rf"\b(?:{_CLOSE})\b"), _close),
    Pattern(_pattern(rf"\b(?:(?P<this>this|later this)\s+)?(?P<p>{'|'.join(map(re.escape, PARTS))})\b"), _part),
    Pattern(_pattern(rf"\b(?P<h>\d{{1,2}})(?:[:.](?P<m>\d{{2}}))?\s*{_AMPM}"), _clock),
    Pattern(_pattern(r"\b(?P<h>\d{1,2}):(?P<m>\d{2})\b(?P<mark>)"), _clock),
    Pattern(_pattern(r"(?:(?<=\bat )|(?<=\bby ))(?P<h>\d{1,2})\.(?P<m>\d{2})\b(?P<mark>)"), _clock),
    Pattern(_pattern(
        rf"\b(?:(?P<half>half past)\s+)?(?P<h>\d{{1,2}}|{_HOURS})(?P<m>)\s*o['’]?clock(?P<mark>)"
    ), _clock),
    Pattern(_pattern(rf"\b(?P<half>half(?: past)?)\s+(?P<h>\d{{1,2}}|{_HOURS})(?P<m>)\b(?P<mark>)"), _clock),
    Pattern(_pattern(rf"(?:(?<=\bat )|(?<=\bby )|(?<=\bbefore ))(?P<h>{_HOURS})(?P<m>)\b(?P<mark>)"
                     r"(?!\s*(?:%|per|months?|weeks?|days?|hours?|minutes?|yuan|points?|thirds?|or|of|more|people"
                     r"|staff))"), _clock),
    Pattern(_pattern(
        r"(?<=\bat |\bby )(?P<h>\d{1,2})(?P<m>)\b(?P<mark>)(?!\s*(?:%|st|nd|rd|th|\.\d|working|business|days?"
        r"|yuan|euros?|dollars?|/))"
    ), _clock),
    Pattern(_pattern(
        r"(?<=between )\d{1,2}(?:[:.]\d\d)?(?:\s*[ap]m)? (?:and|to|until) (?P<h>\d{1,2})(?P<m>)\b(?P<mark>)"
        r"(?![:.]\d|\s*[ap]\.?m|\s*(?:days|hours|weeks))"
    ), _clock),
    Pattern(_pattern(
        r"(?:(?<=between )|(?<=from ))(?P<h>\d{1,2})(?P<m>)\b(?P<mark>)(?=\s*(?:and|to|-)\s*\d)"
    ), _clock),
    Pattern(_pattern(
        r"(?:(?<=before )|(?<=around )|(?<=about ))(?P<h>\d{1,2})(?P<m>)\b(?P<mark>)(?=\s*(?:on |tomorrow"
        r"|today|this|in the|,|\.|;|$))"
    ), _clock),
)  # fmt: skip
GLUE = re.compile(
    r"[\s,]*(?:\b(?:on|of|at|by|before|the|in|around|about|no later than|not later than|until"
    r"|at the latest|first thing|early|late|latest|between|from)\b[\s,]*)*",
    re.IGNORECASE,
)
"""What may stand between two words of one time."""
