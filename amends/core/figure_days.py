"""Days and hours as people write them: 2024年3月8日, 8 March, 下周五, tomorrow, 下午三点半, noon."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from amends.core.numerals import ZH_NUMBER, value_of

DayKind = Literal["date", "weekday", "day", "time"]
Reader = Callable[[re.Match[str]], tuple[str, str]]
"""What a match means: its value in one form for both languages, and its unit."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>\d{4})\b)?"
_N = rf"(?:\d{{1,2}}|{ZH_NUMBER})"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RELATIVE = {
    "今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "大后天": 3, "后天": 2, "后日": 2,
    "the day after tomorrow": 2,
}  # fmt: skip
_AFTERNOON = ("下午", "晚上", "傍晚", "pm", "p.m")


def written_day(year: int | None, month: int | None, day: int) -> str:
    """Return a day as figures are compared: ``2024-03-08``, ``????-03-08`` without a year, ``????-??-08``."""
    return f"{year or '????'}-{f'{month:02}' if month else '??'}-{day:02}"


def same_day(one: str, other: str) -> bool:
    """Return whether two written days may be the same one: what one of them leaves open decides nothing."""
    pairs = zip(one.split("-"), other.split("-"), strict=True)
    return all(a == b or "?" in a or "?" in b for a, b in pairs)


def _number(text: str | None) -> int | None:
    return int(value_of(text)) if text else None


def _full(found: re.Match[str]) -> tuple[str, str]:
    year, month, day = (_number(found.groupdict().get(key)) for key in ("year", "month", "day"))
    if not day or day > 31 or (month is not None and not 1 <= month <= 12):
        raise ValueError(found[0])
    return written_day(year, month, day), ""


def _english_day(found: re.Match[str]) -> tuple[str, str]:
    month = _MONTHS.index(found["month"][:3].lower()) + 1
    if not 1 <= int(found["day"]) <= 31:
        raise ValueError(found[0])
    return written_day(_number(found["year"]), month, int(found["day"])), ""


def _weekday(found: re.Match[str]) -> tuple[str, str]:
    name = found[0].lower()
    if name in _WEEKDAYS:
        return str(_WEEKDAYS.index(name) + 1), ""
    return str("一二三四五六日".index(name[-1].replace("天", "日")) + 1), ""


def _relative(found: re.Match[str]) -> tuple[str, str]:
    return str(_RELATIVE[" ".join(found[0].lower().split())]), ""


def _zh_time(found: re.Match[str]) -> tuple[str, str]:
    part, hour = found["part"] or "", int(value_of(found["hour"]))
    minute = {"半": 30, "一刻": 15}.get(found["minute"] or "")
    minute = minute if minute is not None else int(value_of(found["minute"])) if found["minute"] else 0
    if hour > 24 or minute > 59:
        raise ValueError(found[0])
    later = part in _AFTERNOON and hour < 12
    return f"{hour + 12 if later else hour:02}:{minute:02}", ""


def _en_time(found: re.Match[str]) -> tuple[str, str]:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        raise ValueError(found[0])
    hour = hour % 12 + (12 if found["part"].lower().startswith("p") else 0)
    return f"{hour:02}:{minute:02}", ""


def _clock(found: re.Match[str]) -> tuple[str, str]:
    part, hour, minute = found["part"] or "", int(found["hour"]), int(found["minute"])
    if hour > 24 or minute > 59:
        raise ValueError(found[0])
    return f"{hour + 12 if part in _AFTERNOON and hour < 12 else hour:02}:{minute:02}", ""


def _noon(found: re.Match[str]) -> tuple[str, str]:
    return ("00:00" if found[0].lower() in ("midnight", "午夜") else "12:00"), ""


_PART = r"(?P<part>上午|下午|早上|晚上|凌晨|中午|傍晚)?\s*"
DAYS: tuple[tuple[DayKind, str, Reader], ...] = (
    (
        "date",
        (r"(?P<year>\d{4}|[〇零一二三四五六七八九]{4})\s?年\s?"
        rf"(?P<month>{_N})\s?月\s?(?P<day>{_N})\s?[日号]"),
        _full,
    ),
    (
        "date",
        r"(?<![\d.-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\d-])",
        _full,
    ),
    ("date", rf"(?P<month>{_N})\s?月\s?(?P<day>{_N})\s?[日号]", _full),
    ("date", rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}", _english_day),
    ("date", rf"\b{_MONTH}\s+{_DAY}\b(?!\s?[:%])(?:,?\s+(?P<year>\d{{4}})\b)?", _english_day),
    (
        "date",
        rf"(?<![\d一二三四五六七八九十零〇第])(?P<day>{_N})\s?[日号](?![内之以后楼门线单栋房桌窗库车机院店常用期子])",
        _full,
    ),
    ("weekday", r"(?:周|星期|礼拜)[一二三四五六日天](?!年)|\b(?:" + "|".join(_WEEKDAYS) + r")\b", _weekday),
    ("day", "大后天|今[天日]|明[天日]|后[天日]|\\bthe day after tomorrow\\b|\\btoday\\b|\\btomorrow\\b", _relative),
    ("time", rf"{_PART}(?<![\d:.])(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?!\s?[ap]\.?m|[\d:])", _clock),
    ("time", r"\b(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s?(?P<part>[ap]\.?m)\b\.?", _en_time),
    (
        "time",
        rf"(?P<part>上午|下午|早上|晚上|凌晨|中午|傍晚)\s*(?P<hour>{_N})\s?[点时](?:(?P<minute>半|一刻|{_N}(?=\s?分))\s?分?)?",
        _zh_time,
    ),
    ("time", rf"(?P<part>)(?P<hour>{_N})\s?[点时](?P<minute>半|{_N}(?=\s?分))\s?分?", _zh_time),
    ("time", rf"(?P<part>)(?P<hour>{_N})\s?(?:点钟?|时)(?P<minute>)(?=整|之?前|以前|左右)", _zh_time),
    ("time", r"中午|正午|午夜|\bnoon\b|\bmidday\b|\bmidnight\b", _noon),
)  # fmt: skip
"""Kind, pattern and reader of days and hours, the most telling first."""
NEEDS: dict[Reader, tuple[str, ...]] = {
    _clock: (":",), _zh_time: ("点", "时"), _noon: ("午", "noon", "mid"),
    _weekday: ("周", "星期", "礼拜", "day"), _relative: ("天", "日", "day", "tomorrow"),
}  # fmt: skip
"""Without any of these, in small letters, a text holds nothing for the reader and need not be searched for it."""
