"""One 8D as its page shows it: disciplines with their clocks, versions, actions with spread and checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from amends.cases.models import Evidence
from amends.core.eight_d import FOLLOW_A_CAUSE, Place
from amends.core.ledger import Obligation, State
from amends.core.matching import parse
from amends.core.refusal import Missing
from amends.core.vocabulary import STEP_KINDS
from amends.people.viewer import Viewer
from amends.quality.actions import may_act
from amends.quality.closing import missing_to_close
from amends.quality.ledger import unjudged
from amends.quality.models import Action, DisciplineVersion, LaterCheck, Spread
from amends.quality.records import Record, holds, is_the_same_hand, record_of
from amends.quality.reviewing import own_steps


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with the similar processes it is carried over to, and its later checks."""

    row: Action
    spreads: tuple[Spread, ...]
    checks: tuple[LaterCheck, ...]
    is_mine: bool
    is_silent: bool  # it promised nothing, and nobody said why


@dataclass(frozen=True)
class EightDPage:
    """An 8D for one viewer. ``clocks``: what each discipline owes the case, by discipline."""

    record: Record
    clocks: Mapping[str, Obligation]
    actions: tuple[ActionLine, ...]
    may_act: bool
    files: tuple[Evidence, ...]  # of the case, to choose a proof from
    closing: tuple[Missing, ...]

    def may_write(self, place: Place) -> bool:
        """Return whether the viewer may hand a discipline in now."""
        is_open = self.record.row.state != "closed" and place.standing != "locked"
        return is_open and holds(self.record, place.discipline.row.by)

    def may_review(self, place: Place) -> bool:
        """Return whether the viewer may look at what was handed in: with the role, and not the own (FR-112)."""
        version = self.record.in_force(place.discipline.id)
        waits = version is not None and version.verdict == "handed_in"
        return waits and self._may_judge(place.discipline.reviewed_by, [version] if version else [])

    def may_approve(self) -> bool:
        """Return whether the viewer may approve what waits for it: with the role for each, and not the own (FR-115)."""
        pending = self.record.pending_mine()
        written = [version for _, version in pending]
        mine = all(self.record.may_approve(place) for place, _ in pending)
        return bool(pending) and mine and self._may_judge((), written)

    def may_send(self, place: Place) -> bool:
        """Return whether a discipline may leave for the customer: approved, and one of its steps is the viewer's."""
        mine = own_steps(self.record, place)
        return bool(mine) and self.record.row.state != "closed" and not self.record.unapproved(place)

    def may_close(self) -> bool:
        """Return whether the viewer may close it, once nothing is missing."""
        return self.record.row.state != "closed" and holds(self.record, self.record.disciplines[-1].row.by)

    def _may_judge(self, roles: tuple[str, ...], written: list[DisciplineVersion]) -> bool:
        others = not any(is_the_same_hand(self.record, one) for one in written)
        return self.record.row.state != "closed" and others and holds(self.record, roles)


def eight_d_page(viewer: Viewer, number: str) -> EightDPage:
    """Return the page of an 8D. Raises NotFound for one of a hidden case."""
    record = record_of(viewer, number)
    is_closed = record.row.state == "closed"
    return EightDPage(
        record, _clocks(record), tuple(_actions(record)), may_act(record) and not is_closed,
        tuple(Evidence.objects.filter(case=record.row.case).order_by("added_at")),
        () if is_closed else tuple(missing_to_close(record)),
    )  # fmt: skip


def _clocks(record: Record) -> dict[str, Obligation]:
    """Return the obligation of the case that each discipline meets: the first that is open, else the last."""
    rules, found = record.reading.rules, {}
    for of in record.disciplines:
        steps = [
            rules.steps[one] for moment in ("handed_in", "accepted", "approved", "sent") for one in of.steps(moment)
        ]
        causes = {event for row in steps for event in (row.causes or STEP_KINDS[row.kind].causes)}
        owed = [one for one in record.reading.state.obligations if _events(record, one) & causes]
        if owed:
            found[of.id] = next((one for one in owed if one.state is State.OPEN), owed[-1])
    return found


def _events(record: Record, one: Obligation) -> set[str]:
    pack = next((pack for pack in record.reading.rules.packs if pack.id == one.pack), None)
    row = pack.duties.get(one.duty) if pack else None
    return {matcher.event for matcher in parse(row.met_by, pack)} if pack and row else set()


def _actions(record: Record) -> list[ActionLine]:
    rows = Action.objects.filter(eight_d=record.row).select_related("owner", "evidence").order_by("made_at", "id")
    spreads: dict[UUID, list[Spread]] = defaultdict(list)
    checks: dict[UUID, list[LaterCheck]] = defaultdict(list)
    for spread in Spread.objects.filter(action__eight_d=record.row).order_by("made_at", "id"):
        spreads[spread.action_id].append(spread)
    for check in LaterCheck.objects.filter(action__eight_d=record.row).select_related("owner").order_by("day"):
        checks[check.action_id].append(check)
    silent = unjudged(Action.objects.filter(eight_d=record.row, kind__in=FOLLOW_A_CAUSE))
    mine = record.viewer.person
    return [
        ActionLine(row, tuple(spreads[row.pk]), tuple(checks[row.pk]), row.owner_id == mine, row.pk in silent)
        for row in rows
    ]
