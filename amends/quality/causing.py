"""Cause analyses are drawn, saved version by version, finished, and taken into the causes of the 8D (FR-107)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.cases.queries.visible import NotFound
from amends.core.cause_reading import read_analysis
from amends.core.cause_rules import lacking
from amends.core.causes import KINDS, LEGS, Analysis, Cause, CauseClass, Kind, classes_of
from amends.core.eight_d import Place
from amends.core.refusal import Missing
from amends.core.text import Text
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.handing_in import save_draft
from amends.quality.models import CauseAnalysis, DisciplineVersion
from amends.quality.records import Record, check_open, check_roles, holds, record_of, refused

LATEST = 20
"""So many versions are listed."""


class Stale(Exception):
    """Somebody else saved meanwhile: ``row`` is their version, and nothing was written over it."""

    def __init__(self, row: CauseAnalysis) -> None:
        super().__init__(f"version {row.version} was saved meanwhile")
        self.row = row


@dataclass(frozen=True, slots=True)
class Drawn:
    """An analysis as a viewer sees it. ``row``: the version shown, none before the first; ``newest``: the last one."""

    record: Record
    place: Place
    analysis: Analysis
    row: CauseAnalysis | None
    newest: CauseAnalysis | None
    may_write: bool
    missing: tuple[Missing, ...]

    @property
    def written(self) -> dict[str, str]:
        """Return what stands in the causes of the 8D now."""
        return _written(self.record, self.place)


def analysis_of(viewer: Viewer, number: str, kind: str, *, version: int | None = None) -> Drawn:
    """Return an analysis of an 8D, in its last version or another. Raises NotFound for what is hidden or not there."""
    record = record_of(viewer, number)
    place, known = cause_place(record), _kind(kind)
    newest = _newest(record, known)
    row = newest if version is None else _rows(record, known).filter(version=version).first()
    if version is not None and row is None:
        raise NotFound(f"{number}/{kind}/{version}")
    analysis = read_analysis(known, row.content if row else _first(record, known), _classes(place, known, row))
    may = record.row.state != "closed" and holds(record, place.discipline.row.by)
    missing = tuple(lacking(analysis, place.discipline.row, place.discipline.pack))
    return Drawn(record, place, analysis, row, newest, may, missing)


def versions_of(drawn: Drawn) -> tuple[CauseAnalysis, ...]:
    """Return the last versions of an analysis, the newest first, with who saved them."""
    rows = _rows(drawn.record, drawn.analysis.kind).select_related("by").defer("content")
    return tuple(rows.order_by("-version")[:LATEST])


def finished_kinds(record: Record) -> dict[str, CauseAnalysis]:
    """Return the last version of each analysis that an 8D has, by kind."""
    rows = CauseAnalysis.objects.filter(eight_d=record.row).order_by("kind", "-version").distinct("kind")
    return {row.kind: row for row in rows}


def causes_to_score(drawn: Drawn) -> tuple[str, ...]:
    """Return the words of the causes in the fishbone, which a matrix may begin with."""
    row = _newest(drawn.record, "fishbone") if drawn.analysis.kind == "matrix" else None
    found = (str(one.get("text", "")) for one in row.content.get("causes", ())) if row else ()
    return tuple(dict.fromkeys(text for text in found if text))


def save_analysis(
    viewer: Viewer, number: str, kind: str, content: Any, *, base: int, at: datetime, finish: bool = False
) -> CauseAnalysis:
    """Save an analysis as its next version and return it; the one there is, where nothing changed.

    ``base`` is the version that was changed: raises Stale where another came after it. ``finish`` says that it is
    complete: raises Refused naming all that it lacks (FR-107). Raises NotFound for a hidden case; Refused for what
    cannot be read, without a role that writes the cause, and for an 8D that is closed.
    """
    with organisation(viewer.org):
        record = record_of(viewer, number, to_write=True)
        place, known = cause_place(record), _kind(kind)
        check_open(record)
        check_roles(record, place.discipline.row.by, place.discipline)
        newest = _newest(record, known)
        analysis = read_analysis(known, content, _classes(place, known, newest))
        if newest is not None and newest.version != base:
            raise Stale(newest)
        if finish:
            _check_finished(analysis, place)
        if newest is not None and _says_the_same(newest, analysis, record, finish=finish):
            return newest
        return CauseAnalysis.objects.create(
            org_id=viewer.org, eight_d=record.row, kind=known, version=newest.version + 1 if newest else 1,
            loop=record.row.loops, content=analysis.content(), is_finished=finish, by_id=viewer.person, at=at,
        )  # fmt: skip


def take_cause(viewer: Viewer, number: str, kind: str, *, cause: str, part: str, at: datetime) -> None:
    """Write a root cause of the last version into a part of the 8D's causes, below what stands there (FR-107, FR-108).

    Taken twice it stands there once. Raises NotFound for a hidden case or a cause that is not there; Refused for a
    cause that is no root cause, a discipline that is locked, handed in or somebody else's, and a closed 8D.
    """
    with organisation(viewer.org):
        record = record_of(viewer, number, to_write=True)
        place = cause_place(record)
        newest = _newest(record, _kind(kind))
        if newest is None or part not in {one.id for one in LEGS} & set(place.discipline.parts):
            raise NotFound(f"{number}/{kind}/{cause}")
        analysis = read_analysis(_kind(kind), newest.content, _classes(place, _kind(kind), newest))
        found = analysis.by_id.get(cause)
        if found is None:
            raise NotFound(f"{number}/{kind}/{cause}")
        _check_taken(record, place, analysis, found)
        own = _written(record, place)
        lines = own.get(part, "").split("\n")
        if found.text not in (line.strip() for line in lines):
            own[part] = "\n".join(line for line in (*lines, found.text) if line.strip())
        save_draft(viewer, number, place.discipline.row.id, own, at=at)


def cause_place(record: Record) -> Place:
    """Return the discipline in which the cause is written. Raises NotFound where the regulation has none."""
    found = next((one for one in record.places if one.discipline.finds_cause), None)
    if found is None:
        raise NotFound(record.row.number)
    return found


def _says_the_same(row: CauseAnalysis, analysis: Analysis, record: Record, *, finish: bool) -> bool:
    """Return whether a save would change nothing; finished in another round it is not finished in this one (FR-117)."""
    is_as_far = not finish or (row.is_finished and row.loop == record.row.loops)
    return row.content == analysis.content() and is_as_far


def _check_finished(analysis: Analysis, place: Place) -> None:
    if found := tuple(lacking(analysis, place.discipline.row, place.discipline.pack)):
        raise refused("unfinished", found)


def _check_taken(record: Record, place: Place, analysis: Analysis, cause: Cause) -> None:
    row, pack = place.discipline.row, place.discipline.pack.id
    if place.stands:
        says = Text(zh=f"{row.id} 已提交，请在 {row.id} 中更正", en=f"{row.id} is handed in: correct it there")
        raise refused("handed_in", [Missing(f"discipline:{row.id}", says, row.article, pack=pack)])
    if cause not in analysis.roots or not cause.text:
        says = Text(
            zh="只有主要原因或最后一个“为什么”的答案写入 8D",
            en="Only a main cause, or the last answer to a why, is taken into the 8D",
        )  # fmt: skip
        raise refused("no_root", [Missing("analysis:main", says, row.article, field=cause.id, pack=pack)])


def _written(record: Record, place: Place) -> dict[str, str]:
    """Return the last words of the discipline in this round: a draft, or what was handed in or sent back."""
    last: DisciplineVersion | None = record.latest(place.discipline.row.id)
    return dict(last.content) if last and last.loop == record.row.loops else {}


def _first(record: Record, kind: Kind) -> dict[str, Any]:
    """Return an analysis before anything is drawn: the 8D's problem, else the case's title, is its effect."""
    found = next((one for one in reversed(record.versions) if "problem" in one.content), None)
    problem = str(found.content["problem"]) if found else record.row.case.title
    effect = " ".join(problem.split())[:120]
    return {"effects": [{"id": "e1", "text": effect, "weight": 10}]} if kind == "matrix" else {"effect": effect}


def _classes(place: Place, kind: Kind, row: CauseAnalysis | None) -> tuple[CauseClass, ...]:
    """Return the bones of the regulation, and those of an earlier version of it in which causes still stand."""
    own = classes_of(place.discipline.pack, kind)
    return (*own, *gone(own, row.content.get("causes", ()))) if row and kind == "fishbone" else own


def gone(own: Iterable[CauseClass], causes: Iterable[dict[str, Any]]) -> Iterable[CauseClass]:
    known = {one.id for one in own} | {str(one["id"]) for one in causes}
    names = dict.fromkeys(str(one["under"]) for one in causes)
    return (CauseClass(name, Text(zh=name, en=name)) for name in names if name not in known)


def _rows(record: Record, kind: Kind) -> Any:
    return CauseAnalysis.objects.filter(eight_d=record.row, kind=kind)


def _newest(record: Record, kind: Kind) -> CauseAnalysis | None:
    row: CauseAnalysis | None = _rows(record, kind).order_by("-version").first()
    return row


def _kind(kind: str) -> Kind:
    found = next((one for one in KINDS if one == kind), None)
    if found is None:
        raise NotFound(kind)
    return found
