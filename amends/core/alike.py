"""How many cases are alike: the counts that grades read, from the cases themselves (FR-038, FR-042).

The case room asks its database the same question; stories and replay ask this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from amends.core.conditions import LAST, Count, Setting, counts_of
from amends.core.ledger import ONE_SECOND, CaseState, Counted, Counts, Value
from amends.core.matching import span_of
from amends.core.pack import Pack
from amends.core.windows import ROLLING, counts_until
from amends.core.working_calendar import WorkingCalendar

UNCOUNTED_EVENTS = ("withdrawn", "merged", "not_accepted")


def asked_counts(pack: Pack) -> Iterator[tuple[Count, bool]]:
    """Yield every count of cases that a pack asks for, and whether later cases count for earlier ones too."""
    for row in pack.row:
        yield from ((count, row.marks == "all_in_group") for count in counts_of(row.when) if count.of == "cases")
    tables: tuple[tuple[Any, ...], ...] = (pack.flag, pack.duty, pack.gate, pack.route, pack.supervision, pack.offer)
    asked = [row.when for table in tables for row in table if row.when is not None]
    asked += [
        need.is_ for table in (pack.step, pack.gate) for row in table for need in row.needs if need.is_ is not None
    ]
    for when in asked:
        yield from ((count, True) for count in counts_of(when) if count.of == "cases")


def count_cases(
    pack: Pack, cases: Mapping[str, CaseState], case: str, *, now: datetime, calendar: WorkingCalendar
) -> Counts:
    """Return all counts of a pack for one case; the case itself is counted too."""
    return {
        count.key: _counted(count, pack, cases, case, now=now, calendar=calendar, later_too=later_too)
        for count, later_too in asked_counts(pack)
    }


def _counted(
    count: Count,
    pack: Pack,
    cases: Mapping[str, CaseState],
    case: str,
    *,
    now: datetime,
    calendar: WorkingCalendar,
    later_too: bool,
) -> Counted:
    mine = cases[case]
    since = since_of(count, mine)
    group = tuple(field_of(mine.facts, path) for path in count.same)
    if None in group or (count.since and since is None):
        return Counted(0)
    found: dict[Value, tuple[str, datetime | None]] = {}
    for key, other in cases.items():
        at = received_at(other)
        if at is None or at > now or not _counts(other):
            continue
        if tuple(field_of(other.facts, path) for path in count.same) != group:
            continue
        if (since and at < since) or (not later_too and at > (received_at(mine) or now)):
            continue
        until = _until(count, pack, at, calendar)
        if until is None or until >= now:
            found[field_of(other.facts, count.different) if count.different else key] = (key, until)
    ends = [until for _, until in found.values() if until]
    return Counted(len(found), tuple(key for key, _ in found.values()), min(ends) + ONE_SECOND if ends else None)


def _until(count: Count, pack: Pack, at: datetime, calendar: WorkingCalendar) -> datetime | None:
    within = pack.setting_value(count.within.id) if isinstance(count.within, Setting) else count.within
    window = pack.setting_value(count.window.id) if isinstance(count.window, Setting) else count.window
    span = span_of(within, pack)
    return counts_until(at, within=span, window=str(window or ROLLING), calendar=calendar, counting=pack.counting)


def since_of(count: Count, mine: CaseState) -> datetime | None:
    """Return from when a count begins, by the case that asks; None where that has not happened, or none is named."""
    if count.since == "first_late":
        return min((due for one in mine.obligations for due in one.missed), default=None)
    if count.since.startswith(LAST):
        event = count.since.removeprefix(LAST)
        return max((done.at for done in mine.done if done.event == event), default=None)
    return mine.instant(count.since) if count.since else None


def _counts(other: CaseState) -> bool:
    """Return whether a case counts at all: withdrawn, merged and invalid ones do not."""
    return other.facts.get("nature") != "invalid" and not any(other.instant(event) for event in UNCOUNTED_EVENTS)


def received_at(state: CaseState) -> datetime | None:
    """Return when a case was first received."""
    moments = [at for name in ("received", "told") if (at := state.instant(name))]
    return moments[0] if moments else state.done[0].at if state.done else None


def field_of(facts: Mapping[str, Value], path: str) -> Value:
    """Return a fact, or the first levels of a tree: ``category/2`` (FR-042)."""
    name, _, levels = path.partition("/")
    value = facts.get(name)
    return "/".join(value.split("/")[: int(levels)]) if levels and isinstance(value, str) else value
