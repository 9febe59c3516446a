"""The tables of cases. Only `cases.journal` and the steps write them; everyone else asks `cases.queries`."""

from amends.cases.models.around import Approval, Channel, Draft, Evidence, IdempotencyKey, Letter, Run
from amends.cases.models.case import Case, CaseRule, CaseSearch, Link, Order, Party
from amends.cases.models.journal import Entry, EntryValue, UnitEntry
from amends.cases.models.money import MoneyLine, ReturnedLot
from amends.cases.models.obligation import ObligationRow, RungClimbed
from amends.cases.models.replayed import ReplayedCase

__all__ = [
    "Approval", "Case", "CaseRule", "CaseSearch", "Channel", "Draft", "Entry", "EntryValue",
    "Evidence", "IdempotencyKey", "Letter", "Link", "MoneyLine", "ObligationRow", "Order",
    "Party", "ReplayedCase", "ReturnedLot", "Run", "RungClimbed", "UnitEntry",
]  # fmt: skip
