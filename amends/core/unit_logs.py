"""Entries of the logs that a unit keeps outside any case: what they lack, and whether they pass (FR-019, FR-020)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from amends.core.evaluate import Scene, holds
from amends.core.intake import fields_of_form
from amends.core.ledger import Value
from amends.core.pack import FieldRow, LogRow, Pack
from amends.core.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Logged:
    """How an entry stands. ``missing``: fields that must be filled in and are not; ``fails``: None without a check."""

    fields: tuple[FieldRow, ...]
    missing: tuple[FieldRow, ...]
    fails: bool | None


def judge(
    pack: Pack, row: LogRow, told: Mapping[str, Value], *, now: datetime, calendar: WorkingCalendar
) -> Logged:  # fmt: skip
    """Return how an entry of a log stands by the form and the check that the regulation gives."""
    scene = Scene(pack, dict(told), {}, now, calendar, pack.counting)
    fields = tuple(fields_of_form(pack, row.form, scene))
    missing = tuple(one for one in fields if one.required and told.get(one.id) in (None, "", ()))
    fails = None if row.fails is None else bool(holds(row.fails, scene).true)
    return Logged(fields, missing, fails)
