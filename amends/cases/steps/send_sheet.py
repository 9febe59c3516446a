"""Send the sheet that a unit owes (the statistics of the 25th, C08): the only step that is of no case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from amends.cases.journal import units
from amends.people.viewer import Viewer


def send_sheet(viewer: Viewer, key: UUID, *, at: datetime) -> None:
    """Note that the sheet of an obligation was sent. Raises Refused: not owed, or not by this person."""
    units.send_sheet(viewer, key, at=at)
