"""What a story expects of measures: which values keep the figure, which miss it, and what a rate comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from amends.core.measures import gaps, keeps
from amends.core.moment import Moment
from amends.core.pack import MeasureRow
from amends.core.story import BadStory, Difference
from amends.core.tallies import Period, Tally, counted_until, on_time, rate


def _row(moment: Moment, name: str) -> MeasureRow:
    found = next((row for row in moment.told.pack.measure if row.id == name), None)
    if found is None:
        raise BadStory(f"{moment.example.title.zh}, event {moment.nth}: there is no measure “{name}”")
    return found


def _judged(*, wanted_kept: bool) -> Callable[[Moment, Mapping[str, Any]], Iterator[Difference]]:
    def check(moment: Moment, wanted: Mapping[str, Any]) -> Iterator[Difference]:
        for name, value in wanted.items():
            if keeps(moment.told.pack, _row(moment, name), value) is not wanted_kept:
                says = ("within the figure", "not within the figure")
                yield moment.differ(f"measure {name}: {value}", *(says if wanted_kept else reversed(says)))

    return check


def _gaps(moment: Moment, wanted: Mapping[str, Mapping[str, list[str]]]) -> Iterator[Difference]:
    for name, by_hours in wanted.items():
        for covered, expected in by_hours.items():
            got = gaps(moment.told.pack, _row(moment, name), covered)
            if list(got) != list(expected):
                yield moment.differ(f"gaps {name}", expected, got)


def _share(moment: Moment, wanted: Mapping[str, Any]) -> Iterator[Difference]:
    for name, expected in wanted.items():
        got = _tally(moment, _row(moment, name)).per_cent
        if got != expected:
            yield moment.differ(f"share {name}", expected, got)


def _tally(moment: Moment, row: MeasureRow) -> Tally[str]:
    pack, cases = moment.told.pack, moment.told.cases.items()
    period = Period(moment.at, moment.told.rules.calendars[pack.id])
    if row.kind == "on_time":
        runs = ((key, one) for key, case in cases for one in case.obligations)
        return on_time(pack, row, ((key, one) for key, one in runs if one.duty in row.duty), period)
    return rate(pack, row, ((key, one) for key, case in cases for one in case.done), period)


def _counted_until(moment: Moment, wanted: Mapping[str, datetime]) -> Iterator[Difference]:
    """Compare until when a rate counts what happens now."""
    told = moment.told
    for name, expected in wanted.items():
        calendar = told.rules.calendars[told.pack.id]
        got = counted_until(told.pack, _row(moment, name), moment.at, calendar=calendar)
        if got != expected:
            yield moment.differ(f"counted_until {name}", expected, got)


MEASURE_CHECKS: Mapping[str, Callable[[Any, Any], Iterator[Difference]]] = {
    "keeps": _judged(wanted_kept=True),
    "misses": _judged(wanted_kept=False),
    "gaps": _gaps,
    "share": _share,
    "counted_until": _counted_until,
}
"""By the key under ``expect`` of a story's event."""
