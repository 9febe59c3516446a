"""The limit samples of the demonstration, put into the register as its form does."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from amends.demo.moments import Moments
from amends.demo.organisations import FOLDER, read
from amends.people.models import Person
from amends.people.viewer import viewer_of
from amends.quality.limit_samples import Agreed, add_sample, issue_copy


class LimitSamples:
    """The samples of an organisation that are still to come; their numbers follow the order of time."""

    def __init__(self, org: UUID, code: str, moments: Moments) -> None:
        name = f"{code}_samples.toml"
        rows = read(name)["sample"] if (FOLDER / name).is_file() else []
        self.org = org
        self.ahead = sorted(((moments.began(*row[:2]), row[2:]) for row in rows), key=lambda one: one[0], reverse=True)

    def register_until(self, at: datetime) -> None:
        """Register what was to be registered up to a moment. Raises Refused as the desk would."""
        while self.ahead and self.ahead[-1][0] <= at:
            self._register(*self.ahead.pop())

    def _register(self, at: datetime, row: list[Any]) -> None:
        """Register a sample that was agreed two days before, and issue its copies."""
        login, unit, holds, agreed_with, words, copies = row
        viewer = viewer_of(Person.objects.get(login=login, org_id=self.org), at=at)
        key = next(one.id for one in viewer.directory.units.values() if one.code == unit)
        day = viewer.directory.day(at, key)
        agreed = Agreed(agreed_with, day - timedelta(days=2), day + timedelta(days=holds))
        number = add_sample(viewer, key, words, agreed, at=at).number
        for place, told in copies:
            issue_copy(viewer, number, place=place, told=told, at=at + timedelta(hours=1))
