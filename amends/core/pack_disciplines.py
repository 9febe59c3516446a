"""Rows of a pack about an 8D: what each discipline asks, who hands it in, looks at it and approves it (FR-108)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from amends.core.pack_rows import EightDField, Id, Row
from amends.core.text import Text

Moment = Literal["accepted", "returned", "approved", "refused", "sent"]
PartOfAction = Literal["text", "owner", "due", "proof"]
PartOfCause = Literal["text", "control", "tool"]


class PlanRow(Row):
    """A kind of action that is planned in a discipline, and the steps by which the case hears of it (FR-114)."""

    kind: Literal["containment", "interim", "corrective", "preventive"]  # the kind of action
    step: str = ""  # the step taken on the case when such an action is listed; none: the 8D alone knows of it
    done: str = ""  # the step taken when it is done
    fills: dict[str, PartOfAction] = {}  # the facts that these steps bring, each with its part of the action

    @property
    def facts_filled(self) -> tuple[str, ...]:
        """Return the facts that its steps bring."""
        return tuple(self.fills)


class DrawnRow(Row):
    """A kind of cause of a finished fishbone or matrix, and the steps by which the case hears of it (FR-107).

    Its discipline is handed in with a fishbone or matrix of this round that is finished, and not without.
    """

    kind: Literal["possible", "main"]  # whether the cause is marked main
    step: str = ""  # the step taken on the case for each such cause; none: the 8D alone knows of it
    done: str = ""  # the step taken with its control point
    fills: dict[str, PartOfCause] = {}  # the facts that these steps bring, each with its part; tool: fishbone or matrix

    @property
    def facts_filled(self) -> tuple[str, ...]:
        """Return the facts that its steps bring."""
        return tuple(self.fills)


class DisciplineRow(Row):
    """A discipline of an 8D. Their order is that of the rows; one opens when those before it are handed in."""

    id: Id  # D1 to D8, or the pack's own
    article: str
    title: Text
    asks: tuple[EightDField, ...] = ()  # what is written in it (parts of an 8D); none: those of its number
    fills: dict[str, EightDField] = {}  # the facts that its step brings, each with the part it is taken from
    step: str = ""  # the step taken on the case when it is handed in: clocks are met by what that causes
    only_here: bool = False  # whether its steps are taken by handing it in and at no other door of the case
    tells: dict[str, EightDField] = {}  # parts of the letter when it is sent, each with what is said in it
    then: dict[Moment, str] = Field(default_factory=dict)  # further steps: when it is accepted, returned, approved, …
    by: tuple[str, ...] = ()  # roles that hand it in; empty: anybody who sees the case
    reviewed_by: tuple[str, ...] = ()  # roles that look at it beforehand; none: what is handed in is accepted (FR-112)
    approved_by: tuple[str, ...] = ()  # roles of which one approves it before the customer sees it (FR-115)
    shown_to_customer: bool = False  # whether the customer sees it at the portal, once it is approved
    plans: tuple[PlanRow, ...] = ()  # the kinds of actions that are listed in it
    drawn: tuple[DrawnRow, ...] = ()  # the kinds of causes that its fishbone or matrix brings to the case

    @property
    def facts_filled(self) -> tuple[str, ...]:
        """Return the facts that its step brings."""
        return tuple(self.fills)

    @property
    def taken_then(self) -> tuple[str, ...]:
        """Return the steps that are taken after it was handed in."""
        return tuple(self.then.values())
