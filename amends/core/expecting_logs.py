"""What a story expects of logs and notices of a unit: does an entry pass, what does it lack, what is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from amends.core.moment import Moment
from amends.core.pack import LogRow
from amends.core.papers import notices, undecided
from amends.core.story import BadStory, Difference
from amends.core.unit_logs import judge


def _row(moment: Moment, name: str) -> LogRow:
    found = next((row for row in moment.told.pack.log if row.id == name), None)
    if found is None:
        raise BadStory(f"{moment.example.title.zh}, event {moment.nth}: there is no log “{name}”")
    return found


def _logged(moment: Moment, wanted: Iterable[Mapping[str, Any]]) -> Iterator[Difference]:
    """Compare entries of logs: ``{ log, with, by, fails, missing, linked_by, reports }``; only what is written."""
    for one in wanted:
        row = _row(moment, one["log"])
        got = {**_standing(moment, row, one.get("with", {})), "by": list(row.by), "linked_by": row.linked_by}
        expected = {key: value for key, value in one.items() if key not in ("log", "with")}
        if expected != {key: got[key] for key in expected}:
            yield moment.differ(f"logged {row.id}", expected, {key: got[key] for key in expected})


def _standing(moment: Moment, row: LogRow, told: Mapping[str, Any]) -> dict[str, Any]:
    pack = moment.told.pack
    stands = judge(pack, row, told, now=moment.at, calendar=moment.told.rules.calendars[pack.id])
    return {
        "fails": stands.fails, "missing": [one.id for one in stands.missing],
        "reports": [one.id for one in pack.report if row.id in one.logs],
    }  # fmt: skip


def _notices(moment: Moment, wanted: Mapping[str, list[str]]) -> Iterator[Difference]:
    """Compare every notice with the points that are still to be decided before it can be posted up."""
    pack = moment.told.pack
    got = {row.id: [one.id for one in undecided(pack, row)] for row in notices(pack)}
    if got != {name: list(points) for name, points in wanted.items()}:
        yield moment.differ("notices", dict(wanted), got)


LOG_CHECKS: Mapping[str, Callable[[Any, Any], Iterator[Difference]]] = {"logged": _logged, "notices": _notices}
"""By the key under ``expect`` of a story's event."""
