"""What a unit owes by the calendar (the sheet of the 25th): opened, missed and met in the unit's own journal.

A unit owes a sheet where somebody holds the role that the duty names, under the pack
that leads there. The row of the last period carries the instant of the next look; when
its due time has passed the next period opens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.cases.chain import plain
from amends.cases.journal.unit_chain import append
from amends.cases.models import Letter, ObligationRow, RungClimbed
from amends.cases.state import COLUMNS, child_id
from amends.core.dues import climbs_at, ladder, unit_due
from amends.core.folding import climb, obligation_data
from amends.core.ledger import ONE_SECOND, Obligation, Rules, RungDue, State
from amends.core.next_moments import soonest_of
from amends.core.plans import Plan, plan_of
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.directory import Directory, directory
from amends.people.models import Unit
from amends.people.responsible import holders, who
from amends.people.rows import new_id
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.regulations.shelf import NoRegulation, rules_for

SHEET_SENT = "sheet_sent"


def open_units(*, org: UUID, at: datetime) -> int:
    """Open the first period of every sheet that is owed and not yet running; return how many. Cheap if none is new."""
    with organisation(org):
        known = directory(org)
        running = set(_rows().values_list("unit_id", "pack", "duty"))
        owed = [one for one in _owed(known, at) if (one[0], one[2].pack_id, one[2].row.id) not in running]
        for unit, rules, plan in owed:
            same = _rows().filter(unit_id=unit, pack=plan.pack_id, duty=plan.row.id)
            if _locked(unit, wait=True) and not same.exists():  # another worker may have opened it meanwhile
                _open(known, unit, rules, plan, after=at, at=at)
        return len(owed)


def tick_units(*, org: UUID, at: datetime) -> int:
    """Let time pass for what units owe; return how many changed. What others hold is left to them."""
    with organisation(org):
        due = _rows().filter(next_look_at__lte=at).order_by("unit_id", "next_look_at")
        found = list(due.values_list("unit_id", "id"))
        known = directory(org) if found else None
        return sum(_look(known, unit, row, at) for unit, row in found if known and _locked(unit, wait=False))


def send_sheet(viewer: Viewer, key: UUID, *, at: datetime) -> None:
    """Note that a unit's sheet was sent, which meets its obligation.

    Raises Refused: it is not owed any more, somebody else sends it, or it is no sheet.
    """
    with organisation(viewer.org):
        unit = _rows().filter(pk=key).values_list("unit_id", flat=True).first()
        row = _rows().filter(pk=key, state="open").first() if unit and _locked(unit, wait=True) else None
        if row is None:
            raise _refused("sheet", "", zh="此表已报送或不再需要", en="This sheet was sent already, or is not owed")
        plan, _rules = _plan(viewer.directory, row, at)
        marks = _marks(plan)
        if plan is None or marks is None:
            raise _refused("sheet", row.article, zh="这项义务不以报表履行", en="No sheet meets this obligation")
        if plan.owner not in viewer.roles_at([_unit_of(row)]):
            raise _refused("role", row.article, zh="您不负责报送此表", en="You do not send this sheet")
        met = replace(_obligation(row), state=State.MET, ended_at=at)
        _write(row, met, at=at, step=SHEET_SENT, by=viewer.person, effects=[_effect("met", met, at)], marks=marks)


def _marks(plan: Plan | None) -> dict[str, Any] | None:
    """Return what the sending of a sheet must carry to meet a duty; None when no sheet meets it."""
    matcher = next((one for one in plan.met_by if one.event == SHEET_SENT), None) if plan else None
    return dict(matcher.marks) if matcher else None


def _unit_of(row: ObligationRow) -> UUID:
    assert row.unit_id is not None  # the database holds that it is of a unit
    return row.unit_id


def _rows() -> Any:
    return ObligationRow.objects.filter(case__isnull=True)


def _unit(row: ObligationRow) -> UUID:
    """Return the unit of a row that belongs to no case; the database sees to it that there is one."""
    if row.unit_id is None:
        raise ValueError(f"obligation {row.pk} belongs to a case")
    return row.unit_id


def _owed(known: Directory, at: datetime) -> Iterator[tuple[UUID, Rules, Plan]]:
    for unit in known.units.values():
        if not unit.is_active:
            continue
        try:
            rules = rules_for(unit.id, at, known=known).rules
        except NoRegulation:
            continue
        for pack in rules.packs:
            for plan in (plan_of(row, pack) for row in pack.duty if row.of == "unit"):
                if plan.recurs and holders(known, plan.owner, unit=unit.id, day=known.day(at, unit.id)):
                    yield unit.id, rules, plan


def _locked(unit: UUID, *, wait: bool) -> bool:
    return Unit.objects.select_for_update(skip_locked=not wait).filter(pk=unit).order_by("pk").first() is not None


def _plan(known: Directory, row: ObligationRow, at: datetime) -> tuple[Plan | None, Rules | None]:
    try:
        rules = rules_for(_unit(row), at, known=known).rules
    except NoRegulation:
        return None, None
    pack = next((one for one in rules.packs if one.id == row.pack and row.duty in one.duties), None)
    return (plan_of(pack.duties[row.duty], pack), rules) if pack else (None, None)


def _open(known: Directory, unit: UUID, rules: Rules, plan: Plan, *, after: datetime, at: datetime) -> None:
    due = unit_due(plan, after, rules)
    new = Obligation(
        pack=plan.pack_id, duty=plan.row.id, article=plan.row.article, owner=plan.owner, opened_at=at, starts_at=after,
        due_at=due.at, provisional=due.provisional, rungs=ladder(plan, after, due.at, rules),
    )  # fmt: skip
    period = f"{due.at.astimezone(known.zone(unit)):%Y-%m}" if plan.row.every_month_on else f"{known.day(due.at, unit)}"
    row = ObligationRow(
        id=child_id(unit, f"{new.pack}/{new.duty}/{period}"), org_id=known.id, unit_id=unit, period=period,
        pack=new.pack, duty=new.duty, article=new.article, owner=new.owner, opened_at=at, starts_at=after, state="open",
    )  # fmt: skip
    _reach(known, row, at)
    _write(row, new, at=at, step="tick", effects=[_effect("opened", new, at, **obligation_data(new))])


def _look(known: Directory, unit: UUID, row_id: UUID, at: datetime) -> int:
    row = _rows().filter(pk=row_id, next_look_at__lte=at).first()
    if row is None:
        return 0  # another worker did it meanwhile
    before = one = _obligation(row)
    effects, climbed = [], []
    if one.state is State.OPEN and one.due_at and not one.late_seen and at > one.due_at:
        one = replace(one, missed=(*one.missed, one.due_at))
        effects.append(_effect("late", one, at, missed=[moment.isoformat() for moment in one.missed]))
    for rung in one.rungs if one.state is State.OPEN and one.due_at else ():
        if not rung.climbed and one.due_at and climbs_at(rung, one.due_at) <= at:
            one = climb(one, rung.name, rung.at)
            climbed.append(rung)
            effects.append(_effect("told", one, at, rung=rung.name, at=rung.at.isoformat(), who=list(rung.tell)))
    _reach(known, row, at)
    if one == before:
        row.next_look_at = _next_look(one, at)
        row.save(update_fields=["next_look_at"])
    else:
        _write(row, one, at=at, step="tick", effects=effects)
        _tell(known, row, one, climbed, at)
    plan, rules = _plan(known, row, at)
    if plan and plan.recurs and rules and one.due_at and one.due_at < at and not _rows().filter(
        unit=unit, pack=row.pack, duty=row.duty, due_at__gt=one.due_at
    ).exists():  # fmt: skip
        _open(known, unit, rules, plan, after=one.due_at, at=at)
    return 1


def _next_look(one: Obligation, at: datetime) -> datetime | None:
    if one.state is State.OPEN:
        return soonest_of([one])
    return one.due_at + ONE_SECOND if one.due_at and one.due_at >= at else None


def _reach(known: Directory, row: ObligationRow, at: datetime) -> None:
    owner = who(known, row.owner, unit=_unit(row), day=known.day(at, _unit_of(row)))
    row.owner_unit_id = owner.unit or row.unit_id
    row.owner_person_id = owner.people[0] if len(owner.people) == 1 else None


def _obligation(row: ObligationRow) -> Obligation:
    rungs = tuple(
        RungDue(one["name"], datetime.fromisoformat(one["at"]), tuple(one["tell"]), one["as_"], one["climbed"])
        for one in row.rest.get("rungs", ())
    )
    missed = tuple(datetime.fromisoformat(one) for one in row.rest.get("missed", ()))
    values = {name: getattr(row, name) for name in COLUMNS if name != "state"}
    return Obligation(**values, state=State(row.state), rungs=rungs, missed=missed)


def _effect(kind: str, one: Obligation, at: datetime, /, **detail: Any) -> dict[str, Any]:
    return {"kind": kind, "at": plain(at), "pack": one.pack, "id": one.duty, "detail": plain(detail)}


def _write(
    row: ObligationRow, one: Obligation, *, at: datetime, step: str, effects: list[dict[str, Any]],
    by: UUID | None = None, marks: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Write row and entry together; the unit is locked, so its chain cannot fork."""
    for name in COLUMNS:
        setattr(row, name, getattr(one, name))
    row.rest = {key: value for key, value in obligation_data(one).items() if key not in COLUMNS}
    row.next_look_at = _next_look(one, at)
    row.save()
    body: dict[str, Any] = {"period": row.period, "effects": effects}
    if step == SHEET_SENT:
        body |= {"events": [SHEET_SENT], "detail": dict(marks or {})}
    append(_unit(row), org=row.org_id, step=step, body=body, at=at, by=by)


