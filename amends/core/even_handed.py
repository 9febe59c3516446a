"""Whether like cases got alike: amounts by unit, channel, language and giver, each beside others in like cases.

ISO 10002 asks that complaints are met objectively and without bias. What a group of grants got is compared only
within grants that are alike (the same remedy, category and grade), by the rank of their amounts: the stratified
rank-sum test of van Elteren, which one huge amount cannot move. All groups that are looked at together are called
different by mistake in one of twenty reports at most (Holm's correction). A difference is a question, not a verdict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import sqrt
from statistics import NormalDist, median
from typing import Any

FEWEST = 5
"""Among fewer grants, or beside fewer, nothing is said."""
BY_MISTAKE = 0.05
"""How often a report of even-handed grants may call any group different."""
NAMED = 5
"""So many grants are named of a group that is different."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant, what it is alike with, how much it was, and its group by each thing that must not matter."""

    of: Any
    like: Hashable
    amount: Decimal
    groups: Mapping[str, Hashable]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the grants of one group stand beside others in like cases.

    ``higher``: how often one of its grants is higher than one of another group's, an equal one half: 0.5 is even;
    None where too few can be compared. ``apart``: how far its grants typically are from the median of their like.
    ``p``: how often chance alone makes so much of a difference. ``differs``: ``above``, ``below`` or nothing.
    ``farthest``: of a group that differs, the grants that are farthest from their like, on that side.
    """

    by: str
    group: Hashable
    grants: int
    higher: float | None = None
    apart: Decimal | None = None
    p: float = 1.0
    differs: str = ""
    farthest: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class _Like:
    """Grants that are alike: the rank of each amount, their median, and the spread of ranks that ties leave."""

    ranks: Mapping[Decimal, float]
    median: Decimal
    count: int
    spread: float


@dataclass(slots=True)
class _Sums:
    """What one group comes to over all that is alike."""

    grants: list[Grant] = field(default_factory=list)
    beside: int = 0
    above: float = 0.0
    pairs: float = 0.0
    variance: float = 0.0

    @property
    def is_enough(self) -> bool:
        return min(len(self.grants), self.beside) >= FEWEST and self.variance > 0


def even_handed(grants: Iterable[Grant], by: Sequence[str]) -> tuple[Standing, ...]:
    """Return how every group stands, by what it is grouped, then the group with most grants first."""
    alike: defaultdict[Hashable, list[Grant]] = defaultdict(list)
    for one in grants:
        alike[one.like].append(one)
    likes = {key: _ranked([one.amount for one in those]) for key, those in alike.items()}
    found = [_standing(name, group, sums, likes) for name in by for group, sums in _summed(alike, likes, name).items()]
    order = {name: place for place, name in enumerate(by)}
    return tuple(sorted(_judged(found), key=lambda one: (order[one.by], -one.grants, str(one.group))))


def _ranked(amounts: list[Decimal]) -> _Like:
    """Return the ranks of amounts, equal ones sharing the middle of theirs."""
    ranks, below, tied = {}, 0, 0
    for amount, times in sorted(Counter(amounts).items()):
        ranks[amount] = below + (times + 1) / 2
        below, tied = below + times, tied + times**3 - times
    spread = below + 1 - (tied / (below * (below - 1)) if below > 1 else 0)
    return _Like(ranks, median(amounts), below, spread)


def _summed(alike: Mapping[Hashable, list[Grant]], likes: Mapping[Hashable, _Like], by: str) -> dict[Hashable, _Sums]:
    sums: defaultdict[Hashable, _Sums] = defaultdict(_Sums)
    for key, those in alike.items():
        groups: defaultdict[Hashable, list[Grant]] = defaultdict(list)
        for one in those:
            groups[one.groups[by]].append(one)
        for group, own in groups.items():
            _add(sums[group], own, likes[key])
    return sums


def _add(sums: _Sums, own: list[Grant], like: _Like) -> None:
    """Add what a group got in cases that are alike, weighed as van Elteren does; alone it compares with nothing."""
    many, others = len(own), like.count - len(own)
    if not others:
        return
    weight = 1 / (like.count + 1)
    sums.grants += own
    sums.beside += others
    sums.above += weight * (sum(like.ranks[one.amount] for one in own) - many * (many + 1) / 2)
    sums.pairs += weight * many * others
    sums.variance += weight**2 * many * others * like.spread / 12


def _standing(by: str, group: Hashable, sums: _Sums, likes: Mapping[Hashable, _Like]) -> Standing:
    if not sums.is_enough:
        return Standing(by, group, len(sums.grants))
    distance = (sums.above - sums.pairs / 2) / sqrt(sums.variance)
    apart = {one.of: one.amount - likes[one.like].median for one in sums.grants}
    farthest = sorted(apart, key=lambda of: (-apart[of] if distance > 0 else apart[of], str(of)))
    return Standing(
        by, group, len(sums.grants), sums.above / sums.pairs, median(apart.values()),
        2 * NormalDist().cdf(-abs(distance)), farthest=tuple(farthest[:NAMED]),
    )  # fmt: skip


def _judged(found: list[Standing]) -> list[Standing]:
    """Return the standings, those marked that differ by more than chance: from the least likely on (Holm)."""
    known = sorted((one for one in found if one.higher is not None), key=lambda one: one.p)
    differ = 0
    while differ < len(known) and known[differ].p <= BY_MISTAKE / (len(known) - differ):
        differ += 1
    told = [replace(one, differs="above" if (one.higher or 0) > 0.5 else "below") for one in known[:differ]]
    even = [replace(one, farthest=()) for one in known[differ:]]
    return told + even + [one for one in found if one.higher is None]
