"""Whose work an obligation of a replay is: the unit that its role is looked up in, as the live case looks it up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from amends.cases.models import Case
from amends.cases.reach import OUTSIDE, Reach
from amends.cases.replay.comparing import Place
from amends.cases.replay.stories import Past
from amends.core.ledger import Order, Rules
from amends.people.directory import Directory


class Placing:
    """Units of roles on one day, each looked up once; before and after alike, so only rules make a difference."""

    def __init__(self, known: Directory, day: date) -> None:
        self.known, self.day = known, day
        self._found: dict[tuple[object, ...], UUID | None] = {}

    def of(self, past: Past, orders: Mapping[str, Order]) -> Place:
        """Return how the obligations of a case are placed."""

        def place(pack: str, owner: str, subject: str, rules: Rules) -> UUID | None:
            if owner.startswith(OUTSIDE):
                return None
            order = orders.get(subject)
            named = _named_function(rules, pack, owner)
            key = (id(rules), pack, owner, past.unit, order.to if order else "", past.facts.get(named) if named else "")
            if key not in self._found:
                self._found[key] = self._place(past, rules, pack, owner, subject, orders)
            return self._found[key]

        return place

    def _place(
        self, past: Past, rules: Rules, pack: str, owner: str, subject: str, orders: Mapping[str, Order]
    ) -> UUID | None:
        case = Case(org_id=self.known.id, unit_id=past.unit, facts=dict(past.facts))
        return Reach(self.known, rules, case, orders, self.day).role(owner, pack=pack, subject=subject).unit


def _named_function(rules: Rules, pack: str, owner: str) -> str:
    """Return the fact of a case that names the function in which a role is looked up, where one does."""
    found = next((one for one in rules.packs if one.id == pack), rules.lead)
    return next((row.function_from for row in found.role if row.id == owner), "")
