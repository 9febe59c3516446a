"""Whose work an obligation of a replay is: the unit that its role is looked up in, as the live case looks it up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from amends.cases.models import Case
from amends.cases.reach import OUTSIDE, Reach
from amends.cases.replay.comparing import Place
from amends.cases.replay.stories import Past
from amends.core.ledger import Order, Rules
from amends.core.worked_out import once
from amends.people.directory import Directory


class Placing:
    """Units of roles on one day, each looked up once; before and after alike, so only rules make a difference."""

    def __init__(self, known: Directory, day: date) -> None:
        self.known, self.day = known, day
        self._found: defaultdict[tuple[int, UUID], dict[tuple[object, ...], UUID | None]] = defaultdict(dict)

    def of(self, past: Past, orders: Mapping[str, Order], rules: Rules) -> Place:
        """Return how the obligations of a case are placed under rules."""
        found = self._found[id(rules), past.unit]
        named = _functions_from(rules)

        def place(pack: str, owner: str, subject: str) -> UUID | None:
            order = orders.get(subject)
            fact = named.get((pack if pack in rules.by_id else rules.lead.id, owner)) if named else None
            key = (pack, owner, order.to if order else "", past.facts.get(fact) if fact else "")
            if key not in found:
                found[key] = self._place(past, rules, pack, owner, subject, orders)
            return found[key]

        return place

    def _place(
        self, past: Past, rules: Rules, pack: str, owner: str, subject: str, orders: Mapping[str, Order]
    ) -> UUID | None:
        if owner.startswith(OUTSIDE):
            return None
        case = Case(org_id=self.known.id, unit_id=past.unit, facts=dict(past.facts))
        return Reach(self.known, rules, case, orders, self.day).role(owner, pack=pack, subject=subject).unit


@once
def _functions_from(rules: Rules) -> dict[tuple[str, str], str]:
    """Return the facts of a case that name the function in which a role is looked up, by pack and role."""
    return {(pack.id, row.id): row.function_from for pack in rules.packs for row in pack.role if row.function_from}
