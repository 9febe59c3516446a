"""The tree of units: what each is called, what it is for, by which calendar it works."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.people.models import Calendar, Unit
from amends.people.rows import new_id
from amends.people.staff import check_admin, note, refused
from amends.people.viewer import Viewer

CODE = re.compile(r"[A-Z0-9][A-Z0-9_]{0,23}")


def unit_of(key: UUID) -> Unit | None:
    """Return a unit of the current organisation, or None."""
    return Unit.objects.filter(pk=key).first()


def add_unit(viewer: Viewer, values: Mapping[str, Any], *, at: datetime) -> Unit:
    """Return a new unit below another. Raises Refused naming the field, NotAdmin."""
    check_admin(viewer)
    code = str(values.get("code", "")).strip().upper()
    if not CODE.fullmatch(code):
        raise refused("code", zh="代码用大写字母和数字，最多 24 个", en="A code is capitals and digits, 24 at most")
    if Unit.objects.filter(code=code).exists():
        raise refused("code", zh="这个代码已被使用", en="This code is taken")
    parent = Unit.objects.filter(pk=_uuid(values.get("parent"))).first()
    if parent is None and Unit.objects.exists():
        raise refused("parent", zh="请选上级单位", en="Choose the unit above")
    unit = Unit(id=new_id(), org_id=viewer.org, code=code, parent=parent)
    unit.path = [*(parent.path if parent else []), unit.id]
    _fill(unit, values)
    unit.save(force_insert=True)
    note(viewer, at=at, about=f"unit:{code}", did="added")
    return unit


def change_unit(viewer: Viewer, unit: Unit, values: Mapping[str, Any], *, at: datetime) -> None:
    """Change names, function, calendar and whether it is active. Raises Refused naming the field, NotAdmin."""
    check_admin(viewer)
    active = bool(values.get("is_active", True))
    if not active and Unit.objects.filter(parent=unit, is_active=True).exists():
        raise refused("is_active", zh="下级单位仍在使用", en="Units below it are still active")
    unit.is_active = active
    _fill(unit, values)
    unit.save(update_fields=["name_zh", "name_en", "function", "calendar", "is_active"])
    note(viewer, at=at, about=f"unit:{unit.code}", did="changed")


def _fill(unit: Unit, values: Mapping[str, Any]) -> None:
    unit.name_zh, unit.name_en = str(values["name_zh"]).strip(), str(values["name_en"]).strip()
    unit.function = str(values.get("function") or "other")
    unit.calendar = Calendar.objects.filter(pk=_uuid(values.get("calendar"))).first()


def _uuid(value: Any) -> UUID:
    """Return the key that was chosen; the nil key, which no row has, when it is none."""
    try:
        return UUID(str(value))
    except ValueError:
        return UUID(int=0)
