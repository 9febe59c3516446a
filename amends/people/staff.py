"""Who works here: people come and go, hold roles from a day to a day, are away and stood in for.

Every change is the administrator's and is noted. Nobody takes the last administrator away.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.access import note_access
from amends.people.models import Membership, Person, Substitute, Unit
from amends.people.tenancy import find_login
from amends.people.viewer import ADMIN, Viewer

PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"
PASSWORD_LENGTH = 16
NOTED = "administration"


class NotAdmin(PermissionError):
    """Only administrators of the organisation may do this."""


def check_admin(viewer: Viewer) -> None:
    """Raise NotAdmin for anybody who does not administer the organisation."""
    if not viewer.is_admin:
        raise NotAdmin(str(viewer.person))


def note(viewer: Viewer, *, at: datetime, about: str, **detail: Any) -> None:
    """Write down what an administrator did; ids and codes only."""
    note_access(viewer.org, kind=NOTED, at=at, person=viewer.person, about=about[:80], **detail)


def refused(field: str, *, zh: str, en: str) -> Refused:
    """Return a refusal that names the field to mend."""
    says = Text(zh=zh, en=en)
    return Refused("invalid", says=says, missing=(Missing(f"invalid:{field}", says, field=field),))


def person_of(viewer: Viewer, key: UUID) -> Person | None:
    """Return a person of the viewer's organisation, or None."""
    return Person.objects.filter(org_id=viewer.org, pk=key).first()


def hire(viewer: Viewer, values: Mapping[str, Any], *, at: datetime) -> tuple[Person, str]:
    """Return the new person and a temporary password, which nobody can read again. Raises Refused, NotAdmin."""
    check_admin(viewer)
    login = str(values.get("login", "")).strip()
    if find_login(login) is not None:
        raise refused("login", zh="这个登录名已被使用", en="This sign-in name is taken")
    person = Person(org_id=viewer.org, login=login, made_at=at, password_is_temporary=True)
    _fill(person, values)
    password = new_word()
    person.set_password(password)
    person.save(force_insert=True)
    note(viewer, at=at, about=f"person:{person.id}", did="hired")
    return person, password


def change_person(viewer: Viewer, person: Person, values: Mapping[str, Any], *, at: datetime) -> None:
    """Change name, address, language. Raises NotAdmin."""
    check_admin(viewer)
    _fill(person, values)
    person.save(update_fields=["name", "name_en", "email", "phone", "language"])
    note(viewer, at=at, about=f"person:{person.id}", did="changed")


def _fill(person: Person, values: Mapping[str, Any]) -> None:
    for name in ("name", "name_en", "email", "phone"):
        setattr(person, name, str(values.get(name, "")).strip())
    person.language = str(values.get("language") or "zh-hans")


def new_word() -> str:
    """Return a temporary password without letters that look alike."""
    return "".join(secrets.choice(PASSWORD_LETTERS) for _ in range(PASSWORD_LENGTH))


def give_password(viewer: Viewer, person: Person, *, at: datetime) -> str:
    """Return a new temporary password, to be changed at sign-in; the old one and open sessions end. Raises NotAdmin."""
    check_admin(viewer)
    password = new_word()
    person.set_password(password)
    person.password_is_temporary = True
    person.save(update_fields=["password", "password_is_temporary"])
    note(viewer, at=at, about=f"person:{person.id}", did="password")
    return password


def choose_password(person: Person, password: str) -> None:
    """Give a person the password that they chose; it is no temporary one any more."""
    person.set_password(password)
    person.password_is_temporary = False
    person.save(update_fields=["password", "password_is_temporary"])


def set_active(viewer: Viewer, person: Person, active: bool, *, at: datetime) -> None:
    """Disable or enable somebody. Raises Refused for oneself and for the last administrator, NotAdmin."""
    check_admin(viewer)
    if not active and person.pk == viewer.person:
        raise refused("", zh="不能停用自己的账号", en="You cannot disable your own account")
    if not active and _is_last_admin(viewer, person.pk):
        raise refused("", zh="至少要留一名管理员", en="One administrator has to remain")
    person.is_active = active
    person.save(update_fields=["is_active"])
    note(viewer, at=at, about=f"person:{person.id}", did="enabled" if active else "disabled")


