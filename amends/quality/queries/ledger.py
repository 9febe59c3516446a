"""The ledger for a viewer: what was promised, before, after, what is said of it, and the control chart (FR-116).

The figures count the complaints that the viewer may see. The verdict was found over all of the organisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from amends.cases.queries.visible import seen
from amends.core.control_chart import Point, control_chart
from amends.core.effects import Judgement, Verdict
from amends.core.plain_effects import found, promised
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.quality.ledger import DECIDED, judged, promise_row, visible_promises
from amends.quality.models import ActionPromise, CasePrint, Look, NotMeasured
from amends.quality.tallies import Tally, tallies

MOST = 50
GROUPS: dict[str, Sequence[str]] = {"works": ["works"], "fails": ["fails"], "open": []}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger."""

    row: ActionPromise
    tally: Tally
    judgement: Judgement
    look: Look | None  # the last one that was taken

    @property
    def verdict(self) -> Verdict:
        """What is said of the action: what the last look found, once one has decided."""
        return self.judgement.verdict

    @property
    def promised(self) -> Text:
        """What was promised, in words."""
        return promised(self.tally.promise)

    @property
    def found(self) -> Text:
        """What the figures say, in words."""
        return found(self.tally.promise, self.judgement, exposed_by=self.row.exposed_by)


def entries(viewer: Viewer, *, group: str = "", at: datetime) -> tuple[Entry, ...]:
    """Return the newest promises whose 8D the viewer sees, of one group of verdicts or all; seven queries."""
    rows = _of_group(visible_promises(viewer), group).select_related("action__owner")
    return _entries(viewer, rows.order_by("-made_at", "-id")[:MOST], at=at)


def entry(viewer: Viewer, key: UUID, *, at: datetime) -> Entry:
    """Return one line. Raises NotFound alike for a promise that is hidden and one that is not there."""
    return _entries(viewer, [promise_row(viewer, key)], at=at)[0]


def entries_of(viewer: Viewer, actions: Iterable[UUID], *, at: datetime) -> dict[UUID, Entry]:
    """Return the lines of actions, by action."""
    rows = visible_promises(viewer).filter(action__in=list(actions))
    return {one.row.action_id: one for one in _entries(viewer, rows, at=at)}


def unmeasured(viewer: Viewer) -> tuple[NotMeasured, ...]:
    """Return the newest reasons why no reduction can be measured; one query. A promise made since outweighs its."""
    rows = NotMeasured.objects.filter(seen(viewer, "action__eight_d__case__"))
    rows = rows.filter(~Exists(ActionPromise.objects.filter(action=OuterRef("action"))))
    return tuple(rows.select_related("action__eight_d", "action__owner", "by").order_by("-at", "-id")[:MOST])


def chart(of: Entry, *, today: date) -> tuple[Point, ...]:
    """Return the control chart of a line, whole periods before and after the action."""
    return control_chart(*of.tally.periods(today))


def _entries(viewer: Viewer, of: Iterable[ActionPromise], *, at: datetime) -> tuple[Entry, ...]:
    rows = list(of)
    counted = tallies(rows, CasePrint.objects.filter(seen(viewer, "case__")))
    looks = {one.promise_id: one for one in Look.objects.filter(promise__in=[row.pk for row in rows]).order_by("nth")}
    today = viewer.directory.day(at)
    return tuple(_entry(row, counted[row.pk], looks.get(row.pk), today=today, viewer=viewer) for row in rows)


def _entry(row: ActionPromise, tally: Tally, look: Look | None, *, today: date, viewer: Viewer) -> Entry:
    if look is not None and look.verdict in DECIDED:
        then = judged(tally, today=viewer.directory.day(look.at))
        verdict: Verdict = "works" if look.verdict == "works" else "fails"
        return Entry(row, tally, replace(then, verdict=verdict), look)
    return Entry(row, tally, judged(tally, today=today), look)


def _of_group(rows: QuerySet[ActionPromise], group: str) -> QuerySet[ActionPromise]:
    if group not in GROUPS:
        return rows
    looks = Look.objects.filter(promise=OuterRef("pk"))
    if GROUPS[group]:
        return rows.filter(Exists(looks.filter(verdict__in=GROUPS[group])))
    return rows.filter(~Exists(looks.filter(verdict__in=DECIDED)))
