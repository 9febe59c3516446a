"""The form on which somebody says what happened: the pack's own fields, in the order in which people tell it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.cases.evidence import EVENT
from amends.core.intake import fields_of_form
from amends.core.ledger import CaseState, Rules
from amends.core.pack import Pack
from amends.core.page import Page
from amends.core.refusal import Refused
from amends.core.vocabulary import COMPLAINANT, Type
from amends.people.directory import UnitInfo
from amends.web.answers import read
from amends.web.fields import FormField, pack_field

FORM = "complaint"
FIRST = ("description", "wish")
ABOUT_YOU = ("anonymous", "complainant", "contact_person", "phone", "email", "customer_number", "house_no", "address")
NAMES_YOU = frozenset({"complainant", "contact_person", "phone", "email", "customer_number"})
KEPT_SIGNS = {"\n", "\t", "\u200d"}  # the last joins emoji


@dataclass(frozen=True, slots=True)
class SayForm:
    """The form as the page shows it. ``loose``: what is wrong with no field in particular."""

    unit: UnitInfo
    rules: Rules
    fields: tuple[FormField, ...]
    takes_files: bool
    loose: tuple[str, ...] = ()
    files_wrong: str = ""

    @property
    def told(self) -> tuple[FormField, ...]:
        """Return what happened and what is wanted."""
        return tuple(one for one in self.fields if one.name in FIRST)

    @property
    def more(self) -> tuple[FormField, ...]:
        """Return what the regulation asks besides."""
        return tuple(one for one in self.fields if one.name not in FIRST and one.name not in ABOUT_YOU)

    @property
    def you(self) -> tuple[FormField, ...]:
        """Return who complains, where the pack asks; with its field for staying unnamed (FR-018)."""
        return tuple(one for one in self.fields if one.name in ABOUT_YOU)

    @property
    def wrong(self) -> bool:
        """Return whether anything is to be mended."""
        return bool(self.loose or self.files_wrong) or any(one.errors for one in self.fields)


def say_form(unit: UnitInfo, rules: Rules, *, at: datetime, facts: Mapping[str, Any] | None = None) -> SayForm:
    """Return the form of a unit; ``facts`` are known already and may bring further fields with them."""
    known = {"matter": "complaint", **(facts or {})}
    language = get_language() or "zh"
    rows = [*_names(rules, {}, at=at), *_names(rules, known, at=at)]
    names = sorted(dict.fromkeys(rows), key=lambda one: (*FIRST, one).index(one))
    fields = [pack_field(rules.lead, name, language=language, value=known.get(name)) for name in names]
    return SayForm(unit, rules, tuple(fields), takes_files=_takes_files(rules.lead))


def answered(form: SayForm, sent: QueryDict, *, at: datetime) -> tuple[dict[str, Any], SayForm]:
    """Return the facts that were sent, and the form filled with them as they were typed."""
    facts, fields = read(form.fields, sent)
    facts = {name: cleaned(value) for name, value in facts.items()}
    facts = {name: value for name, value in facts.items() if value != ""}
    full = say_form(form.unit, form.rules, at=at, facts=facts)
    known = {one.name: one for one in fields}
    fields = tuple(known.get(one.name, one) for one in full.fields)
    if "email" in facts and facts.get("anonymous") is not True:
        fields = tuple(_with_mailbox_checked(one, str(facts["email"])) for one in fields)
    return facts, replace(full, fields=fields)


def to_send(facts: Mapping[str, Any], form: SayForm, *, at: datetime) -> dict[str, Any]:
    """Return the facts that are handed in: those that the form asks for them, unnamed if that was chosen."""
    asked = set(_names(form.rules, facts, at=at))
    if facts.get("anonymous") is True:
        asked -= NAMES_YOU
    return {"matter": "complaint", **{name: value for name, value in facts.items() if name in asked}}


def with_refusal(form: SayForm, refused: Refused) -> SayForm:
    """Return the form with each point of a refusal beside its field."""
    language = get_language() or "zh"
    names = {one.name for one in form.fields}
    points = [(one.field, one.says.in_(language)) for one in refused.missing] or [("", refused.says.in_(language))]
    fields = tuple(one.wrong(*(says for name, says in points if name == one.name)) for one in form.fields)
    loose = tuple(says for name, says in points if name not in names and name != "files")
    return replace(
        form, fields=fields, loose=(*form.loose, *loose), files_wrong=" ".join(s for n, s in points if n == "files")
    )


def cleaned(value: Any) -> Any:
    """Return a text without signs that nobody sees or that turn the direction of reading; other values as they are."""
    if not isinstance(value, str):
        return value
    kept = (one for one in value.replace("\r\n", "\n") if one in KEPT_SIGNS or unicodedata.category(one)[0] != "C")
    return "".join(kept).strip()


def _names(rules: Rules, facts: Mapping[str, Any], *, at: datetime) -> Iterable[str]:
    scene = Page(CaseState(facts=dict(facts)), rules, {}, now=at).scene(rules.lead)
    return [row.id for row in fields_of_form(rules.lead, FORM, scene) if row.portal]


def _takes_files(lead: Pack) -> bool:
    """Return whether the regulation takes evidence from a complainant right after registering."""
    return any(
        EVENT in one.causes and (not one.by or COMPLAINANT in one.by) and not one.needs and _follows(lead, one.from_)
        for one in lead.step
    )


def _follows(lead: Pack, stages: tuple[str, ...]) -> bool:
    first = next((one.to for one in lead.step if one.kind == "register"), None)
    return "*" in stages or first in stages


def _with_mailbox_checked(field: FormField, mailbox: str) -> FormField:
    if field.name != "email" or field.type is not Type.TEXT:
        return field
    try:
        validate_email(mailbox)
    except ValidationError:
        return field.wrong(_("Write an e-mail address, such as name@example.com."))
    return field
