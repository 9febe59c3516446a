"""How well promises are found: rates on a labelled set, each with its Wilson interval at 95 %.

python -m benchmarks.promises               # the untouched half: rates only, so that nobody tunes on its sentences
python -m benchmarks.promises validation    # the half by which it was chosen how much a clause has to weigh
python -m benchmarks.promises development   # what the weights were learned from, all of it, with the same figures

A found promise is right when it overlaps a labelled one that no other has taken; its due time is right when it is
the labelled instant, or when both name none.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amends.core.official_years import cn_office
from amends.core.promises import Promise, find_promises

SETS = Path(__file__).parents[1] / "tests" / "labelled" / "promises"
Z = 1.959964


@dataclass
class Tally:
    """What was counted: promises found rightly, wrongly and not at all, and due times that agree."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    due_right: int = 0

    def add(self, other: Tally) -> None:
        """Count what another tally counted too."""
        self.right, self.wrong = self.right + other.right, self.wrong + other.wrong
        self.missed, self.due_right = self.missed + other.missed, self.due_right + other.due_right


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the Wilson interval of a rate at 95 %; the whole range where nothing was counted."""
    if not of:
        return 0.0, 1.0
    rate, spread = hits / of, Z * Z / of
    middle = (rate + spread / 2) / (1 + spread)
    half = Z * ((rate * (1 - rate) + spread / 4) / of) ** 0.5 / (1 + spread)
    return middle - half, middle + half


def entries(name: str) -> Iterator[dict[str, Any]]:
    """Yield the labelled sentences of a half."""
    for path in sorted((SETS / name).rglob("*.toml")):
        yield from tomllib.loads(path.read_text("utf-8"))["sentence"]


def tally_of(entry: dict[str, Any]) -> Tally:
    """Return what finding came to in one labelled sentence."""
    text, tally = entry["text"], Tally()
    open_ = [(text.index(one["quote"]), len(one["quote"]), one.get("due")) for one in entry["promises"]]
    for found in find_promises(text, said_at=entry["said_at"], calendar=cn_office()):
        best = max(open_, key=lambda one: _shared(found, one), default=None)
        if best is None or _shared(found, best) <= 0:
            tally.wrong += 1
            continue
        open_.remove(best)
        tally.right += 1
        tally.due_right += found.due == best[2]
    tally.missed = len(open_)
    return tally


def _shared(found: Promise, labelled: tuple[int, int, Any]) -> int:
    start, length, _due = labelled
    return min(found.end, start + length) - max(found.start, start)


def told(name: str) -> Iterator[str]:
    """Yield the figures of a half, line by line, without a word of its sentences."""
    by: dict[str, Tally] = {"all": Tally()}
    started, labelled = time.perf_counter(), list(entries(name))
    for entry in labelled:
        one = tally_of(entry)
        for key in ("all", entry["lang"], entry["kind"], _shape(entry)):
            by.setdefault(key, Tally()).add(one)
    spent = time.perf_counter() - started
    yield f"{name}: {len(labelled)} sentences, {1000 * spent / max(len(labelled), 1):.2f} ms each"
    for key, one in by.items():
        yield f"{key:8} " + "  ".join(
            (
                _rate("precision", one.right, one.right + one.wrong),
                _rate("recall", one.right, one.right + one.missed),
                _rate("due", one.due_right, one.right),
            )
        )


def _shape(entry: dict[str, Any]) -> str:
    """Return whether a text promises nothing, once, several times, or something without a time."""
    promised = entry["promises"]
    if any("due" not in one for one in promised):
        return "undated"
    return ("none", "one", "several")[min(len(promised), 2)]


def _rate(name: str, hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{name} {hits}/{of} = {hits / max(of, 1):.3f} [{low:.3f}, {high:.3f}]"


if __name__ == "__main__":
    print("\n".join(told(sys.argv[1] if sys.argv[1:] else "untouched")))
