"""How often each row of a regulation spoke lately, and in which cases: read from their journals.

Grading rows, flags, duties and steps leave a trace there. Bounded: of many cases the newest
are read, and the answer says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KeyTransform

from amends.cases.models import CaseRule, Entry
from amends.cases.queries.visible import visible
from amends.people.viewer import Viewer

MOST_CASES = 500
TRACED = ("row", "flag", "duty", "step")
"""The tables whose rows leave a trace."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """``cases``: numbers of the viewer's cases in which a row spoke, newest first, by (table, row).

    ``read``: how many cases were looked through; ``more``: there were more of them.
    """

    cases: Mapping[tuple[str, str], tuple[str, ...]]
    read: int
    more: bool


def spoken(viewer: Viewer, pack: str, *, since: datetime) -> Spoken:
    """Return where the rows of a pack spoke in cases that came in since a moment; three queries."""
    newest = visible(viewer).filter(received_at__gte=since).order_by("-received_at", "-id")
    numbers: dict[UUID, str] = dict(newest.values_list("pk", "number")[: MOST_CASES + 1])
    more = len(numbers) > MOST_CASES
    ruled = CaseRule.objects.filter(org=viewer.org, case__in=list(numbers)[:MOST_CASES], published__pack=pack)
    governed = set(ruled.values_list("case_id", flat=True))
    found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    entries = Entry.objects.filter(org=viewer.org, case__in=governed).order_by("-case_id", "seq")
    for case, step, effects in entries.values_list("case_id", "step", KeyTransform("effects", "body")):
        for table, row in _traces(step, effects or (), pack):
            found[table, row][numbers[case]] = None
    return Spoken({key: tuple(cases) for key, cases in found.items()}, len(governed), more)


def _traces(step: str, effects: list[Mapping[str, Any]] | tuple[()], pack: str) -> Iterator[tuple[str, str]]:
    if step:
        yield "step", step
    for one in effects:
        if one.get("pack") != pack:
            continue
        match one["kind"]:
            case "graded" | "fall_proposed":
                grading = (one.get("detail") or {}).get("grading") or {}
                yield from (("row", row) for row in grading.get("rows", ()))
            case "flagged":
                yield "flag", str(one.get("id", ""))
            case "opened":
                yield "duty", str(one.get("id", ""))
