"""Months and quarters: the period in which a day lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3}


@dataclass(frozen=True, slots=True)
class Period:
    """A month or quarter, its last day included. ``name``: 2024-03 or 2024-Q1."""

    first: date
    last: date
    name: str

    @property
    def before(self) -> date:
        """The last day of the period before it."""
        return self.first - timedelta(days=1)


def period_of(day: date, every: str) -> Period:
    """Return the month or quarter in which a day lies. Raises KeyError for another word."""
    months = MONTHS[every]
    start = (day.month - 1) // months * months + 1
    first, after = date(day.year, start, 1), start + months
    last = date(day.year + (after > 12), after - 12 if after > 12 else after, 1) - timedelta(days=1)
    name = f"{first:%Y-%m}" if months == 1 else f"{day.year}-Q{start // 3 + 1}"
    return Period(first, last, name)
