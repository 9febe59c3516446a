"""How rightly grants are compared: planted bias, and how often an even-handed year is called uneven.

python -m benchmarks.even_handed
"""

from __future__ import annotations

import random
from decimal import Decimal
from time import process_time

from amends.core.even_handed import Grant, even_handed

YEARS = 300
BASES = (50, 80, 100, 200, 500, 1000)
BY = ("unit", "channel", "language", "giver")
UNITS, CHANNELS, GIVERS = 8, 4, 12
SPREAD = 0.6
"""Like amounts differ by so much, as a standard deviation of their logarithm: a third of them by a factor of 1.8."""


def main() -> int:
    """Print how often the biased unit is found and how often any other group is named, in per cent; return 0."""
    print("| grants a year | bias of one unit of eight | found | another group named | ms |")
    print("|---|---|---|---|---|")
    for many in (60, 200, 1_000, 20_000):
        for bias in (1.0, 1.2, 1.5, 2.0):
            years = YEARS if many < 20_000 else 10
            chance = random.Random(f"{many}/{bias}")  # nosec B311: a simulation that is the same every time
            began, found, other = process_time(), 0, 0
            for _ in range(years):
                differ = {(one.by, one.group) for one in even_handed(drawn(chance, many, bias), BY) if one.differs}
                found, other = found + (("unit", 0) in differ), other + bool(differ - {("unit", 0)})
            took = 1000 * (process_time() - began) / years
            print(f"| {many:,} | {bias} | {100 * found / years:.1f} | {100 * other / years:.1f} | {took:.1f} |")
    return 0


def drawn(chance: random.Random, many: int, bias: float) -> list[Grant]:
    """Return a year of grants of six kinds of matters; those of unit 0 are multiplied by the bias."""
    grants = []
    for nth in range(many):
        base, unit = chance.choice(BASES), chance.randrange(UNITS)
        amount = base * chance.lognormvariate(0, SPREAD) * (bias if unit == 0 else 1)
        groups = {"unit": unit, "channel": chance.randrange(CHANNELS), "language": chance.choice(["zh"] * 9 + ["en"]),
                  "giver": chance.randrange(GIVERS)}  # fmt: skip
        grants.append(Grant(nth, base, Decimal(round(amount, -1)), groups))
    return grants


if __name__ == "__main__":
    raise SystemExit(main())
