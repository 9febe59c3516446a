"""Who answers a line when, where nobody does, and whether a diverted line was verified (FR-231)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from amends.calls.lines import check_keeper, line_of
from amends.calls.models import Cover, Diversion, Line
from amends.cases.queries.visible import NotFound
from amends.core.measures import DAY, gaps
from amends.core.opening_hours import END_OF_DAY, WEEKDAYS, Slot, parse_week
from amends.core.pack import MeasureRow, Pack
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.viewer import Viewer

Stretch = tuple[int, int]
WEEK = 7


@dataclass(frozen=True, slots=True)
class Gap:
    """Hours that a measure wants answered and nobody is planned for: ``mon 00:00-08:00``."""

    row: MeasureRow
    hours: tuple[str, ...]


def plan_of(lines: Iterable[Line], *, first: date) -> tuple[Cover, ...]:
    """Return the plan of some lines for the seven days from a day on."""
    in_force = Q(from_date__lt=first + timedelta(days=WEEK)) & (Q(to_date__isnull=True) | Q(to_date__gte=first))
    rows = Cover.objects.filter(in_force, line__in=[one.pk for one in lines])
    return tuple(rows.order_by("line__code", "is_manager", "from_date", "id"))


def covered(plan: Iterable[Cover], *, first: date) -> str:
    """Return the hours of the week from a day on in which somebody answers, as a week; empty: never."""
    found: dict[int, list[Stretch]] = {}
    answering = [one for one in plan if not one.is_manager]
    for nth in range(WEEK):
        day = first + timedelta(days=nth)
        hours = [slot for one in answering if _in_force(one, day) for slot in _slots(one.hours, day)]
        if hours:
            found[day.weekday()] = hours
    return ", ".join(f"{WEEKDAYS[day]} {' '.join(_told(_merged(found[day])))}" for day in sorted(found))


def gaps_of(pack: Pack, plan: Sequence[Cover], *, first: date) -> tuple[Gap, ...]:
    """Return what every coverage of a regulation wants and the plan leaves open, where it does (FR-231)."""
    hours = covered(plan, first=first)
    wanted = (row for row in pack.measure if row.kind == "coverage")
    found = (Gap(row, gaps(pack, row, hours)) for row in wanted)
    return tuple(one for one in found if one.hours)


def on_duty(plan: Iterable[Cover], *, local: datetime, manager: bool = False) -> tuple[UUID, ...]:
    """Return who answers, or is manager on duty, at a local moment."""
    minute = local.hour * 60 + local.minute
    here = (one for one in plan if one.is_manager == manager and _in_force(one, local.date()))
    return tuple(
        dict.fromkeys(one.person_id for one in here if any(a <= minute < b for a, b in _slots(one.hours, local.date())))
    )


def add_cover(
    viewer: Viewer, line: UUID | str, *, person: str, hours: str, is_manager: bool, from_date: date | None,
    to_date: date | None,
) -> Cover:  # fmt: skip
    """Plan somebody; return the row. Raises NotFound and Refused: not the keeper, hours or days that are none."""
    row = line_of(viewer, line)
    check_keeper(viewer, row)
    known = next((key for key, one in viewer.directory.people.items() if str(key) == person and one.is_active), None)
    if known is None:
        raise _missing("person", Text(zh="请选择人员", en="Choose a person"))
    try:
        parse_week(hours)
    except ValueError:
        says = Text(
            zh="时段写法如 mon-fri 08:00-20:00, sat 09:00-12:00", en="Hours read mon-fri 08:00-20:00, sat 09:00-12:00"
        )
        raise _missing("hours", says) from None
    if from_date is None or (to_date is not None and to_date < from_date):
        raise _missing("from", Text(zh="起止日期不对", en="The days do not fit"))
    return Cover.objects.create(
        org_id=viewer.org, line=row, person_id=known, hours=hours[:200], is_manager=is_manager, from_date=from_date,
        to_date=to_date,
    )  # fmt: skip


def end_cover(viewer: Viewer, key: UUID, *, day: date) -> None:
    """Let a plan end with the day before ``day``; one that has not begun goes. Raises NotFound and Refused."""
    row = Cover.objects.filter(pk=key).first()
    if row is None:
        raise NotFound(str(key))
    check_keeper(viewer, line_of(viewer, row.line_id))
    if row.from_date >= day:
        row.delete()
        return
    row.to_date = day - timedelta(days=1)
    row.save(update_fields=["to_date"])


def diversions(lines: Iterable[Line]) -> dict[UUID, Diversion]:
    """Return the diversion in force of each line that has one."""
    rows = Diversion.objects.filter(line__in=[one.pk for one in lines], ended_at__isnull=True)
    return {one.line_id: one for one in rows}


def divert(viewer: Viewer, line: UUID | str, *, to_number: str, at: datetime) -> Diversion:
    """Note that a line rings elsewhere now; return the row, an alarm until it is verified. Raises NotFound, Refused."""
    row = line_of(viewer, line)
    if not to_number:
        raise _missing("to_number", Text(zh="请填写转接号码", en="The number it rings at is needed"))
    Diversion.objects.filter(line=row, ended_at__isnull=True).update(ended_at=at)
    return Diversion.objects.create(
        org_id=viewer.org, line=row, to_number=to_number[:32], set_at=at, set_by_id=viewer.person
    )


def verify_diversion(viewer: Viewer, line: UUID | str, *, at: datetime) -> None:
    """Note that somebody called the line and it rang where it should. Raises NotFound."""
    one = _in_place(viewer, line)
    one.verified_at, one.verified_by_id = at, viewer.person
    one.save(update_fields=["verified_at", "verified_by"])


def end_diversion(viewer: Viewer, line: UUID | str, *, at: datetime) -> None:
    """Note that a line rings at its own place again. Raises NotFound."""
    one = _in_place(viewer, line)
    one.ended_at = at
    one.save(update_fields=["ended_at"])


def _in_place(viewer: Viewer, line: UUID | str) -> Diversion:
    found = diversions([line_of(viewer, line)])
    if not found:
        raise NotFound(str(line))
    return next(iter(found.values()))


def _in_force(one: Cover, day: date) -> bool:
    return one.from_date <= day and (one.to_date is None or day <= one.to_date)


def _slots(hours: str, day: date) -> tuple[Stretch, ...]:
    return tuple(_minutes(slot) for slot in parse_week(hours).get(day.weekday(), ()))


def _minutes(slot: Slot) -> Stretch:
    closes = DAY if slot.closes == END_OF_DAY else slot.closes.hour * 60 + slot.closes.minute
    return slot.opens.hour * 60 + slot.opens.minute, closes


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    found: list[Stretch] = []
    for begins, ends in sorted(stretches):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def _told(stretches: Iterable[Stretch]) -> list[str]:
    return [f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in stretches]


def _missing(field: str, says: Text) -> Refused:
    return Refused("missing", says=says, missing=(Missing(f"known:{field}", says, field=field),))
