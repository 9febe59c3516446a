"""A few hundred past cases at a time: read, played, compared, written, tallied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from amends.cases.models import ReplayedCase
from amends.cases.recordsets import insert_plain
from amends.cases.replay.comparing import Compared, compare
from amends.cases.replay.placing import Placing
from amends.cases.replay.stories import Past, read
from amends.cases.replay.target import Target
from amends.core.engine import NeverQuiet
from amends.core.ledger import Rules
from amends.core.paths import Paths
from amends.core.population import Population
from amends.people.directory import Directory
from amends.people.rows import new_id

log = structlog.get_logger(__name__)

EPOCH = 700_000
"""Days are counted from here, so that unit and day go into one figure of four bytes."""
SPAN = 100_000


@dataclass
class Tally:
    """The numbers of a result. ``work_*``: by unit and day in one figure (``cell``)."""

    cases: int = 0
    differ: int = 0
    restless: list[UUID] = field(default_factory=list)  # cases that do not come to rest under the rules
    marks: Counter[str] = field(default_factory=Counter)
    work_before: Counter[int] = field(default_factory=Counter)
    work_after: Counter[int] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Take the numbers of other cases in."""
        self.cases, self.differ = self.cases + other.cases, self.differ + other.differ
        self.restless += other.restless
        self.marks.update(other.marks)
        self.work_before.update(other.work_before)
        self.work_after.update(other.work_after)


@dataclass
class Work:
    """What every process needs to do its part of one run."""

    run: UUID
    org: UUID
    at: datetime
    known: Directory
    target: Target
    units: Mapping[UUID, int]  # each unit's place in a work figure
    among: dict[int, Population]  # by id of the pack that counts
    placing: Placing
    paths: dict[int, Paths] = field(default_factory=dict)  # by id of the rules: what this process learned

    def cell(self, unit: UUID, due_at: datetime) -> int:
        """Return unit and local day in one figure."""
        first, zone = self._cells[unit]
        return first + due_at.astimezone(zone).toordinal()

    def paths_of(self, rules: Rules) -> Paths:
        """Return the paths through some rules that cases of this run took."""
        if id(rules) not in self.paths:
            among = tuple(self.among[id(pack)] for pack in rules.packs if id(pack) in self.among)
            self.paths[id(rules)] = Paths(rules, until=self.at, among=among)
        return self.paths[id(rules)]

    @property
    def barred(self) -> int:
        """Of how many shapes no case could be noted so far: slower, and a fault of the core's to be mended."""
        return sum(one.barred for one in self.paths.values())

    @cached_property
    def _cells(self) -> Mapping[UUID, tuple[int, ZoneInfo]]:
        """Where the days of each unit begin, and its zone."""
        return {unit: (nth * SPAN - EPOCH, self.known.zone(unit)) for unit, nth in self.units.items()}


def work_on(work: Work, ids: Sequence[UUID]) -> Tally:
    """Play some cases, write their rows and return their numbers. Call it in the organisation's transaction."""
    tally, rows, barred = Tally(), [], work.barred
    for past in read(ids, known=work.known, until=work.at):
        try:
            compared = _compared(work, past)
        except NeverQuiet:
            log.exception("a case that does not come to rest", case=past.number)
            tally.restless.append(past.id)
            continue
        row = _row(work, past, compared)
        rows.append(row)
        tally.cases += 1
        tally.differ += compared.differs
        tally.marks.update(compared.marks)
        tally.work_before.update(row["work_before"])
        tally.work_after.update(row["work_after"])
    if work.barred > barred:
        log.warning("shapes of cases that nobody can follow: each such case is played", shapes=work.barred)
    insert_plain(ReplayedCase, rows)
    return tally


def _compared(work: Work, past: Past) -> Compared:
    rules = work.target.rules(past.unit, past.rules)
    outcome = work.paths_of(rules).play(past.lines.told, past.lines.steps)
    orders = outcome.state.orders
    places = work.placing.of(past, orders, past.rules), work.placing.of(past, orders, rules)
    return compare(past, outcome, rules, at=work.at, places=places)


def _row(work: Work, past: Past, compared: Compared) -> dict[str, Any]:
    return {
        "id": new_id(), "org_id": work.org, "run_id": work.run, "case_id": past.id, "differs": compared.differs,
        "marks": compared.marks, "dues": compared.dues,
        "work_before": [work.cell(*one) for one in compared.work_before],
        "work_after": [work.cell(*one) for one in compared.work_after],
    }  # fmt: skip
