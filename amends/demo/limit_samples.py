"""The limit samples of the demonstration, put into the register as its form does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from amends.demo.moments import Moments
from amends.people.models import Person
from amends.people.viewer import viewer_of
from amends.quality.limit_samples import Agreed, add_sample, issue_copy


def tell_limit_samples(org: UUID, rows: Iterable[list[Any]], moments: Moments) -> None:
    """Register each sample on its day, agreed two days before, and issue its copies."""
    for days, clock, login, unit, holds, agreed_with, words, copies in rows:
        at = moments.began(days, clock)
        viewer = viewer_of(Person.objects.get(login=login, org_id=org), at=at)
        key = next(one.id for one in viewer.directory.units.values() if one.code == unit)
        day = viewer.directory.day(at, key)
        agreed = Agreed(agreed_with, day - timedelta(days=2), day + timedelta(days=holds))
        number = add_sample(viewer, key, words, agreed, at=at).number
        for place, told in copies:
            issue_copy(viewer, number, place=place, told=told, at=at + timedelta(hours=1))
