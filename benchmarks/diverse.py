"""How much paths help where hardly two cases are alike: a crowd made of past cases, each varied on its own.

    python -m benchmarks.diverse jinping property-instruction --cases 4000

Of each case a step is left out or taken twice one time in ten, every pause is drawn anew, every fourth fact is some
other case's and every amount is drawn. Each is played along paths and by the engine, which have to say the same.
"""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from time import process_time
from typing import Any

STAY = frozenset({"kind", "role", "list", "grade", "to", "party", "order", "letter", "duty"})
"""What names something of the regulation: another's would be no case that anybody has."""


def main() -> None:
    """Print how many cases went along paths, and what a case took either way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("organisation")
    parser.add_argument("pack")
    parser.add_argument("--cases", type=int, default=4_000)
    options = parser.parse_args()
    os.environ.setdefault("AMENDS_DATA", "/var/tmp/amends-bench")
    os.environ.setdefault("AMENDS_DEMO", "1")
    from amends import postgres
    from amends.environment import setup_django

    with postgres.running():
        setup_django()
        print(" | ".join(f"{name} {value}" for name, value in _measured(options).items()))


def _measured(options: argparse.Namespace) -> dict[str, Any]:
    from amends.core.path_values import told
    from amends.core.paths import Paths
    from amends.core.replaying import replay

    now, (lived, rules) = datetime.now(UTC), _lived(options)
    crowd, random = Crowd(lived), Random(1)
    cases = [crowd.varied(random.choice(lived), random) for _ in range(options.cases)]
    paths = Paths(rules, until=now)
    began = process_time()
    found = [paths.play(partial(told, one), partial(tuple, one)) for one in cases]
    between = process_time()
    wanted = [replay(one, rules, until=now) for one in cases]
    ended = process_time()
    return {
        "cases": len(cases), "along paths": paths.followed, "learned": paths.begun,
        "differ": sum(one != other for one, other in zip(found, wanted, strict=True)),
        "ms a case": round((between - began) * 1000 / len(cases), 2),
        "played": round((ended - between) * 1000 / len(cases), 2),
    }  # fmt: skip


def _lived(options: argparse.Namespace) -> tuple[list[Any], Any]:
    """Return the steps of 400 past cases, and the rules of the first of them under a pack."""
    from amends.cases.replay.stories import in_period, read
    from amends.cases.replay.target import Target
    from amends.core.reading_again import read_again
    from amends.people.directory import directory
    from amends.people.tenancy import organisation, organisation_called
    from amends.regulations import folders

    org, now = organisation_called(options.organisation), datetime.now(UTC)
    assert org is not None, f"no organisation {options.organisation}"
    with organisation(org):
        known = directory(org)
        ids = in_period(org=org, units=list(known.units), since=now - timedelta(days=1_090), until=now)
        pasts = list(read(ids[:: max(len(ids) // 400, 1)][:400], known=known, until=now))
        target = Target(read_again(folders.read(folders.find(options.pack)), {}).pack, known)
        return [one.lines.steps() for one in pasts], target.rules(pasts[0].unit, pasts[0].rules)


class Crowd:
    """The past cases whose facts are mixed."""

    def __init__(self, lived: Sequence[Any]) -> None:
        self.said: defaultdict[str, list[Any]] = defaultdict(list)
        for name, value in (item for steps in lived for past in steps for item in past.detail.items()):
            self.said[name].append(value)

    def varied(self, steps: Sequence[Any], random: Random) -> list[Any]:
        """Return a case that nobody had."""
        at = last = steps[0].at - timedelta(seconds=random.randrange(300 * 86_400))
        found, before = [], steps[0].at
        for nth, past in enumerate(steps):
            pause = max(past.at - before, timedelta(0)) * random.lognormvariate(0, 0.5)
            before, at = max(before, past.at), last + pause + timedelta(seconds=random.randrange(1_800))
            if nth and random.random() < 0.05:
                continue
            last = at
            found.append(self._moved(past, at, random))
            if random.random() < 0.05:
                last = at + timedelta(seconds=random.randrange(60, 200_000))
                found.append(self._moved(past, last, random))
        return found

    def _moved(self, past: Any, at: datetime, random: Random) -> Any:
        detail = {name: self._other(name, value, at - past.at, random) for name, value in past.detail.items()}
        events = tuple(
            replace(one, at=at if one.at is past.at else one.at + (at - past.at), detail=detail) for one in past.events
        )
        return past._replace(at=at, detail=detail, events=events, receipt=None)

    def _other(self, name: str, value: Any, moved: timedelta, random: Random) -> Any:
        if isinstance(value, datetime):
            return value + moved
        if isinstance(value, Decimal):
            return Decimal(random.randrange(10, 5_000))
        return random.choice(self.said[name]) if name not in STAY and random.random() < 0.25 else value


if __name__ == "__main__":
    main()
