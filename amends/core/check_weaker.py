"""A local rule may add to its parent's and never weaken it: one duty against the one it comes after (FR-251).

A figure is weaker when it is longer in the same kind of unit. One in another unit (12 h against 1 wd)
is neither longer nor shorter: it stands beside the parent's and both must be met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.finding import Finding
from amends.core.pack import DutyRow, Extension
from amends.core.places import about
from amends.core.span import SECONDS, Span, Unit
from amends.core.text import Text

_KINDS: dict[Unit, tuple[str, int]] = {
    **{unit: ("time", seconds) for unit, seconds in SECONDS.items() if unit is not Unit.WH},
    Unit.WH: ("working time", 1), Unit.WD: ("working days", 1), Unit.D: ("days", 1), Unit.WK: ("days", 7),
    Unit.MO: ("months", 1), Unit.Y: ("months", 12),
}  # fmt: skip
"""Units that measure alike, and how many of the smallest each has: a day is not always 24 h, nor 8 wh."""
_WORDS = {"at_once": ("time", 1.0), "same_day": ("days", 0.5)}
"""At once is sooner than any hour, the same day than any day."""
_LATER = {
    "day_one": ("opening_day", "next_day"), "days_end": ("same_time", "close_of_business", "end_of_day"),
    "working_days_end": ("same_time", "close_of_business", "end_of_day"),
    "last_day_closed": ("stays", "next_open_day"), "received_when_closed": ("as_is", "next_opening"),
}  # fmt: skip
"""Readings of [counting], each later than the one before it."""
_AGAIN = ("once", "when_heavier", "always")
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RUNG = re.compile(r"(?P<share>\d{1,3})\s*%|due(?:\s*(?P<sign>[+-])\s*(?P<span>.+))?")
Fault = tuple[str, str, str]
"""The key, and what is weaker about it in Chinese and in English."""


def weaker(parent: DutyRow, local: DutyRow) -> Finding | None:
    """Return what makes a local duty weaker than its parent's, with both articles; None: it is as strict or stricter.

    Conditions are left to ``weaker_rows``, which knows the packs.
    """
    faults = [*_times(parent, local), *_calendar(parent, local), *_what(parent, local), *_postponing(parent, local),
              *_ladder(parent, local), *_extensions(parent, local)]  # fmt: skip
    return refused("duty", local, parent, faults) if faults else None


def refused(table: str, local: Any, parent: Any, faults: list[Fault]) -> Finding:
    """Return the finding that a local row is weaker than its parent's, with both articles."""
    zh, en = "；".join(zh for _, zh, _ in faults), "; ".join(en for _, _, en in faults)
    of = Text(zh=f"上级条款{parent.article}", en=f"article {parent.article} above it")
    if not parent.article:
        of = Text(zh="上级制度", en="the regulation above it")
    return about(table, local, "weaker", key=faults[0][0], zh=f"弱于{of.zh}：{zh}", en=f"weaker than {of.en}: {en}")


def longer(one: Any, other: Any) -> bool | None:
    """Return whether a time is longer than another; None: in another unit, so neither. None at all is longest."""
    if one == other or other is None:
        return False
    if one is None:
        return True
    a, b = _measured(one), _measured(other)
    return None if a is None or b is None or a[0] != b[0] else a[1] > b[1]


def _measured(written: Any) -> tuple[str, float] | None:
    if written in _WORDS:
        return _WORDS[written]
    try:
        span = written if isinstance(written, Span) else Span.parse(written)
    except (ValueError, TypeError, AttributeError):
        return None
    kind, size = _KINDS[span.unit]
    return kind, float(span.amount * size)


def says(written: Any) -> Text:
    """Return a time for people."""
    if written is None:
        return Text(zh="无期限", en="no time")
    try:
        return Span.parse(written).says
    except (ValueError, TypeError, AttributeError):
        return Text(zh=str(written), en=str(written))


def _times(parent: DutyRow, local: DutyRow) -> Iterator[Fault]:
    for key in ("within", "waits"):
        theirs, ours = getattr(parent, key), getattr(local, key)
        begins_later = key == "waits" and ours is not None and theirs is None
        if begins_later or (longer(ours, theirs) and not (key == "waits" and ours is None)):
            more, less = says(ours), says(theirs)
            yield key, f"{more.zh}长于 {less.zh}", f"{more.en} is longer than {less.en}"
    if local.force == "should" and parent.force == "must":
        yield "force", "由“必须”降为“应当”", "must became should"
    if local.counts_from != parent.counts_from:
        yield "counts_from", "起算点不同", "it counts from something else"
    ours_counting, theirs_counting = local.counting or {}, parent.counting or {}
    for key, order in _LATER.items():
        a, b = ours_counting.get(key), theirs_counting.get(key)
        if a in order and (b is None or (b in order and order.index(a) > order.index(b))) and a != order[0]:
            yield f"counting.{key}", f"计时更宽：{key} = {a}", f"counted more loosely: {key} = {a}"


def _calendar(parent: DutyRow, local: DutyRow) -> Iterator[Fault]:
    keys = ("while_", "every_day_at", "every_week_on", "every_month_on")
    for key in keys:
        theirs, ours = getattr(parent, key), getattr(local, key)
        if theirs and not ours:
            yield key.strip("_"), f"不再按“{key.strip('_')} = {theirs}”", f"no more {key.strip('_')} = {theirs}"
        elif theirs and _rank(ours) > _rank(theirs):
            yield key.strip("_"), f"{ours} 晚于 {theirs}", f"{ours} is later than {theirs}"
    if _months(local) > _months(parent):
        yield "months_apart", "间隔月数更长", "more months apart"


