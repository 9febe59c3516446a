"""Times that contradict each other: extensions that shorten, rungs before the start, duties that shut others out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, permutations
from typing import Any

from amends.core.analysis import Analysis
from amends.core.conditions import ALWAYS
from amends.core.encoding_spans import is_shorter, span_at
from amends.core.finding import Finding
from amends.core.matching import LATE, Matcher, parse
from amends.core.pack import DutyRow, Pack, StepRow
from amends.core.places import about
from amends.core.shown_case import shown
from amends.core.span import Span
from amends.core.stage_walks import can_recur, steps_causing

_RUNG = re.compile(r"(?P<share>\d{1,3})\s*%|due(\s*(?P<sign>[+-])\s*(?P<span>.+))?")


def check_deadlines(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    """Yield extensions, rungs and pairs of duties of which one time makes the other pointless or impossible."""
    for duty in pack.duty:
        yield from _extensions(pack, duty)
        yield from _rungs(pack, duty)
    for one, other in permutations((row for row in pack.duty if row.of == "case"), 2):
        if one.opens == other.opens and one.for_each == other.for_each and ends_before(pack, one, other):
            yield from _shut_out(pack, one, other, analysis)
    yield from _waits_for_each_other(pack)


def ends_before(pack: Pack, one: DutyRow, other: DutyRow) -> bool:
    """Return whether the first is due before the second, which waits, can even begin, on every calendar."""
    within, waits = span_at(one.within, pack), span_at(other.waits, pack)
    if within is None or waits is None or one.waits is not None or one.counts_from != other.counts_from:
        return False
    return within == waits or is_shorter(within, waits, pack.counting)


# --- one duty ---------------------------------------------------------------------------


def _extensions(pack: Pack, duty: DutyRow) -> Iterator[Finding]:
    before = span_at(duty.within, pack)
    for nth, row in enumerate(duty.extension):
        to, most = span_at(row.to, pack), span_at(row.total_at_most, pack)
        if to is not None and before is not None and not _may_be_longer(to, before, pack):
            yield _contradicts(
                duty, f"extension.{nth}.to",
                zh=f"延长到 {to.text('zh')}，并不长于此前的 {before.text('zh')}",
                en=f"extended to {to.text('en')}, which is no longer than the {before.text('en')} before it",
            )  # fmt: skip
        if to is not None and most is not None and is_shorter(most, to, pack.counting):
            yield _contradicts(
                duty, f"extension.{nth}.total_at_most",
                zh=f"延长到 {to.text('zh')}，已超过合计上限 {most.text('zh')}",
                en=f"extended to {to.text('en')}, which is above the total of {most.text('en')}",
            )  # fmt: skip
        before = to or before


def _may_be_longer(one: Span, other: Span, pack: Pack) -> bool:
    """Return whether a span is longer on some calendar."""
    return one != other and not is_shorter(one, other, pack.counting)


def _rungs(pack: Pack, duty: DutyRow) -> Iterator[Finding]:
    within = span_at(duty.within, pack)
    read = [(row.at, found) for row in duty.rungs if (found := _RUNG.fullmatch(row.at.strip()))]
    for at, found in read:
        back = span_at(found["span"], pack) if found["sign"] == "-" else None
        if found["share"] and int(found["share"]) > 100:
            yield _contradicts(duty, "rungs.at", zh=f"“{at}”超过百分之百", en=f"“{at}” is above 100 %")
        elif back and within and not is_shorter(back, within, pack.counting) and back.unit == within.unit:
            yield _contradicts(
                duty, "rungs.at",
                zh=f"“{at}”早于义务开始：期限只有 {within.text('zh')}",
                en=f"“{at}” falls before the duty begins: its time is {within.text('en')}",
            )  # fmt: skip
    for (first, one), (then, other) in pairwise(read):
        if _is_earlier(other, one, pack):
            yield about(
                "duty", duty, "rungs_out_of_order", key="rungs.at", level="note",
                zh=f"催办“{then}”写在“{first}”之后，却更早",
                en=f"the rung “{then}” is listed after “{first}” but is earlier",
            )  # fmt: skip


def _is_earlier(one: re.Match[str], other: re.Match[str], pack: Pack) -> bool:
    """Return whether one rung comes before another on every calendar."""
    if one["share"] and other["share"]:
        return int(one["share"]) < int(other["share"])
    sides = _side(one), _side(other)
    if sides[0] != sides[1] or not all(sides) or one["share"] or other["share"]:
        return sides[0] < sides[1]
    a, b = span_at(one["span"], pack), span_at(other["span"], pack)
    nearer, farther = (a, b) if sides[0] > 0 else (b, a)
    return nearer is not None and farther is not None and is_shorter(nearer, farther, pack.counting)


def _side(rung: re.Match[str]) -> int:
    """Return -1 before the due time, 0 at it, 1 after it."""
    if rung["share"]:
        return -1 if int(rung["share"]) < 100 else 0
    return {"-": -1, "+": 1}.get(rung["sign"] or "", 0)


def _contradicts(duty: DutyRow, key: str, *, zh: str, en: str) -> Finding:
    return about("duty", duty, "contradiction", key=key, zh=zh, en=en)


# --- two duties -------------------------------------------------------------------------


def _shut_out(pack: Pack, one: DutyRow, other: DutyRow, analysis: Analysis) -> Iterator[Finding]:
    """Yield two duties met by the same that happens only once: who does it in time for one never does the other."""
    ends = _events(other.void_by, pack)
    wanted, done = _events(other.met_by, pack), _events(one.met_by, pack)
    if not wanted or any(event not in done or event in ends or can_recur(pack, event.event) for event in wanted):
        return
    if (both := analysis.overlap(one.when, other.when)) is not None:
        yield about(
            "duty", other, "contradiction", key="met_by", **shown(pack, both),
            zh=f"“{one.id}”（条款{one.article}）由同一事件履行，总在本义务开始之前到期，此后该事件不再发生",
            en=f"“{one.id}” (article {one.article}) is met by the same event and is always due before this begins; "
            "the event does not happen again",
        )  # fmt: skip


def _events(written: Any, pack: Pack) -> tuple[Matcher, ...]:
    """Return what a row means by its events; nothing for words that cannot be read, which are a fault of their own."""
    try:
        return parse(written, pack)
    except (ValueError, TypeError, AttributeError, KeyError):
        return ()


def _waits_for_each_other(pack: Pack) -> Iterator[Finding]:
    """Yield duties that only a step meets which needs another duty met that begins when the first is due or late."""
    for duty in pack.duty:
        steps = [step for event in _events(duty.met_by, pack) for step in steps_causing(pack, event.event)]
        if not steps:
            continue
        needed = [_needed(pack, step) for step in steps]
        for name in set.intersection(*needed):
            other = pack.duties.get(name)
            if other and other is not duty and _begins_too_late(pack, duty, other):
                yield _contradicts(
                    duty, "met_by",
                    zh=f"只有先完成“{other.id}”（条款{other.article}）才能履行，而它要到本义务到期时才开始",
                    en=f"it cannot be met before “{other.id}” (article {other.article}), "
                    "which begins only when this is due",
                )  # fmt: skip


def _needed(pack: Pack, step: StepRow) -> set[str]:
    """Return the duties that always have to be met before a step."""
    gates = [need for gate in pack.gate if gate.step == step.id and gate.when == ALWAYS for need in gate.needs]
    return {need.met for need in (*step.needs, *gates) if need.met and need.when == ALWAYS}


def _begins_too_late(pack: Pack, duty: DutyRow, other: DutyRow) -> bool:
    openers = _events(other.opens, pack)
    if openers and all(matcher.event == LATE + duty.id for matcher in openers):
        return True
    return duty.opens == other.opens and ends_before(pack, duty, other)
