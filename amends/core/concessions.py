"""How one concession follows another: they should become smaller and fewer, and come more slowly (FR-134)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from amends.core.ledger import Done
from amends.core.limits import money
from amends.core.noted import of_moments

FIGURES = ("amount", "items")
"""What a proposal concedes: money, and how many things at once."""


def pattern(proposed: Iterable[Done]) -> dict[str, bool]:
    """Return whether the last concession is larger than the one before and came faster; nothing while not known.

    Proposals that concede no figure (a change of grade, a plan) are none. A pace needs three of them.
    """
    made = [done for done in proposed if any(_figure(done, name) is not None for name in FIGURES)]
    found: dict[str, bool] = {}
    if len(made) >= 2:
        found["concession_larger"] = any(_rises(made[-2], made[-1], name) for name in FIGURES)
    if len(made) >= 3:
        found["concession_faster"] = _is_faster(*(one.at for one in made[-3:]))
    return found


@of_moments
def _is_faster(first: datetime, second: datetime, third: datetime) -> bool:
    return third - second < second - first


def _figure(done: Done, name: str) -> Decimal | None:
    value = done.detail.get(name)
    return money(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None


def _rises(before: Done, last: Done, name: str) -> bool:
    earlier, later = _figure(before, name), _figure(last, name)
    return earlier is not None and later is not None and later > earlier