def _months(row: DutyRow) -> int:
    return row.months_apart if isinstance(row.months_apart, int) else 1


def _rank(written: Any) -> Any:
    return (0, _WEEK.index(written), "") if written in _WEEK else (0, written, "") if isinstance(written, int) else \
        (0, 0, str(written))  # fmt: skip


def _what(parent: DutyRow, local: DutyRow) -> Iterator[Fault]:
    if extra := [one for one in _many(local.met_by) if one not in _many(parent.met_by)]:
        yield "met_by", f"多了履行方式：{_names(extra)}", f"met by more: {_names(extra)}"
    if missing := [one for one in _many(parent.opens) if one not in _many(local.opens)]:
        yield "opens", f"不再因此产生：{_names(missing)}", f"no longer opened by {_names(missing)}"
    if extra := [one for one in local.void_by if one not in parent.void_by]:
        yield "void_by", f"多了免除情形：{_names(extra)}", f"void by more: {_names(extra)}"
    if missing := [one for one in parent.not_by if one not in local.not_by]:
        yield "not_by", f"不再排除：{_names(missing)}", f"no longer barred: {_names(missing)}"
    if _AGAIN.index(local.again) < _AGAIN.index(parent.again):
        yield "again", "再次发生时不再重新产生", "opened again less often"


def _many(written: Any) -> list[Any]:
    if written is None:
        return []
    return list(written) if isinstance(written, list | tuple) else [written]


def _names(several: list[Any]) -> str:
    return ", ".join(str(one.get("event", one)) if isinstance(one, Mapping) else str(one) for one in several)


def _postponing(parent: DutyRow, local: DutyRow) -> Iterator[Fault]:
    if local.yields_to and not parent.yields_to:
        yield "yields_to", "允许约定时间代替期限", "an agreed time may take the place of its due time"
    elif local.yields_to and longer(local.postpone_at_most, parent.postpone_at_most):
        yield "postpone_at_most", "可推迟更久", "it may be postponed for longer"
    ours, theirs = local.pause or {}, parent.pause or {}
    if ours.get("allowed") and not theirs.get("allowed"):
        yield "pause", "允许暂停计时", "its clock may be paused"
    elif ours.get("allowed") and longer(ours.get("cap"), theirs.get("cap")):
        yield "pause.cap", "可暂停更久", "its clock may be paused for longer"


def _ladder(parent: DutyRow, local: DutyRow) -> Iterator[Fault]:
    for theirs in parent.rungs:
        in_time = [ours for ours in local.rungs if _no_later(ours.at, theirs.at)]
        told = {role for ours in in_time for role in ours.tell}
        if missing := [role for role in theirs.tell if role not in told]:
            names = _names(missing)
            yield "rungs", f"“{theirs.at}”不再催告 {names}", f"{names} no longer told at “{theirs.at}”"
    if local.rung_hours == "working" and parent.rung_hours == "any" and parent.rungs:
        yield "rung_hours", "催告改为只在工作时间", "people are told in working time only"


def _no_later(ours: str, theirs: str) -> bool:
    """Return whether a rung is climbed no later than another; of two that nothing orders, only the same one."""
    if ours.replace(" ", "") == theirs.replace(" ", ""):
        return True
    a, b = _RUNG.fullmatch(ours.strip()), _RUNG.fullmatch(theirs.strip())
    if a is None or b is None:
        return False
    if a["share"] or b["share"]:
        return bool(a["share"]) and (int(a["share"]) <= int(b["share"]) if b["share"] else b["sign"] != "-")
    first, then = _from_due(a), _from_due(b)
    if first is None or then is None:
        return False
    return (first[0] == then[0] or 0 in (first[1], then[1])) and first[1] <= then[1]


def _from_due(rung: re.Match[str]) -> tuple[str, float] | None:
    if not rung["span"]:
        return "", 0
    found = _measured(rung["span"].strip())
    return found and (found[0], -found[1] if rung["sign"] == "-" else found[1])


def _extensions(parent: DutyRow, local: DutyRow) -> Iterator[Fault]:
    if len(local.extension) > len(parent.extension):
        yield "extension", "可延长的次数更多", "it may be extended more often"
    for nth, (ours, theirs) in enumerate(zip(local.extension, parent.extension, strict=False)):
        yield from ((f"extension.{nth}.{key}", zh, en) for key, zh, en in _extension(ours, theirs))


def _extension(ours: Extension, theirs: Extension) -> Iterator[Fault]:
    if longer(ours.to, theirs.to):
        yield "to", f"可延长到 {says(ours.to).zh}", f"it may be extended to {says(ours.to).en}"
    if longer(ours.total_at_most or None, theirs.total_at_most or None):
        yield "total_at_most", "合计上限更长", "the total is longer"
    for key, zh, en in (("approver", "无须批准", "without approval"), ("notice", "无须告知", "without notice")):
        if getattr(theirs, key) and not getattr(ours, key):
            yield key, f"延长{zh}", f"extended {en}"
