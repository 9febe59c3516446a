"""The limit samples that somebody judges by: the register, one sample, and those that a text names (FR-111)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from amends.cases.queries.visible import NotFound
from amends.core.eight_d import Discipline, disciplines
from amends.core.limit_samples import SOON, Standing, days_left, numbers_in, standard_of, standing
from amends.people.viewer import Viewer
from amends.quality.models import LimitSample, LimitSampleCopy, LimitSampleTerm
from amends.regulations.shelf import NoRegulation, rules_for

MOST = 200
"""More than anybody reads; the page says so when it is reached."""
SEARCHED = ("number", "product", "aspect", "defect", "criteria", "kept_at")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register is narrowed to; empty: everything."""

    state: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the register: the sample, where it stands, how many copies are out.

    ``left``: for how many more days it holds, where its end is near or over.
    """

    row: LimitSample
    standing: Standing
    out: int
    left: int | None


@dataclass(frozen=True, slots=True)
class Named:
    """A sample that a text names; ``row`` is None for one that the viewer does not find in the register.

    ``left``: for how many more days it holds, where its end is near or over.
    """

    number: str
    row: LimitSample | None
    standing: Standing | None
    left: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample with its terms, the newest first, and its copies, those that are out first."""

    row: LimitSample
    standing: Standing
    of: Discipline | None
    terms: tuple[LimitSampleTerm, ...]
    copies: tuple[LimitSampleCopy, ...]
    may_keep: bool


def registered(viewer: Viewer, filters: Filters, *, at: datetime) -> tuple[Listed, ...]:
    """Return the samples that the viewer may see, the newest first; two queries."""
    rows = _narrowed(visible_samples(viewer), filters, viewer.directory.day(at)).select_related("unit")
    found = list(rows.order_by("-made_at", "-number")[:MOST])
    out = copies_out(found)
    return tuple(Listed(row, stands(viewer, row, at=at), out[row.pk], left_of(viewer, row, at=at)) for row in found)


def ending(viewer: Viewer, *, at: datetime) -> tuple[Listed, ...]:
    """Return the samples of which the viewer has to hear that they end or ended, the first to end first; two queries.

    It is for whoever agreed on a sample last; where that person is there no more, for all who keep its unit's samples.
    """
    last = LimitSampleTerm.objects.filter(sample=OuterRef("pk")).order_by("-at", "-id").values("by")[:1]
    near = Q(retired_at__isnull=True, valid_until__lte=viewer.directory.day(at) + timedelta(days=SOON))
    rows = visible_samples(viewer).filter(near).annotate(agreed_by=Subquery(last)).order_by("valid_until", "number")
    found = [row for row in rows[:MOST] if _is_told(viewer, row.unit_id, row.agreed_by or row.made_by_id, at)]
    out = copies_out(found)
    return tuple(Listed(row, stands(viewer, row, at=at), out[row.pk], left_of(viewer, row, at=at)) for row in found)


def _is_told(viewer: Viewer, unit: UUID, agreed_by: UUID, at: datetime) -> bool:
    if agreed_by == viewer.person:
        return True
    known = viewer.directory
    person = known.people.get(agreed_by)
    if person and person.is_active and known.held_on(agreed_by, viewer.day):
        return False
    of = keeping_discipline(viewer, unit, at=at)
    return bool(of and may_keep(viewer, unit, of))


def copies_out(rows: Iterable[LimitSample]) -> Counter[UUID]:
    """Return how many copies of each sample are out; no query where there is no sample."""
    keys = [row.pk for row in rows]
    out = LimitSampleCopy.objects.filter(sample__in=keys, taken_back_at__isnull=True).values_list("sample", flat=True)
    return Counter(out) if keys else Counter()


