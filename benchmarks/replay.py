"""Play every loaded case under a pack and say how long it took: `python -m benchmarks.replay jinping PACK …`.

The data folder is that of the other benchmarks (AMENDS_DATA), filled by `python -m benchmarks 100000`.
"""

from __future__ import annotations

import argparse
import os
import time
from datetime import UTC, datetime, timedelta


def main() -> None:
    """Play the cases of three years, or of fewer days, under each pack in turn and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("organisation")
    parser.add_argument("packs", nargs="+")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--days", type=int, default=1_090, help="how far back the cases reach that are played")
    options = parser.parse_args()
    os.environ.setdefault("AMENDS_DATA", "/var/tmp/amends-bench")
    from amends import postgres
    from amends.environment import setup_django

    with postgres.running():
        setup_django()
        for pack in options.packs:
            print(" | ".join(f"{name} {value}" for name, value in _played(pack, options).items()), flush=True)


def _played(pack: str, options: argparse.Namespace) -> dict[str, object]:
    from amends.cases.models import Run
    from amends.cases.replay.asking import Wanted, ask
    from amends.jobs.replay import work_off
    from amends.people.directory import directory
    from amends.people.tenancy import organisation, organisation_called
    from amends.regulations import folders

    org, now = organisation_called(options.organisation), datetime.now(UTC)
    assert org is not None, f"no organisation {options.organisation}"
    with organisation(org):
        today = directory(org).day(now)
        wanted = Wanted(folders.read(folders.find(pack)), today - timedelta(days=options.days), today)
        run = ask(directory(org), wanted, at=now)
    began, cpu = time.monotonic(), _cpu()
    played = work_off(now, only=run.pk, processes=options.processes)
    seconds = time.monotonic() - began
    with organisation(org):
        done = Run.objects.get(pk=run.pk)
    return {
        "pack": pack, "cases": played, "seconds": round(seconds, 1), "python's own": round(_cpu() - cpu, 1),
        "state": done.state, "differ": done.result.get("differ"), "failed": len(done.result.get("restless", ())),
    }  # fmt: skip


def _cpu() -> float:
    """Return the seconds that this process and those that it waited for have worked."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    main()
