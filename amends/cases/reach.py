"""Whom an obligation reaches today: role, then unit, then a person who is there (FR-064)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from amends.cases.models import Case
from amends.core.ledger import PERSON, Obligation, Order, Rules
from amends.core.pack import RoleRow
from amends.people.directory import Directory
from amends.people.responsible import Responsible, instead_of, unit_of_function, who
from amends.people.turnover import serves

OUTSIDE = "outside:"
FIRST_ASKED, HOLDER, HANDLER, OWNER = "first_asked", "holder", "handler", "owner"


@dataclass(frozen=True, slots=True)
class Reach:
    """Who is meant in one case on one day."""

    directory: Directory
    rules: Rules
    case: Case
    orders: Mapping[str, Order]
    day: date

    def owner(self, obligation: Obligation) -> Responsible:
        """Return whom an obligation reaches; nobody for outside bodies."""
        return self.role(obligation.owner, pack=obligation.pack, subject=obligation.subject)

    def role(self, role: str, *, pack: str, subject: str = "") -> Responsible:
        """Return whom a role of a pack means for this case, or for one of its orders."""
        if role.startswith(OUTSIDE):
            return Responsible()
        order = self.orders.get(subject)
        unit = (self.unit_of(order) if order else None) or self.case.unit_id
        named = self._named(role, order)
        if named is not None:
            person = instead_of(self.directory, named, unit=unit, day=self.day)
            return Responsible(unit, (person,) if person else ())
        return who(self.directory, role, unit=unit, day=self.day, function=self._function(role, pack))

    def one(self, responsible: Responsible) -> UUID | None:
        """Return the person when exactly one is meant, or the one who holds the case; None: any of the unit."""
        if len(responsible.people) == 1:
            return responsible.people[0]
        return self.case.holder_id if self.case.holder_id in responsible.people else None

    def unit_of(self, order: Order) -> UUID | None:
        """Return the unit that an order went to: by its code, else by its function."""
        code = next((u.id for u in self.directory.units.values() if u.code == order.to), None)
        return code or unit_of_function(self.directory, order.to, unit=self.case.unit_id)

    def _named(self, role: str, order: Order | None) -> UUID | None:
        if role == FIRST_ASKED:
            return self.case.first_asked_id
        if role.startswith(PERSON):
            return UUID(role.removeprefix(PERSON))
        if role in (HOLDER, OWNER):
            return self.case.holder_id
        if role == HANDLER and order and order.handler and self.has_handler(order):
            return UUID(order.handler)
        return None

    def has_handler(self, order: Order) -> bool:
        """Return whether who received an order is still of its unit; if not, its other handlers have it."""
        unit = self.unit_of(order) or self.case.unit_id
        return bool(order.handler) and serves(self.directory, UUID(order.handler), unit=unit, day=self.day)

    def _function(self, role: str, pack: str) -> str:
        found = next((p for p in self.rules.packs if p.id == pack), self.rules.lead)
        return next((self._function_of(row) for row in found.role if row.id == role), "")

    def _function_of(self, row: RoleRow) -> str:
        """Return the function in which a role is looked up: its own, or the one that a fact of the case names."""
        return row.function or str(self.case.facts.get(row.function_from) or "")

    def units_of_functions(self) -> tuple[UUID, ...]:
        """Return the units that the regulation itself involves in the case: those its roles name by function."""
        functions = {self._function_of(row) for pack in self.rules.packs for row in pack.role} - {""}
        found = (unit_of_function(self.directory, one, unit=self.case.unit_id) for one in sorted(functions))
        return tuple(unit for unit in found if unit)
