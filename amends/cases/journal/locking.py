"""Lock cases and read what the rules need: pinned versions, the journal folded into a state, the directory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from amends.cases.lot_words import with_lot_words
from amends.cases.models import Case, CaseRule, Entry
from amends.cases.state import state_of
from amends.core.ledger import CaseState, Rules
from amends.people.directory import Directory, directory
from amends.regulations.shelf import rules_of


@dataclass(slots=True)
class Locked:
    """One case under lock. ``state`` is what its journal says; ``case`` is the row to write."""

    case: Case
    rules: Rules
    directory: Directory
    state: CaseState
    last_at: datetime | None = None  # when its last entry was recorded

    def not_before(self, at: datetime) -> datetime:
        """Return the instant for what is done at ``at``: never before the last entry, also if a clock jumped back."""
        return max(at, self.last_at) if self.last_at else at

    @property
    def first_at(self) -> datetime | None:
        """When the first thing of the case happened; nothing can be noted as earlier."""
        return min((done.at for done in self.state.done), default=None)


def lock(ids: Iterable[UUID], *, org: UUID, wait: bool = True) -> list[Locked]:
    """Lock cases in the order of their ids and return them; without ``wait`` those that others hold are left out."""
    cases = _with_rules().filter(pk__in=list(ids)).order_by("pk")
    return _read(list(cases.select_for_update(of=("self",), skip_locked=not wait)), org)


def lock_by_number(numbers: Iterable[str], *, org: UUID) -> dict[str, Locked]:
    """Lock the cases with these numbers, in the order of their ids, and return them by number."""
    cases = _with_rules().filter(number__in=list(numbers)).order_by("pk").select_for_update(of=("self",))
    return {one.case.number: one for one in _read(list(cases), org)}


def _with_rules() -> QuerySet[Case]:
    pinned = CaseRule.objects.filter(case=OuterRef("pk")).order_by("-position", "id")
    return Case.objects.annotate(pinned=ArraySubquery(pinned.values("published__content_hash")))


def _read(cases: list[Case], org: UUID) -> list[Locked]:
    if not cases:
        return []
    known = directory(org)
    entries: defaultdict[UUID, list[Any]] = defaultdict(list)
    said = Entry.objects.filter(case__in=[case.pk for case in cases]).order_by("case_id", "seq")
    for entry in said.values_list("id", "case_id", "happened_at", "recorded_at", "by_id", "step", "body", named=True):
        entries[entry.case_id].append(entry)
    found = []
    for case in cases:
        rules = rules_of(known, case.unit_id, tuple(case.pinned))  # type: ignore[attr-defined]
        own = entries[case.pk]
        last_at = own[-1].recorded_at if own else None
        found.append(Locked(case, rules, known, state_of(case, with_lot_words(own), rules), last_at))
    return found
