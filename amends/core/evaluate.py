"""Does a condition hold, on which facts, and when may that change by itself?

Three answers: yes, no, not known. What is not known fires no row, under ``unless``
either; the facts to ask for are named. Time and windows never need a scan: a verdict
says the instant at which it has to be looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from amends.core.comparing import compare
from amends.core.conditions import (
    AND_ABOVE_SETTING,
    DAY,
    LAST,
    Age,
    All,
    AnyOf,
    Condition,
    Count,
    Fact,
    Not,
    Setting,
    Test,
)  # fmt: skip
from amends.core.due import Counting, age_reached
from amends.core.ledger import Counts, Done, Value
from amends.core.pack import Pack
from amends.core.span import Span
from amends.core.told_moment import TOLD_FACTS, told_fact
from amends.core.vocabulary import EVENTS
from amends.core.windows import counts_until
from amends.core.working_calendar import WorkingCalendar

STRICT = "strict"
SETTING_PREFIX = "setting:"
_A_SECOND = timedelta(seconds=1)
"""A limit is kept during its own second (FR-076), so what ends with it ends one second later."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a condition may read, as of one moment."""

    pack: Pack
    facts: Mapping[str, Value]
    instants: Mapping[str, datetime]  # event -> its first moment
    now: datetime
    calendar: WorkingCalendar
    counting: Counting
    counts: Counts = field(default_factory=dict)
    done: Sequence[Done] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a condition says of a scene.

    ``true`` None: not known, and ``unknown`` names the facts (``setting:<id>`` for a
    setting that is not decided) that would tell. ``look_again``: the earliest instant
    at which the answer may change without any event.
    """

    true: bool | None
    reads: Mapping[str, Value] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    look_again: datetime | None = None


_ALWAYS = Verdict(True)


def holds(condition: Condition, scene: Scene) -> Verdict:
    """Return whether the condition holds, what it read, what it lacks, when to look again."""
    match condition:
        case Test():
            return _test(condition, scene)
        case All(parts):
            return _joined([holds(part, scene) for part in parts], decisive=False) if parts else _ALWAYS
        case AnyOf(parts):
            return _joined([holds(part, scene) for part in parts], decisive=True)
        case Not(part):
            inner = holds(part, scene)
            turned = None if inner.true is None else not inner.true
            return Verdict(turned, inner.reads, inner.unknown, inner.look_again)
        case Age():
            return _age(condition, scene)
        case Count():
            return _count(condition, scene)


def _joined(verdicts: list[Verdict], *, decisive: bool) -> Verdict:
    """Join parts where one ``decisive`` answer settles the whole: no for "and", yes for "or"."""
    reads = {fact: value for verdict in verdicts for fact, value in verdict.reads.items()}
    settling = [verdict for verdict in verdicts if verdict.true is decisive]
    if settling:
        return Verdict(decisive, reads, (), _all_gone(settling))
    look_again = min((v.look_again for v in verdicts if v.look_again), default=None)
    if open_parts := [verdict for verdict in verdicts if verdict.true is None]:
        return Verdict(None, reads, _in_order(fact for v in open_parts for fact in v.unknown), look_again)
    return Verdict(not decisive, reads, (), look_again)


def _all_gone(settling: list[Verdict]) -> datetime | None:
    """Return when the last of the parts that settle the answer may have changed; None: one of them never does."""
    moments = [verdict.look_again for verdict in settling]
    return None if None in moments else max(moment for moment in moments if moment)


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _right(right: Any, scene: Scene) -> tuple[Value, str]:
    """Return the value of a right side, or None and the name of what is not known."""
    match right:
        case Setting(id=name):
            return scene.pack.setting_value(name), SETTING_PREFIX + name
        case Fact(name=name):
            return _known(name, scene), name
    return right, ""


def _known(name: str, scene: Scene) -> Value:
    """Return the value of a fact; when the case was told is read from the moment itself."""
    value = scene.facts.get(name)
    return told_fact(name, scene.instants, scene.calendar) if value is None and name in TOLD_FACTS else value


def _reading_of_and_above(op: str, scene: Scene) -> str | None:
    """Return ``at_least`` or ``more_than`` for 以上 (FR-050); None when the organisation has not decided."""
    if op != "and_above":
        return op
    if AND_ABOVE_SETTING not in {row.id for row in scene.pack.setting} | set(scene.pack.chosen):
        return "at_least"
    value = scene.pack.setting_value(AND_ABOVE_SETTING)
    return None if value is None else "more_than" if value == STRICT else "at_least"


def _test(test: Test, scene: Scene) -> Verdict:
    value = _known(test.fact, scene)
    known = value is not None and value != ""
    reads = {test.fact: value} if known else {}
    if test.op == "known":
        return Verdict(known is bool(test.right), reads)
    right, name = _right(test.right, scene)
    op = _reading_of_and_above(test.op, scene)
    if name and right is not None:
        reads[name] = right
    lacks = [] if known else [test.fact]
    lacks += [name] if right is None else []
    lacks += [SETTING_PREFIX + AND_ABOVE_SETTING] if op is None else []
    if lacks or op is None:
        return Verdict(None, reads, tuple(lacks))
    return Verdict(compare(value, op, right), reads)


def _span(value: Span | Setting | None, scene: Scene) -> tuple[Span | None, str]:
    found, name = _right(value, scene)
    return (Span.parse(found) if isinstance(found, str) else found), name


def _age(age: Age, scene: Scene) -> Verdict:
    start, setting = _right(age.since, scene)
    if start is None:
        return Verdict(None, {}, (setting,))
    ends: dict[str, Any] = {
        name: scene.instants.get(name, scene.facts.get(name)) for name in (str(start), age.until) if name
    }
    missing = [name for name, moment in ends.items() if moment is None]
    if missing:
        # What has not happened has no age; an instant that nobody stated is simply not known.
        return Verdict(False) if any(name in EVENTS for name in missing) else Verdict(None, {}, tuple(missing))
    limits = ((age.at_least, True), (age.at_most, False))
    then = replace(scene, now=ends[age.until]) if age.until else scene
    held = _joined([_limit(str(start), ends[str(start)], *one, then) for one in limits if one[0]], decisive=False)
    # An age that was reached at another instant changes no more (FR-092).
    return replace(held, reads={**held.reads, **ends}, look_again=None) if age.until else held


def _limit(name: str, since: datetime, limit: Span | Setting | None, from_then_on: bool, scene: Scene) -> Verdict:
    span, setting = _span(limit, scene)
    if span is None:
        return Verdict(None, {name: since}, (setting,))
    reached = age_reached(since, span, calendar=scene.calendar, counting=scene.counting)
    turns = reached if from_then_on else reached + _A_SECOND
    past = scene.now >= turns
    return Verdict(past is from_then_on, {name: since}, (), None if past else turns)


def threshold(part: Test | Count, scene: Scene) -> int | None:
    """Return the whole number from which a test or count holds; None: it has no such limit, or it is not known."""
    right, _ = _right(part.right, scene)
    op = _reading_of_and_above(part.op, scene)
    if op not in ("at_least", "more_than") or not isinstance(right, int):
        return None
    return right if op == "at_least" else right + 1


def _count(count: Count, scene: Scene) -> Verdict:
    right, name = _right(count.right, scene)
    op = _reading_of_and_above(count.op, scene)
    window = [_right(side, scene) for side in (count.within, count.window) if isinstance(side, Setting)]
    lacks = [setting for value, setting in [(right, name), *window] if value is None]
    lacks += [SETTING_PREFIX + AND_ABOVE_SETTING] if op is None else []
    counted = scene.counts.get(count.key) if count.of == "cases" else None
    if count.of == "cases" and counted is None:
        lacks.append(count.key)
    if lacks or op is None:
        return Verdict(None, {}, tuple(lacks))
    value, shrinks = (counted.value, counted.changes_at) if counted else _events(count, scene)
    enough = compare(value, op, right)
    # A window only ever loses what it holds as time passes, so "not enough" stays so until an event.
    return Verdict(enough, {count.key: value}, (), shrinks if enough else None)


def _events(count: Count, scene: Scene) -> tuple[int, datetime | None]:
    """Return how many events of this case count now, and when the first of them leaves the window.

    ``same``: those that agree in these fields, the largest such group; ``different``: distinct values of a field.
    """
    groups: dict[tuple[Value, ...], dict[Value, datetime | None]] = defaultdict(dict)
    for nth, done in enumerate(scene.done):
        last = _counts_until(count, done, scene)
        if last is not None and last < scene.now:
            continue
        if done.event == count.event and done.at <= scene.now and _after_since(count, done, scene):
            group = tuple(_detail(done, path, scene) for path in count.same)
            groups[group][_detail(done, count.different, scene) if count.different else nth] = last
    largest = max(groups.values(), key=len, default={})
    return len(largest), min((last + _A_SECOND for last in largest.values() if last), default=None)


def _counts_until(count: Count, done: Done, scene: Scene) -> datetime | None:
    within, _ = _span(count.within, scene)
    window, _ = _right(count.window, scene)
    return counts_until(done.at, within=within, window=window, calendar=scene.calendar, counting=scene.counting)


def _after_since(count: Count, done: Done, scene: Scene) -> bool:
    if not count.since:
        return True
    since = scene.instants.get(count.since)
    if count.since.startswith(LAST):
        since = max((one.at for one in scene.done if one.event == count.since.removeprefix(LAST)), default=None)
    return since is not None and done.at >= since


def _detail(done: Done, path: str, scene: Scene) -> Value:
    """Return a field of the event, else of the case; ``day``: on which day, ``category/2``: two levels of a tree."""
    name, _, levels = path.partition("/")
    if name == DAY:
        return scene.calendar.day_of(done.at).isoformat()
    value = {"by": done.by, "on": done.on}.get(name) or done.detail.get(name, scene.facts.get(name))
    return "/".join(value.split("/")[: int(levels)]) if levels and isinstance(value, str) else value
