"""Steps that nobody can take: what is needed before them excludes itself, within a gate or between gate and step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from amends.core.analysis import Analysis
from amends.core.conditions import ALWAYS, Condition
from amends.core.finding import Finding
from amends.core.pack import GateRow, Pack, StepRow
from amends.core.places import about
from amends.core.shown_case import shown


@dataclass(frozen=True, slots=True)
class _Asked:
    """A condition that has to hold before a step, where it stands, and when it is asked."""

    table: str
    row: StepRow | GateRow
    nth: int
    when: tuple[Condition, ...]
    is_: Condition

    @property
    def name(self) -> str:
        """The row that asks it: a gate without a name is called by its step."""
        return self.row.id or getattr(self.row, "step", "")


def check_needs(pack: Pack, analysis: Analysis) -> Iterator[Finding]:
    """Yield conditions before a step that exclude each other: always (a fault), or in some cases (a note)."""
    found: dict[tuple[str, int, str], Finding] = {}
    for step in pack.step:
        asked = [one for one in _asked(pack, step) if analysis.can_hold(*one.when, one.is_)]
        always = [one for one in asked if not one.when]
        for finding in (*_never(pack, step, always, analysis), *_sometimes(pack, step, asked, analysis)):
            found.setdefault((finding.table, finding.nth, finding.key), finding)
    yield from found.values()


def _asked(pack: Pack, step: StepRow) -> Iterator[_Asked]:
    """Yield what is asked by condition before a step; its own needs may be waived where it has an override."""
    gates = [gate for gate in pack.gate if gate.step in (step.id, step.kind)]
    if step.override is None:
        yield from _conditions("step", step, ())
    for gate in gates:
        yield from _conditions("gate", gate, (gate.when,))


def _conditions(table: str, row: StepRow | GateRow, when: tuple[Condition, ...]) -> Iterator[_Asked]:
    for nth, need in enumerate(row.needs):
        if need.is_ is not None:
            whens = tuple(one for one in (*when, need.when) if one != ALWAYS)
            yield _Asked(table, row, nth, whens, need.is_)


def _never(pack: Pack, step: StepRow, always: list[_Asked], analysis: Analysis) -> Iterator[Finding]:
    """Yield what no case that has all the rest ever has: the step can never be taken."""
    held: list[_Asked] = []
    for one in always:
        if analysis.can_hold(one.is_, *(other.is_ for other in held)):
            held.append(one)
            continue
        against = next((other for other in held if not analysis.can_hold(one.is_, other.is_)), held[-1])
        witness = analysis.overlap(*(other.is_ for other in held))
        yield about(
            one.table, one.row, "never_taken", key=f"needs.{one.nth}.is", **(shown(pack, witness) if witness else {}),
            zh=f"“{step.title.zh}”永远不能进行：此条件与“{against.name}”的条件不能同时成立",
            en=f"“{step.title.en}” can never be taken: this condition and that of “{against.name}” exclude each other",
        )  # fmt: skip


def _sometimes(pack: Pack, step: StepRow, asked: list[_Asked], analysis: Analysis) -> Iterator[Finding]:
    """Yield pairs of which each can be met where both are asked, and never the two."""
    for other, one in combinations(asked, 2):
        whens = (*other.when, *one.when)
        if not whens or analysis.can_hold(*whens, other.is_, one.is_):
            continue
        if analysis.can_hold(*whens, one.is_) and (witness := analysis.overlap(*whens, other.is_)) is not None:
            yield about(
                one.table, one.row, "never_taken", key=f"needs.{one.nth}.is", level="note", **shown(pack, witness),
                zh=f"有的案件不能“{step.title.zh}”：此条件与“{other.name}”的条件不能同时成立",
                en=f"some cases can never take “{step.title.en}”: "
                f"this condition and that of “{other.name}” exclude each other",
            )  # fmt: skip
