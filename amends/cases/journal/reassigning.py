"""What is owed by somebody who is gone reaches the next in line, and comes back with whom it belongs to (FR-064)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.cases.journal.locking import Locked, lock
from amends.cases.journal.projecting import GIVES_BACK, TAKES_OVER, concern, settle_holder
from amends.cases.models import Case, ObligationRow, Order
from amends.cases.models.obligation import LIVE
from amends.cases.reach import FIRST_ASKED, HANDLER, HOLDER, OWNER, Reach
from amends.cases.state import child_id
from amends.core.ledger import PERSON, CaseState
from amends.people.directory import Directory, directory
from amends.people.responsible import HEADS, holders, who
from amends.people.tenancy import organisation
from amends.people.turnover import Turnover, is_there, serves, turnover

AT_ONCE = 100
NAMED = (FIRST_ASKED, HOLDER, OWNER)
Owner = tuple[str, UUID | None, UUID | None]  # role, unit, person


def reassign(*, org: UUID, at: datetime, changed: Iterable[UUID] = ()) -> int:
    """Give what is owed to whom it reaches today; return how many obligations moved.

    Nobody keeps it who is disabled, away, without the role any more, or only stood in until
    lately. Called after people change (``changed`` says who), and every hour, because
    absences and roles begin and end by themselves.
    """
    with organisation(org):
        known = directory(org)
        seen = turnover(known, known.day(at), changed=frozenset(changed))
        ids = _cases(known, seen, known.day(at))
        moved = _sheets(known, at)
    for first in range(0, len(ids), AT_ONCE):
        with organisation(org):
            moved += sum(_reassign(locked, at) for locked in lock(ids[first : first + AT_ONCE], org=org))
    return moved


def _cases(known: Directory, seen: Turnover, day: date) -> list[UUID]:
    """Return the open cases in which something may reach another person today."""
    rows = ObligationRow.objects.filter(LIVE, case__isnull=False)
    wrong = [_is(owner) for owner in _owners(known, seen, rows) if not _fits(known, seen, owner, day)]
    found = set(rows.filter(reduce(or_, wrong)).values_list("case_id", flat=True)) if wrong else set()
    received = Order.objects.filter(handler__in=seen.came, state="received").values("case_id")
    held = Q(holder__in=seen.gone) | Q(first_asked__in=seen.came) | Q(pk__in=received)
    found |= set(Case.objects.filter(held).exclude(stage_kind="closed").values_list("pk", flat=True))
    return sorted(one for one in found if one)


def _owners(known: Directory, seen: Turnover, rows: QuerySet[ObligationRow]) -> set[Owner]:
    """Return the different owners of what is owed by those who came or went, and where they have or had roles."""
    places = [held for one in seen.everybody for held in known.by_person.get(one, ())]
    units = {above for held in places for above in known.units[held.unit].path}
    theirs = Q(owner_person__in=seen.everybody)
    nearby = Q(owner__in={held.role for held in places}, owner_unit__in=units)
    return set(rows.filter(theirs | nearby).values_list("owner", "owner_unit", "owner_person").distinct())


def _is(owner: Owner) -> Q:
    role, unit, person = owner
    return Q(owner=role, owner_unit=unit, owner_person=person)


def _fits(known: Directory, seen: Turnover, owner: Owner, day: date) -> bool:
    """Return whether a role of a unit still reaches this person; without a person: several who hold it."""
    role, unit, person = owner
    if unit is None:
        return False
    present = holders(known, role, unit=unit, day=day)
    if person is None:
        return len(present) > 1 or any(len(holders(known, head, unit=unit, day=day)) > 1 for head in HEADS)
    named = role in NAMED or role.startswith(PERSON)
    if not is_there(known, person, day) or (named and person in seen.relieved):
        return False
    if named or person in present:
        return True
    if role == HANDLER and serves(known, person, unit=unit, day=day):
        return person not in seen.relieved
    return not _is_staffed(known, seen, role, unit, day)


def _is_staffed(known: Directory, seen: Turnover, role: str, unit: UUID, day: date) -> bool:
    """Return whether somebody who came or went leaves a place at or below a unit in which the role is held."""
    places = {held.unit for one in seen.everybody for held in known.by_person.get(one, ()) if held.role == role}
    return any(unit in known.units[one].path and holders(known, role, unit=one, day=day) for one in places)


def _reassign(locked: Locked, at: datetime) -> int:
    case, day = locked.case, locked.directory.day(at, locked.case.unit_id)
    reach = Reach(locked.directory, locked.rules, case, locked.state.orders, day)
    case.holder_id = holder_of(locked.state, reach)
    settle_holder(locked, at)
    rows = {row.id: row for row in ObligationRow.objects.filter(LIVE, case=case)}
    moved, owners = 0, []
    for one in locked.state.obligations:
        row = rows.get(child_id(case.id, one.key))
        if row is None:
            continue
        owner = reach.owner(one)
        unit, person = owner.unit, reach.one(owner)
        owners.append((unit, person))
        if (row.owner_unit_id, row.owner_person_id) != (unit, person):
            row.owner_unit_id, row.owner_person_id = unit, person
            row.save(update_fields=["owner_unit", "owner_person"])
            moved += 1
    concern(reach, locked.state, owners)
    case.save(update_fields=["holder", "units", "people"])
    return moved


def holder_of(state: CaseState, reach: Reach) -> UUID | None:
    """Return whose case it is by what was done, whoever stands in for them today.

    Who was asked first keeps it until another takes it over, and has it again when the
    orders are over or who received one is no longer of its unit (FR-064).
    """
    holder, received, handed = reach.case.first_asked_id, set(), ""
    for done in state.done:
        if done.event == "order_received":
            received.add(done.on)
        elif done.event in GIVES_BACK:
            received = received - {done.on} if done.on else set()
        if done.event in TAKES_OVER and done.by:
            holder = UUID(done.by)
        elif done.event in GIVES_BACK and not received:
            holder = reach.case.first_asked_id
        if done.event == "transferred":
            handed = str(done.detail.get("to_person") or "")
        elif handed and done.by == handed:
            holder = UUID(handed)
    lost = any(order.open and order.handler == str(holder) and not reach.has_handler(order)
               for order in state.orders.values())  # fmt: skip
    return reach.case.first_asked_id if lost else holder


def _sheets(known: Directory, at: datetime) -> int:
    """Let what units owe reach who is there; return how many obligations moved."""
    moved = 0
    for row in ObligationRow.objects.filter(LIVE, case__isnull=True):
        if row.unit_id is None:
            continue
        owner = who(known, row.owner, unit=row.unit_id, day=known.day(at, row.unit_id))
        unit, person = owner.unit or row.unit_id, owner.people[0] if len(owner.people) == 1 else None
        if (row.owner_unit_id, row.owner_person_id) != (unit, person):
            row.owner_unit_id, row.owner_person_id = unit, person
            row.save(update_fields=["owner_unit", "owner_person"])
            moved += 1
    return moved
