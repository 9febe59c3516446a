"""The rows of money and returned goods that a move changes; they follow from what the journal says happened."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from amends.cases.chain import plain
from amends.cases.facts import words_of
from amends.cases.journal.locking import Locked
from amends.cases.models import MoneyLine, ReturnedLot
from amends.cases.state import child_id
from amends.core.ledger import CaseState, Event
from amends.core.money import MOVING, Line, lines
from amends.core.returned import OF_LOTS, Lot, lots

MONEY_CHANGES = (
    "kind", "unit", "amount", "currency", "counts_at", "granted_at", "granted_by", "paid_at", "paid_by", "booked_at",
    "booked_by",
)  # fmt: skip
LOT_CHANGES = ("last", "last_at", "happened", "differs", "said", "over")


def money_rows(locked: Locked, after: CaseState, events: Iterable[Event]) -> list[MoneyLine]:
    """Return the lines of a case that are new or changed, for an upsert by their key."""
    if not any(event.name in MOVING for event in events):
        return []
    lead = locked.rules.lead
    before = set(lines(locked.state.done, lead))
    return [_money_row(locked, one) for one in lines(after.done, lead) if one not in before]


def lot_rows(locked: Locked, after: CaseState, events: Iterable[Event]) -> list[ReturnedLot]:
    """Return the lots that something happened to, for an upsert by their key."""
    touched = {event.on for event in events if event.on and event.name in OF_LOTS}
    return [_lot_row(locked, one) for one in lots(after.done) if one.subject in touched] if touched else []


def _money_row(locked: Locked, one: Line) -> MoneyLine:
    case = locked.case
    counts_at = one.paid_at or one.granted_at
    if counts_at is None:
        raise ValueError(f"{case.number}: {one.key} was neither granted nor given")
    return MoneyLine(
        id=child_id(case.id, f"money/{one.key}"), org_id=case.org_id, case_id=case.id, name=one.key, flow=one.flow,
        kind=one.kind, subject=one.subject, unit_id=case.unit_id, amount=one.amount,
        currency=locked.rules.lead.currency, counts_at=counts_at, granted_at=one.granted_at,
        granted_by_id=_person(one.granted_by), paid_at=one.paid_at, paid_by_id=_person(one.paid_by),
        booked_at=one.booked_at, booked_by_id=_person(one.booked_by),
    )  # fmt: skip


def _lot_row(locked: Locked, one: Lot) -> ReturnedLot:
    case = locked.case
    codes, _ = words_of(one.said, locked.rules)
    return ReturnedLot(
        id=child_id(case.id, f"lot/{one.subject}"), org_id=case.org_id, case_id=case.id, subject=one.subject,
        asked_at=one.asked_at, last=one.last, last_at=one.last_at, happened=plain(dict(one.at)), differs=one.differs,
        said=plain(codes), over=one.over,
    )  # fmt: skip


def _person(key: str) -> UUID | None:
    """Return the key of a person; the past of an imported case may name somebody who has none."""
    try:
        return UUID(key)
    except ValueError:
        return None
