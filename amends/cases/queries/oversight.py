"""The morning meeting: what is late, due today and growing, by unit; and who has most on the desk (UX, supervisor)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q

from amends.cases.queries.visible import visible
from amends.people.directory import UnitInfo
from amends.people.viewer import Viewer

MOST_HOLDERS = 8


@dataclass(frozen=True, slots=True)
class Span:
    """The instants that the figures hang on: now, the end of today, the first day of this and the week before."""

    now: datetime
    day_ends: datetime
    week_began: datetime
    before_began: datetime


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The open cases of a unit and of everything below it, and what came in; ``depth`` below the viewer's own unit."""

    unit: UnitInfo
    depth: int
    open: int
    late: int
    today: int
    came: int
    came_before: int


@dataclass(frozen=True, slots=True)
class Load:
    """What one person holds."""

    person: UUID
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class Oversight:
    """Units in the order of the tree, the latest branch first; the people with most late cases first."""

    units: tuple[UnitFigures, ...]
    loads: tuple[Load, ...]


def oversees(viewer: Viewer) -> bool:
    """Return whether there are units below those in which the viewer holds a role."""
    return bool(viewer.units - {held.unit for held in viewer.memberships})


def oversight(viewer: Viewer, span: Span) -> Oversight:
    """Return the figures of the units that the viewer is above of; three queries over open and recent cases."""
    of_unit = _rolled_up(viewer, _counted(viewer, span))
    roots = {viewer.directory.units[held.unit] for held in viewer.memberships if held.unit in viewer.directory.units}
    tops = [one for one in roots if not any(one.id != up.id and up.id in one.path for up in roots)]
    return Oversight(tuple(_tree(viewer, tops, of_unit, 0)), _loads(viewer, span))


def _counted(viewer: Viewer, span: Span) -> dict[UUID, Counter[str]]:
    found: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
    cases = visible(viewer).filter(unit__in=sorted(viewer.units)).order_by()
    due_today = Q(next_due_at__gte=span.now, next_due_at__lt=span.day_ends)
    standing = cases.exclude(stage_kind="closed").values("unit").annotate(
        open=Count("pk"), late=Count("pk", filter=Q(next_due_at__lt=span.now)), today=Count("pk", filter=due_today)
    )  # fmt: skip
    this_week = Q(received_at__gte=span.week_began)
    came = cases.filter(received_at__gte=span.before_began).values("unit").annotate(
        came=Count("pk", filter=this_week), came_before=Count("pk", filter=~this_week)
    )  # fmt: skip
    for row in (*standing, *came):
        found[row["unit"]].update({name: n for name, n in row.items() if name != "unit"})
    return found


def _rolled_up(viewer: Viewer, of_unit: Mapping[UUID, Counter[str]]) -> dict[UUID, Counter[str]]:
    found: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
    for unit, counted in of_unit.items():
        for above in viewer.directory.units[unit].path:
            found[above].update(counted)
    return found


def _tree(
    viewer: Viewer, units: list[UnitInfo], of_unit: Mapping[UUID, Counter[str]], depth: int
) -> Iterator[UnitFigures]:
    known = [one for one in units if any(of_unit.get(one.id, Counter()).values())]
    for one in sorted(known, key=lambda u: (-of_unit[u.id]["late"], -of_unit[u.id]["open"], u.code)):
        n = of_unit[one.id]
        yield UnitFigures(one, depth, n["open"], n["late"], n["today"], n["came"], n["came_before"])
        yield from _tree(viewer, list(viewer.directory.children.get(one.id, ())), of_unit, depth + 1)


def _loads(viewer: Viewer, span: Span) -> tuple[Load, ...]:
    cases = visible(viewer).filter(unit__in=sorted(viewer.units), holder__isnull=False).exclude(stage_kind="closed")
    counted = cases.order_by().values(person=F("holder")).annotate(
        open=Count("pk"), late=Count("pk", filter=Q(next_due_at__lt=span.now))
    )  # fmt: skip
    return tuple(Load(**row) for row in counted.order_by("-late", "-open", "person")[:MOST_HOLDERS])
