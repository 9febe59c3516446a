"""Clock times in English: 10 am, half past three, a quarter to nine, eight sharp."""

from __future__ import annotations

import re

from amends.core.promise_days import NOON, Said, after_span
from amends.core.promise_tokens import Pattern, Token, clock_of, token
from amends.core.promise_words_en import AMPM, HOURS, MONTH, WORDS, amount, pattern


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


def _past_hour(found: re.Match[str], said: Said) -> Token | None:
    hour = found["h"].lower()
    clock = clock_of(str(WORDS.get(hour, hour)), "")
    minutes = {"quarter": 15}.get(found["part"].lower()) or WORDS[found["part"].lower()]
    if clock is None:
        return None
    if found["way"].lower() == "past":
        return token(found, clock=clock.replace(minute=int(minutes)))
    return token(found, clock=clock.replace(hour=(clock.hour - 1) % 24, minute=60 - int(minutes)))


def _minutes(found: re.Match[str], said: Said) -> Token:
    return token(found, whole=after_span(said, amount(found["n"]), "minute"), runs=True)


CLOCKS = (
    Pattern(pattern(rf"\b(?P<h>\d{{1,2}})(?:[:.](?P<m>\d{{2}}))?\s*{AMPM}"), _clock),
    Pattern(pattern(r"\b(?P<h>\d{1,2}):(?P<m>\d{2})\b(?P<mark>)"), _clock),
    Pattern(pattern(rf"\b(?P<h>\d{{1,2}}|{HOURS})(?P<m>) sharp\b(?P<mark>)"), _clock),
    Pattern(pattern(rf"\b(?:an? )?(?P<part>quarter|ten|twenty|five)(?: minutes)? (?P<way>to|past)"
                    rf" (?P<h>\d{{1,2}}|{HOURS})\b"
                     r"(?!\s*(?:working|business|days?|weeks?|hours?|minutes?|months?))"), _past_hour),
    Pattern(pattern(r"\bback in (?P<n>five|ten|fifteen|twenty|thirty|\d\d?)\b(?! (?:working|business|days?|weeks?"
                     r"|hours?|minutes?|mins?|months?))"), _minutes),
    Pattern(pattern(r"(?:(?<=\bat )|(?<=\bby ))(?P<h>\d{1,2})\.(?P<m>\d{2})\b(?P<mark>)"), _clock),
    Pattern(pattern(
        rf"\b(?:(?P<half>half past)\s+)?(?P<h>\d{{1,2}}|{HOURS})(?P<m>)\s*o['’]?clock(?P<mark>)"
    ), _clock),
    Pattern(pattern(rf"\b(?P<half>half(?: past)?)\s+(?P<h>\d{{1,2}}|{HOURS})(?P<m>)\b(?P<mark>)"), _clock),
    Pattern(pattern(rf"(?:(?<=\bat )|(?<=\bby )|(?<=\bbefore ))(?P<h>{HOURS}"
                    rf"|\d{{1,2}}(?= sharp))(?P<m>)\b(?P<mark>)(?:\s+sharp)?"
                     r"(?!\s*(?:%|per|months?|weeks?|days?|hours?|minutes?|yuan|points?|thirds?|or|of|more|people"
                     r"|staff))"), _clock),
    Pattern(pattern(
        rf"(?<=\bat |\bby )(?P<h>\d{{1,2}})(?P<m>)\b(?P<mark>)(?!(?:st|nd|rd|th)\b|\s*(?:%|\.\d|working|business|days?"
        rf"|{MONTH}|yuan|euros?|dollars?|/))"
    ), _clock),
    Pattern(pattern(
        rf"(?<=between )(?:\d{{1,2}}|{HOURS})(?:[:.]\d\d)?(?:\s*[ap]m)? (?:and|to|until) (?P<h>\d{{1,2}}"
        rf"|{HOURS})(?P<m>)"
        r"\b(?P<mark>)"
        r"(?![:.]\d|\s*[ap]\.?m|\s*(?:days|hours|weeks))"
    ), _clock),
    Pattern(pattern(
        r"(?:(?<=between )|(?<=from ))(?P<h>\d{1,2})(?P<m>)\b(?P<mark>)(?=\s*(?:and|to|-)\s*\d)"
    ), _clock),
    Pattern(pattern(
        r"(?:(?<=before )|(?<=around )|(?<=about ))(?P<h>\d{1,2})(?P<m>)\b(?P<mark>)(?=\s*(?:on |tomorrow"
        r"|today|this|in the|,|\.|;|$))"
    ), _clock),
)  # fmt: skip
