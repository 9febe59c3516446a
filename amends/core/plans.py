"""The duties of a pack, made ready once: words parsed, settings read, indexed by event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from amends.core.conditions import ALWAYS, Age, Condition, Count, facts_of, walk
from amends.core.due import Counting
from amends.core.ledger import Rules
from amends.core.matching import Matcher, parse, span_of
from amends.core.pack import DutyRow, Pack
from amends.core.span import Span, Unit
from amends.core.worked_out import once
from amends.core.working_calendar import WorkingCalendar

AGREED = "agreed_time"
MOVING_EVENTS = frozenset({"time_agreed", "extended", "paused", "resumed"})
"""What moves a due time, where the duty allows it."""
Word = Literal["at_once", "same_day", ""]


@dataclass(frozen=True, slots=True)
class Plan:
    """One duty, ready to run."""

    pack_id: str
    row: DutyRow
    owner: str
    opens: tuple[Matcher, ...]
    met_by: tuple[Matcher, ...]
    void_by: tuple[Matcher, ...]
    counts_from: tuple[Matcher, ...]
    word: Word
    within: Span | None
    waits: Span | None
    grace: Span
    first_after: Span | None
    postpone_at_most: Span | None
    pause_cap: Span | None
    may_pause: bool
    counting: Counting
    day_at: str  # of a duty that comes back by the calendar: its hour, weekday or day of the month
    week_on: str
    month_on: int | None
    months: tuple[int, ...]  # the months in which it is due; empty: in each
    names_matter: bool
    unconditional: bool
    timed: bool  # its ``when`` reads an age or a window, so it may turn by itself
    heard: frozenset[str]  # the events that may meet, end or move a run
    hears_all: bool  # any event may

    @property
    def unit(self) -> Unit:
        """Return the unit in which its time is shared out and paused."""
        return self.within.unit if self.within else Unit.H

    @property
    def yields(self) -> bool:
        """Return whether a time agreed with the complainant replaces its due time (FR-078)."""
        return AGREED in (self.row.yields_to, self.row.due)

    @property
    def periodic(self) -> bool:
        """Return whether it comes back by the calendar while something lasts."""
        return bool(self.row.while_)

    @property
    def recurs(self) -> bool:
        """Return whether the calendar says when it is due; not while the setting that tells is undecided."""
        return bool(self.day_at or self.week_on or self.month_on)

    def calendar(self, rules: Rules) -> WorkingCalendar:
        """Return the calendar it counts on: its own, else the pack's."""
        return rules.calendars.get(self.row.calendar) or rules.calendars[self.pack_id]


@dataclass(frozen=True, slots=True)
class Plans:
    """The duties of one pack that open on cases."""

    all: tuple[Plan, ...]
    by_id: dict[str, Plan]
    periodic: tuple[Plan, ...]


@once
def plans(pack: Pack) -> Plans:
    """Return the plans of a pack; worked out once and dropped with the pack."""
    made = tuple(plan_of(row, pack) for row in pack.duty if row.of == "case")
    return Plans(made, {plan.row.id: plan for plan in made}, tuple(plan for plan in made if plan.periodic))


def plan_of(row: DutyRow, pack: Pack) -> Plan:
    """Return one duty made ready. Raises ValueError for words that ``checker`` refuses anyway."""
    within, month_on = _decided(row.within, pack), _decided(row.every_month_on, pack)
    first, apart = _decided(row.first_month, pack), _decided(row.months_apart, pack)
    own = {key: value for key, one in (row.counting or {}).items() if (value := _decided(one, pack)) is not None}
    word: Word = within if within in ("at_once", "same_day") else ""
    pause = row.pause or {}
    met_by, void_by = parse(row.met_by, pack), parse(row.void_by, pack)
    return Plan(
        pack_id=pack.id,
        row=row,
        owner=owner_of(row),
        opens=parse(row.opens, pack),
        met_by=met_by,
        void_by=void_by,
        counts_from=parse(row.counts_from, pack),
        word=word,
        within=None if word else span_of(within, pack),
        waits=span_of(row.waits, pack),
        grace=span_of(pack.setting_value("at_once") or pack.at_once, pack) or Span(10, Unit.MIN),
        first_after=span_of(row.first_after or None, pack),
        postpone_at_most=span_of(row.postpone_at_most, pack),
        pause_cap=span_of(pause.get("cap"), pack),
        may_pause=bool(pause.get("allowed", False)),
        counting=pack.counting.but(own) if own else pack.counting,
        day_at=str(_decided(row.every_day_at, pack) or ""),
        week_on=str(_decided(row.every_week_on, pack) or ""),
        month_on=None if month_on is None or (row.first_month and first is None) else int(month_on),
        months=months_of(apart, first),
        names_matter="matter" in facts_of(row.when),
        unconditional=row.when == ALWAYS,
        timed=is_timed(row.when),
        heard=MOVING_EVENTS | {matcher.event for matcher in (*met_by, *void_by)},
        hears_all=any(not matcher.event for matcher in (*met_by, *void_by)),
    )


def is_timed(condition: Condition) -> bool:
    """Return whether a condition reads an age or a window, so that time alone may turn it."""
    return any(isinstance(node, Age | Count) for node in walk(condition))


def months_of(apart: int | None, first: int | None) -> tuple[int, ...]:
    """Return the months in which a duty of every so-manieth month is due, as of its first; empty: every month."""
    if not apart:
        return ()
    return tuple(month for month in range(1, 13) if (month - (first or 1)) % apart == 0)


def _decided(value: Any, pack: Pack) -> Any:
    """Return a value, or that of the setting it names; None while that is not decided."""
    return pack.setting_value(value["setting"]) if isinstance(value, Mapping) else value


def owner_of(row: DutyRow) -> str:
    """Return the role that owes it, or ``outside:<body>``."""
    return f"outside:{row.owner['outside']}" if isinstance(row.owner, dict) else str(row.owner)