def _is_last_admin(viewer: Viewer, person: UUID) -> bool:
    held = Membership.objects.filter(_on(viewer.day), role=ADMIN).values("person_id")
    admins = Person.objects.filter(Q(is_staff_of_org=True) | Q(pk__in=held), org_id=viewer.org, is_active=True)
    ids = set(admins.values_list("pk", flat=True))
    return ids == {person}


def _on(day: date) -> Q:
    return Q(from_date__lte=day) & (Q(to_date=None) | Q(to_date__gte=day))


def give_role(
    viewer: Viewer, person: Person, *, unit: UUID, role: str, first: date, last: date | None, at: datetime
) -> Membership:
    """Give a role in a unit from a day to a day. Raises Refused naming the field, NotAdmin."""
    check_admin(viewer)
    if not Unit.objects.filter(pk=unit, is_active=True).exists():
        raise refused("unit", zh="没有这个单位", en="There is no such unit")
    if last is not None and last < first:
        raise refused("to_date", zh="结束日期早于开始日期", en="It ends before it begins")
    same = Membership.objects.filter(person=person, unit=unit, role=role)
    overlaps = same.filter(Q(to_date=None) | Q(to_date__gte=first))
    if last is not None:
        overlaps = overlaps.filter(from_date__lte=last)
    if overlaps.exists():
        raise refused("role", zh="这段时间已有该角色", en="The role is held already in that time")
    made = Membership.objects.create(
        org_id=viewer.org, person=person, unit_id=unit, role=role, from_date=first, to_date=last
    )
    note(viewer, at=at, about=f"person:{person.id}", did="role given", role=role, unit=str(unit))
    return made


def end_role(viewer: Viewer, person: Person, key: UUID, *, at: datetime) -> None:
    """End a role: it was held until yesterday; one that began later is taken back. Raises Refused, NotAdmin."""
    check_admin(viewer)
    row = Membership.objects.filter(pk=key, person=person).first()
    if row is None:
        return
    if row.role == ADMIN and not person.is_staff_of_org and _is_last_admin(viewer, person.pk):
        raise refused("", zh="至少要留一名管理员", en="One administrator has to remain")
    yesterday = viewer.day - timedelta(days=1)
    if row.from_date > yesterday:
        row.delete()
    else:
        row.to_date = yesterday
        row.save(update_fields=["to_date"])
    note(viewer, at=at, about=f"person:{person.id}", did="role ended", role=row.role, unit=str(row.unit_id))


def send_away(viewer: Viewer, person: Person, *, deputy: UUID, first: date, last: date, at: datetime) -> Substitute:
    """Say who stands in from a day to a day. Raises Refused naming the field, NotAdmin."""
    check_admin(viewer)
    if deputy == person.pk or not Person.objects.filter(org_id=viewer.org, pk=deputy, is_active=True).exists():
        raise refused("deputy", zh="请选另一位在职人员", en="Choose another active person")
    if last < first:
        raise refused("away_to", zh="结束日期早于开始日期", en="It ends before it begins")
    if Substitute.objects.filter(person=person, from_date__lte=last, to_date__gte=first).exists():
        raise refused("away_from", zh="这段时间已有替班", en="Somebody stands in already in that time")
    made = Substitute.objects.create(org_id=viewer.org, person=person, deputy_id=deputy, from_date=first, to_date=last)
    note(viewer, at=at, about=f"person:{person.id}", did="away", deputy=str(deputy))
    return made


def call_back(viewer: Viewer, person: Person, key: UUID, *, at: datetime) -> None:
    """End an absence: from today the person is back. Raises NotAdmin."""
    check_admin(viewer)
    row = Substitute.objects.filter(pk=key, person=person).first()
    if row is None:
        return
    yesterday = viewer.day - timedelta(days=1)
    if row.from_date > yesterday:
        row.delete()
    elif row.to_date > yesterday:
        row.to_date = yesterday
        row.save(update_fields=["to_date"])
    note(viewer, at=at, about=f"person:{person.id}", did="back")
