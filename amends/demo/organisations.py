"""Organisations of the demonstration: units, people with roles, calendars, regulations in force."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password

from amends.cases.models import Channel
from amends.core.pack import Pack
from amends.people.models import Calendar, Membership, Organisation, Person, Substitute, Unit
from amends.people.rows import new_id
from amends.regulations import drafts, folders, shelf

FOLDER = Path(__file__).resolve().parent
CODES = ("jinping", "hengyue", "haiyao")
PASSWORD = "demo-demo"  # nosec: printed at the first start, and only people of the demonstration have it
BEFORE = timedelta(days=400)
"""Roles and regulations are in force long before the first case."""


def read(name: str) -> dict[str, Any]:
    """Return a TOML file of the demonstration."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def new_organisation(code: str, *, at: datetime) -> Organisation:
    """Return an organisation that is not stored yet."""
    data = read(f"{code}.toml")
    return Organisation(
        id=new_id(),
        code=code,
        name_zh=data["zh"],
        name_en=data["en"],
        is_demo=True,
        made_at=at - BEFORE,
        settings=data["settings"],
    )


def furnish(org: Organisation, *, at: datetime) -> None:
    """Store an organisation with its units, people and regulations. Call it inside `tenancy.organisation`."""
    data = read(f"{org.code}.toml")
    org.save(force_insert=True)
    calendar = Calendar.objects.create(
        org=org, code="office", name_zh="上班时间", name_en="Office hours", week=data["week"]
    )
    units = _units(org, data["unit"], calendar)
    people = _people(org, data["person"], data.get("also", []), units, at=at)
    for login, deputy, begins, ends in data.get("away", ()):
        days = [(at + timedelta(days=day)).date() for day in (begins, ends)]
        Substitute.objects.create(
            org=org, person=people[login], deputy=people[deputy], from_date=days[0], to_date=days[1]
        )
    packs = [_in_force(org, rule, units, people, at=at) for rule in data["rule"]]
    _channels(org, packs)


def _units(org: Organisation, rows: list[list[str]], calendar: Calendar) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for code, above, function, zh, en in rows:
        parent = units.get(above)
        unit = Unit(id=new_id(), org=org, code=code, function=function, name_zh=zh, name_en=en, parent=parent)
        unit.path = [*(parent.path if parent else ()), unit.id]
        unit.calendar = None if parent else calendar
        unit.save(force_insert=True)
        units[code] = unit
    return units


def _people(
    org: Organisation, rows: list[list[Any]], also: list[list[str]], units: Mapping[str, Unit], *, at: datetime
) -> dict[str, Person]:
    password, people = make_password(PASSWORD), {}
    for login, zh, en, _, roles in rows:
        people[login] = Person(
            org=org,
            login=login,
            name=zh,
            name_en=en,
            email=f"{login}@{org.code}.example",  # a top-level domain that exists nowhere (RFC 2606)
            password=password,
            made_at=at - BEFORE,
            is_staff_of_org="admin" in roles,
        )
    Person.objects.bulk_create(people.values())
    held = [(login, unit, role) for login, _, _, unit, roles in rows for role in roles] + [
        (a, b, c) for a, b, c in also
    ]
    Membership.objects.bulk_create(
        Membership(org=org, person=people[login], unit=units[unit], role=role, from_date=(at - BEFORE).date())
        for login, unit, role in held
    )
    return people


def _in_force(
    org: Organisation, rule: Mapping[str, Any], units: Mapping[str, Unit], people: Mapping[str, Person], *, at: datetime
) -> Pack:
    """Publish a pack with the organisation's settings and bind it, signed by those whom it names."""
    own = FOLDER / "packs" / rule["pack"]
    files = folders.read(own if own.is_dir() else folders.find(rule["pack"]))
    signing = drafts.signatures_in(files)
    held = dict(Membership.objects.filter(role__in=signing).order_by("-id").values_list("role", "person__login"))
    signatures = tuple(
        {"role": role, "person": str(people[held[role]].id), "at": (at - BEFORE).isoformat()} for role in signing
    )
    published = shelf.publish(org.id, files, at=at - BEFORE, chosen=rule.get("settings"), signatures=signatures)
    day = (at - BEFORE).date()
    shelf.bind(
        org.id, unit=units[rule["unit"]].id, published=published.id, position=rule.get("position", "lead"),
        from_date=day, at=at - BEFORE,
    )  # fmt: skip
    return shelf.pack(published.content_hash)


def _channels(org: Organisation, packs: list[Pack]) -> None:
    """Enable every channel that the regulations name (FR-001)."""
    fields = [pack.fields["channel"] for pack in packs if "channel" in pack.fields]  # an outside body's has none
    named = {choice.id: choice for field in fields for choice in field.choices}
    Channel.objects.bulk_create(Channel(org=org, kind=one.id, name_zh=one.zh, name_en=one.en) for one in named.values())


def accounts() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return each organisation's name with login, name and roles of its people."""
    return [
        (f"{data['zh']} {data['en']}", [(login, zh, ", ".join(roles)) for login, zh, _, _, roles in data["person"]])
        for data in (read(f"{code}.toml") for code in CODES)
    ]


def unit_id(org_units: Mapping[UUID, Any], code: str) -> UUID:
    """Return the id of a unit by its code; StopIteration never leaves: a wrong code is a KeyError."""
    found = {unit.code: unit.id for unit in org_units.values()}
    return UUID(str(found[code]))
