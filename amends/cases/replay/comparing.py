"""What differs between a case as it was and as it would have been: marks that numbers count, work, due times.

A mark is one thing that is true of a case: ``grade:r37:major>hot``, ``late_before:C02``, ``consent:close:unit_head``.
Counting marks gives every number of a result, and the cases with a mark are the cases behind its number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.cases.replay.stories import Owed, Past
from amends.core.ledger import Obligation, Rules, State
from amends.core.pack import Pack
from amends.core.replaying import CONSENTS, Outcome

GRADE, HEAVIEST, NO_LIST = "grade", "heaviest", "-"
LATE_BEFORE, LATE_AFTER, LATE_GONE, LATE_NEW = "late_before", "late_after", "late_gone", "late_new"
GIVEN, SPARE, NEEDED, LACKED, WAITS = "given", "spare", "needed", "lacked", "waits"
COUNTED = (State.OPEN, State.MET)
"""What was owed: superseded, void and sleeping obligations were nobody's work."""
TONES = ("heavy", "warm", "plain")

Place = Callable[[str, str, str], UUID | None]
"""From pack, owner and subject to the unit whose work it is, under some rules."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One case of a result. ``work``: unit and due day of what was owed."""

    marks: tuple[str, ...]
    work_before: tuple[tuple[UUID, datetime], ...]
    work_after: tuple[tuple[UUID, datetime], ...]
    dues: list[list[Any]]
    differs: bool


def compare(past: Past, outcome: Outcome, rules: Rules, *, at: datetime, places: tuple[Place, Place]) -> Compared:
    """Return what a case was, and what it would have been under rules, as of a moment; ``places``: before and after."""
    after = outcome.state.obligations
    late_before = Counter(one.duty for one in past.owed if one.late_at(at))
    late_after = Counter(one.duty for one in after if one.late_at(at))
    grades = tuple(_grades(past, outcome, rules))
    consents = tuple(_consents(past, outcome))
    waits = tuple(dict.fromkeys(f"{WAITS}:{one.step}:{one.what}" for one in outcome.waits))
    work_before = tuple(_work(past.owed, places[0]))
    work_after = tuple(_work(after, places[1]))
    differs = (
        late_before != late_after or any(before != after for _, before, after in grades) or bool(waits)
        or any(mark.startswith(LACKED) for mark in consents) or Counter(work_before) != Counter(work_after)
    )  # fmt: skip
    marks = (
        *(f"{kind}:{before}>{then}" for kind, before, then in grades), *(f"{LATE_BEFORE}:{one}" for one in late_before),
        *(f"{LATE_AFTER}:{one}" for one in late_after), *(f"{LATE_GONE}:{one}" for one in late_before - late_after),
        *(f"{LATE_NEW}:{one}" for one in late_after - late_before), *consents, *waits,
    )  # fmt: skip
    return Compared(marks, work_before, work_after, _dues(past.owed, after, at) if differs else [], differs)


# --- grades -----------------------------------------------------------------------------


def _grades(past: Past, outcome: Outcome, rules: Rules) -> Iterator[tuple[str, str, str]]:
    """Yield the grade of each list that both know, now and at its heaviest; else the grades that lists show."""
    state, lead, was = outcome.state, rules.lead, past.rules.lead
    both = [row.id for row in lead.list if row.id in was.lists]
    for name in both:
        before, after = past.grades.get(f"{was.id}/{name}", ""), state.gradings.get(f"{lead.id}/{name}")
        yield f"{GRADE}:{name}", before, after.grade if after else ""
        yield f"{HEAVIEST}:{name}", past.highest.get(f"{was.id}/{name}", ""), state.highest.get(f"{lead.id}/{name}", "")
    if not both:
        yield f"{GRADE}:{NO_LIST}", past.front, _front(lead, {key: one.grade for key, one in state.gradings.items()})


def _front(lead: Pack, grades: dict[str, str]) -> str:
    """Return the heaviest grade of the lead's lists, as lists of cases show it."""
    tones = {(row.list, row.id): row.tone for row in lead.grade}
    shown = [
        (TONES.index(tones.get((row.id, grade), "plain")), nth, grade)
        for nth, row in enumerate(lead.list)
        if (grade := grades.get(f"{lead.id}/{row.id}"))
    ]
    return min(shown, default=(0, 0, ""))[2]


# --- approvals --------------------------------------------------------------------------


def _consents(past: Past, outcome: Outcome) -> Iterator[str]:
    """Yield whether anybody approved, whose approval the rules need, which of these lacked, or that none is needed."""
    given = past.lines.happened(CONSENTS)
    needed = {one.role for one in outcome.consents}
    if given:
        yield GIVEN
        if not needed:
            yield SPARE
    yield from (f"{NEEDED}:{role}" for role in sorted(needed))
    yield from sorted({f"{LACKED}:{one.step}:{one.role}" for one in outcome.consents if one.lacked})


# --- work -------------------------------------------------------------------------------


def _work(owed: Iterable[Owed | Obligation], place: Place) -> Iterator[tuple[UUID, datetime]]:
    for one in owed:
        if one.due_at is not None and one.state in COUNTED:
            unit = place(one.pack, one.owner, one.subject)
            if unit is not None:
                yield unit, one.due_at


# --- due times side by side ---------------------------------------------------------------


def _dues(before: Iterable[Owed], after: Iterable[Obligation], at: datetime) -> list[list[Any]]:
    """Return each obligation with due time and lateness on both sides; None where one side does not know it."""
    was = {(one.duty, one.subject, one.nth): one for one in before}
    now = {(one.duty, one.subject, one.nth): one for one in after}
    return [[*key, *_said(was.get(key), at), *_said(now.get(key), at)] for key in dict.fromkeys([*was, *now])]


def _said(one: Owed | Obligation | None, at: datetime) -> tuple[Any, Any, Any]:
    if one is None:
        return None, None, None
    return str(one.state), int(one.due_at.timestamp()) if one.due_at else None, one.late_at(at)
