"""The cases that may be alike, read newest first; within one batch no group is read twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from amends.cases.models import Case
from amends.core.alike import field_of
from amends.core.conditions import Count, Setting
from amends.core.ledger import Rules, Value
from amends.core.matching import span_of
from amends.core.pack import Pack
from amends.core.span import Span
from amends.core.windows import CALENDAR_MONTH, CALENDAR_YEAR, ROLLING, counts_until

MOST = 5_000
"""No threshold of a regulation lies beyond; a count stops here."""
FIRST = 200
"""So many are read at first; nearly every count knows enough by then."""
_FARTHEST = {CALENDAR_MONTH: timedelta(days=32), CALENDAR_YEAR: timedelta(days=367)}
_DAYS = {"s": 1, "min": 1, "h": 1, "wh": 20, "d": 1, "wd": 20, "wk": 7, "mo": 31, "y": 366}
COMPLAINANT = "complainant"
Row = tuple[UUID, str, datetime, Any]  # id, number, receipt, facts


@dataclass(frozen=True, slots=True)
class Group:
    """What is counted together: by which row of which pack, and what the cases must have in common."""

    pack: Pack = field(compare=False)
    count: Count = field(compare=False)
    name: str  # of pack and count, which stand for them when groups are compared
    values: tuple[Value, ...]
    begins: datetime | None
    ends: datetime

    @classmethod
    def of(
        cls, pack: Pack, count: Count, values: tuple[Value, ...], *, since: datetime | None, now: datetime,
        ends: datetime,
    ) -> Group:  # fmt: skip
        """Return the group that a count asks for at a moment."""
        return cls(pack, count, f"{id(pack)}/{count.key}", values, since or _earliest(count, pack, now), ends)

    def holds(self, facts: Any) -> bool:
        """Return whether a case with these facts belongs to it; an invalid complaint counts nowhere."""
        return tuple(field_of(facts, path) for path in self.count.same) == self.values and (
            facts.get("nature") != "invalid"
        )

    def spans(self, at: datetime) -> bool:
        """Return whether what was received at ``at`` lies between its beginning and its end."""
        return at <= self.ends and (self.begins is None or at >= self.begins)

    def until(self, at: datetime, rules: Rules) -> datetime | None:
        """Return the last second in which a case received at ``at`` counts; None: for ever."""
        within, window = _window(self.count, self.pack)
        calendar = rules.calendars[self.pack.id]
        return counts_until(
            at, within=within, window=window or ROLLING, calendar=calendar, counting=self.pack.counting
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sibling:
    """A case that counts."""

    id: UUID
    number: str
    until: datetime | None
    different: Value  # of several with the same only one counts


@dataclass
class Alike:
    """Reads the cases of groups. ``complainants`` are those of the batch: what they said is read at once."""

    complainants: frozenset[str] = frozenset()
    _pages: dict[tuple[Group, int], tuple[list[Sibling], bool]] = field(default_factory=dict)
    _theirs: dict[str, list[Row]] | None = None

    def siblings(self, group: Group, rules: Rules) -> Iterator[Sibling]:
        """Yield the cases of a group, newest first, at most MOST of them."""
        known, more = self._page(group, rules, 0)
        yield from known
        if more:
            yield from self._page(group, rules, FIRST)[0]

    def _page(self, group: Group, rules: Rules, skip: int) -> tuple[list[Sibling], bool]:
        found = self._pages.get((group, skip))
        if found is None:
            rows = self._said_before(group)
            if rows is None or skip:
                rows = list(_rows(group)[skip : MOST if skip else FIRST])
            kept = [_sibling(group, rules, row) for row in rows if group.holds(row[3])]
            found = self._pages[group, skip] = (kept, not skip and len(rows) >= FIRST)
        return found

    def _said_before(self, group: Group) -> list[Row] | None:
        """Return what a complainant of the batch said, from one reading for all; None: that is not what is asked."""
        who = dict(zip(group.count.same, group.values, strict=True)).get(COMPLAINANT)
        if who not in self.complainants:
            return None
        if self._theirs is None:
            self._theirs = _said_by(self.complainants)
        rows = self._theirs.get(str(who), [])
        return None if len(rows) >= FIRST else [row for row in rows if group.spans(row[2])]


def _sibling(group: Group, rules: Rules, row: Row) -> Sibling:
    id_, number, at, facts = row
    different = field_of(facts, group.count.different) if group.count.different else str(id_)
    return Sibling(id_, number, group.until(at, rules), different)


def _said_by(complainants: frozenset[str]) -> dict[str, list[Row]]:
    """Return the newest cases of each complainant, FIRST of them at most."""
    rows = Case.objects.filter(is_counted=True, complainant__in=[UUID(one) for one in complainants]).order_by(
        "-received_at"
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for who, *row in rows.values_list("complainant", "id", "number", "received_at", "facts").iterator():
        if len(found[str(who)]) < FIRST:
            found[str(who)].append((row[0], row[1], row[2], row[3]))
    return found


def _rows(group: Group) -> QuerySet[Case, Row]:
    """Return the cases that may be alike: by receipt, and by category where the count asks for it."""
    rows: QuerySet[Case] = Case.objects.filter(is_counted=True, received_at__lte=group.ends)
    if group.begins is not None:
        rows = rows.filter(received_at__gte=group.begins)
    for path, value in zip(group.count.same, group.values, strict=True):
        rows = _narrowed(rows, path, value)
    return rows.order_by("-received_at").values_list("id", "number", "received_at", "facts")


def _narrowed(rows: QuerySet[Case], path: str, value: Value) -> QuerySet[Case]:
    if path in ("category", "category/2"):
        column = "category_2" if path.endswith("/2") else "category"
        rows = rows.filter(**{column: value})
        return rows if column == "category_2" else rows.filter(category_2="/".join(str(value).split("/")[:2]))
    if path == COMPLAINANT:
        return rows.filter(complainant_id=value) if _is_known(value) else rows.none()
    name, _, levels = path.partition("/")
    return rows if levels else rows.filter(**{f"facts__{name}": list(value) if isinstance(value, tuple) else value})


def _is_known(complainant: Value) -> bool:
    """Whether it is a complainant's key; what is only being typed is a name, which is nobody's yet."""
    try:
        return bool(UUID(str(complainant)))
    except ValueError:
        return False


def _window(one: Count, pack: Pack) -> tuple[Span | None, str]:
    within = pack.setting_value(one.within.id) if isinstance(one.within, Setting) else one.within
    window = pack.setting_value(one.window.id) if isinstance(one.window, Setting) else one.window
    return span_of(within, pack), str(window or "")


def _earliest(one: Count, pack: Pack, now: datetime) -> datetime | None:
    """Return a moment before which nothing counts, somewhat early; the exact end is checked per case."""
    span, window = _window(one, pack)
    if window in _FARTHEST:
        return now - _FARTHEST[window]
    return now - timedelta(days=float(span.amount) * _DAYS[str(span.unit)] + 40) if span else None
