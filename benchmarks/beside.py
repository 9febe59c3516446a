"""How long it takes to fetch from PostgreSQL what the referee compares of 300 earlier 8Ds.

python -m benchmarks.beside            # part of python -m benchmarks.referee --database

A works of its own is made in the data folder of the other benchmarks (AMENDS_DATA), as the app role under row-level
security: 300 cases with an 8D each, 4,000 texts together, and one 8D beside them whose discipline is typed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from amends.quality.records import Record

EARLIER, TEXTS, LETTERS, TURNS = 300, 4_000, 112, 9


def main() -> None:
    """Print the table."""
    from benchmarks.referee import HALVES, labelled

    for what, (wall, cpu) in beside_database(labelled(HALVES / "development")).items():
        print(f"  {what}: {wall:.0f} ms, of the processor {cpu:.0f} ms")


def beside_database(reports: Sequence[Mapping[str, Any]]) -> dict[str, tuple[float, float]]:
    """Return the median milliseconds of each part of reading what is compared: by the clock, of the processor."""
    os.environ.setdefault("AMENDS_DATA", "/var/tmp/amends-bench")
    from amends import postgres
    from amends.environment import setup_django

    with postgres.running() as engine:
        subprocess.run([sys.executable, "-m", "amends", "migrate"], check=True)
        setup_django()
        from amends.people.tenancy import organisation

        org, record = _works(reports)
        _analyse(engine.owner_url)
        with organisation(org):
            return dict(_measured(record))


def _measured(record: Record) -> Iterator[tuple[str, tuple[float, float]]]:
    from django.db.models import Sum
    from django.db.models.functions import Length

    from amends.quality import comparing, objecting
    from amends.quality.models import ComparedText

    size = ComparedText.objects.aggregate(of=Sum(Length("runs")))["of"]
    keys = [*ComparedText.objects.values_list("version", flat=True)]
    texts = objecting._earlier(record)
    rows = ComparedText.objects.filter(version__in=keys).values_list("version", "runs")
    parts: dict[str, Callable[[], object]] = {
        f"the rows alone ({len(keys):,} of {size / 1e6:.1f} MB)": lambda: list(rows.all()),
        f"which, fetched and unpacked ({len(texts):,} texts)": lambda: objecting._earlier(record),
    }
    for what, part in parts.items():
        yield what, _median(part, comparing._known.clear)
    yield "which, where the process knows them", _median(parts[what], lambda: None)


def _median(work: Callable[[], object], before: Callable[[], None]) -> tuple[float, float]:
    wall, cpu = [], []
    for _ in range(TURNS):
        before()
        began = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - began[0])
        cpu.append(time.process_time() - began[1])
    return median(wall) * 1000, median(cpu) * 1000


def _works(reports: Sequence[Mapping[str, Any]]) -> tuple[Any, Record]:
    """Make the works, its earlier 8Ds and the one that is written; all of it is committed."""
    from django.db import transaction

    from amends.people.tenancy import organisation
    from amends.quality.models import EightD
    from amends.quality.opening import open_eight_d
    from amends.quality.records import record_of
    from tests.makers import MONDAY, govern, person, registered, town, viewer

    with transaction.atomic():
        made = town(f"referee-{time.time_ns()}")
        with organisation(made.org.id):
            govern(made, "grievance-instruction")
            made.people["q"] = person(
                made, f"q@{made.org.code}", "品", "Q", unit=made.office, roles=("quality", "front_desk")
            )
            numbers = [
                registered(made, by="q", unit="HQ", category="grievance", product=f"件{nth}", part_no=f"P-{nth}")
                for nth in range(EARLIER + 1)
            ]
            own = open_eight_d(viewer(made, "q"), numbers[-1], at=MONDAY)
            _write(EightD, made, numbers[:-1], _told(reports))
            return made.org.id, record_of(viewer(made, "q"), own.number)


def _write(eight_d: Any, made: Any, numbers: Sequence[str], told: Iterator[str]) -> None:
    from amends.cases.models import Case
    from amends.core.eight_d import PARTS
    from amends.quality.comparing import keep_compared
    from amends.quality.models import DisciplineVersion
    from tests.makers import MONDAY

    cases, twice = dict(Case.objects.values_list("number", "pk")), (TEXTS - 12 * EARLIER) // 3
    for nth, number in enumerate(numbers):
        row = eight_d.objects.create(
            org=made.org, number=f"8D-{number}", case_id=cases[number], unit=made.office, opened_at=MONDAY
        )
        for name, version in [*((one, 1) for one in PARTS), *([("D4", 2)] if nth <= twice else [])]:
            kept = DisciplineVersion.objects.create(
                org=made.org, eight_d=row, discipline=name, version=version, at=MONDAY, verdict="accepted",
                by=made.people["q"], content={part: next(told) for part in PARTS[name]},
            )  # fmt: skip
            keep_compared(kept)


def _told(reports: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    parts = [text for report in reports for text in report["fields"].values() if text]
    nth = 0
    while True:
        yield f"{nth} {parts[nth % len(parts)]}"[:LETTERS]
        nth += 1


def _analyse(owner_url: str) -> None:
    """Let the planner know the rows, as a site's does that has been running."""
    import psycopg

    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("ANALYZE")


if __name__ == "__main__":
    main()
