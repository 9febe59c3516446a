"""What the room of 8Ds has to say in the steps of a case. It stands above the cases, so it enters itself here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from amends.core.eight_d import kept_for
from amends.core.pack import Pack, StepRow
from amends.core.refusal import Missing
from amends.people.viewer import Viewer


class Room(Protocol):
    """The room of 8Ds, as the steps of a case need it."""

    def open_one(self, case: UUID) -> str:
        """Return the number of the 8D of a case while it is not closed; empty: it has none."""

    def hear_failed(self, case: UUID, step: StepRow, *, reason: str, at: datetime, viewer: Viewer) -> None:
        """Begin the next round of the 8D of a case, of which a step of the case said that its measures failed."""


rooms: list[Room] = []


def open_eight_d(case: UUID) -> str:
    """Return the number of the 8D of a case while it is not closed; empty: it has none."""
    return next((number for room in rooms if (number := room.open_one(case))), "")


def kept_step(case: UUID, packs: Sequence[Pack], step: str) -> Missing | None:
    """Return what to say where a step of a case is taken in its 8D and at no other door; else None (decision 0030).

    The database is asked only about a step that a discipline of the packs takes.
    """
    of_open = kept_for(packs, step, begun=True)
    return of_open if of_open is None or open_eight_d(case) else kept_for(packs, step)
