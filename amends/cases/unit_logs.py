"""Entering into a log that a unit keeps outside any case (FR-019, FR-020): in the unit's journal, under a number.

An entry is not changed again: whoever was wrong enters once more, and the later one counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from amends.cases.chain import plain
from amends.cases.facts import decoded
from amends.cases.journal import StepResult
from amends.cases.journal.unit_chain import append
from amends.cases.queries.unit_logs import (
    STEP,
    LogEntry,
    UnitRules,
    entries,
    may_enter,
    name_in_case,
    read_entry,
)
from amends.cases.steps import take_step
from amends.core.given import check_texts
from amends.core.ledger import Value
from amends.core.pack import LogRow
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.core.unit_logs import judge
from amends.people.models import Unit
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer


def enter(viewer: Viewer, of: UnitRules, row: LogRow, told: Mapping[str, Value], *, at: datetime) -> LogEntry:
    """Return the entry that was added to a log of a unit.

    Raises Refused with the article of the log: not the viewer's to enter, or a field is not filled in; nothing is
    left behind then.
    """
    if not may_enter(viewer, of, row):
        says = Text(zh="您的角色不登记此台账", en="Your role does not enter into this log")
        raise Refused("log", says=says, missing=(Missing("role", says, row.article),))
    check_texts(told)
    stands = judge(of.pack, row, told, now=at, calendar=of.rules.calendars[of.pack.id])
    if stands.missing:
        raise _lacking(row, [(one.id, one.title or Text(zh=one.id, en=one.id)) for one in stands.missing])
    known = {one.id: told[one.id] for one in stands.fields if told.get(one.id) is not None}
    body: dict[str, object] = {
        "log": row.id, "pack": of.pack.id, "version": of.pack.version, "told": known, "fails": stands.fails,
    }  # fmt: skip
    with organisation(viewer.org):
        Unit.objects.select_for_update().filter(pk=of.unit).order_by("pk").first()
        body["number"] = _next_number(viewer, of.unit, row, at)
        return read_entry(append(of.unit, org=viewer.org, step=STEP, body=plain(body), at=at, by=viewer.person))


def link(viewer: Viewer, of: UnitRules, row: LogRow, entry: LogEntry, case_number: str, *, at: datetime) -> StepResult:
    """Link an entry to a case: the step that its log names is taken there with what the entry says (FR-098).

    Raises NotFound for a case that the viewer may not see, and Refused where the entry is linked to it already or the
    case does not take the step.
    """
    on = name_in_case(viewer, of, row, entry.number)
    return take_step(viewer, case_number, row.linked_by, at=at, detail=decoded(entry.told, of.rules), on=on)


def _lacking(row: LogRow, fields: list[tuple[str, Text]]) -> Refused:
    missing = tuple(
        Missing(f"known:{name}", Text(zh=f"请填写“{title.zh}”", en=f"“{title.en}” has to be filled in"), row.article,
                field=name)
        for name, title in fields
    )  # fmt: skip
    says = Text(zh="；".join(one.says.zh for one in missing), en="; ".join(one.says.en for one in missing))
    return Refused("log", says=says, missing=missing)


def _next_number(viewer: Viewer, unit: UUID, row: LogRow, at: datetime) -> str:
    """Return the next number of a log in the year of the unit; the caller has locked the unit."""
    year = f"{viewer.directory.day(at, unit):%Y}-"
    return f"{year}{entries([unit], log=row.id).filter(body__number__startswith=year).count() + 1:03}"
