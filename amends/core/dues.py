"""The due time of an obligation and its ladder, worked out from the obligation alone.

Everything that moves a due time (agreement, extension, pause) is kept on the obligation,
so the same function that set it prints its proof later.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from amends.core import due as counting
from amends.core.due import Due
from amends.core.ledger import ONE_SECOND, Obligation, Rules, RungDue
from amends.core.pack import Pack
from amends.core.plans import Plan, plans
from amends.core.recurring import next_day_of_month, next_time_of_day, next_weekday
from amends.core.span import Span
from amends.core.text import Text
from amends.core.working_calendar import WorkingCalendar

AGREED = Text(zh="与投诉人约定", en="agreed with the complainant")
SET = Text(zh="指定的时间", en="the time that was set")


def due_of(plan: Plan, obligation: Obligation, rules: Rules) -> Due | None:
    """Return the due time with its derivation; None while no limit is set."""
    calendar = plan.calendar(rules)
    if obligation.agreed or plan.row.due:
        if obligation.due_at is None:
            return None
        says = AGREED if obligation.agreed else SET
        return counting.fixed(obligation.due_at, obligation.starts_at, calendar=calendar, says=says)
    found = _counted(plan, obligation, rules)
    if found and obligation.paused:
        return counting.paused(found, obligation.paused, unit=plan.unit, calendar=calendar, cap=plan.pause_cap)
    return found


def _counted(plan: Plan, obligation: Obligation, rules: Rules) -> Due | None:
    calendar, start = plan.calendar(rules), obligation.starts_at
    if plan.recurs:
        first = obligation.opened_at == start
        return _recurring(plan, start, rules, first_after=plan.first_after if first else None)
    if plan.word == "same_day":
        return counting.same_day(start, calendar=calendar, counting=plan.counting)
    if plan.word == "at_once":
        return counting.at_once(start, plan.grace, calendar=calendar)
    if plan.within is None:
        return None
    if obligation.extended:
        return _extended(plan, obligation, rules)
    return counting.due_after(start, plan.within, calendar=calendar, counting=plan.counting)


def _recurring(plan: Plan, after: datetime, rules: Rules, *, first_after: Span | None = None) -> Due:
    calendar = plan.calendar(rules)
    if plan.day_at:
        return next_time_of_day(after, plan.day_at, calendar=calendar, counting=plan.counting, first_after=first_after)
    if plan.month_on:
        return next_day_of_month(
            after, plan.month_on, calendar=calendar, counting=plan.counting, months=plan.months
        )  # fmt: skip
    return next_weekday(after, plan.week_on, calendar=calendar, counting=plan.counting)


def unit_due(plan: Plan, after: datetime, rules: Rules) -> Due:
    """Return the next due time of a unit's duty (the sheet of the 25th, C08) after a moment.

    Raises ValueError for a duty that does not come back by the calendar.
    """
    if not plan.recurs:
        raise ValueError(f"duty {plan.row.id} has no day of the month, weekday or hour of the day")
    return _recurring(plan, after, rules)


def covered(plan: Plan, due: datetime, rules: Rules) -> tuple[date, date] | None:
    """Return the first and last day that the sheet due then is about; None where the duty does not say."""
    calendar = plan.calendar(rules)
    last = calendar.day_of(due)
    if plan.row.covers == "calendar_month":
        end = last.replace(day=1) - timedelta(days=1)
        return end.replace(day=1), end
    if plan.row.covers == "since_last":
        return calendar.day_of(_due_before(plan, due, rules)) + timedelta(days=1), last
    return None


def _due_before(plan: Plan, due: datetime, rules: Rules) -> datetime:
    """Return the due time before one: none lies further back than the longest of months and holidays."""
    before = found = due - timedelta(days=500 if plan.months else 100)
    while (found := _recurring(plan, found, rules).at) < due:
        before = found
    return before


def _extended(plan: Plan, obligation: Obligation, rules: Rules) -> Due | None:
    """Return the due time of the last extension, from the same start, never over the total (CNB-decide)."""
    step = plan.row.extension[obligation.extended - 1]
    calendar, start = plan.calendar(rules), obligation.starts_at
    found = counting.due_after(start, Span.parse(step.to), calendar=calendar, counting=plan.counting)
    if not step.total_at_most:
        return found
    most = counting.due_after(start, Span.parse(step.total_at_most), calendar=calendar, counting=plan.counting)
    return min(found, most, key=lambda due: due.at)


def latest_allowed(plan: Plan, obligation: Obligation, rules: Rules) -> datetime | None:
    """Return how far agreements may postpone: the first due time and the cap; None without a cap (FR-078)."""
    first = obligation.was_due[0] if obligation.was_due else obligation.due_at
    if plan.postpone_at_most is None or first is None:
        return None
    return counting.due_after(first, plan.postpone_at_most, calendar=plan.calendar(rules), counting=plan.counting).at


def wakes(plan: Plan, start: datetime, rules: Rules) -> datetime:
    """Return when a sleeping duty wakes."""
    assert plan.waits is not None  # asked only of duties that wait
    return counting.due_after(start, plan.waits, calendar=plan.calendar(rules), counting=plan.counting).at


def with_due(plan: Plan, obligation: Obligation, rules: Rules) -> Obligation:
    """Return the obligation with its due time and a fresh ladder."""
    found = due_of(plan, obligation, rules)
    due_at = found.at if found else None
    provisional = bool(found and found.provisional)
    rungs = ladder(plan, obligation.starts_at, due_at, rules)
    return obligation.with_(due_at=due_at, provisional=provisional, rungs=rungs)


def ladder(plan: Plan, start: datetime, due_at: datetime | None, rules: Rules) -> tuple[RungDue, ...]:
    """Return the rungs with their instants, inside people's hours unless the row says otherwise (FR-085)."""
    if due_at is None:
        return ()
    calendar, rungs = plan.calendar(rules), []
    for row in plan.row.rungs:
        at = counting.rung(row.at, start, due_at, unit=plan.unit, calendar=calendar)
        rungs.append(
            RungDue(row.at, _in_hours(at, calendar) if plan.row.rung_hours == "working" else at, row.tell, row.as_)
        )
    return tuple(rungs)


