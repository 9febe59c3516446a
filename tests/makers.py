"""Test data: a town's property firm with named people, and a stranger organisation beside it.

林岚 (lan) sits at the front desk, 陈工 (chen) leads engineering, 莫主任 (mo) supervises
customer service, 何经理 (he) heads the department, 周巡 (zhou) is a guard; 外人 belongs to
the other organisation.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import models

from amends.cases.steps import Intake, register
from amends.people.models import (
    Calendar,
    Membership,
    Organisation,
    Person,
    Unit,
)  # fmt: skip
from amends.people.rows import new_id
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer, viewer_of
from amends.regulations import folders
from amends.regulations.shelf import bind, publish
from tests.shipped import pack_named

MONDAY = datetime(2024, 3, 4, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
START = date(2024, 1, 1)


@dataclass
class Town:
    """One organisation of the tests: head office, desk, engineering, security, and their people."""

    org: Organisation
    office: Unit
    desk: Unit
    engineering: Unit
    security: Unit
    calendar: Calendar
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        people: dict[str, Person] = self.__dict__["people"]
        try:
            return people[name]
        except KeyError:
            raise AttributeError(name) from None


PEOPLE = {
    # name: (name, name_en, unit, roles)
    "lan": ("林岚", "Lin Lan", "desk", ("front_desk", "handler")),
    "mo": ("莫主任", "Mo", "desk", ("cs_supervisor",)),
    "chen": ("陈工", "Chen", "engineering", ("handler", "department", "department_head")),
    "he": ("何经理", "He", "office", ("department_head", "unit_head", "admin")),
    "zhou": ("周巡", "Zhou", "security", ("staff",)),
    "wu": ("吴工", "Wu", "engineering", ("handler",)),
}


def town(code: str = "river") -> Town:
    """Make an organisation with its units and people."""
    org = Organisation(id=new_id(), code=code, name_zh=f"{code}物业", name_en=f"{code} Property", made_at=MONDAY)
    with organisation(org.id):
        org.save(force_insert=True)
        made = Town(org, *_units(org))
        held = []
        for name, (zh, en, where, roles) in PEOPLE.items():
            one = made.people[name] = _person(made, f"{name}@{code}", zh, en)
            held += [_membership(one, getattr(made, where), role) for role in roles]
        Person.objects.bulk_create(made.people.values())
        Membership.objects.bulk_create(held)
    return made


@contextmanager
def staffed(pack: str, *roles: str) -> Iterator[Town]:
    """Yield an organisation under a shipped pack, in whose head office each role has somebody of its name."""
    made = town("maker")
    with organisation(made.org.id):
        for role in roles:
            made.people[role] = person(made, f"{role}@maker", role, role, unit=made.office, roles=(role,))
        govern(made, pack)
        yield made


def govern(town: Town, pack: str, *, unit: Unit | None = None, since: date = START, **chosen: Any) -> None:
    """Publish a shipped pack and bind it to a unit (the head office), since the start of the year or another day."""
    files = folders.read(folders.find(pack))
    signed = tuple({"role": role, "person": str(town.he.id)} for role in pack_named(pack).signatures)
    row = publish(town.org.id, files, at=MONDAY, chosen=chosen, signatures=signed)
    bind(town.org.id, unit=(unit or town.office).id, published=row.id, position="lead", from_date=since, at=MONDAY)


def stand_beside(town: Town, pack: str, **chosen: Any) -> None:
    """Publish a shipped pack of an outside body and bind it beside whatever leads, for the whole organisation."""
    files = folders.read(folders.find(pack))
    row = publish(town.org.id, files, at=MONDAY, chosen=chosen)
    bind(
        town.org.id, unit=town.office.id, published=row.id, position="companion", from_date=START, at=MONDAY
    )  # fmt: skip


def viewer(town: Town, name: str, *, at: datetime = MONDAY) -> Viewer:
    """Return somebody of the town as the viewer they are at a moment."""
    return viewer_of(town.people[name], at=at)


def complaint(**facts: Any) -> dict[str, Any]:
    """Return the facts of an ordinary complaint by Mr Wang of flat 8-1201 about the lift."""
    return {
        "channel": "phone", "matter": "complaint", "complainant": "王先生", "phone": "13812341234",
        "house_no": "8-1201", "description": "三号楼电梯停运两天，老人无法下楼", "wish": "尽快修好电梯",
        "category": "equipment/lift", **facts,
    }  # fmt: skip


def registered(town: Town, *, by: str = "lan", at: datetime = MONDAY, unit: str = "CS", **facts: Any) -> str:
    """Register a complaint and return its number."""
    return register(viewer(town, by, at=at), Intake(complaint(**facts), unit=unit), at=at).number


def two_towns() -> tuple[Town, Town]:
    """Make the organisation of a test and a stranger beside it."""
    return town("river"), town("stranger")


def _units(org: Organisation) -> tuple[Unit, Unit, Unit, Unit, Calendar]:
    calendar = Calendar.objects.create(
        org=org, code="office", name_zh="办公", name_en="Office", week="mon-fri 09:00-12:00 13:00-18:00"
    )
    office = _unit(org, "HQ", "headquarters", "总部", "Head office", calendar=calendar)
    below = [
        _unit(org, code, function, zh, en, parent=office)
        for code, function, zh, en in (
            ("CS", "customer_service", "客服部", "Customer service"),
            ("ENG", "engineering", "工程部", "Engineering"),
            ("SEC", "security", "秩序部", "Security"),
        )
    ]
    Unit.objects.bulk_create([office, *below])
    return (office, below[0], below[1], below[2], calendar)


def unit(
    org: Organisation, code: str, function: str, zh: str, en: str, *, parent: Unit | None = None,
    calendar: Calendar | None = None,
) -> Unit:  # fmt: skip
    """Make a unit below another."""
    made = _unit(org, code, function, zh, en, parent=parent, calendar=calendar)
    made.save(force_insert=True)
    return made


def _unit(
    org: Organisation, code: str, function: str, zh: str, en: str, *, parent: Unit | None = None,
    calendar: Calendar | None = None,
) -> Unit:  # fmt: skip
    made = Unit(
        id=new_id(), org=org, code=code, function=function, name_zh=zh, name_en=en, parent=parent, calendar=calendar
    )
    made.path = [*(parent.path if parent else []), made.id]
    return made


def person(
    town: Town, login: str, zh: str, en: str = "", *, unit: Unit, roles: tuple[str, ...] = (), active: bool = True
) -> Person:
    """Make somebody with roles in a unit since the start of the year."""
    made = _person(town, login, zh, en, active=active)
    made.save(force_insert=True)
    for role in roles:
        _membership(made, unit, role).save(force_insert=True)
    return made


def _person(town: Town, login: str, zh: str, en: str, *, active: bool = True) -> Person:
    made = Person(org=town.org, login=login, name=zh, name_en=en, is_active=active, made_at=MONDAY)
    made.set_password("a-long-password")
    return made


def _membership(person: Person, unit: Unit, role: str) -> Membership:
    return Membership(org=person.org, person=person, unit=unit, role=role, from_date=START)


def one_row_of(model: type[models.Model], town: Town) -> models.Model:
    """Return a row of any table; make the cheapest one that the database accepts when there is none."""
    manager: Any = model._default_manager
    found: models.Model | None = manager.first()
    if found is not None:
        return found
    values: dict[str, Any] = {}
    for f in model._meta.local_fields:
        if f.name == "org":
            values["org"] = town.org
        elif f.name in _FITTING.get(model.__name__, {}):
            values[f.name] = _FITTING[model.__name__][f.name](town)
        elif isinstance(f, models.ForeignKey) and not f.null:
            values[f.name] = one_row_of(f.related_model, town)
        elif not f.has_default() and not f.null and not f.primary_key:
            values[f.name] = _cheap(f)
    made: models.Model = manager.create(**values)
    return made


def _cheap(f: models.Field[Any, Any]) -> Any:
    if isinstance(f, models.DateTimeField):
        return MONDAY
    if isinstance(f, models.DateField):
        return START
    if isinstance(f, models.JSONField):
        return {}
    if isinstance(f, models.BinaryField):
        return b"x"
    if isinstance(f, models.BooleanField):
        return False
    return 1 if isinstance(f, models.IntegerField) else "x"


def _two_cases(town: Town) -> Any:
    from amends.cases.models import Case

    first = one_row_of(Case, town)
    return Case.objects.exclude(pk=first.pk).first() or Case.objects.create(
        org=town.org, number="2", unit=town.desk, stage="x", stage_kind="open", received_at=MONDAY, registered_at=MONDAY
    )


_FITTING: dict[str, dict[str, Any]] = {
    "Case": {"stage_kind": lambda t: "open", "unit": lambda t: t.desk},
    "Link": {"other": _two_cases},
    "Binding": {"position": lambda t: "lead"},
    "CaseRule": {"position": lambda t: "lead"},
    "ObligationRow": {"state": lambda t: "open", "unit": lambda t: t.desk, "period": lambda t: "2024-03"},
    "Party": {"person": lambda t: t.lan},
    "Order": {"state": lambda t: "sent"},
    "Letter": {"person": lambda t: t.lan},
    "Substitute": {"person": lambda t: t.lan, "deputy": lambda t: t.mo, "to_date": lambda t: START},
    "Complainant": {"name": lambda t: "王先生"},
    "Mailbox": {"unit": lambda t: t.desk, "address": lambda t: "c@example.org"},
    "CallTask": {"kind": lambda t: "call_back"},
    "Line": {"unit": lambda t: t.desk},
    "EightD": {"unit": lambda t: t.desk},
    "DisciplineVersion": {"verdict": lambda t: "draft"},
    "PlanApproval": {"is_approved": lambda t: True},
    "Action": {"kind": lambda t: "corrective"},
    "ActionPromise": {
        "criterion": lambda t: "none",
        "exposed_by": lambda t: "days",
        "until_day": lambda t: START + timedelta(days=1),
    },
    "Look": {"verdict": lambda t: "fails"},
    "MoneyLine": {"flow": lambda t: "remedy", "unit": lambda t: t.desk, "currency": lambda t: "CNY"},
    "CauseAnalysis": {"kind": lambda t: "why"},
    "CaseDraw": {"kind": lambda t: "call_back", "unit": lambda t: t.desk},
    "SecondLook": {"unit": lambda t: t.desk},
    "LimitSample": {"unit": lambda t: t.desk, "shows": lambda t: "good"},
    "Declaration": {"word": lambda t: "failed"},
}
