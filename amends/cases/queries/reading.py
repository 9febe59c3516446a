"""One case as the rules see it, read without a lock, for screens that explain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, reduce
from operator import or_

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from amends.cases.eight_ds import open_eight_d
from amends.cases.lot_words import with_lot_words
from amends.cases.models import Case, CaseRule, Entry, ObligationRow
from amends.cases.queries.today import mine
from amends.cases.queries.visible import not_found, visible
from amends.cases.state import state_of
from amends.core.eight_d import kept_for
from amends.core.ledger import Actor, CaseState, Rules, State
from amends.core.pack import FieldRow
from amends.core.refusal import Missing
from amends.people.access import note_access
from amends.people.models import AccessLog
from amends.people.viewer import Viewer
from amends.regulations.shelf import rules_of

SAID_OF_THE_CASE = ("description", "wish")
"""Personal words without which nobody could judge the case."""
ONE_READING = timedelta(minutes=10)
"""A page asks for its parts one by one; that is one reading."""


@dataclass(frozen=True)
class Reading:
    """A visible case with its rules, its journal and the state that the journal folds into."""

    viewer: Viewer
    case: Case
    rules: Rules
    entries: tuple[Entry, ...]
    state: CaseState

    @cached_property
    def has_part(self) -> bool:
        """Whether the viewer has a part in the case and so sees personal data unmasked (FR-237, decision 0019).

        Who is named in it, who took any step of it (signed, approved, closed), who owes one now. It is asked of a case
        that is seen already: a part in this sense shows nothing that was hidden.
        """
        me = self.viewer.person
        if me in self.case.people:
            return True
        return not self._is_interested and (any(entry.by_id == me for entry in self.entries) or self._owes)

    @property
    def _is_interested(self) -> bool:
        """Whether an interest of the viewer or the viewer's unit is declared: saying so is a step and gives no part."""
        facts = self.state.facts
        is_named = str(self.viewer.person) in map(str, facts.get("interested", ()))
        return is_named or self.actor.unit in facts.get("interested_units", ())

    @property
    def _owes(self) -> bool:
        """Whether something is open that reaches the viewer as one of the unit who hold its role.

        Asked of the database only where a role of the viewer owes something; whom an obligation reaches by name is
        among the people of the case.
        """
        if not self.viewer.roles & {one.owner for one in self.state.obligations if one.state is State.OPEN}:
            return False
        rows = ObligationRow.objects.filter(reduce(or_, mine(self.viewer)), case=self.case, state="open")
        return rows.exists()

    @property
    def is_secret(self) -> bool:
        """Whether each reading is written down (FR-242): a unit's own affair is hidden from others, but no secret."""
        rows = self.rules.lead.confidential
        return any(row.id == self.case.confidential and row.readings_noted for row in rows)

    @cached_property
    def eight_d(self) -> str:
        """The number of its 8D while that is open; empty: none. Asked only where its regulation has disciplines."""
        return open_eight_d(self.case.pk) if any(pack.discipline for pack in self.rules.packs) else ""

    def kept(self, step: str) -> Missing | None:
        """Return what to say where a step is taken in its 8D and at no other door; else None (decision 0030)."""
        return kept_for(self.rules.packs, step, begun=bool(self.eight_d))

    def sees(self, row: FieldRow | None) -> bool:
        """Return whether the viewer may read what a field holds: some are for named roles only (FR-105, FR-242)."""
        return row is None or not row.seen_by or bool(self.actor.roles & set(row.seen_by))

    def shows_whole(self, name: str, row: FieldRow | None) -> bool:
        """Return whether a word is shown as it was written: personal ones are masked for who has no part (FR-237)."""
        masks = row is not None and row.personal and not self.has_part and name not in SAID_OF_THE_CASE
        return self.sees(row) and not masks

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
    reading = Reading(viewer, case, rules, entries, state_of(case, with_lot_words(entries), rules))
    if reading.is_secret:
        _note(reading)
    return reading


def _note(reading: Reading) -> None:
    viewer, case = reading.viewer, reading.case
    lately = AccessLog.objects.filter(kind="confidential_read", case_id=case.pk, person_id=viewer.person)
    if not lately.filter(at__gt=viewer.at - ONE_READING).exists():
        note_access(
            viewer.org, kind="confidential_read", at=viewer.at, person=viewer.person, about=case.number, case=case.pk
        )
