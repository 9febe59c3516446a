"""The register form of any organisation: the fields of its regulation, in the order of a conversation.

First let them finish (who, what happened, what they want, how they are), then ask, then
confirm (FR-002, FR-008, FR-009).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.cases.ways_in import open_kinds
from amends.core.intake import fields_of_form
from amends.core.ledger import CaseState, Rules
from amends.core.pack import FieldRow, StepRow
from amends.core.page import Page
from amends.core.refusal import Refused
from amends.core.vocabulary import Type
from amends.people.viewer import Viewer
from amends.regulations.shelf import NoRegulation, rules_for
from amends.web.answers import read, refilled
from amends.web.fields import Choices, FormField, Option, pack_fields

COMPLAINT = "complaint"
TOLD_FIRST = ("phone", "complainant", "complainants")
TOLD_THEN = ("description", "wish", "emotion")
READ_BACK, FILES, TO = "read_back", "files", "dispatch_to"
NOT_FACTS = ("csrfmiddlewaretoken", "token", "do", "otherwise", "join", "unit")
CONFIRMED = "done:read_back"


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """What the left side shows. ``told``: what people say by themselves; ``asked``: what one asks then."""

    unit: UUID
    rules: Rules
    channel: FormField | None
    told: tuple[FormField, ...]
    asked: tuple[FormField, ...]
    shown: frozenset[str]
    read_back: str = ""
    read_back_wrong: str = ""
    second_of: str = ""
    finished: bool = False
    dispatch: StepRow | None = None
    refused: Refused | None = None
    wrong: str = ""

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
        return bool(self.refused or self.wrong or self.read_back_wrong) or any(one.errors for one in self.fields)


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
        rules_for(unit, at, org=viewer.org)
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
    rules, language = rules_for(unit, at, org=viewer.org).rules, get_language() or "zh"
    rows = [row for row in rules.lead.field if row.form == COMPLAINT]
    names = [row.id for row in rows]
    given = {"matter": COMPLAINT, "complainants": 1, "channel": "phone"}
    made = pack_fields(rules.lead, names, language=language, given=given, choices=Choices(_people(viewer, language)))
    fields = {one.name: one for one in made}
    told = [one for one in (*TOLD_FIRST, *_identifying(rows), *TOLD_THEN) if one in fields]
    asked = [one for one in names if one not in (*told, "channel")]
    dispatch = dispatch_step(viewer, unit, rules)
    more = (_to_unit(viewer, language),) if dispatch else ()
    return RegisterForm(
        unit=unit, rules=rules, channel=_channel(fields.get("channel")), told=tuple(fields[one] for one in told),
        asked=(*(fields[one] for one in asked), *more), shown=shown_fields(rules, given, at=at) | {TO},
        dispatch=dispatch,
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


def shown_fields(rules: Rules, facts: Mapping[str, Any], *, at: datetime) -> frozenset[str]:
    """Return which fields the form shows, given what is known so far (FR-002, FR-035)."""
    scene = Page(CaseState(facts=dict(facts)), rules, {}, now=at).scene(rules.lead)
    return frozenset(row.id for row in fields_of_form(rules.lead, COMPLAINT, scene))


def answered(form: RegisterForm, sent: QueryDict, *, at: datetime) -> tuple[dict[str, Any], RegisterForm]:
    """Return the facts that were typed, without fields that are not shown, and the form filled with them."""
    values, back = read(form.fields, sent)
    shown = shown_fields(form.rules, values, at=at)
    by_name = {one.name: one for one in back}
    facts = {name: value for name, value in values.items() if name in shown}
    filled = replace(
        form,
        channel=by_name[form.channel.name] if form.channel else None,
        told=tuple(by_name[one.name] for one in form.told), asked=tuple(by_name[one.name] for one in form.asked),
        shown=shown | {TO}, read_back=sent.get(READ_BACK, ""), second_of=sent.get("second_of", "")[:60],
        finished=bool(sent.get("account_finished")),
    )  # fmt: skip
    return facts, filled


def with_draft(form: RegisterForm, content: Mapping[str, Any], *, at: datetime) -> RegisterForm:
    """Return the form filled with a draft; what cannot be read stays as it was typed."""
    typed = QueryDict(mutable=True)
    for name, values in content.items():
        typed.setlist(str(name), [str(one) for one in values])
    _facts, filled = answered(form, typed, at=at)
    known = {one.name: refilled(one, typed) if one.name in typed else one for one in form.fields}
    return replace(
        filled,
        channel=known[form.channel.name] if form.channel else None,
        told=tuple(known[one.name] for one in form.told), asked=tuple(known[one.name] for one in form.asked),
    )  # fmt: skip


def with_refusal(form: RegisterForm, refused: Refused) -> RegisterForm:
    """Return the form with each missing thing beside its field; what has none stands above."""
    language = get_language() or "zh"
    names = {one.name for one in form.fields}
    said: dict[str, list[str]] = {}
    for one in refused.missing:
        said.setdefault(one.field or one.what, []).append(one.says.in_(language))
    fields = {one.name: one.wrong(*said.get(one.name, ())) for one in form.fields}
    beside = set(said) <= names | {CONFIRMED}
    return replace(
        form,
        channel=fields[form.channel.name] if form.channel else None,
        told=tuple(fields[one.name] for one in form.told), asked=tuple(fields[one.name] for one in form.asked),
        refused=None if said and beside else refused, read_back_wrong="；".join(said.get(CONFIRMED, ())),
        shown=form.shown | {one.name for one in form.fields if one.name in said},
    )  # fmt: skip


def read_back_text(facts: Mapping[str, Any]) -> str:
    """Return what is read back to the complainant: what happened, to how many, what they want (FR-008)."""
    happened = str(facts.get("description", "")).strip().rstrip("。.!！?？")
    if not happened:
        return ""
    about = str(facts.get("object", "") or facts.get("site", "")).strip()
    parts = [_("You are telling us: %(what)s") % {"what": ", ".join(one for one in (about, happened) if one)}]
    if isinstance(count := facts.get("complainants"), int) and count > 1:
        parts.append(_("%(n)s of you complain together") % {"n": count})
    if wish := str(facts.get("wish", "")).strip().rstrip("。."):
        parts.append(_("you would like: %(wish)s") % {"wish": wish})
    return _("%(told)s. Is that right?") % {"told": _("; ").join(parts)}