def _tell(known: Directory, row: ObligationRow, one: Obligation, rungs: list[RungDue], at: datetime) -> None:
    for rung in rungs:
        day, unit = known.day(at), _unit(row)
        people = [person for role in rung.tell for person in who(known, role, unit=unit, day=day).people]
        due = one.due_at or at
        RungClimbed.objects.create(
            org_id=row.org_id, obligation=row, rung=rung.name, due_at=due, climbed_at=at, told=[str(p) for p in people]
        )
        for person in dict.fromkeys(people):
            key = f"{row.id}/{rung.name}/{due.isoformat()}/{person}"
            Letter.objects.get_or_create(org_id=row.org_id, key=key, defaults=_letter(known, row, person, at))


def _letter(known: Directory, row: ObligationRow, person: UUID, at: datetime) -> dict[str, Any]:
    info, when = known.people[person], (row.due_at or at).astimezone(known.zone(_unit(row)))
    unit = known.units[_unit(row)].name(info.language)
    english = info.language.lower().startswith("en")
    at_ = f"{when:%Y-%m-%d %H:%M}"
    said = f"due {at_} (article {row.article})" if english else f"期限 {at_}（条款{row.article}）"
    return {
        "id": new_id(), "letter": "told/sheet", "way": "mail" if info.email else "desk", "person_id": person,
        "address": info.email, "subject": f"{unit} {row.duty} {row.period}", "body": f"{unit} {row.duty}: {said}",
        "promised_at": at, "not_before": at,
    }  # fmt: skip


def _refused(code: str, article: str, *, zh: str, en: str) -> Refused:
    says = Text(zh=zh, en=en)
    return Refused(code, says=says, missing=(Missing(code, says, article),))
