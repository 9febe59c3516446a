"""How rightly the ledger of actions judges: planted actions, and how often each verdict over 1,000 histories.

python -m benchmarks.ledger
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

from amends.core.effects import Promise, Side, judge

DAY = date(2026, 1, 1)
HISTORIES, MONTHS_BEFORE, LOOKS = 1000, 12, 12
RATES = (1.0, 2.0, 4.0, 10.0)
KEEPS = (("useless: nothing changes", 1.0), ("half of the promise: 25 % fewer", 0.75), ("as promised: 50 % fewer", 0.5),
         ("better: 80 % fewer", 0.2))  # fmt: skip


def main() -> int:
    """Print a table of verdicts of planted actions, in per cent, and after how many looks they came; return 0."""
    print(
        "| complaints a month before | what the action does | works | does not work | cannot be told | looks, median |"
    )
    print("|---|---|---|---|---|---|")
    for per_month in RATES:
        for name, keeps in KEEPS:
            chance = random.Random(f"{per_month}/{keeps}")  # nosec B311: a simulation that is the same every time
            found = [history(chance, per_month, keeps) for _ in range(HISTORIES)]
            many, looks = Counter(word for word, _ in found), sorted(look for _, look in found)
            shares = " | ".join(f"{many[word] / 10:.1f}" for word in ("works", "fails", "unclear"))
            print(f"| {per_month:.0f} | {name} | {shares} | {looks[len(looks) // 2]} |")
    return 0


def history(chance: random.Random, per_month: float, keeps: float) -> tuple[str, int]:
    """Return the verdict on one planted action that promised half, and at which look it came."""
    promise = Promise("fewer", DAY, 30, reduction=50, looks=LOOKS)
    before, after = Side(sum(_drawn(chance, per_month) for _ in range(MONTHS_BEFORE)), 30.0 * MONTHS_BEFORE), 0
    for look in range(1, LOOKS + 1):
        after += _drawn(chance, per_month * keeps)
        found = judge(promise, before, Side(after, 30.0 * look), look=look, today=DAY + timedelta(days=30 * look))
        if found.verdict in ("works", "fails"):
            break
    return found.verdict if found.verdict != "no_data" else "unclear", look


def _drawn(chance: random.Random, mean: float) -> int:
    count, waited = 0, chance.expovariate(1.0)
    while waited < mean:
        count, waited = count + 1, waited + chance.expovariate(1.0)
    return count


if __name__ == "__main__":
    raise SystemExit(main())
