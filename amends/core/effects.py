"""Did an action work: complaints before and after it, judged by the reduction that it promised (FR-116).

Two Poisson rates are compared by the exact conditional test: of all complaints together, those after the action
are a binomial draw whose share follows from the two exposures and the ratio of the rates. An action is looked at
``looks`` times; each look may err by a share of ``ERROR`` only, so that all looks together err by no more.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Literal

from amends.core.rates import binomial_at_least, binomial_at_most, poisson_at_most
from amends.core.text import Text

Verdict = Literal["no_data", "too_early", "works", "fails", "unclear"]
VERDICTS: dict[str, Text] = {
    "no_data": Text(zh="无数据", en="No data"),
    "too_early": Text(zh="为时尚早", en="Too early"),
    "works": Text(zh="有效", en="Works"),
    "fails": Text(zh="无效", en="Does not work"),
    "unclear": Text(zh="无法判断", en="Cannot be told"),
}
ERROR = 0.05
"""How often a useless action may be called working, or one that keeps its promise failed, over all looks."""
SEEN_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Promise:
    """What an action is to bring about, counted from a day on.

    ``none``: not one complaint within ``days``. ``fewer``: the rate falls by ``reduction`` per cent; it is looked at
    every ``days``, ``looks`` times.
    """

    criterion: Literal["none", "fewer"]
    from_day: date
    days: int
    reduction: int = 100
    looks: int = 1

    @property
    def ends(self) -> date:
        """The day before which the last look ends."""
        return self.from_day + timedelta(days=self.days * self.looks)

    def looked(self, today: date) -> int:
        """Return how many looks are complete on a day."""
        return max(0, min(self.looks, (today - self.from_day).days // self.days))


@dataclass(frozen=True, slots=True)
class Side:
    """Complaints on one side of an action, and what they were exposed to: days, or pieces delivered."""

    count: int
    exposure: float

    @property
    def rate(self) -> float:
        """Complaints per unit of exposure; 0 without any."""
        return self.count / self.exposure if self.exposure else 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of an action at a look.

    ``if_useless``: how likely so few complaints would be had nothing changed; ``if_kept``: how likely so many would
    be had the promise been kept. ``more_looks``: about how many looks the figures still need; 0: not known.
    """

    verdict: Verdict
    before: Side
    after: Side
    look: int
    if_useless: float = 1.0
    if_kept: float = 1.0
    more_looks: int = 0

    @property
    def change(self) -> float | None:
        """The rate after over the rate before, less one; None where there was none before."""
        return self.after.rate / self.before.rate - 1 if self.before.rate else None


def judge(promise: Promise, before: Side, after: Side, *, look: int, today: date) -> Judgement:
    """Return whether an action did what it promised. ``after`` counts up to the end of look ``look``.

    Of a promise of none, one complaint within its days is enough to fail it, before any look (FR-116).
    """
    if promise.criterion == "none":
        return _judge_none(promise, before, after, today=today)
    if not before.count or before.exposure <= 0:
        return Judgement("no_data", before, after, look)
    per_look = after.exposure / look if look and after.exposure else float(promise.days)
    if look < 1 or after.exposure <= 0:
        more = looks_needed(promise, before, look=0, per_look=per_look)
        return Judgement("too_early", before, after, look, more_looks=more)
    useless, kept = chances(promise, before, after)
    found = _verdict(promise, useless, kept, look=look)
    told = found in ("works", "fails")
    more = 0 if told else looks_needed(promise, before, look=look, per_look=per_look)
    return Judgement(found, before, after, look, useless, kept, more)


def chances(promise: Promise, before: Side, after: Side) -> tuple[float, float]:
    """Return how likely so few are if the action is useless, and so many if it keeps its promise (exact)."""
    both = before.count + after.count
    useless = binomial_at_most(after.count, both, _share(before, after, 1.0))
    kept = binomial_at_least(after.count, both, _share(before, after, 1.0 - promise.reduction / 100))
    return useless, kept


def looks_needed(promise: Promise, before: Side, *, look: int, per_look: float) -> int:
    """Return about how many looks more would tell, were the promise kept from now on; 0: too rare to tell."""

    def would_tell(more: int) -> bool:
        exposure = per_look * (look + more)
        after = Side(ceil(before.rate * exposure * (1.0 - promise.reduction / 100)), exposure)
        return chances(promise, before, after)[0] <= ERROR / promise.looks

    more = 1 + bisect_left(range(1, SEEN_AHEAD + 1), True, key=would_tell)
    return more if more <= SEEN_AHEAD else 0


def _judge_none(promise: Promise, before: Side, after: Side, *, today: date) -> Judgement:
    over = today >= promise.ends
    found: Verdict = "fails" if after.count else "works" if over else "too_early"
    silent = poisson_at_most(after.count, before.rate * after.exposure) if before.exposure else 1.0
    return Judgement(found, before, after, promise.looked(today), silent, 0.0 if after.count else 1.0)


def _verdict(promise: Promise, useless: float, kept: float, *, look: int) -> Verdict:
    allowed = ERROR / promise.looks
    if kept <= allowed:
        return "fails"
    if useless <= allowed:
        return "works"
    return "unclear" if look >= promise.looks else "too_early"


def _share(before: Side, after: Side, ratio: float) -> float:
    exposed = ratio * after.exposure
    return exposed / (before.exposure + exposed)
