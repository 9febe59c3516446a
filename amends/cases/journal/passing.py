"""What time, a changed calendar, other cases and absences do to cases, many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from amends.cases.alike import Alike
from amends.cases.counts import Asked, asks, count
from amends.cases.journal.flushing import Written, flush
from amends.cases.journal.locking import Locked, lock
from amends.cases.journal.writing import Move, add
from amends.cases.models import Case, CaseRule
from amends.core import engine
from amends.core.ledger import CaseState, Counts, Effect
from amends.people.directory import Directory, directory
from amends.people.models import Complainant
from amends.people.tenancy import organisation
from amends.regulations.models import PublishedPack
from amends.regulations.shelf import rules_of

TICK, RECOUNT, FOLLOWS = "tick", "recount", "follows"
CLOCKS = "clocks"
"""The position of a later version that lends a case its figures of time; it sorts behind lead and companion."""
AT_ONCE = 100
Result = tuple[CaseState, tuple[Effect, ...]]


def pass_time(ids: Iterable[UUID], *, org: UUID, at: datetime, is_past: bool = False) -> int:
    """Bring cases up to a moment and return how many changed: sleepers wake, rungs are climbed, grades age.

    Cases that somebody else holds are left for the next round. Call it outside a
    transaction, with at most AT_ONCE ids. With ``is_past`` nobody is told: it happened
    before the case was taken over from elsewhere.
    """
    with organisation(org):
        return _move_all(lock(ids, org=org, wait=False), at=at, step=TICK, change=_passed, is_past=is_past)


def _passed(locked: Locked, at: datetime, counts: Counts) -> Result:
    """Let time pass; a case that was woken for its siblings' sake looks at its counts as well (FR-042)."""
    own = engine.next_look(locked.state)
    if counts and (own is None or own > at):
        return engine.reassess(locked.state, at, locked.rules, counts)
    return engine.pass_time(locked.state, at, locked.rules, counts)


def recompute_open(*, org: UUID, at: datetime, calendar: UUID | None = None) -> int:
    """Recount the open dues of cases whose units use a calendar (None: all) after it changed (FR-087).

    Closed cases and what is over stay as they are; each changed case gets an entry with the old due times.
    """
    changed, after = 0, UUID(int=0)
    while True:
        done = recompute_some(org=org, at=at, calendar=calendar, after=after)
        changed += done.changed
        if done.last is None:
            return changed
        after = done.last


@dataclass(frozen=True, slots=True)
class Recounted:
    """What became of some cases: how many were looked at, how many changed, and where to go on (None: all done)."""

    looked: int
    changed: int
    last: UUID | None


def recompute_some(*, org: UUID, at: datetime, calendar: UUID | None, after: UUID) -> Recounted:
    """Do the next AT_ONCE cases of ``recompute_open``, in one transaction."""
    with organisation(org):
        cases = hanging_on(calendar, directory(org)).filter(pk__gt=after)
        ids = list(cases.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        changed = _move_all(lock(ids, org=org), at=at, step=RECOUNT, change=_recounted)
        return Recounted(len(ids), changed, ids[-1] if ids else None)


def hanging_on(calendar: UUID | None, known: Directory) -> QuerySet[Case]:
    """Return the open cases whose clocks count by a calendar (None: by any)."""
    cases = Case.objects.exclude(stage_kind="closed").filter(next_look_at__isnull=False)
    if calendar is None:
        return cases
    nearest = {u: next((a.calendar for a in known.upwards(u) if a.calendar), None) for u in known.units}
    return cases.filter(unit__in=[unit for unit, found in nearest.items() if found == calendar])


def _recounted(locked: Locked, at: datetime, counts: Counts) -> Result:
    return engine.recount_dues(locked.state, locked.rules, at=at)


def follow_some(*, org: UUID, at: datetime, published: UUID, units: Iterable[UUID], after: UUID) -> Recounted:
    """Let the next AT_ONCE open cases of units take the figures that a version lends them, in one transaction."""
    with organisation(org):
        newer = PublishedPack.objects.get(pk=published)
        ids = list(lent_to(newer, units).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        found = lock(ids, org=org)
        for locked in found:
            pinned = (*locked.case.pinned, newer.content_hash)  # type: ignore[attr-defined]
            locked.rules = rules_of(locked.directory, locked.case.unit_id, pinned)
        changed = _move_all(found, at=at, step=FOLLOWS, change=partial(_followed, newer), pins=published)
        return Recounted(len(ids), changed, ids[-1] if ids else None)


def lent_to(newer: PublishedPack, units: Iterable[UUID]) -> QuerySet[Case]:
    """Return the open cases of units under an earlier version of a pack that have not taken this one's figures."""
    pinned = CaseRule.objects.filter(case=OuterRef("pk"))
    earlier = pinned.filter(published__pack=newer.pack).exclude(published__published_at__gt=newer.published_at)
    open_ones = Case.objects.exclude(stage_kind="closed").filter(unit__in=list(units))
    return open_ones.filter(Exists(earlier)).exclude(Exists(pinned.filter(published=newer)))


def _followed(newer: PublishedPack, locked: Locked, at: datetime, _counts: Counts) -> Result:
    return engine.follow_clocks(locked.state, locked.rules, at=at, pack=newer.pack, version=newer.content_hash)


def _move_all(
    found: list[Locked], *, at: datetime, step: str, change: Callable[[Locked, datetime, Counts], Result],
    is_past: bool = False, pins: UUID | None = None,
) -> int:  # fmt: skip
    written, ahead = Written(), []
    complainants = Complainant.objects.in_bulk([one.case.complainant_id for one in found if one.case.complainant_id])
    alike = Alike(frozenset(str(one) for one in complainants))
    for locked in found:
        case, moment = locked.case, locked.not_before(at)
        counts = _counts(locked, moment, alike) if asks(locked.rules) else {}
        after, effects = change(locked, moment, counts)
        if not effects:
            case.next_look_at = engine.next_look(after)
            ahead.append(case)
            continue
        add(written, Move(
            locked, after, effects, (), step=step, at=moment, happened_at=moment, counts=counts, is_past=is_past,
            rows=[CaseRule(org_id=case.org_id, case_id=case.pk, published_id=pins, position=CLOCKS)] if pins else [],
            complainant=complainants.get(case.complainant_id) if case.complainant_id else None,
        ))  # fmt: skip
    flush(written)
    for case in ahead:
        case.save(update_fields=["next_look_at"])
    return len(written.entries)


def _counts(locked: Locked, at: datetime, alike: Alike) -> Counts:
    case = locked.case
    asked = Asked(case.id, case.number, case.received_at, locked.state.facts, locked.state)
    return count(asked, locked.rules, now=at, alike=alike)[0]


def wake(ids: Iterable[UUID], *, org: UUID, at: datetime) -> None:
    """Let cases look again at what they count, after the step that changed it was committed."""
    with organisation(org):
        sooner = Q(next_look_at__isnull=True) | Q(next_look_at__gt=at)
        held = Case.objects.filter(sooner, pk__in=list(ids)).exclude(stage_kind="closed").order_by("pk")
        held = held.select_for_update(of=("self",), skip_locked=True)
        Case.objects.filter(pk__in=[case.pk for case in held.only("pk")]).update(next_look_at=at)
