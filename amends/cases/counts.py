"""Counts of alike cases, asked of the database: the case itself and its siblings in a window (FR-038, FR-042).

The same question that `core.alike` answers for stories. Cases are found by the index on
category and receipt, then compared by their facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from amends.cases.models import Case
from amends.core.alike import asked_counts
from amends.core.conditions import Count, Setting
from amends.core.ledger import ONE_SECOND, CaseState, Counted, Counts, Rules, Value
from amends.core.matching import span_of
from amends.core.pack import Pack
from amends.core.windows import CALENDAR_MONTH, CALENDAR_YEAR, ROLLING, counts_until

_FARTHEST = {CALENDAR_MONTH: timedelta(days=32), CALENDAR_YEAR: timedelta(days=367)}
MOST = 5_000
"""No threshold of a regulation lies beyond; a count stops here."""


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom is counted: a case that may not be stored yet, with the facts it is about to have."""

    id: UUID
    number: str
    received_at: datetime
    facts: Mapping[str, Value]
    state: CaseState


def count(asked: Asked, rules: Rules, *, now: datetime, slack: int = 0) -> tuple[Counts, frozenset[UUID]]:
    """Return every count that the packs ask for, and the siblings that look again at what this case changes.

    A sibling's grade changes only when the count reaches its limit; ``slack`` is by how
    much it may be passed already when cases arrive together.
    """
    found: dict[str, Counted] = {}
    siblings: set[UUID] = set()
    for pack, one, later_too in _asked(rules):
        counted, ids = _count(one, pack, rules, asked, now=now, later_too=later_too)
        found[one.key] = counted
        if later_too and counted.value <= _limit(one, pack) + slack:
            siblings |= ids
    return found, frozenset(siblings - {asked.id})


def asks(rules: Rules) -> bool:
    """Return whether any pack of a case counts cases at all."""
    return next(_asked(rules), None) is not None


_kept: dict[int, tuple[Pack, tuple[tuple[Count, bool], ...]]] = {}


def _asked(rules: Rules) -> Iterator[tuple[Pack, Count, bool]]:
    for pack in rules.packs:
        known = _kept.get(id(pack))
        if known is None or known[0] is not pack:
            if len(_kept) > 64:
                _kept.clear()
            known = _kept[id(pack)] = (pack, tuple(asked_counts(pack)))
        yield from ((pack, one, later_too) for one, later_too in known[1])


def _count(
    one: Count, pack: Pack, rules: Rules, asked: Asked, *, now: datetime, later_too: bool
) -> tuple[Counted, set[UUID]]:
    group = tuple(_field(asked.facts, path) for path in one.same)
    since = _since(one, asked.state)
    if None in group or (one.since and since is None):
        return Counted(0), set()
    own = (asked.id, asked.number, asked.received_at, asked.facts)
    others = _alike(one, pack, asked, group, now=now, since=since, later_too=later_too)
    seen: dict[Value, tuple[str, datetime | None]] = {}
    ids: set[UUID] = set()
    for id_, number, at, facts in [own, *others]:
        if tuple(_field(facts, path) for path in one.same) != group or facts.get("nature") == "invalid":
            continue
        until = _until(one, pack, rules, at)
        if until is None or until >= now:
            seen[_field(facts, one.different) if one.different else id_] = (number, until)
            ids.add(id_)
    ends = [until for _, until in seen.values() if until]
    return Counted(
        len(seen), tuple(number for number, _ in seen.values() if number), min(ends) + ONE_SECOND if ends else None
    ), ids


def _alike(
    one: Count, pack: Pack, asked: Asked, group: tuple[Value, ...], *, now: datetime, since: datetime | None,
    later_too: bool,
) -> Iterable[tuple[UUID, str, datetime, Any]]:  # fmt: skip
    """Return the cases that may be alike: by receipt, and by category where the count asks for it."""
    rows: QuerySet[Case] = Case.objects.exclude(pk=asked.id).filter(is_counted=True)
    rows = rows.filter(received_at__lte=now if later_too else min(asked.received_at, now))
    begins = since or _earliest(one, pack, now)
    if begins is not None:
        rows = rows.filter(received_at__gte=begins)
    for path, value in zip(one.same, group, strict=True):
        rows = _narrowed(rows, path, value)
    return rows.order_by("-received_at").values_list("id", "number", "received_at", "facts")[:MOST]


def _narrowed(rows: QuerySet[Case], path: str, value: Value) -> QuerySet[Case]:
    if path in ("category", "category/2"):
        column = "category_2" if path.endswith("/2") else "category"
        rows = rows.filter(**{column: value})
        return rows if column == "category_2" else rows.filter(category_2="/".join(str(value).split("/")[:2]))
    if path == "complainant":
        return rows.filter(complainant_id=value)
    name, _, levels = path.partition("/")
    return rows if levels else rows.filter(**{f"facts__{name}": list(value) if isinstance(value, tuple) else value})


def _earliest(one: Count, pack: Pack, now: datetime) -> datetime | None:
    """Return a moment before which nothing counts, somewhat early; the exact end is checked per case."""
    window = pack.setting_value(one.window.id) if isinstance(one.window, Setting) else one.window
    if window in _FARTHEST:
        return now - _FARTHEST[window]
    within = pack.setting_value(one.within.id) if isinstance(one.within, Setting) else one.within
    span = span_of(within, pack)
    if span is None:
        return None
    days = {"s": 1, "min": 1, "h": 1, "wh": 20, "d": 1, "wd": 20, "wk": 7, "mo": 31, "y": 366}[str(span.unit)]
    return now - timedelta(days=float(span.amount) * days + 40)


def _until(one: Count, pack: Pack, rules: Rules, at: datetime) -> datetime | None:
    within = pack.setting_value(one.within.id) if isinstance(one.within, Setting) else one.within
    window = pack.setting_value(one.window.id) if isinstance(one.window, Setting) else one.window
    return counts_until(
        at, within=span_of(within, pack), window=str(window or ROLLING),
        calendar=rules.calendars[pack.id], counting=pack.counting,
    )  # fmt: skip


def _limit(one: Count, pack: Pack) -> float:
    right = pack.setting_value(one.right.id) if isinstance(one.right, Setting) else one.right
    return float(right) if isinstance(right, int | float) else float("inf")


def _since(one: Count, state: CaseState) -> datetime | None:
    if one.since == "first_late":
        return min((due for run in state.obligations for due in run.missed), default=None)
    return state.instant(one.since) if one.since else None


def _field(facts: Mapping[str, Value], path: str) -> Value:
    name, _, levels = path.partition("/")
    value = facts.get(name)
    return "/".join(value.split("/")[: int(levels)]) if levels and isinstance(value, str) else value
