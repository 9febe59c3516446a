"""What is drawn in a fishbone or matrix becomes the causes and control points of the case, by its steps (FR-107)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.cases.steps import EIGHT_D, take_step
from amends.core.eight_d import Discipline
from amends.core.pack import DrawnRow
from amends.core.refusal import Missing
from amends.core.text import Text
from amends.quality.models import CauseAnalysis
from amends.quality.records import Record, asked_by, is_left_behind, refused

TOOLS = ("fishbone", "matrix")
"""The analyses that mark main causes and their control points; a 5-why marks none."""
SUBJECT = "cause-"
"""A cause of the 8D is a node of its case under this name, its round and its number."""


def bring_causes(record: Record, of: Discipline, *, at: datetime) -> dict[str, str]:
    """List every cause of the finished analysis in the case, and return the facts that say in what it was drawn.

    Nothing where the pack's discipline takes none over, or the case has left that behind. Raises Refused without a
    fishbone or matrix finished in this round, and as the steps do.
    """
    rows = {row.kind: row for row in of.drawn if row.step and not is_left_behind(record, row.step)}
    if not rows:
        return {}
    found = _finished(record)
    if found is None:
        raise refused("unfinished", [_undrawn(of)])
    for nth, cause in enumerate(found.content["causes"], start=1):
        if (row := rows.get("main" if cause["main"] else "possible")) is not None:
            _list(record, row, cause, on=f"{SUBJECT}{found.loop}-{nth}", tool=found.kind, at=at)
    return {fact: found.kind for row in rows.values() for fact, part in row.fills.items() if part == "tool"}


def _finished(record: Record) -> CauseAnalysis | None:
    """Return the fishbone or matrix that was finished last in this round of the 8D."""
    rows = CauseAnalysis.objects.filter(eight_d=record.row, loop=record.row.loops, kind__in=TOOLS, is_finished=True)
    return rows.order_by("-at", "-version").first()


def _undrawn(of: Discipline) -> Missing:
    says = Text(zh="还没有完成的鱼骨图或因果矩阵图", en="No fishbone or matrix is finished")
    return Missing("analysis:finished", says, of.row.article, pack=of.pack.id)


def _list(record: Record, row: DrawnRow, cause: Mapping[str, Any], *, on: str, tool: str, at: datetime) -> None:
    """Take the steps of the case for one cause: it is listed, and its control point set where it has one."""
    parts = {"text": cause["text"], "control": cause["control"], "tool": tool}
    facts = {fact: parts[part] for fact, part in row.fills.items()}
    for step in filter(None, (row.step, row.done if cause["control"] else "")):
        detail = asked_by(record, step, facts)
        if len(record.reading.rules.steps[step].kinds) > 1:
            detail["kind"] = row.kind
        take_step(record.viewer, record.row.case.number, step, at=at, on=on, detail=detail, through=EIGHT_D)