def sample_of(viewer: Viewer, number: str, *, at: datetime) -> Shown:
    """Return a sample by its number. Raises NotFound alike for one of other units and one that is not there."""
    row = visible_samples(viewer).select_related("unit").filter(number=number).first()
    if row is None:
        raise NotFound(number)
    terms = LimitSampleTerm.objects.filter(sample=row).order_by("-at", "-id")
    copies = LimitSampleCopy.objects.filter(sample=row).order_by(F("taken_back_at").desc(nulls_first=True), "issued_at")
    of = keeping_discipline(viewer, row.unit_id, at=at)
    return Shown(
        row, stands(viewer, row, at=at), of, tuple(terms), tuple(copies), bool(of and may_keep(viewer, row.unit_id, of))
    )


def named_in(viewer: Viewer, texts: Iterable[str], *, at: datetime) -> tuple[Named, ...]:
    """Return the samples that texts name and where each stands; no query where none is named."""
    numbers = numbers_in(texts)
    rows = {row.number: row for row in visible_samples(viewer).filter(number__in=numbers)} if numbers else {}
    return tuple(_named(viewer, number, rows.get(number), at) for number in numbers)


def _named(viewer: Viewer, number: str, row: LimitSample | None, at: datetime) -> Named:
    if row is None:
        return Named(number, None, None, None)
    return Named(number, row, stands(viewer, row, at=at), left_of(viewer, row, at=at))


def units_kept(viewer: Viewer, *, at: datetime) -> tuple[UUID, ...]:
    """Return the units for which the viewer may put a sample into the register."""
    active = (one for one in viewer.units if viewer.directory.units[one].is_active)
    found = ((unit, keeping_discipline(viewer, unit, at=at)) for unit in active)
    return tuple(sorted(unit for unit, of in found if of and may_keep(viewer, unit, of)))


def keeping_discipline(viewer: Viewer, unit: UUID, *, at: datetime) -> Discipline | None:
    """Return the discipline of a unit's regulation in which the standard is written; None: it keeps no samples."""
    try:
        return standard_of(disciplines(rules_for(unit, at, known=viewer.directory).rules.packs))
    except NoRegulation:
        return None


def may_keep(viewer: Viewer, unit: UUID, of: Discipline) -> bool:
    """Return whether the viewer writes the standard of a unit, and so keeps its samples."""
    held = viewer.roles_at([unit])
    return bool(held) and (not of.row.by or bool(held & set(of.row.by)))


def visible_samples(viewer: Viewer) -> QuerySet[LimitSample]:
    """Return the samples of the viewer's units, of those below, and of those above, whose samples hold for them."""
    above = {one for held in viewer.memberships for one in viewer.directory.units[held.unit].path}
    return LimitSample.objects.filter(unit__in=sorted(viewer.units | above))


def stands(viewer: Viewer, row: LimitSample, *, at: datetime) -> Standing:
    """Return where a sample stands on the day of its unit."""
    day = viewer.directory.day(at, row.unit_id)
    return standing(valid_until=row.valid_until, is_retired=row.retired_at is not None, day=day)


def left_of(viewer: Viewer, row: LimitSample, *, at: datetime) -> int | None:
    """Return for how many more days a sample holds, where its end is near or over, on the day of its unit."""
    day = viewer.directory.day(at, row.unit_id)
    return days_left(valid_until=row.valid_until, is_retired=row.retired_at is not None, day=day)


def _narrowed(rows: QuerySet[LimitSample], filters: Filters, day: date) -> QuerySet[LimitSample]:
    by_state = {
        "in_force": Q(retired_at__isnull=True, valid_until__gte=day),
        "ending": Q(retired_at__isnull=True, valid_until__range=(day, day + timedelta(days=SOON))),
        "expired": Q(retired_at__isnull=True, valid_until__lt=day), "retired": Q(retired_at__isnull=False),
    }  # fmt: skip
    found = rows.filter(by_state.get(filters.state, Q()))
    for word in filters.words.split():
        held = [Q(**{f"{column}__icontains": word}) for column in SEARCHED]
        found = found.filter(reduce(or_, held))
    return found
