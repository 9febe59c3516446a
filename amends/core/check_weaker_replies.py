"""Does a local pack ask less of an answer than the pack above it: of its parts, or of who reads it first (FR-251)?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amends.core.check_weaker import Fault, refused
from amends.core.finding import Finding
from amends.core.pack import PartRow, ReviewRow


def weaker_parts(pairs: Iterable[tuple[PartRow, PartRow]]) -> Iterator[Finding]:
    """Yield parts that need not hold or state any more what the parent's do; each pair: theirs, ours."""
    for theirs, ours in pairs:
        faults: list[Fault] = []
        if theirs.has and ours.has != theirs.has:
            faults.append(("has", f"不再要求写明“{theirs.has}”", f"need not hold “{theirs.has}” any more"))
        if gone := [name for name in theirs.states if name not in ours.states]:
            names = ", ".join(gone)
            faults.append(("states", f"不再要求与本案的 {names} 一致", f"need not equal {names} of the case any more"))
        if faults:
            yield refused("part", ours, theirs, faults)


def weaker_readings(pairs: Iterable[tuple[ReviewRow, ReviewRow]]) -> Iterator[Finding]:
    """Yield answers that somebody may read first who may not by the parent's row; each pair: theirs, ours."""
    for theirs, ours in pairs:
        if more := [role for role in ours.by if role not in theirs.by]:
            names = ", ".join(more)
            yield refused("review", ours, theirs, [("by", f"{names} 也可审阅", f"read by {names} too")])
