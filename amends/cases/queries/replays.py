"""Replays as a viewer may read them: numbers of the cases that one sees, and those cases (FR-258)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from amends.cases.models import Case, ReplayedCase, Run
from amends.cases.queries.lines import CaseLine, lines, with_lead
from amends.cases.queries.visible import NotFound, visible
from amends.cases.replay.asking import KIND
from amends.cases.replay.running import cell_of, day_of
from amends.core.pack import Pack
from amends.core.reading_again import read_again
from amends.core.text import Text
from amends.people.viewer import Viewer
from amends.regulations.drafts import may_write

PAGE = 50
RECENT = 50


@dataclass(frozen=True)
class Replay:
    """A run with what it was asked for. ``result`` holds the numbers of all cases, seen or not: no screen shows it."""

    run: Run

    @property
    def title(self) -> Text:
        """The title of the regulation under which cases were played."""
        return Text(**self.run.input["title"])

    @property
    def version(self) -> str:
        """Its version."""
        return str(self.run.input["version"])

    @property
    def first(self) -> date:
        """The first day of receipt."""
        return date.fromisoformat(self.run.input["first"])

    @property
    def last(self) -> date:
        """The last day of receipt, included."""
        return date.fromisoformat(self.run.input["last"])

    @property
    def unit(self) -> UUID | None:
        """The unit whose cases, and those below it, were played; None: the whole organisation."""
        return UUID(self.run.input["unit"]) if self.run.input["unit"] else None

    @property
    def share(self) -> int:
        """How far it has come, in per cent."""
        return 100 * self.run.progress // self.run.total if self.run.total else 0

    @cached_property
    def pack(self) -> Pack:
        """The pack as it was asked for. Raises BrokenPack when this program cannot read it any more."""
        return read_again(self.run.input["files"], self.run.input["chosen"]).pack


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a replay over the cases that a viewer sees. ``work_*``: by unit and day of what fell due."""

    cases: int
    differ: int
    marks: Mapping[str, int]
    work_before: Mapping[tuple[UUID, date], int]
    work_after: Mapping[tuple[UUID, date], int]
    restless: int  # cases that do not come to rest under the rules


@dataclass(frozen=True, slots=True)
class ReplayedLine:
    """One case of a result as a list shows it."""

    case: CaseLine
    marks: tuple[str, ...]


def may_read(viewer: Viewer, run: Run) -> bool:
    """Return whether a viewer may read a replay: who writes regulations, and who signs the one that it plays."""
    return may_write(viewer) or bool(viewer.roles & set(run.input.get("signers", ())))


def replays(viewer: Viewer, *, source: str = "") -> tuple[Replay, ...]:
    """Return the replays that a viewer may read, the newest first; ``source``: of one version or draft."""
    runs = Run.objects.filter(org=viewer.org, kind=KIND).order_by("-asked_at", "-id")
    if source:
        runs = runs.filter(input__source=source)
    return tuple(Replay(run) for run in runs[:RECENT] if may_read(viewer, run))


def replay_of(viewer: Viewer, key: UUID) -> Replay:
    """Return a replay. Raises NotFound alike for one that is not there and one that the viewer may not read."""
    run = Run.objects.filter(org=viewer.org, kind=KIND, pk=key).first()
    if run is None or not may_read(viewer, run):
        raise NotFound(str(key))
    return Replay(run)


def numbers(viewer: Viewer, of: Replay) -> Numbers:
    """Return the numbers of a replay that is done; a case that the viewer may not see counts nowhere.

    Who sees every unit gets the kept sums less the few cases that are confidential or about them.
    """
    result = of.run.result
    if not viewer.sees_all:
        return _numbers(viewer, of, _summed(_seen(viewer, of)))
    hidden = _summed(ReplayedCase.objects.filter(run=of.run).exclude(_sees(viewer)))
    kept = _Sums(
        result["cases"], result["differ"], Counter(result["marks"]),
        Counter({int(cell): n for cell, n in result["work_before"].items()}),
        Counter({int(cell): n for cell, n in result["work_after"].items()}),
    )  # fmt: skip
    return _numbers(viewer, of, kept.less(hidden))


