"""Play every loaded case under a pack and say how long it took.

    python -m benchmarks.replay jinping property-instruction --cases 100000

The data folder is that of the other benchmarks (AMENDS_DATA). With ``--cases`` it is filled first, until exactly so
many cases lie in the period; without, what is there is played. A pack is a shipped one or a folder with its texts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo


def main() -> None:
    """Play the cases of three years, or of fewer days, under each pack in turn and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("organisation")
    parser.add_argument("packs", nargs="+")
    parser.add_argument("--cases", type=int, default=0, help="fill up to so many cases in the period first")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--days", type=int, default=1_090, help="how far back the cases reach that are played")
    options = parser.parse_args()
    os.environ.setdefault("AMENDS_DATA", "/var/tmp/amends-bench")
    os.environ.setdefault("AMENDS_DEMO", "1")
    from amends import postgres
    from amends.environment import setup_django

    with postgres.running():
        if options.cases:
            subprocess.run([sys.executable, "-m", "amends", "migrate", "--fill"], check=True)
        setup_django()
        _fill(options)
        for pack in options.packs:
            print(" | ".join(f"{name} {value}" for name, value in _played(pack, options).items()), flush=True)


def _fill(options: argparse.Namespace) -> None:
    """Load what is missing, some of which falls before the period, until nothing is."""
    while (missing := options.cases - _in_period(options)) > 0:
        words = [sys.executable, "-m", "benchmarks.load", str(missing), "--first", str(_all(options) + 1)]
        subprocess.run([*words, "--org", options.organisation], check=True)


def _in_period(options: argparse.Namespace) -> int:
    from django.conf import settings

    from amends.cases.replay.stories import in_period
    from amends.people.directory import directory
    from amends.people.tenancy import organisation

    org, now = _organisation(options), datetime.now(UTC)
    with organisation(org):
        first = directory(org).day(now) - timedelta(days=options.days)
        since = datetime.combine(first, datetime.min.time(), tzinfo=ZoneInfo(settings.TIME_ZONE))
        return len(in_period(org=org, units=list(directory(org).units), since=since, until=now))


def _all(options: argparse.Namespace) -> int:
    from amends.cases.models import Case
    from amends.people.tenancy import organisation

    with organisation(_organisation(options)):
        return Case.objects.count()


def _organisation(options: argparse.Namespace) -> UUID:
    from amends.people.tenancy import organisation_called

    org = organisation_called(options.organisation)
    assert org is not None, f"no organisation {options.organisation}"
    return org


def _played(pack: str, options: argparse.Namespace) -> dict[str, Any]:
    from amends.cases.models import Run
    from amends.cases.replay.asking import Wanted, ask
    from amends.jobs.replay import work_off
    from amends.people.directory import directory
    from amends.people.tenancy import organisation
    from amends.regulations import folders

    org, now = _organisation(options), datetime.now(UTC)
    with organisation(org):
        today = directory(org).day(now)
        wanted = Wanted(folders.read(folders.find(pack)), today - timedelta(days=options.days), today)
        run = ask(directory(org), wanted, at=now)
    began, cpu = time.monotonic(), _cpu()
    played = work_off(now, only=run.pk, processes=options.processes)
    seconds = time.monotonic() - began
    with organisation(org):
        done = Run.objects.get(pk=run.pk)
    own = _cpu() - cpu
    return {
        "pack": pack, "cases": played, "seconds": round(seconds, 1), "python's own": round(own, 1),
        "ms a case": round(own * 1000 / max(played, 1), 2), "state": done.state, "differ": done.result.get("differ"),
        "failed": len(done.result.get("restless", ())),
    }  # fmt: skip


def _cpu() -> float:
    """Return the seconds that this process and those that it waited for have worked."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    main()
