"""Which lines somebody may answer, and the regulation that governs their calls."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from amends.calls.models import Cover, Line
from amends.cases.queries.visible import NotFound
from amends.core.pack import Pack
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.staff import check_admin, note
from amends.people.viewer import Viewer
from amends.regulations.shelf import NoRegulation, rules_for


def lines_of(viewer: Viewer) -> tuple[Line, ...]:
    """Return the lines of the viewer's units and below, and those that they cover, the nearest to them first."""
    planned = Cover.objects.filter(person=viewer.person).values("line")
    seen = Line.objects.filter(Q(unit__in=sorted(viewer.units)) | Q(pk__in=planned), is_active=True).order_by("code")
    own = {held.unit for held in viewer.memberships}
    return tuple(sorted(seen, key=lambda line: line.unit_id not in own)) if viewer.memberships else ()


def line_of(viewer: Viewer, key: UUID | str) -> Line:
    """Return one of the viewer's lines. Raises NotFound alike for one that is hidden and one that is not there."""
    found = next((line for line in lines_of(viewer) if str(line.pk) == str(key)), None)
    if found is None:
        raise NotFound(str(key))
    return found


def keeps_line(viewer: Viewer, line: Line) -> bool:
    """Return whether the viewer plans a line and seals its book: its keeper, or who administers."""
    return viewer.is_admin or line.keeper_id == viewer.person


def check_keeper(viewer: Viewer, line: Line) -> None:
    """Raise Refused for whoever neither keeps the line nor administers."""
    if not keeps_line(viewer, line):
        says = Text(zh="由线路负责人或管理员办理", en="The keeper of the line or an administrator does this")
        raise Refused("role", says=says, missing=(Missing("role", says),))


def pack_of(viewer: Viewer, line: Line, *, at: datetime) -> Pack | None:
    """Return the leading regulation of the line's unit at a moment, or None."""
    try:
        return rules_for(line.unit_id, at, known=viewer.directory).rules.lead
    except NoRegulation:
        return None


def add_line(
    viewer: Viewer, *, code: str, zh: str, en: str, number: str, unit: str, keeper: str, at: datetime
) -> Line:  # fmt: skip
    """Open a line; return it. Raises NotAdmin, and Refused for what is missing or taken."""
    check_admin(viewer)
    unit_id = next((one.id for one in viewer.directory.units.values() if one.code == unit and one.is_active), None)
    person = next((key for key, one in viewer.directory.people.items() if str(key) == keeper and one.is_active), None)
    wanted = {
        "code": (code, Text(zh="请填写代码", en="A code is needed")),
        "zh": (zh, Text(zh="请填写名称", en="A name is needed")),
        "unit": (unit_id, Text(zh="请选择部门", en="Choose a unit")),
    }
    missing = [Missing(f"known:{name}", says, field=name) for name, (value, says) in wanted.items() if not value]
    if code and Line.objects.filter(code=code).exists():
        says = Text(zh="该代码已有线路", en="There is a line with this code")
        missing.append(Missing("once:code", says, field="code"))
    if missing or unit_id is None:
        raise Refused("missing", says=missing[0].says, missing=tuple(missing))
    line = Line.objects.create(
        org_id=viewer.org, code=code, name_zh=zh, name_en=en or zh, number=number, unit_id=unit_id, keeper_id=person
    )
    note(viewer, at=at, about=f"line:{line.pk}")
    return line
