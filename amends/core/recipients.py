"""To whom a step may be said to go: the words by which rows tell one report from another (``to = "hq_cs"``)."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.matching import Matcher, parse
from amends.core.pack import DutyRow, Pack, StepRow
from amends.core.vocabulary import STEP_KINDS

SENDS = ("dispatch", "transfer")
"""Steps that name a unit or person of the organisation themselves."""


def recipients(pack: Pack, step: StepRow) -> dict[str, tuple[str, ...]]:
    """Return to whom a step may go, and the duties that each meets; nothing where no row asks to whom."""
    found: dict[str, list[str]] = {}
    for row, matcher in _met_by(pack):
        if matcher.event in caused(step) and step.kind not in SENDS:
            for to in _words(matcher.marks.get("to")):
                found.setdefault(to, []).append(row.id)
    return {to: tuple(duties) for to, duties in found.items()}


def caused(step: StepRow) -> tuple[str, ...]:
    """Return the events that a step causes."""
    return step.causes or STEP_KINDS[step.kind].causes


def _met_by(pack: Pack) -> Iterator[tuple[DutyRow, Matcher]]:
    yield from ((row, matcher) for row in pack.duty for matcher in parse(row.met_by, pack))


def _words(value: object) -> tuple[str, ...]:
    several = value if isinstance(value, list | tuple) else (value,)
    return tuple(one for one in several if isinstance(one, str))
