"""Today for those who answer for others: the units below them, each figure leading to its cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import get_language

from amends.cases.queries.oversight import Span, UnitFigures, oversight
from amends.people.viewer import Viewer

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the queue that shows what it counts; ``tone`` colours it."""

    n: int
    url: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class BelowRow:
    """A unit or a person with figures."""

    name: str
    depth: int
    late: Figure
    today: Figure | None
    open: Figure
    came: Figure | None
    came_before: int = 0

    @property
    def grows(self) -> bool:
        """Return whether clearly more came in than in the seven days before."""
        return bool(self.came and self.came.n >= 3 and self.came.n > 1.5 * self.came_before)


def below(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """Return the units below the viewer and the people who hold their cases."""
    span = span_of(now)
    found, language = oversight(viewer, span), get_language() or "zh"
    people = viewer.directory.people
    loads = [
        BelowRow(
            people[one.person].name(language), 0, _figure(one.late, "late-text", holder=one.person, late="1"), None,
            _figure(one.open, holder=one.person), None,
        )
        for one in found.loads if one.person in people
    ]  # fmt: skip
    return {"units": [_unit(one, span, language) for one in found.units], "loads": loads}


def span_of(now: datetime) -> Span:
    """Return the days that the figures compare: today and the six before, against the seven before those."""
    today = datetime.combine(localtime(now).date(), time(), get_current_timezone())
    week = today - timedelta(days=6)
    return Span(now, today + timedelta(days=1), week, week - WEEK)


def _unit(one: UnitFigures, span: Span, language: str) -> BelowRow:
    unit, since = one.unit.id, f"{localtime(span.week_began):%Y-%m-%d}"
    return BelowRow(
        one.unit.name(language), one.depth,
        _figure(one.late, "late-text", unit=unit, late="1"), _figure(one.today, "near-text", unit=unit, late="today"),
        _figure(one.open, unit=unit), _figure(one.came, unit=unit, closed="1", **{"from": since}, sort="-received"),
        one.came_before,
    )  # fmt: skip


def _figure(n: int, tone: str = "", **query: Any) -> Figure:
    return Figure(n, f"{reverse('desk:queues')}?{urlencode(query)}", tone if n else "quiet")
