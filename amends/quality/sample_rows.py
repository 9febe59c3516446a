"""By which rows of the regulation in force something is drawn by lot, for which units, and how long it may take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.cases.queries.visible import NotFound
from amends.core.ledger import Rules
from amends.core.looking_back import drawn_until
from amends.core.pack import Pack, SampleRow
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.regulations.shelf import NoRegulation, rules_for


@dataclass(frozen=True, slots=True)
class Drawable:
    """A row that is in force for a unit."""

    unit: UUID
    rules: Rules
    row: SampleRow

    @property
    def pack(self) -> Pack:
        """The pack in which the row stands."""
        return self.rules.lead


def drawables(viewer: Viewer, *, at: datetime) -> tuple[Drawable, ...]:
    """Return by which rows the viewer may draw, for the units in which the role is held."""
    found = {(one.unit, one.pack.id, one.row.id): one for one in _drawables(viewer, at)}
    return tuple(found.values())


def drawable(viewer: Viewer, unit: UUID, sample: str, *, at: datetime) -> Drawable:
    """Return the row by which the viewer may draw. Raises NotFound alike for a row that is not there or not theirs."""
    for one in drawables(viewer, at=at):
        if (one.unit, one.row.id) == (unit, sample):
            return one
    raise NotFound(sample)


def in_force(viewer: Viewer, unit: UUID, sample: str, *, at: datetime) -> Drawable | None:
    """Return a row as it is in force for a unit, whoever looks; None where the regulation has it no more."""
    return next((one for one in of_unit(viewer, unit, at) if one.row.id == sample), None)


def due_of(of: Drawable, *, at: datetime) -> datetime:
    """Return by when what is begun now has to be done, counted by the calendar of the unit.

    Raises Refused where the organisation has not decided how long it may take.
    """
    until = drawn_until(of.pack, of.row, at, calendar=of.rules.calendars[of.pack.id])
    if until is None:
        raise refused(of.row, "within", zh="时限尚未设定", en="The time for it has not been decided")
    return until


def refused(row: SampleRow, what: str, *, zh: str, en: str, field: str = "") -> Refused:
    """Return the refusal that names the article of a row."""
    says = Text(zh=zh, en=en)
    return Refused(row.kind, says=says, missing=(Missing(what, says, row.article, field=field),))


def _drawables(viewer: Viewer, at: datetime) -> Iterator[Drawable]:
    for held in viewer.memberships:
        yield from (one for one in of_unit(viewer, held.unit, at) if held.role in one.row.by)


def of_unit(viewer: Viewer, unit: UUID, at: datetime) -> Iterator[Drawable]:
    """Yield the rows that are in force for a unit, whoever may draw by them."""
    try:
        rules = rules_for(unit, at, known=viewer.directory).rules
    except NoRegulation:
        return
    yield from (Drawable(unit, rules, row) for row in rules.lead.sample)
