"""The logs of the demonstration that a unit keeps outside any case, entered as their form does (FR-019, FR-020)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from amends.cases.queries.unit_logs import governed, log_of
from amends.cases.unit_logs import enter
from amends.demo.moments import Moments
from amends.demo.organisations import FOLDER, read
from amends.people.models import Person
from amends.people.viewer import viewer_of


class Logs:
    """The entries of an organisation that are still to come; a unit's journal takes them in the order of time."""

    def __init__(self, org: UUID, code: str, moments: Moments) -> None:
        name = f"{code}_logs.toml"
        rows = read(name)["entry"] if (FOLDER / name).is_file() else []
        self.org = org
        self.ahead = sorted(((moments.began(*row[:2]), row[2:]) for row in rows), key=lambda one: one[0], reverse=True)

    def enter_until(self, at: datetime) -> None:
        """Enter what was to be entered up to a moment. Raises Refused as the desk would."""
        while self.ahead and self.ahead[-1][0] <= at:
            self._enter(*self.ahead.pop())

    def _enter(self, at: datetime, row: list[Any]) -> None:
        login, unit, log, told = row
        viewer = viewer_of(Person.objects.get(login=login, org_id=self.org), at=at)
        of = governed(viewer, unit, at=at)
        enter(viewer, of, log_of(of, log), told, at=at)
