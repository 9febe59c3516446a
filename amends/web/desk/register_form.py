"""The register form of any organisation: the fields of its regulation, in the order of a conversation.

First let them finish (who, what happened, what they want, how they are), then ask, then
confirm (FR-002, FR-008, FR-009).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.cases.ways_in import open_kinds
from amends.core.ledger import Rules
from amends.core.pack import FieldRow, StepRow
from amends.core.refusal import Refused
from amends.core.vocabulary import Type
from amends.people.viewer import Viewer
from amends.regulations.shelf import NoRegulation, rules_for
from amends.web.desk.register_when import when_fields
from amends.web.fields import COMPLAINT, Choices, FormField, Option, fields_of, shown_fields

TOLD_FIRST = ("phone", "complainant", "complainants")
TOLD_THEN = ("description", "wish", "emotion")
READ_BACK, FILES, TO = "read_back", "files", "dispatch_to"
NOT_FACTS = ("csrfmiddlewaretoken", "token", "do", "otherwise", "join", "unit", "call", "mail")
CONFIRMED = "done:read_back"
NARROW = ("text", "tel", "email", "number", "date", "datetime-local", "money", "select")
"""Controls of one line: two of them stand beside each other."""


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """What the left side shows. ``told``: what people say by themselves; ``asked``: what one asks then."""

    unit: UUID
    rules: Rules
    channel: FormField | None
    told: tuple[FormField, ...]
    asked: tuple[FormField, ...]
    shown: frozenset[str]
    when: tuple[FormField, ...] = ()
    moments: Mapping[str, Any] = field(default_factory=dict)
    read_back: str = ""
    read_back_wrong: str = ""
    second_of: str = ""
    finished: bool = False
    dispatch: StepRow | None = None
    refused: Refused | None = None
    wrong: str = ""
    files_wrong: str = ""

    @property
    def halves(self) -> frozenset[str]:
        """Return the names of fields that need half the width only."""
        rows = (*self.told, *self.asked, *self.when)
        short = (one for one in rows if one.widget in NARROW or (one.widget == "radio" and len(one.options) <= 2))
        return frozenset(one.name for one in short if one.name not in TOLD_THEN)

    @property
    def when_open(self) -> bool:
        """Return whether the part about an earlier time must be in sight."""
        return any(one.value or one.errors for one in self.when)

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Every field of the regulation's form."""
        return ((self.channel,) if self.channel else ()) + self.told + self.asked

    @property
    def asked_open(self) -> bool:
        """Return whether the questions are open: the account is finished, or one of them has to be mended."""
        return self.finished or any(one.errors for one in self.asked)

    @property
    def is_wrong(self) -> bool:
        """Return whether anything has to be mended."""
        return bool(self.refused or self.wrong or self.read_back_wrong) or any(
            one.errors for one in (*self.fields, *self.when)
        )


def unit_for(viewer: Viewer, code: str, *, at: datetime) -> UUID | None:
    """Return the unit to register for: the one named, else the viewer's first that a regulation governs."""
    own = [one.unit for one in viewer.memberships]
    named = [u.id for u in viewer.directory.units.values() if u.code == code and u.is_active]
    for unit in (*named, *own, *sorted(viewer.directory.units)):
        if (
            unit in viewer.directory.units
            and viewer.directory.units[unit].is_active
            and is_governed(viewer, unit, at=at)
        ):
            return unit
    return None


def is_governed(viewer: Viewer, unit: UUID, *, at: datetime) -> bool:
    """Return whether a regulation is in force for a unit."""
    try:
        rules_for(unit, at, known=viewer.directory)
    except NoRegulation:
        return False
    return True


def units_to_choose(viewer: Viewer, *, at: datetime) -> list[tuple[str, str]]:
    """Return the units that can be registered for, as (code, name), in the order of the tree."""
    known, language = viewer.directory, get_language() or "zh"
    rows = sorted(known.units.values(), key=lambda u: [known.units[one].code for one in u.path])
    governed = [u for u in rows if u.is_active and is_governed(viewer, u.id, at=at)]
    return [(u.code, "\u3000" * (len(u.path) - 1) + u.name(language)) for u in governed]


def register_form(viewer: Viewer, unit: UUID, *, at: datetime) -> RegisterForm:
    """Return the empty form of a unit's regulation."""
    rules, language = rules_for(unit, at, known=viewer.directory).rules, get_language() or "zh"
    rows = [row for pack in rules.packs for row in pack.field if row.form == COMPLAINT]
    names = list(dict.fromkeys(row.id for row in rows))
    given = {"matter": COMPLAINT, "complainants": 1, "channel": "phone"}
    made = fields_of(rules, names, language=language, given=given, choices=Choices(_people(viewer, language)))
    fields = {one.name: one for one in made}
    told = [one for one in (*TOLD_FIRST, *_identifying(rows), *TOLD_THEN) if one in fields]
    asked = [one for one in names if one not in (*told, "channel")]
    dispatch = dispatch_step(viewer, unit, rules)
    more = (_to_unit(viewer, language),) if dispatch else ()
    return RegisterForm(
        unit=unit, rules=rules, channel=_channel(fields.get("channel")), told=tuple(fields[one] for one in told),
        asked=(*(fields[one] for one in asked), *more), shown=shown_fields(rules, given, at=at) | {TO},
        when=when_fields(names), dispatch=dispatch,
    )  # fmt: skip


def _identifying(rows: Iterable[FieldRow]) -> list[str]:
    """Return the fields by which a case is found again: the flat, the vehicle, the object."""
    taken = {*TOLD_FIRST, *TOLD_THEN}
    return [row.id for row in rows if row.searchable and row.id not in taken and row.type in (None, Type.TEXT)][:4]


def _channel(field: FormField | None) -> FormField | None:
    """Return the channel field with the channels that the organisation has opened (FR-001)."""
    if field is None:
        return None
    opened = open_kinds()
    options = tuple(
        one for one in field.options if one.value in opened and one.value not in ("api", "import", "portal")
    )
    return replace(field, options=options, widget="radio")


def _people(viewer: Viewer, language: str) -> tuple[tuple[str, str], ...]:
    known = viewer.directory.people.items()
    return tuple(sorted(((str(key), one.name(language)) for key, one in known if one.is_active), key=lambda p: p[1]))


def _to_unit(viewer: Viewer, language: str) -> FormField:
    units = sorted(viewer.directory.units.values(), key=lambda u: u.code)
    options = tuple(Option(u.code, u.name(language)) for u in units if u.is_active)
    return FormField(
        TO, Type.CHOICE, _("To unit"), "select", options=options, hint=_("Left empty: as the regulation routes it.")
    )


def dispatch_step(viewer: Viewer, unit: UUID, rules: Rules) -> StepRow | None:
    """Return the step by which the viewer could dispatch right after registering, or None."""
    roles, register = viewer.roles_at([unit]), _first(rules, "register")
    fitting = (s for s in rules.lead.step if s.kind == "dispatch" and register and register.to in s.from_)
    return next((s for s in fitting if not s.by or roles & set(s.by)), None)


def read_back_step(viewer: Viewer, unit: UUID, rules: Rules) -> StepRow | None:
    """Return the step that notes the read-back, when the regulation has one and the viewer may take it (FR-008)."""
    roles = viewer.roles_at([unit])
    found = (s for s in rules.lead.step if READ_BACK in s.causes)
    return next((s for s in found if not s.by or roles & set(s.by)), None)


def _first(rules: Rules, kind: str) -> StepRow | None:
    return next((step for step in rules.lead.step if step.kind == kind), None)
