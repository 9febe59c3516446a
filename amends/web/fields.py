"""Fields of a form as a page shows them, made from the fields of a pack.

Any step of any pack is one list of these: the pack says which facts it asks for, the fact
registry says their type, this module says which control that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime

from amends.core.conditions import ALWAYS
from amends.core.fact_types import fact_types
from amends.core.intake import fields_of_form
from amends.core.ledger import CaseState, Rules
from amends.core.pack import LetterRow, Pack, RemedyKind, ReportRow
from amends.core.page import Page
from amends.core.vocabulary import FACTS, OF_UNITS, Type
from amends.web.words import YES_NO, code_title

SEGMENTS_AT_MOST = 12
LONGEST_TEXT, LONGEST_LONG_TEXT = 500, 20_000
GROUPED = ("radio", "checks", "remedies")
COMPLAINT = "complaint"
"""The form that every complaint fills."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. ``depth`` is its level in a tree."""

    value: str
    label: str
    chosen: bool = False
    depth: int = 0

    @property
    def indent(self) -> str:
        """Return blank space for the level; an option of a select knows no style."""
        return "\u3000" * self.depth


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its control, what it holds, what is wrong with it."""

    name: str
    type: Type
    label: str
    widget: str
    value: str = ""
    options: tuple[Option, ...] = ()
    hint: str = ""
    required: bool = False
    errors: tuple[str, ...] = ()
    article: str = ""
    personal: bool = False
    currency: str = "CNY"  # of an amount

    @property
    def grouped(self) -> bool:
        """Return whether it is several controls under one name."""
        return self.widget in GROUPED

    @property
    def longest(self) -> int:
        """Return how many characters it takes."""
        return LONGEST_LONG_TEXT if self.type is Type.LONG_TEXT else LONGEST_TEXT

    @property
    def described_by(self) -> str:
        """Return the ids of what explains it, for screen readers."""
        parts = (["wrong-" + self.name] if self.errors else []) + (["hint-" + self.name] if self.hint else [])
        return " ".join(parts)

    def wrong(self, *errors: str) -> FormField:
        """Return the field with messages beside it."""
        return replace(self, errors=(*self.errors, *errors))


@dataclass(frozen=True, slots=True)
class Choices:
    """What only the organisation knows: its people, as (id, name), and its units, as (code, name)."""

    people: tuple[tuple[str, str], ...] = ()
    units: tuple[tuple[str, str], ...] = ()


def pack_fields(
    pack: Pack, names: Iterable[str], *, language: str, given: Mapping[str, Any], choices: Choices | None = None
) -> tuple[FormField, ...]:
    """Return the fields of a pack by name, filled with what is given."""
    return tuple(
        pack_field(pack, name, language=language, value=given.get(name), choices=choices)
        for name in dict.fromkeys(names)
    )


def fields_of(
    rules: Rules, names: Iterable[str], *, language: str, given: Mapping[str, Any], choices: Choices | None = None
) -> tuple[FormField, ...]:
    """Return the fields of all packs that govern a case by name, each as the pack that has it words it."""
    return tuple(
        pack_field(rules.pack_of_field(name), name, language=language, value=given.get(name), choices=choices)
        for name in dict.fromkeys(names)
    )


def pack_field(pack: Pack, name: str, *, language: str, value: Any = None, choices: Choices | None = None) -> FormField:
    """Return one field; a name that the pack's forms lack is shown as the built-in fact."""
    row, known = pack.fields.get(name), fact_types(pack).get(name)
    kind = known.type if known else Type.TEXT
    codes = known.choices if known else ()
    options = _options(pack, name, kind, codes, language=language, value=value, choices=choices or Choices())
    return FormField(
        name=name, type=kind, label=fact_title(pack, name, language), widget=_widget(kind, options), options=options,
        value=shown(kind, value), hint=row.hint.in_(language) if row and row.hint else "",
        required=bool(row and row.required and row.when == ALWAYS), article=row.article if row else "",
        personal=bool(row and row.personal), currency=pack.currency,
    )  # fmt: skip


def shown_fields(rules: Rules, facts: Mapping[str, Any], *, at: datetime) -> frozenset[str]:
    """Return which fields the complaint form shows, given what is known so far (FR-002, FR-035)."""
    page = Page(CaseState(facts=dict(facts)), rules, {}, now=at)
    return frozenset(row.id for pack in rules.packs for row in fields_of_form(pack, COMPLAINT, page.scene(pack)))


def fact_title(pack: Pack, name: str, language: str) -> str:
    """Return the pack's name of a fact, else the built-in one, else its id."""
    row = pack.fields.get(name)
    if row and row.title:
        return row.title.in_(language)
    return FACTS[name].title.in_(language) if name in FACTS else name


def choice_title(pack: Pack, name: str, code: str, language: str) -> str:
    """Return what a code of a fact is called: by the pack, its categories, or the built-in words."""
    row = pack.fields.get(name)
    for choice in row.choices if row else ():
        if choice.id == code:
            return choice.text.in_(language)
    if name == "category":
        return next((one.title.in_(language) for one in pack.category if one.id == code), code)
    return code_title(code)


def kind_title(pack: Pack, kind: str, language: str) -> str:
    """Return what a kind of report, letter or remedy is called: by the pack, else by the built-in words."""
    rows: tuple[ReportRow | LetterRow | RemedyKind, ...] = (*pack.report, *pack.letter, *pack.remedy)
    found = next((one.title for one in rows if one.id == kind), None)
    return found.in_(language) if found else code_title(kind)


def shown(kind: Type, value: Any) -> str:
    """Return a value as the control takes it."""
    if value is None or isinstance(value, tuple | list | set | frozenset):
        return ""
    if isinstance(value, datetime):
        return f"{localtime(value):%Y-%m-%dT%H:%M}"
    if kind is Type.YES_NO and isinstance(value, bool):
        return "yes" if value else "no"
    return (
        f"{Decimal(str(value)):f}" if kind in (Type.NUMBER, Type.MONEY) and not isinstance(value, str) else str(value)
    )


def _options(
    pack: Pack, name: str, kind: Type, codes: tuple[str, ...], *, language: str, value: Any, choices: Choices
) -> tuple[Option, ...]:
    chosen = {str(one) for one in value} if isinstance(value, tuple | list | set | frozenset) else {shown(kind, value)}
    if kind is Type.YES_NO:
        return tuple(Option(code, str(title), code in chosen) for code, title in YES_NO)
    if kind in (Type.PERSON, Type.PEOPLE):
        return tuple(Option(key, title, key in chosen) for key, title in choices.people)
    if name in OF_UNITS:
        return tuple(Option(key, title, key in chosen) for key, title in choices.units)
    return tuple(
        Option(
            code, choice_title(pack, name, code, language), code in chosen, code.count("/") if kind is Type.TREE else 0
        )
        for code in codes
    )


def _widget(kind: Type, options: tuple[Option, ...]) -> str:
    few = len(options) <= SEGMENTS_AT_MOST
    match kind:
        case Type.LONG_TEXT:
            return "long"
        case Type.YES_NO:
            return "radio"
        case Type.CHOICE:
            return ("radio" if few else "select") if options else "text"
        case Type.SET:
            return ("checks" if few else "select_many") if options else "text"
        case Type.PEOPLE:
            return "checks" if few and options else "select_many"
        case Type.TREE | Type.PERSON:
            return "select"
        case Type.NUMBER:
            return "number"
        case Type.MONEY:
            return "money"
        case Type.INSTANT:
            return "datetime-local"
        case Type.TIME:
            return "time"
    return "text"
