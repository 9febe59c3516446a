"""Which of some amounts stand out from the others, said by the median so that one outlier moves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median, quantiles

FEWEST = 5
"""Among fewer amounts nothing is usual, so nothing stands out."""
FAR = Decimal("3.5")
"""So many deviations from the median is far out (Iglewicz and Hoaglin)."""
OF_MEDIAN, OF_MEAN = Decimal("1.4826"), Decimal("1.2533")
"""What makes the median, or the mean, of the distances a standard deviation, were the amounts normal."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual among some amounts: median and quartiles, and from where to where nothing stands out."""

    median: Decimal
    lower: Decimal
    upper: Decimal
    least: Decimal
    most: Decimal
    among: int

    def stands_out(self, amount: Decimal | None) -> str:
        """Return ``above`` or ``below`` for an amount outside of what is usual, else nothing."""
        if amount is None or self.least <= amount <= self.most:
            return ""
        return "above" if amount > self.most else "below"


def usual(amounts: Iterable[Decimal]) -> Usual | None:
    """Return what is usual among amounts; None where they are too few to say.

    The spread is the median distance from the median; where more than half of them are the
    same it is the mean distance, and where all are, any other amount stands out.
    """
    known = sorted(amounts)
    if len(known) < FEWEST:
        return None
    middle = median(known)
    apart = FAR * _deviation([abs(one - middle) for one in known])
    lower, _, upper = quantiles(known, method="inclusive")
    return Usual(middle, lower, upper, max(Decimal(0), middle - apart), middle + apart, len(known))


def _deviation(distances: Sequence[Decimal]) -> Decimal:
    half = median(distances)
    return OF_MEDIAN * half if half else OF_MEAN * sum(distances, Decimal(0)) / len(distances)