def cases_with(viewer: Viewer, of: Replay, mark: str = "", *, after: str = "") -> tuple[tuple[ReplayedLine, ...], str]:
    """Return a page of the cases behind a number and the cursor of the next (empty: this was the last).

    ``mark``: the name of the number, or ``work:<unit>:<day>``; empty: every case that differs.
    """
    rows = _with_mark(_seen(viewer, of), of, mark)
    if after:
        rows = rows.filter(case__lt=_key(after))
    found = list(rows.order_by("-case").values_list("case_id", "marks")[: PAGE + 1])
    page = dict(found[:PAGE])
    shown = lines(viewer, with_lead(visible(viewer).filter(pk__in=list(page))))
    ordered = sorted(shown, key=lambda line: line.id, reverse=True)
    told = tuple(ReplayedLine(line, tuple(page[line.id])) for line in ordered)
    return told, str(found[PAGE - 1][0]) if len(found) > PAGE else ""


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound(text) from error


def replayed_case(viewer: Viewer, of: Replay, number: str) -> tuple[Case, ReplayedCase]:
    """Return one case of a replay with its due times side by side. Raises NotFound."""
    row = _seen(viewer, of).filter(case__number=number).select_related("case").first()
    if row is None:
        raise NotFound(number)
    return row.case, row


# --- which rows, and their sums -----------------------------------------------------------


def _sees(viewer: Viewer) -> Exists:
    return Exists(visible(viewer).filter(pk=OuterRef("case_id")))


def _seen(viewer: Viewer, of: Replay) -> QuerySet[ReplayedCase]:
    return ReplayedCase.objects.filter(_sees(viewer), run=of.run)


def _with_mark(rows: QuerySet[ReplayedCase], of: Replay, mark: str) -> QuerySet[ReplayedCase]:
    kind, _, rest = mark.partition(":")
    match kind:
        case "":
            return rows.filter(differs=True)
        case "work":
            return _with_work(rows, of, rest)
    return rows.filter(marks__contains=[mark])


def _with_work(rows: QuerySet[ReplayedCase], of: Replay, where: str) -> QuerySet[ReplayedCase]:
    """Return the rows of which something fell due in a unit on a day, before or after: ``<unit>:<day>``."""
    unit, _, day = where.partition(":")
    try:
        cell = cell_of(of.run.result["units"].index(unit), date.fromisoformat(day))
    except ValueError as error:
        raise NotFound(where) from error
    return rows.filter(work_before__contains=[cell]) | rows.filter(work_after__contains=[cell])


@dataclass
class _Sums:
    cases: int
    differ: int
    marks: Counter[str]
    before: Counter[int]
    after: Counter[int]

    def less(self, other: _Sums) -> _Sums:
        return _Sums(
            self.cases - other.cases, self.differ - other.differ, self.marks - other.marks,
            self.before - other.before, self.after - other.after,
        )  # fmt: skip


def _summed(rows: QuerySet[ReplayedCase]) -> _Sums:
    sums = _Sums(0, 0, Counter(), Counter(), Counter())
    for differs, marks, before, after in rows.values_list("differs", "marks", "work_before", "work_after").iterator(
        2_000
    ):
        sums.cases += 1
        sums.differ += differs
        sums.marks.update(marks)
        sums.before.update(before)
        sums.after.update(after)
    return sums


def _numbers(viewer: Viewer, of: Replay, sums: _Sums) -> Numbers:
    units = [UUID(one) for one in of.run.result["units"]]

    def told(work: Mapping[int, int]) -> dict[tuple[UUID, date], int]:
        return {(units[unit], day): n for cell, n in work.items() for unit, day in [day_of(cell)]}

    restless = of.run.result["restless"]
    return Numbers(
        sums.cases, sums.differ, dict(sums.marks), told(sums.before), told(sums.after),
        visible(viewer).filter(pk__in=restless).count() if restless else 0,
    )  # fmt: skip
