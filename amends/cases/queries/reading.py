"""One case as the rules see it, read without a lock, for screens that explain."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from amends.cases.models import Case, CaseRule, Entry
from amends.cases.queries.visible import not_found, visible
from amends.cases.state import state_of
from amends.core.ledger import Actor, CaseState, Rules
from amends.people.viewer import Viewer
from amends.regulations.shelf import rules_of


@dataclass(frozen=True)
class Reading:
    """A visible case with its rules, its journal and the state that the journal folds into."""

    viewer: Viewer
    case: Case
    rules: Rules
    entries: tuple[Entry, ...]
    state: CaseState

    @property
    def has_part(self) -> bool:
        """Whether the viewer has a part in the case and so sees personal data unmasked (FR-237)."""
        return self.viewer.person in self.case.people

    @property
    def actor(self) -> Actor:
        """Return who the viewer is in this case."""
        return self.viewer.actor(self.case.units or [self.case.unit_id])


def read_case(viewer: Viewer, number: str) -> Reading:
    """Return a case by its number; two queries. Raises NotFound for one that is hidden or not there."""
    return read_from(visible(viewer), viewer, number)


def read_from(cases: QuerySet[Case], viewer: Viewer, number: str) -> Reading:
    """Return a case by its number out of some. Raises NotFound when it is not among them."""
    pinned = CaseRule.objects.filter(case=OuterRef("pk")).order_by("-position", "id")
    known = cases.annotate(pinned=ArraySubquery(pinned.values("published__content_hash")))
    case = known.select_related("complainant", "merged_into", "second_of").filter(number=number).first()
    if case is None:
        raise not_found(viewer, number)
    rules = rules_of(viewer.directory, case.unit_id, tuple(case.pinned))
    entries = tuple(Entry.objects.filter(case=case).order_by("seq"))
    return Reading(viewer, case, rules, entries, state_of(case, entries, rules))
