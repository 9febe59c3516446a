"""A due time's derivation in words: start, article, each day counted or skipped, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from amends.core.counting import Due, Step
from amends.core.text import Text

_LONGEST_RUN = 3
_WEEKDAYS = "一二三四五六日"
# Not strftime: its names follow the locale of the process.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def explain(due: Due, language: str, *, article: str = "") -> list[str]:
    """Return the derivation as lines in ``zh`` or ``en``; dates of another year than the start's name it."""
    english = language.lower().startswith("en")
    year = due.start.astimezone(due.zone).year
    colon = ": " if english else "："
    lines = [f"{_when(step, due, year, english=english)}{colon}{step.says.in_(language)}" for step in folded(due.steps)]
    if article:
        lines.insert(1, f"Article {article}" if english else f"依据：第 {article} 条")
    if due.provisional:
        says = Text(
            zh="暂定：所涉年份的放假安排尚未公布，公布后可能变动",
            en="Provisional: the holidays of that year are not announced yet, so this may still move",
        )
        lines.append(says.in_(language))
    return lines


def left(due: datetime, moment: datetime) -> Text:
    """Return the elapsed time that is left, or by which it is late (FR-088), in whole minutes: ``1 h 00``."""
    late = moment > due
    minutes = abs(due - moment) // timedelta(minutes=1)
    days, hours = divmod(minutes // 60, 24) if minutes >= 48 * 60 else (0, minutes // 60)
    zh = (f"{days} 天 " if days else "") + f"{hours} 小时 {minutes % 60:02d} 分"
    en = (f"{days} d " if days else "") + f"{hours} h {minutes % 60:02d}"
    return Text(zh=f"逾期 {zh}" if late else zh, en=f"late by {en}" if late else en)


def folded(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Yield the steps with equal skips joined, and long runs of ordinary counted days in one line."""
    for kind, group in groupby(steps, key=lambda step: "count" if step.kind == "lunch" else step.kind):
        run = list(group)
        if kind == "skip":
            for _, equal in groupby(run, key=lambda step: step.says):
                yield _joined(list(equal))
        elif kind == "count":
            yield from _folded_days(run)
        else:
            yield from run


def _joined(run: list[Step], says: Text | None = None) -> Step:
    until = run[-1].until or run[-1].day
    return replace(run[0], says=says or run[0].says, until=until if until > run[0].day else None)


def _folded_days(run: list[Step]) -> Iterator[Step]:
    for plain, group in groupby(run, key=lambda step: step.plain):
        steps = list(group)
        counted = [step for step in steps if step.kind == "count"]
        if plain and len(counted) > _LONGEST_RUN:
            yield _joined(counted, _sum(counted))
        else:
            yield from steps


def _sum(days: list[Step]) -> Text:
    a, b = days[0].number, days[-1].number
    if b:
        return Text(zh=f"第 {a}–{b} 个工作日", en=f"working days {a}–{b}")
    total = sum((step.amount or timedelta() for step in days), timedelta())
    hours = f"{total / timedelta(hours=1):g}"
    return Text(zh=f"{len(days)} 个整日，共计 {hours} 小时", en=f"{len(days)} whole days, {hours} h in all")


def _when(step: Step, due: Due, year: int, *, english: bool) -> str:
    if step.at:
        moment = step.at.astimezone(due.zone)
        return f"{_date(moment.date(), year, english=english)} {_clock(moment)}"
    shown = _date(step.day, year, english=english)
    if step.until and step.until > step.day:
        shown += f" – {_date(step.until, year, english=english)}"
    return shown


def _date(day: date, year: int, *, english: bool) -> str:
    if english:
        shown = f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
        return shown + (f" {day.year}" if day.year != year else "")
    return (f"{day.year}年" if day.year != year else "") + f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
