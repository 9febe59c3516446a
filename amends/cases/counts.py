"""Counts of alike cases, asked of the database: the case itself and its siblings in a window (FR-038, FR-042).

The same question that `core.alike` answers for stories. Cases are found by the index on
category and receipt, then compared by their facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.cases.alike import Alike, Group, Sibling
from amends.core.alike import asked_counts, field_of, since_of
from amends.core.conditions import Count, Setting
from amends.core.ledger import ONE_SECOND, CaseState, Counted, Counts, Rules, Value
from amends.core.pack import Pack

BEYOND = 100
"""A count goes on so far past its limit and stops: the answer is the same, and a year of a large branch is not read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom is counted: a case that may not be stored yet, with the facts it is about to have."""

    id: UUID
    number: str
    received_at: datetime
    facts: Mapping[str, Value]
    state: CaseState


def count(
    asked: Asked, rules: Rules, *, now: datetime, slack: int = 0, alike: Alike | None = None
) -> tuple[Counts, frozenset[UUID]]:
    """Return every count that the packs ask for, and the siblings that look again at what this case changes.

    A sibling's grade changes only when the count reaches its limit; ``slack`` is by how
    much it may be passed already when cases arrive together. A batch counts with one
    ``alike``, so that a group of its cases is read once.
    """
    found: dict[str, Counted] = {}
    siblings: set[UUID] = set()
    for pack, one, later_too in _asked(rules):
        group = _group(one, pack, asked, now=now, later_too=later_too)
        seen = _seen(group, rules, asked, alike or Alike(), now=now) if group else {}
        found[one.key] = _counted(seen)
        if later_too and len(seen) <= _limit(one, pack) + slack:
            siblings |= {sibling.id for sibling in seen.values()}
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


def _group(one: Count, pack: Pack, asked: Asked, *, now: datetime, later_too: bool) -> Group | None:
    """Return with which cases this one is counted; None where a fact or the beginning is missing."""
    values, since = tuple(field_of(asked.facts, path) for path in one.same), since_of(one, asked.state)
    if None in values or (one.since and since is None):
        return None
    return Group.of(
        pack, one, values, since=since, now=now, ends=now if later_too else min(asked.received_at, now)
    )  # fmt: skip


def _seen(group: Group, rules: Rules, asked: Asked, alike: Alike, *, now: datetime) -> dict[Value, Sibling]:
    seen: dict[Value, Sibling] = {}
    enough = _limit(group.count, group.pack) + BEYOND
    for one in _with_itself(group, rules, asked, alike):
        if one.until is None or one.until >= now:
            seen[one.different] = one
            if len(seen) >= enough:
                break
    return seen


def _with_itself(group: Group, rules: Rules, asked: Asked, alike: Alike) -> Iterator[Sibling]:
    if group.holds(asked.facts) and group.spans(asked.received_at):
        other = field_of(asked.facts, group.count.different) if group.count.different else str(asked.id)
        yield Sibling(asked.id, asked.number, group.until(asked.received_at, rules), other)
    yield from (one for one in alike.siblings(group, rules) if one.id != asked.id)


def _counted(seen: Mapping[Value, Sibling]) -> Counted:
    ends = [one.until for one in seen.values() if one.until]
    numbers = tuple(one.number for one in seen.values() if one.number)
    return Counted(len(seen), numbers, min(ends) + ONE_SECOND if ends else None)


def _limit(one: Count, pack: Pack) -> float:
    right = pack.setting_value(one.right.id) if isinstance(one.right, Setting) else one.right
    return float(right) if isinstance(right, int | float) else float("inf")