def _in_hours(at: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the moment itself while people are there, the close of business included, else the next opening."""
    if calendar.is_open(at) or calendar.is_open(at - ONE_SECOND):
        return at
    return calendar.next_opening(at)


def climbs_at(rung: RungDue, due_at: datetime) -> datetime:
    """Return when a rung is climbed; one at the due time itself waits until that second has passed (FR-076)."""
    return rung.at + ONE_SECOND if rung.at == due_at else rung.at


def pause_ends(plan: Plan, obligation: Obligation, rules: Rules) -> datetime | None:
    """Return when the clock starts again by itself because the cap on pauses is reached (FR-086)."""
    if obligation.paused_at is None or plan.pause_cap is None:
        return None
    calendar = plan.calendar(rules)
    most = counting.due_after(obligation.paused_at, plan.pause_cap, calendar=calendar, counting=plan.counting).at
    for since, until in obligation.paused:
        most -= until - since
    return max(most, obligation.paused_at)


def proof(obligation: Obligation, rules: Rules, *, language: str = "zh") -> list[str]:
    """Return the lines that derive the due time, recomputed; empty when there is no limit or no such duty."""
    pack = next((one for one in rules.packs if one.id == obligation.pack), None)
    plan = plan_for(pack, obligation.duty) if pack else None
    found = due_of(plan, obligation, rules) if plan else None
    if found is None:
        return []
    lines = counting.explain(found, language, article=obligation.article)
    if obligation.agreed and plan and obligation.was_due:
        before = due_of(plan, obligation.with_(agreed=False, paused=()), rules) if not plan.row.due else None
        lines += counting.explain(before, language) if before else []
    return lines


def plan_for(pack: Pack, duty: str) -> Plan | None:
    """Return the plan of a case's duty, None when the pack has no such duty."""
    return plans(pack).by_id.get(duty)
