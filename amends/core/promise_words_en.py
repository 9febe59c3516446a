"""The words of which English times are made: months, weekdays, numbers, parts of a day."""

from __future__ import annotations

import re

from amends.core.promise_days import AFTERNOON, EVENING, NOON

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty-eight": 48,
    "twenty-four": 24, "seventy-two": 72, "half an": 0.5, "half": 0.5, "half a": 0.5, "the": 1, "the next": 1,
    "a couple of": 2,
    "ninety": 90, "forty": 40, "forty-five": 45, "sixty": 60,
}  # fmt: skip
N = r"\d{1,3}|" + "|".join(sorted((re.escape(one) for one in WORDS), key=len, reverse=True))
MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
WEEKDAY = "mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
UNITS = (
    ("working", "working_day"), ("business", "working_day"), ("min", "minute"), ("quarter", "quarter"),
    ("fortnight", "week"),
    ("week", "week"), ("month", "month"), ("day", "day"), ("h", "hour"),
)  # fmt: skip
"""The first that the word begins with is its unit."""
PARTS = {
    "morning": NOON, "noon": NOON, "midday": NOON, "lunchtime": NOON, "lunch": NOON, "afternoon": AFTERNOON,
    "evening": EVENING, "night": EVENING, "a.m": NOON, "p.m": AFTERNOON, "pm": AFTERNOON,
}  # fmt: skip
HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
CLOSING = (
    r"(?:the\s+)?(?:close|end) of (?:the |our )?(?:business|work(?:ing)?|trading|play|day)(?: day| hours)?"
    r"|cob|eod|close of play|closing time|we close"
)


def amount(text: str) -> float:
    return float(text) if text.isdigit() else float(WORDS.get(text.lower(), 1))


def pattern(regex: str) -> re.Pattern[str]:
    return re.compile(regex, re.IGNORECASE)


AMPM = r"(?P<mark>a\.?m\b\.?|p\.?m\b\.?)"
